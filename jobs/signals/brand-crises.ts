import { addWeeks, type Week } from '../../core/dates.ts';
import type { BrandWeek } from '../../storage/signals.ts';

/** The weeks looked at, the weeks they are held against, and the weeks between that belong to neither. */
export const RECENT_WEEKS = 8;
export const BASELINE_WEEKS = 52;
export const GAP_WEEKS = 4;
const LEAST_NEGATIVE = 8;
const LEAST_BASELINE = 20;
const LEAST_RISE = 0.1;
const LEAST_Z = 3;

export interface BrandCrisis {
  brand: string;
  labelZh: string;
  labelEn: string;
  market: string;
  documents: number;
  negativeShare: number;
  baselineShare: number;
  zNegative: number;
  zVolume: number;
  /** crisisScore = z(negative share) × z(volume), the volume counting at least 1. */
  score: number;
}

/**
 * Brands of which the share of negative documents rose beyond chance: one-sample z of a proportion against the
 * baseline's (add-half smoothed), and the weekly volume against the baseline's mean and deviation.
 */
export function findBrandCrises(rows: readonly BrandWeek[], until: Week): BrandCrisis[] {
  const recentFrom = addWeeks(until, -RECENT_WEEKS);
  const baselineUntil = addWeeks(recentFrom, -GAP_WEEKS);
  const baselineFrom = addWeeks(baselineUntil, -BASELINE_WEEKS);
  const groups = new Map<string, BrandWeek[]>();
  for (const row of rows) {
    const key = `${row.brand}|${row.market}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].flatMap((weeks) => {
    const recent = weeks.filter(({ week }) => week >= recentFrom && week < until);
    const baseline = weeks.filter(({ week }) => week >= baselineFrom && week < baselineUntil);
    const crisis = judge(recent, baseline);
    return crisis ? [crisis] : [];
  });
}

function judge(recent: readonly BrandWeek[], baseline: readonly BrandWeek[]): BrandCrisis | null {
  const [now, before] = [totals(recent), totals(baseline)];
  const first = recent[0];
  if (!first || now.negative < LEAST_NEGATIVE || before.documents < LEAST_BASELINE) return null;
  const negativeShare = now.negative / now.documents;
  const baselineShare = (before.negative + 0.5) / (before.documents + 1);
  const zNegative =
    (negativeShare - baselineShare) / Math.sqrt((baselineShare * (1 - baselineShare)) / now.documents);
  if (zNegative < LEAST_Z || negativeShare < baselineShare + LEAST_RISE) return null;
  const zVolume = volumeZ(recent, baseline);
  const { brand, labelZh, labelEn, market } = first;
  const score = zNegative * Math.max(1, zVolume);
  return {
    brand,
    labelZh,
    labelEn,
    market,
    documents: now.documents,
    negativeShare,
    baselineShare,
    zNegative,
    zVolume,
    score,
  };
}

function totals(weeks: readonly BrandWeek[]): { documents: number; negative: number } {
  return weeks.reduce(
    (sum, { documents, negative }) => ({
      documents: sum.documents + documents,
      negative: sum.negative + negative,
    }),
    { documents: 0, negative: 0 },
  );
}

/** Weeks without a row are weeks without a document. */
function volumeZ(recent: readonly BrandWeek[], baseline: readonly BrandWeek[]): number {
  const mean = totals(baseline).documents / BASELINE_WEEKS;
  const squares = baseline.reduce((sum, { documents }) => sum + (documents - mean) ** 2, 0);
  const silent = BASELINE_WEEKS - baseline.length;
  const deviation = Math.sqrt((squares + silent * mean ** 2) / (BASELINE_WEEKS - 1));
  if (!(deviation > 0)) return 0;
  return (totals(recent).documents / RECENT_WEEKS - mean) / (deviation / Math.sqrt(RECENT_WEEKS));
}
