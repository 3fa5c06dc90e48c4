import type { LevelSeries } from './level.ts';
import { shareOfRoot, steadyWeeks } from './stabilise.ts';
import { median } from './statistics.ts';

/** Weeks that stood out from trend and season. */
export interface TrendEvent {
  /** Indices of the first and the last week. */
  from: number;
  to: number;
  /** Share counted and share expected in the week that stood out most. */
  share: number;
  expected: number;
  /** Standard deviations off, above 0 for more than expected. */
  z: number;
}

/** Few documents have long tails: at 4.5 one quiet series in forty had an event by chance. */
const MIN_Z = 5;
/** The strongest are told of. */
const MOST = 8;
/** Weeks on either side whose median is the trend: what lasts under a quarter does not move it. */
const REACH = 6;
/** Standard deviation over median absolute deviation of a normal variable. */
const MAD_SCALE = 1.4826;
/** Events widen the noise that deviations are measured in; a scale far below it is a series of zeros. */
const LEAST_SCALE = 0.65;

/**
 * Weeks at least 5 robust standard deviations off the running median of season-adjusted roots of shares: the
 * identifier of Hampel (1974), whose median and median absolute deviation the events themselves do not move.
 */
export function trendEvents(series: LevelSeries): TrendEvent[] {
  const weeks = steadyWeeks(series);
  const rests = weeks.map(({ t, root, weight }, i) => {
    const near = weeks.slice(Math.max(0, i - REACH), i + REACH + 1).map((week) => week.root);
    const centre = median(near);
    return { t, z: (root - centre) * Math.sqrt(weight), expected: shareOfRoot(series, t, centre) };
  });
  const scale = Math.max(LEAST_SCALE, MAD_SCALE * median(rests.map(({ z }) => Math.abs(z))));
  const events: TrendEvent[] = [];
  for (const { t, z: raw, expected } of rests) {
    const z = raw / scale;
    if (Math.abs(z) < MIN_Z) continue;
    const share = series.shares[t] ?? 0;
    const before = events.at(-1);
    if (before && before.to === t - 1 && Math.sign(before.z) === Math.sign(z)) {
      before.to = t;
      if (Math.abs(z) > Math.abs(before.z)) Object.assign(before, { share, expected, z });
    } else {
      events.push({ from: t, to: t, share, expected, z });
    }
  }
  const strongest = events.toSorted((a, b) => Math.abs(b.z) - Math.abs(a.z)).slice(0, MOST);
  return strongest.sort((a, b) => a.from - b.from);
}
