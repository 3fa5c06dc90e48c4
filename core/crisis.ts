import { addWeeks, type Week } from './dates.ts';

/** The weeks judged, the weeks they are held against, and the weeks between that belong to neither. */
export const RECENT_WEEKS = 8;
export const BASELINE_WEEKS = 52;
export const GAP_WEEKS = 4;
const LEAST_NEGATIVE = 8;
const LEAST_BASELINE = 20;
const LEAST_RISE = 0.1;
const LEAST_Z = 3;

/** A brand's documents of one week; a week without a document may be left out. */
export interface ToneWeek {
  week: Week;
  documents: number;
  negative: number;
}

export interface Crisis {
  documents: number;
  negativeShare: number;
  baselineShare: number;
  zNegative: number;
  zVolume: number;
  /** crisisScore = z(negative share) × z(volume), the volume counting at least 1 and a fallen negative share 0. */
  score: number;
  /** True where the negative share rose beyond chance and by at least 10 points. */
  alarm: boolean;
}

/**
 * crisisScore of a brand in the 8 weeks up to `lastWeek`. z of the negative share: one-sample z of a proportion
 * (NIST/SEMATECH e-Handbook 7.2.4) against the year before, add-half smoothed. Null where that year is too thin.
 */
export function judgeCrisis(weeks: readonly ToneWeek[], lastWeek: Week): Crisis | null {
  const recentFrom = addWeeks(lastWeek, 1 - RECENT_WEEKS);
  const baselineUntil = addWeeks(recentFrom, -GAP_WEEKS);
  const baselineFrom = addWeeks(baselineUntil, -BASELINE_WEEKS);
  const recent = weeks.filter(({ week }) => week >= recentFrom && week <= lastWeek);
  const baseline = weeks.filter(({ week }) => week >= baselineFrom && week < baselineUntil);
  const [now, before] = [totals(recent), totals(baseline)];
  if (before.documents < LEAST_BASELINE || now.documents === 0) return null;
  const negativeShare = now.negative / now.documents;
  const baselineShare = (before.negative + 0.5) / (before.documents + 1);
  const zNegative =
    (negativeShare - baselineShare) / Math.sqrt((baselineShare * (1 - baselineShare)) / now.documents);
  const zVolume = volumeZ(recent, baseline);
  return {
    documents: now.documents,
    negativeShare,
    baselineShare,
    zNegative,
    zVolume,
    score: Math.max(0, zNegative) * Math.max(1, zVolume),
    alarm:
      now.negative >= LEAST_NEGATIVE && zNegative >= LEAST_Z && negativeShare >= baselineShare + LEAST_RISE,
  };
}

function totals(weeks: readonly ToneWeek[]): { documents: number; negative: number } {
  return weeks.reduce(
    (sum, { documents, negative }) => ({
      documents: sum.documents + documents,
      negative: sum.negative + negative,
    }),
    { documents: 0, negative: 0 },
  );
}

/** z of the mean weekly volume; weeks without a row are weeks without a document. */
function volumeZ(recent: readonly ToneWeek[], baseline: readonly ToneWeek[]): number {
  const mean = totals(baseline).documents / BASELINE_WEEKS;
  const squares = baseline.reduce((sum, { documents }) => sum + (documents - mean) ** 2, 0);
  const silent = BASELINE_WEEKS - baseline.length;
  const deviation = Math.sqrt((squares + silent * mean ** 2) / (BASELINE_WEEKS - 1));
  if (!(deviation > 0)) return 0;
  return (totals(recent).documents / RECENT_WEEKS - mean) / (deviation / Math.sqrt(RECENT_WEEKS));
}
