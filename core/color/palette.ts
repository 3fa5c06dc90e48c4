import { ciede2000 } from './ciede2000.ts';
import { hexToLab } from './hex-to-lab.ts';

/** A colour concept's share of documents in one week. */
export interface ColorShare {
  concept: string;
  labelZh: string;
  labelEn: string;
  /** `#rrggbb`. */
  hex: string;
  /** Monday. */
  week: string;
  share: number;
}

export interface PaletteColor {
  concept: string;
  labelZh: string;
  labelEn: string;
  hex: string;
  /** Part of the palette, 0 to 1; all parts sum to 1. */
  weight: number;
  /** Concepts too like it to stand beside it; their weight is in its own. */
  merged: string[];
}

export interface PaletteStep {
  from: string;
  /** The last week's Monday. */
  to: string;
  /** Parts in the order of the palette's colours; they sum to 1 or are all 0. */
  weights: number[];
}

export interface Palette {
  colors: PaletteColor[];
  steps: PaletteStep[];
}

/** Under this ΔE00 two swatches look like one at a glance (Mokrzycki & Tatol 2011: 2 to 3.5 is noticed side by side). */
export const SAME_SWATCH = 4;

interface Swatch extends Omit<PaletteColor, 'weight'> {
  byWeek: Map<string, number>;
  total: number;
}

function swatchesOf(shares: readonly ColorShare[]): Swatch[] {
  const swatches = new Map<string, Swatch>();
  for (const { concept, labelZh, labelEn, hex, week, share } of shares) {
    const swatch = swatches.get(concept) ?? {
      concept,
      labelZh,
      labelEn,
      hex,
      merged: [],
      byWeek: new Map<string, number>(),
      total: 0,
    };
    swatch.byWeek.set(week, (swatch.byWeek.get(week) ?? 0) + share);
    swatch.total += share;
    swatches.set(concept, swatch);
  }
  return [...swatches.values()]
    .filter(({ total }) => total > 0)
    .sort((a, b) => b.total - a.total || (a.concept < b.concept ? -1 : 1));
}

/** The greater colour takes in those it cannot be told from (CIEDE2000, CIE 142-2001). */
function mergeAlike(swatches: Swatch[]): Swatch[] {
  const kept: Swatch[] = [];
  for (const swatch of swatches) {
    const lab = hexToLab(swatch.hex);
    const like = kept.find((one) => ciede2000(hexToLab(one.hex), lab) < SAME_SWATCH);
    if (like === undefined) {
      kept.push(swatch);
      continue;
    }
    like.merged.push(swatch.concept);
    like.total += swatch.total;
    for (const [week, share] of swatch.byWeek) like.byWeek.set(week, (like.byWeek.get(week) ?? 0) + share);
  }
  return kept.sort((a, b) => b.total - a.total || (a.concept < b.concept ? -1 : 1));
}

function partsOf(values: number[]): number[] {
  const sum = values.reduce((a, b) => a + b, 0);
  return values.map((value) => (sum === 0 ? 0 : value / sum));
}

/** The colours of some weeks by their share of documents, and how their parts changed in steps of `stepWeeks` weeks. */
export function makePalette(
  shares: readonly ColorShare[],
  { size, stepWeeks }: { size: number; stepWeeks: number },
): Palette {
  const swatches = mergeAlike(swatchesOf(shares)).slice(0, size);
  const weights = partsOf(swatches.map(({ total }) => total));
  const weeks = [...new Set(shares.map(({ week }) => week))].sort();
  const steps: PaletteStep[] = [];
  // From the end, so that the last step is a whole one.
  for (let end = weeks.length; end > 0; end -= stepWeeks) {
    const own = weeks.slice(Math.max(0, end - stepWeeks), end);
    const sums = swatches.map(({ byWeek }) => own.reduce((sum, week) => sum + (byWeek.get(week) ?? 0), 0));
    steps.unshift({ from: own[0] ?? '', to: own.at(-1) ?? '', weights: partsOf(sums) });
  }
  const colors = swatches.map(({ concept, labelZh, labelEn, hex, merged }, i) => ({
    concept,
    labelZh,
    labelEn,
    hex,
    merged,
    weight: weights[i] ?? 0,
  }));
  return { colors, steps };
}
