import { z } from 'zod';
import { listShelfWeeks } from '../../storage/queries/opportunities.ts';
import { conceptId, marketOrAll } from '../parameters.ts';
import { defineRead } from '../read.ts';

export const shelf = defineRead({
  name: 'shelf',
  path: '/shelf',
  tag: 'Market',
  summary: "What a concept's products did on the shelf, by week",
  query: z.strictObject({ concept: conceptId, market: marketOrAll }),
  data: z.array(
    z.object({
      week: z.string(),
      products: z.number(),
      newInShare: z.number().nullable(),
      markdownDepth: z.number().nullable(),
      outOfStockShare: z.number().nullable(),
      bestsellerScore: z.number().nullable(),
    }),
  ),
  async answer(context, { query }) {
    return { data: await context.read((sql) => listShelfWeeks(sql, query.concept, query.market)) };
  },
});
