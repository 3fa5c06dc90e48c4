import { SERVICE_ASPECTS } from '../core/words.ts';
import type { AspectWeekRow, BrandWeekRow } from '../storage/queries/brands.ts';

/** Documents a brand needs in 13 weeks before its figures are shown. */
export const MIN_BRAND_DOCUMENTS = 30;
/** Weeks before the judged ones that say what is usual. */
const BASE_WEEKS = 26;
/** Weeks judged together: one bad day is no crisis. */
const JUDGED_WEEKS = 4;
/** From this product of two z-scores on (2 and 2, say) a brand is in crisis. */
export const CRISIS_FROM = 4;

/** netSentiment = (positive − negative) / all; null without documents. */
export function netSentiment(of: { positive: number; negative: number; documents: number }): number | null {
  return of.documents === 0 ? null : (of.positive - of.negative) / of.documents;
}

/**
 * crisisScore = z(negative share) × z(volume) of the last 4 weeks against the 26 before them. Each z is floored
 * at 0, so that little and friendly talk do not multiply to an alarm; null where the base is too thin to judge.
 */
export function crisisScore(weeks: readonly BrandWeekRow[]): number | null {
  const judged = weeks.slice(-JUDGED_WEEKS);
  const base = weeks.slice(-JUDGED_WEEKS - BASE_WEEKS, -JUDGED_WEEKS);
  const documents = base.reduce((sum, week) => sum + week.documents, 0);
  if (base.length < BASE_WEEKS / 2 || documents < MIN_BRAND_DOCUMENTS) return null;
  const negativeShares = base
    .filter((week) => week.documents > 0)
    .map((week) => week.negative / week.documents);
  const all = judged.reduce((sum, week) => sum + week.documents, 0);
  const negative = judged.reduce((sum, week) => sum + week.negative, 0);
  if (all === 0) return 0;
  const zNegative = zScore(negative / all, negativeShares, 0.02);
  const zVolume = zScore(
    all / judged.length,
    base.map((week) => week.documents),
    0.5,
  );
  return Math.max(0, zNegative) * Math.max(0, zVolume);
}

/** `floor` keeps a quiet base from making a small wobble look enormous. */
function zScore(value: number, base: readonly number[], floor: number): number {
  const mean = base.reduce((sum, x) => sum + x, 0) / base.length;
  const variance = base.reduce((sum, x) => sum + (x - mean) ** 2, 0) / Math.max(1, base.length - 1);
  return (value - mean) / Math.max(floor, Math.sqrt(variance));
}

export interface AspectFigure {
  aspect: string;
  voice: 'product' | 'service';
  positive: number;
  negative: number;
  neutral: number;
  /** (positive − negative) / all. */
  aspectNet: number | null;
}

/** aspectNet over the given weeks, product and service apart. */
export function aspectFigures(rows: readonly AspectWeekRow[]): AspectFigure[] {
  const figures = new Map<string, AspectFigure>();
  for (const row of rows) {
    const figure = figures.get(row.aspect) ?? emptyAspect(row.aspect);
    figure.positive += row.positive;
    figure.negative += row.negative;
    figure.neutral += row.neutral;
    figures.set(row.aspect, figure);
  }
  return [...figures.values()]
    .map((figure) => {
      const all = figure.positive + figure.negative + figure.neutral;
      return { ...figure, aspectNet: all === 0 ? null : (figure.positive - figure.negative) / all };
    })
    .sort((a, b) => (a.aspectNet ?? 0) - (b.aspectNet ?? 0));
}

function emptyAspect(aspect: string): AspectFigure {
  const service = SERVICE_ASPECTS.some((known) => known === aspect);
  return {
    aspect,
    voice: service ? 'service' : 'product',
    positive: 0,
    negative: 0,
    neutral: 0,
    aspectNet: null,
  };
}
