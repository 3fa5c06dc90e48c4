import { z } from 'zod';
import type { ProductCandidate } from '../../storage/queries/products-like.ts';
import { marketOrAll } from '../parameters.ts';
import { defineAsk, MOST_ITEMS } from './ask.ts';
import { candidatesOf, productShape, toProduct } from './products.ts';
import { itemShape } from './read-items.ts';
import { conceptWeights, likeness } from './similarity.ts';

/** What an item has beside what is looked for counts this much against it. */
const EXTRA = 0.3;

export const similarAsk = defineAsk({
  name: 'similarItems',
  path: '/recommender/similar',
  summary: 'Items like one: among those sent along, or among the products that were seen on shelves',
  body: z.strictObject({
    market: marketOrAll,
    item: itemShape,
    among: z.array(itemShape).min(1).max(MOST_ITEMS).optional(),
    limit: z.number().int().min(1).max(200).default(20),
  }),
  data: z.array(
    z.object({
      id: z.string(),
      likeness: z.number(),
      shared: z.array(z.string()),
      product: productShape.nullable(),
    }),
  ),
  async answer({ item, among, market, limit }, tools) {
    const { table } = await tools.trends({ sector: 'all', market });
    const own = conceptWeights(tools.conceptsOf(item), table);
    const liken = (id: string, concepts: string[], product: ProductCandidate | null) => ({
      id,
      likeness: Number(likeness(own, conceptWeights(concepts, table), EXTRA).toFixed(4)),
      shared: concepts.filter((concept) => own.has(concept)),
      product: product && toProduct(product),
    });
    const found = among
      ? among
          .filter(({ id }) => id !== item.id)
          .map((other) => liken(other.id, tools.conceptsOf(other), null))
      : (await candidatesOf(tools.context, own, market)).map((product) =>
          liken(product.id, product.concepts, product),
        );
    return found
      .filter(({ likeness: alike }) => alike > 0)
      .toSorted((a, b) => b.likeness - a.likeness || a.id.localeCompare(b.id))
      .slice(0, limit);
  },
});
