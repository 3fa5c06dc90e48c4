import type { ObservationDraft } from '../core/content.ts';

/** What storage can hold, said once: an index takes no longer key, a count has 32 bits. Hostile pages go beyond both. */
const MAX_ADDRESS_BYTES = 2_000;
const MAX_COUNT = 2 ** 31 - 1;
const MAX_AMOUNT = 1e12;
const MAX_NAME = 200;

export const fitsIndex = (text: string): boolean => Buffer.byteLength(text) <= MAX_ADDRESS_BYTES;

/** A whole number of 32 bits, or null: half a review, or more than all people wrote, is no count. */
export const storableCount = (value: number | null): number | null =>
  value !== null && Number.isInteger(value) && value >= 0 && value <= MAX_COUNT ? value : null;

const storableAmount = (value: number | null): number | null =>
  value !== null && value >= 0 && value <= MAX_AMOUNT ? value : null;

/** An observation with every figure that cannot be one left open. */
export function storableObservation(seen: ObservationDraft): ObservationDraft {
  return {
    ...seen,
    list: seen.list.slice(0, MAX_NAME),
    rank: storableCount(seen.rank),
    price: storableAmount(seen.price),
    listPrice: storableAmount(seen.listPrice),
    rating: seen.rating !== null && seen.rating >= 0 && seen.rating <= 100 ? seen.rating : null,
    reviewCount: storableCount(seen.reviewCount),
  };
}
