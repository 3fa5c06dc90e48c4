import type { Stage, StageFlag } from '../core/words.ts';

/** Change of the level over 13 weeks that counts as a rise; a fall is its inverse. */
const RISE_13 = 1.15;
/** A rise must have gone on over the last 6 weeks too, by at least this. */
const RISE_6 = 1.035;
/** Below this share of its highest level a concept has collapsed. */
const COLLAPSED_BELOW = 0.25;
/** Below this share of its highest level, and lower than a year ago, it is declining even if flat of late. */
const DECLINED_BELOW = 0.6;
/** A rise from less than this share of today's level is from nothing. */
const NOTHING = 0.06;
/** Weeks since the take-off (a quarter of today's level) within which a rise from nothing is emerging. */
const YOUNG_WEEKS = 30;
/** Highest level, as a share of documents, up to which a concept that does not grow is at the edge. */
const EDGE_SHARE = 0.005;
/** Weeks above half of the top within which an episode is a flash. */
const FLASH_WEEKS = 26;

export interface CurveCall {
  stage: Stage;
  flags: StageFlag[];
}

/** The stage that a noise-free level curve is in at its end. Definitions: docs/forecasting.md. */
export function callCurve(level: readonly number[]): CurveCall {
  const n = level.length;
  const now = level[n - 1] ?? 0;
  const at = (back: number): number => level[Math.max(0, n - 1 - back)] ?? 0;
  const top = highest(level, 0, n);
  const quarter = ratio(now, at(13));
  const flags: StageFlag[] = [];
  if (isFlash(level, top)) flags.push('flash');
  if (quarter >= RISE_13 && ratio(now, at(6)) >= RISE_6) {
    if (isRevival(level)) flags.push('revival');
    if (now < EDGE_SHARE / 2) return { stage: 'edge', flags };
    return { stage: isEmerging(level) ? 'emerging' : 'rising', flags };
  }
  if (top.level < EDGE_SHARE) return { stage: 'edge', flags };
  if (now < COLLAPSED_BELOW * top.level) return { stage: 'collapsed', flags };
  if (isPeak(level)) return { stage: 'peak', flags };
  if (quarter <= 1 / RISE_13) return { stage: 'declining', flags };
  if (now < DECLINED_BELOW * top.level && now < 0.85 * at(52)) return { stage: 'declining', flags };
  return { stage: 'plateau', flags };
}

function ratio(a: number, b: number): number {
  if (b > 1e-12) return a / b;
  return a > 1e-12 ? Number.POSITIVE_INFINITY : 1;
}

function highest(level: readonly number[], from: number, to: number): { level: number; week: number } {
  let week = from;
  for (let t = from; t < to; t++) if ((level[t] ?? 0) > (level[week] ?? 0)) week = t;
  return { level: level[week] ?? 0, week };
}

/** Up by a third or more within the last year, its height reached at most 40 and left at most 20 weeks ago. */
function isPeak(level: readonly number[]): boolean {
  const n = level.length;
  const now = level[n - 1] ?? 0;
  const from = Math.max(0, n - 53);
  const recent = highest(level, from, n);
  let low = recent.level;
  for (let t = from; t <= recent.week; t++) low = Math.min(low, level[t] ?? low);
  const near = (x: number): boolean => x >= 0.9 * recent.level;
  const reached = level.findIndex((x, t) => t >= from && t > n - 53 && near(x));
  const left = level.findLastIndex((x) => near(x));
  return low < 0.77 * recent.level && now >= 0.7 * recent.level && reached > n - 41 && left >= n - 21;
}

function isEmerging(level: readonly number[]): boolean {
  const n = level.length;
  const now = level[n - 1] ?? 0;
  const takeOff = level.findLastIndex((x) => x < 0.25 * now);
  const before = highest(level, 0, Math.max(1, n - 52)).level;
  return before < NOTHING * now && n - 1 - takeOff <= YOUNG_WEEKS;
}

/** Up and down again within half a year, lower both before and after, and over now. */
function isFlash(level: readonly number[], top: { level: number; week: number }): boolean {
  const half = top.level / 2;
  const now = level.at(-1) ?? 0;
  if (now >= half || (level[0] ?? 0) >= half) return false;
  let weeks = 0;
  for (const x of level) if (x >= half) weeks++;
  return weeks <= FLASH_WEEKS;
}

/** An earlier height, then at most half of it, then at least half as much again as that low. */
function isRevival(level: readonly number[]): boolean {
  const n = level.length;
  const now = level[n - 1] ?? 0;
  let trough = n - 1;
  for (let t = Math.max(0, n - 78); t < n; t++) if ((level[t] ?? 0) < (level[trough] ?? 0)) trough = t;
  const low = level[trough] ?? 0;
  const earlier = highest(level, 0, Math.max(1, trough)).level;
  return (
    trough > 13 && low <= 0.5 * earlier && now >= 1.5 * low && earlier >= 0.4 * now && earlier > EDGE_SHARE
  );
}
