import type { Need, NeedElement } from '../../core/item-reader.ts';
import type { ProductCandidate } from '../../storage/queries/products-like.ts';
import type { TrendTable } from './trend-table.ts';

/** What a kind in general is worth where a special one is wanted: a skirt for a pleated skirt. */
const GENERAL = 0.4;

export interface NeedConcept {
  concept: string;
  facet: string;
  labelEn: string;
  labelZh: string;
  surface: string;
  weight: number;
  alternatives: string[];
  trend: number | null;
  stage: string | null;
}

export function describeNeed(elements: readonly NeedElement[], table: TrendTable): NeedConcept[] {
  return elements.flatMap(({ concept: id, surface, weight, alternatives }) => {
    const found = table.get(id);
    if (found === undefined) return [];
    const { facet, labelEn, labelZh, score, stage } = found;
    return [{ concept: id, facet, labelEn, labelZh, surface, weight, alternatives, trend: score, stage }];
  });
}

/** Concepts that meet a wish: those named, what the words may mean besides, and their kinds. */
export function conceptsMeeting(need: Need, table: TrendTable): { concepts: string[]; weights: number[] } {
  const weights = new Map<string, number>();
  for (const { concept, alternatives, weight } of need.wanted)
    for (const id of [concept, ...alternatives])
      for (const kind of table.values())
        if (meets(kind.id, id, table)) weights.set(kind.id, Math.max(weights.get(kind.id) ?? 0, weight));
  return { concepts: [...weights.keys()], weights: [...weights.values()] };
}

/** How much of a wish a product meets, 0 to 1, or null where it has what is not wanted or costs what it must not. */
export function meetsNeed(need: Need, product: ProductCandidate, table: TrendTable): number | null {
  const unwanted = need.avoided.some(({ concept }) =>
    product.concepts.some((own) => meets(own, concept, table)),
  );
  if (unwanted || !isWithin(need.price, product)) return null;
  let met = 0;
  let all = 0;
  for (const element of need.wanted) {
    all += element.weight;
    met += element.weight * share(element, product.concepts, table);
  }
  return all === 0 ? 0 : Number((met / all).toFixed(4));
}

function share({ concept, alternatives }: NeedElement, has: readonly string[], table: TrendTable): number {
  const wanted = [concept, ...alternatives];
  if (wanted.some((id) => has.some((own) => meets(own, id, table)))) return 1;
  const general = wanted.some((id) => has.some((own) => own !== id && meets(id, own, table)));
  return general ? GENERAL : 0;
}

/** Whether a concept is another one or a kind of it. */
function meets(own: string, wanted: string, table: TrendTable): boolean {
  let at: string | null = own;
  for (let level = 0; at !== null && level < 6; level++) {
    if (at === wanted) return true;
    at = table.get(at)?.parentId ?? null;
  }
  return false;
}

/** A price in another currency, or none, says nothing against a product. */
function isWithin(range: Need['price'], { price, currency }: ProductCandidate): boolean {
  if (range === null || price === null) return true;
  if (range.currency !== null && currency !== null && range.currency !== currency) return true;
  return price >= (range.min ?? 0) && price <= (range.max ?? Number.POSITIVE_INFINITY);
}
