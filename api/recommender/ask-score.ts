import { z } from 'zod';
import { marketOrAll, sectorOrAll } from '../parameters.ts';
import { reasonShape } from '../shapes.ts';
import { defineAsk, MOST_ITEMS } from './ask.ts';
import { itemShape } from './read-items.ts';
import { scoreItem } from './score-item.ts';

const scoreShape = z.object({
  id: z.string(),
  score: z.number().nullable(),
  confidence: z.number(),
  facets: z.record(z.string(), z.object({ score: z.number(), confidence: z.number() })),
  newness: z.number().nullable(),
  elements: z.array(
    z.object({
      concept: z.string(),
      labelEn: z.string(),
      labelZh: z.string(),
      facet: z.string(),
      score: z.number(),
      confidence: z.number(),
      stage: z.string(),
      through: z.string().nullable(),
    }),
  ),
  unscored: z.array(z.string()),
  reasons: z.array(reasonShape),
  insufficient: z.string().nullable(),
});
export const scoreAsk = defineAsk({
  name: 'scoreItems',
  path: '/recommender/score',
  summary: `Trend scores of up to ${MOST_ITEMS} items given by their words and attributes, never seen ones too`,
  body: z.strictObject({
    sector: sectorOrAll,
    market: marketOrAll,
    items: z.array(itemShape).min(1).max(MOST_ITEMS),
  }),
  data: z.object({ asOf: z.string().nullable(), items: z.array(scoreShape) }),
  async answer({ items, ...where }, tools) {
    const { asOf, table } = await tools.trends(where);
    const scored = items.map((item) => ({ id: item.id, ...scoreItem(tools.conceptsOf(item), table) }));
    return { asOf, items: scored };
  },
});
