import { addWeeks } from '../core/dates.ts';
import { SERVICE_ASPECTS } from '../core/words.ts';
import type { AspectWeekRow, BrandWeekRow } from '../storage/queries/brands.ts';

/** Documents a brand needs in 13 weeks before its figures are shown. */
export const MIN_BRAND_DOCUMENTS = 30;

/** The weeks judged, the weeks they are held against, and those between that belong to neither: as the signal's. */
const RECENT_WEEKS = 8;
const GAP_WEEKS = 4;
const BASELINE_WEEKS = 52;
const LEAST_BASELINE_DOCUMENTS = 20;
const LEAST_NEGATIVE = 8;
const LEAST_RISE = 0.1;
const LEAST_Z = 3;

/** netSentiment = (positive − negative) / all; null without documents. */
export function netSentiment(of: { positive: number; negative: number; documents: number }): number | null {
  return of.documents === 0 ? null : (of.positive - of.negative) / of.documents;
}

export interface Crisis {
  /** z(negative share) × z(volume), the volume counting at least 1 and a fallen negative share 0. */
  score: number;
  /** True where the negative share rose beyond chance and by at least 10 points. */
  alarm: boolean;
}

/**
 * crisisScore of a brand's weeks (oldest first) up to `lastWeek`. z of the negative share is the one-sample z of
 * a proportion against the year before (add-half smoothed). Null where the year before is too thin to judge.
 */
export function judgeCrisis(weeks: readonly BrandWeekRow[], lastWeek: string): Crisis | null {
  const recentFrom = addWeeks(lastWeek, 1 - RECENT_WEEKS);
  const baselineUntil = addWeeks(recentFrom, -GAP_WEEKS);
  const baselineFrom = addWeeks(baselineUntil, -BASELINE_WEEKS);
  const recent = weeks.filter(({ week }) => week >= recentFrom && week <= lastWeek);
  const baseline = weeks.filter(({ week }) => week >= baselineFrom && week < baselineUntil);
  const [now, before] = [sumWeeks(recent), sumWeeks(baseline)];
  if (before.documents < LEAST_BASELINE_DOCUMENTS || now.documents === 0) return null;
  const share = now.negative / now.documents;
  const usual = (before.negative + 0.5) / (before.documents + 1);
  const zNegative = (share - usual) / Math.sqrt((usual * (1 - usual)) / now.documents);
  return {
    score: Math.max(0, zNegative) * Math.max(1, volumeZ(recent, baseline)),
    alarm: now.negative >= LEAST_NEGATIVE && zNegative >= LEAST_Z && share >= usual + LEAST_RISE,
  };
}

/** Weeks without a row are weeks without a document. */
function volumeZ(recent: readonly BrandWeekRow[], baseline: readonly BrandWeekRow[]): number {
  const mean = sumWeeks(baseline).documents / BASELINE_WEEKS;
  const squares = baseline.reduce((sum, { documents }) => sum + (documents - mean) ** 2, 0);
  const silent = BASELINE_WEEKS - baseline.length;
  const deviation = Math.sqrt((squares + silent * mean ** 2) / (BASELINE_WEEKS - 1));
  if (!(deviation > 0)) return 0;
  return (sumWeeks(recent).documents / RECENT_WEEKS - mean) / (deviation / Math.sqrt(RECENT_WEEKS));
}

export function sumWeeks(weeks: readonly { documents: number; positive: number; negative: number }[]) {
  return weeks.reduce(
    (sum, week) => ({
      documents: sum.documents + week.documents,
      positive: sum.positive + week.positive,
      negative: sum.negative + week.negative,
    }),
    { documents: 0, positive: 0, negative: 0 },
  );
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

/** aspectNet over the given weeks, the worst first; `voice` keeps product and service apart. */
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
