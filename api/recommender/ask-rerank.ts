import { z } from 'zod';
import { marketOrAll, sectorOrAll } from '../parameters.ts';
import { defineAsk, MOST_ITEMS } from './ask.ts';
import { itemShape } from './read-items.ts';
import { rerank } from './rerank.ts';
import { scoreItem } from './score-item.ts';
import { conceptWeights } from './similarity.ts';

export const rerankAsk = defineAsk({
  name: 'rerankItems',
  path: '/recommender/rerank',
  summary: 'Orders items by relevance and trend, with a care for difference and a cap on each group',
  body: z.strictObject({
    sector: sectorOrAll,
    market: marketOrAll,
    items: z
      .array(itemShape.extend({ relevance: z.number().default(0), group: z.string().max(200).optional() }))
      .min(1)
      .max(MOST_ITEMS),
    trendWeight: z.number().min(0).max(1).default(0.3),
    diversity: z.number().min(0).max(1).default(0.2),
    maxPerGroup: z.number().int().min(1).max(MOST_ITEMS).nullable().default(null),
    limit: z.number().int().min(1).max(MOST_ITEMS).default(100),
  }),
  data: z.array(
    z.object({
      id: z.string(),
      rank: z.number(),
      rankBefore: z.number(),
      value: z.number(),
      trend: z.number().nullable(),
      nearest: z.number(),
      capped: z.boolean(),
    }),
  ),
  async answer({ items, sector, market, ...options }, tools) {
    const { table } = await tools.trends({ sector, market });
    const ranked = items.map(({ id, relevance, group, ...item }) => {
      const concepts = tools.conceptsOf(item);
      const weights = conceptWeights(concepts, table);
      return { id, relevance, group: group ?? null, trend: scoreItem(concepts, table).score, weights };
    });
    const trendOf = new Map(ranked.map(({ id, trend }) => [id, trend]));
    return rerank(ranked, options).map((placed) => ({ ...placed, trend: trendOf.get(placed.id) ?? null }));
  },
});
