import type { TrendTable } from './trend-table.ts';

/** Concepts of an item with their weights. */
export type ConceptWeights = ReadonlyMap<string, number>;

/** How much sharing a facet makes two items alike; what they are comes before how they look. */
const FACET_LIKENESS: Record<string, number> = {
  garment: 1.6,
  style: 1,
  pattern: 1,
  silhouette: 1,
  color: 0.9,
  fabric: 0.8,
  detail: 0.7,
  occasion: 0.5,
  brand: 0.5,
};
/** A parent is shared in part: a pleated skirt is a skirt. */
const PARENT_SHARE = 0.5;
/** Documents that a concept nobody counted stands on. */
const UNCOUNTED = 3;

/**
 * Weights of an item's concepts and their parents: facet × inverse document frequency (Spärck Jones, Journal of
 * Documentation 28, 1972), so that sharing what is rare says more than sharing black.
 */
export function conceptWeights(concepts: readonly string[], table: TrendTable): Map<string, number> {
  const weights = new Map<string, number>();
  const add = (id: string, share: number): void => {
    const concept = table.get(id);
    if (concept === undefined) return;
    const rarity = 1 / Math.log2(4 + (concept.documents ?? UNCOUNTED));
    const weight = share * (FACET_LIKENESS[concept.facet] ?? 0.5) * rarity;
    weights.set(id, Math.max(weights.get(id) ?? 0, weight));
  };
  for (const id of concepts) {
    add(id, 1);
    const parent = table.get(id)?.parentId;
    if (parent) add(parent, PARENT_SHARE);
  }
  return weights;
}

/**
 * Weighted Tversky index (Psychological Review 84, 1977): 1 for the same concepts, 0 for none in common. With `extra` 1 it
 * is the weighted Jaccard index, alike both ways; with less, what only the second has counts less against it.
 */
export function likeness(one: ConceptWeights, two: ConceptWeights, extra = 1): number {
  let shared = 0;
  let own = 0;
  let others = 0;
  for (const [id, weight] of one) {
    const other = two.get(id) ?? 0;
    shared += Math.min(weight, other);
    own += Math.max(0, weight - other);
  }
  for (const [id, weight] of two) others += Math.max(0, weight - (one.get(id) ?? 0));
  return shared === 0 ? 0 : shared / (shared + own + extra * others);
}
