import { z } from 'zod';
import { listProductCandidates, type ProductCandidate } from '../../storage/queries/products-like.ts';
import type { ApiContext } from '../context.ts';

/** Products weighed for one answer. */
const CANDIDATES = 400;

export const productShape = z.object({
  id: z.string(),
  name: z.string(),
  brand: z.string().nullable(),
  url: z.string(),
  image: z.string().nullable(),
  market: z.string(),
  price: z.number().nullable(),
  currency: z.string().nullable(),
  availability: z.string().nullable(),
  lastSeenAt: z.string(),
});

/** Products that name what is wanted. */
export function candidatesOf(
  context: ApiContext,
  wanted: ReadonlyMap<string, number>,
  market: string,
): Promise<ProductCandidate[]> {
  const [concepts, weights] = [[...wanted.keys()], [...wanted.values()]];
  return context.read((sql) => listProductCandidates(sql, { concepts, weights, market, limit: CANDIDATES }));
}

export function toProduct(product: ProductCandidate): z.input<typeof productShape> {
  const { id, name, brand, url, image, market, price, currency, availability, lastSeenAt } = product;
  return {
    id,
    name,
    brand,
    url,
    image,
    market,
    price,
    currency,
    availability,
    lastSeenAt: lastSeenAt.toISOString(),
  };
}
