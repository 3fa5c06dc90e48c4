import { z } from 'zod';
import { marketOrAll, sectorOrAll } from '../parameters.ts';
import { conceptsMeeting, describeNeed, meetsNeed } from './answer-need.ts';
import { defineAsk } from './ask.ts';
import { candidatesOf, productShape, toProduct } from './products.ts';

const needShape = z.object({
  wanted: z.array(
    z.object({
      concept: z.string(),
      facet: z.string(),
      labelEn: z.string(),
      labelZh: z.string(),
      surface: z.string(),
      weight: z.number(),
      alternatives: z.array(z.string()),
      trend: z.number().nullable(),
      stage: z.string().nullable(),
    }),
  ),
  avoided: z.array(z.object({ concept: z.string(), surface: z.string() })),
  price: z
    .object({ min: z.number().nullable(), max: z.number().nullable(), currency: z.string().nullable() })
    .nullable(),
  audience: z.string().nullable(),
  season: z.string().nullable(),
  products: z.array(productShape.extend({ met: z.number() })),
});

export const needAsk = defineAsk({
  name: 'readNeed',
  path: '/recommender/need',
  summary: 'A wish in anybody’s words, in either language, as elements, bounds and products that meet it',
  body: z.strictObject({
    sector: sectorOrAll,
    market: marketOrAll,
    text: z.string().trim().min(1).max(2_000),
    products: z.number().int().min(0).max(100).default(0).describe('products to give along'),
  }),
  data: needShape,
  async answer({ text, products, ...where }, tools) {
    const { table } = await tools.trends(where);
    const wish = tools.reader.need(text);
    const { concepts, weights } = conceptsMeeting(wish, table);
    const wanted = new Map(concepts.map((concept, at) => [concept, weights[at] ?? 0]));
    const found = products === 0 ? [] : await candidatesOf(tools.context, wanted, where.market);
    const met = found
      .flatMap((product) => {
        const share = meetsNeed(wish, product, table);
        return share === null || share === 0 ? [] : [{ ...toProduct(product), met: share }];
      })
      .toSorted((a, b) => b.met - a.met || b.lastSeenAt.localeCompare(a.lastSeenAt));
    return {
      wanted: describeNeed(wish.wanted, table),
      avoided: wish.avoided.map(({ concept, surface }) => ({ concept, surface })),
      price: wish.price,
      audience: wish.audience,
      season: wish.season,
      products: met.slice(0, products),
    };
  },
});
