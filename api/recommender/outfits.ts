import type { Pairings, PairingRow } from '../../storage/queries/pairings.ts';
import { colorHarmony, type Harmony } from './harmony.ts';
import type { TrendTable } from './trend-table.ts';

/** A rule stands on at least so many documents. */
const MIN_BOTH = 5;
/** 95 %, two-sided. */
const Z = 1.96;

const REGIONS: Record<string, string> = {
  trousers: 'bottom',
  skirt: 'bottom',
  skort: 'bottom',
  shorts: 'bottom',
  leggings: 'bottom',
  jeans: 'bottom',
  top: 'top',
  shirt: 'top',
  sweater: 'top',
  tunic: 'top',
  jacket: 'outer',
  coat: 'outer',
  outerwear: 'outer',
  dress: 'one-piece',
  jumpsuit: 'one-piece',
  shoes: 'feet',
  boots: 'feet',
  heels: 'feet',
  sneakers: 'feet',
  sandals: 'feet',
  bag: 'bag',
  hat: 'head',
};

export interface OutfitRule {
  concept: string;
  labelEn: string;
  labelZh: string;
  /** Documents that name both. */
  documents: number;
  /** Share of documents with any garment that name both. */
  support: number;
  /** Share of the garment's documents that name the other one too, with the lower end of its 95 % Wilson interval. */
  confidence: number;
  confidenceLow: number;
  /** Confidence against the other garment's share of all: over 1, they are worn together more than by chance. */
  lift: number;
  liftLow: number;
  season: string;
  trend: number | null;
  colors: {
    concept: string;
    labelEn: string;
    labelZh: string;
    hex: string;
    documents: number;
    harmony: Harmony | null;
    score: number | null;
  }[];
}

/** Words for anything that is worn. */
const ANYTHING = new Set([
  'garment:clothes',
  'garment:costume',
  'garment:childrenswear',
  'garment:outerwear',
]);

/** Where on the body a garment is worn, by the root of its kind; a kind of its own where that is not known. */
function regionOf(id: string, table: TrendTable): string {
  let at: string | null = id;
  for (let level = 0; at !== null && level < 6; level++) {
    const region = REGIONS[at.replace(/^garment:/, '')];
    if (region !== undefined) return region;
    const parent: string | null = table.get(at)?.parentId ?? null;
    if (parent === null) return at;
    at = parent;
  }
  return id;
}

/** The garment and its kinds. */
export function kindsOf(id: string, table: TrendTable): string[] {
  const kinds = new Set([id]);
  for (let found = true; found;) {
    found = false;
    for (const { id: kind, parentId } of table.values())
      if (parentId !== null && kinds.has(parentId) && !kinds.has(kind)) {
        kinds.add(kind);
        found = true;
      }
  }
  return [...kinds];
}

/**
 * Association rules (Agrawal, Imieliński and Swami, SIGMOD 1993) from a garment to others worn elsewhere on the body,
 * ordered by the lower end of their lift, so that few documents do not stand above many.
 */
export function outfitRules(
  garment: string,
  { documents, anchor, rows }: Pairings,
  table: TrendTable,
): OutfitRule[] {
  const own = regionOf(garment, table);
  const rules: OutfitRule[] = [];
  for (const row of rows) {
    const other = table.get(row.concept);
    if (other === undefined || ANYTHING.has(row.concept) || row.both < MIN_BOTH) continue;
    if (regionOf(row.concept, table) === own) continue;
    const base = row.other / documents;
    const confidence = row.both / anchor;
    const low = wilsonLow(row.both, anchor);
    if (confidence / base <= 1) continue;
    rules.push({
      concept: row.concept,
      labelEn: other.labelEn,
      labelZh: other.labelZh,
      documents: row.both,
      support: round(row.both / documents, 5),
      confidence: round(confidence, 4),
      confidenceLow: round(low, 4),
      lift: round(confidence / base, 3),
      liftLow: round(low / base, 3),
      season: seasonOf(row),
      trend: other.score,
      colors: [],
    });
  }
  return rules.toSorted((a, b) => b.liftLow - a.liftLow || a.concept.localeCompare(b.concept));
}

/** Colours said of the other garment, with how they stand to the colour given. */
export function pairedColors(
  counted: readonly { color: string; documents: number }[],
  table: TrendTable,
  color: string | null,
): OutfitRule['colors'] {
  const hex = color === null ? null : (table.get(color)?.hex ?? null);
  return counted
    .flatMap(({ color: id, documents }) => {
      const found = table.get(id);
      if (!found?.hex) return [];
      const harmony = hex === null ? null : colorHarmony(hex, found.hex);
      const { labelEn, labelZh } = found;
      return [
        {
          concept: id,
          labelEn,
          labelZh,
          hex: found.hex,
          documents,
          harmony: harmony?.harmony ?? null,
          score: harmony?.score ?? null,
        },
      ];
    })
    .toSorted(
      (a, b) =>
        b.documents * (b.score ?? 1) - a.documents * (a.score ?? 1) || a.concept.localeCompare(b.concept),
    )
    .slice(0, 4);
}

const SEASONS = ['spring', 'summer', 'autumn', 'winter'] as const;

/** The season with at least 1.5 times its quarter of the documents; `year-round` where none has. */
function seasonOf(row: PairingRow): string {
  const most = SEASONS.reduce((best, season) => (row[season] > row[best] ? season : best));
  return row[most] >= (1.5 * row.both) / 4 && row.both >= 12 ? most : 'year-round';
}

/** Lower end of Wilson's interval of a share (Journal of the American Statistical Association 22, 1927). */
function wilsonLow(hits: number, of: number): number {
  if (of === 0) return 0;
  const share = hits / of;
  const z2 = Z * Z;
  const centre = share + z2 / (2 * of);
  const spread = Z * Math.sqrt((share * (1 - share) + z2 / (4 * of)) / of);
  return Math.max(0, (centre - spread) / (1 + z2 / of));
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));
