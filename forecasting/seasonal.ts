import { longCycle, nestedCycle } from './cycles.ts';
import { autocorrelation, mean } from './statistics.ts';

/**
 * Classical decomposition (Macaulay 1931) with indices averaged over years as a ratio of sums, then smoothed
 * over neighbouring phases: with 2 to 4 years a single week's index is mostly noise (a week's number has few years).
 */
export interface Seasonal {
  kind: 'none' | 'additive' | 'multiplicative';
  /** One index a phase, phase of t = t mod season; mean 0 (additive) or 1 (multiplicative). */
  indices: number[];
  adjusted: number[];
}

export function seasonallyAdjust(values: readonly number[], season: number): Seasonal {
  const kept = lastAdjusted;
  if (kept && kept.values === values && kept.season === season) return kept.seasonal;
  const seasonal = adjust(values, season);
  lastAdjusted = { values, season, seasonal };
  return seasonal;
}

/** Several models adjust the very same list one after the other; lists are never changed in place. */
let lastAdjusted: { values: readonly number[]; season: number; seasonal: Seasonal } | null = null;

function adjust(values: readonly number[], asked: number): Seasonal {
  const season = longCycle(asked, values.length);
  const none: Seasonal = { kind: 'none', indices: [1], adjusted: [...values] };
  if (season < 2 || values.length < 2 * season) return none;
  const trend = centredAverage(values, season);
  if (!isSeasonal(values, trend, season)) return none;
  const positive =
    values.every((value) => value >= 0) && trend.every((level) => level === null || level > 1e-9);
  const kind = positive ? 'multiplicative' : 'additive';
  const raw = rawIndices(values, trend, season, kind);
  const indices = normalise(steadied(raw, 2, phaseNoise(values, trend, raw, kind)), kind);
  if (kind === 'multiplicative')
    for (let p = 0; p < season; p++) indices[p] = Math.max(0.02, indices[p] ?? 1);
  const adjusted = values.map((value, t) => removeSeason(value, indices[t % season] ?? 0, kind));
  return { kind, indices, adjusted };
}

/** Indices of the kind asked for, and the values without them; no test whether there is a season. */
export function seasonalIndices(
  values: readonly number[],
  season: number,
  kind: 'additive' | 'multiplicative',
): { indices: number[]; adjusted: number[] } {
  const indices = normalise(rawIndices(values, centredAverage(values, season), season, kind), kind);
  return {
    indices,
    adjusted: values.map((value, t) => removeSeason(value, indices[t % season] ?? 0, kind)),
  };
}

export function removeSeason(value: number, index: number, kind: Seasonal['kind']): number {
  if (kind === 'none') return value;
  return kind === 'additive' ? value - index : value / index;
}

/** Puts the season back onto values that begin at position `from`. */
export function addSeason(values: readonly number[], from: number, seasonal: Seasonal): number[] {
  const { kind, indices } = seasonal;
  if (kind === 'none') return [...values];
  return values.map((value, h) => {
    const index = indices[(from + h) % indices.length] ?? 0;
    return kind === 'additive' ? value + index : value * index;
  });
}

/** Moving average over one season, half weights at the ends when the season is even; null where it does not fit. */
export function centredAverage(values: readonly number[], season: number): (number | null)[] {
  const half = Math.floor(season / 2);
  const even = season % 2 === 0;
  const running = [0];
  for (const value of values) running.push((running.at(-1) ?? 0) + value);
  return values.map((_, t) => {
    const from = t - half;
    const to = t + half;
    if (from < 0 || to >= values.length) return null;
    const full = (running[to + 1] ?? 0) - (running[from] ?? 0);
    const total = even ? full - ((values[from] ?? 0) + (values[to] ?? 0)) / 2 : full;
    return total / season;
  });
}

/** Autocorrelation of the detrended values at one season above its 90 % limit, as in the Theta method's test. */
function isSeasonal(values: readonly number[], trend: readonly (number | null)[], season: number): boolean {
  const rest: number[] = [];
  for (let t = 0; t < values.length; t++) {
    const level = trend[t];
    if (level !== null && level !== undefined) rest.push((values[t] ?? 0) - level);
  }
  if (rest.length < season + 8) return values.length >= 2 * season && autocorrelation(values, season) > 0.15;
  return autocorrelation(rest, season) > 1.28 / Math.sqrt(rest.length) - 0.03;
}

function rawIndices(
  values: readonly number[],
  trend: readonly (number | null)[],
  season: number,
  kind: 'additive' | 'multiplicative',
): number[] {
  const top = Array.from({ length: season }, () => 0);
  const bottom = Array.from({ length: season }, () => 0);
  for (let t = 0; t < values.length; t++) {
    const level = trend[t];
    if (level === null || level === undefined) continue;
    const p = t % season;
    top[p] = (top[p] ?? 0) + (kind === 'additive' ? (values[t] ?? 0) - level : (values[t] ?? 0));
    bottom[p] = (bottom[p] ?? 0) + (kind === 'additive' ? 1 : level);
  }
  return top.map((total, p) => {
    const weight = bottom[p] ?? 0;
    return weight > 0 ? total / weight : kind === 'additive' ? 0 : 1;
  });
}

/** Variance of a phase's mean index, from how far single seasons lie from it; infinite with one season. */
function phaseNoise(
  values: readonly number[],
  trend: readonly (number | null)[],
  indices: readonly number[],
  kind: 'additive' | 'multiplicative',
): number {
  let total = 0;
  let count = 0;
  for (let t = 0; t < values.length; t++) {
    const level = trend[t];
    if (level === null || level === undefined) continue;
    const value = values[t] ?? 0;
    const index = kind === 'additive' ? value - level : value / level;
    total += (index - (indices[t % indices.length] ?? 0)) ** 2;
    count++;
  }
  const freedom = count - indices.length;
  return freedom > 0 ? (total / freedom) * (indices.length / count) : Number.POSITIVE_INFINITY;
}

/**
 * Raw indices drawn towards a steadier shape, the day's in a week or that smoothed over neighbours in a long season, by
 * as much as noise explains their distance from it (James and Stein 1961). Short seasons stay as they are.
 */
export function steadied(raw: readonly number[], reach: number, noise: number): number[] {
  const day = nestedCycle(raw.length);
  if (day === 1 && raw.length < 26) return [...raw];
  const steady = day > 1 ? foldTo(raw, day) : smoothCircular(raw, reach);
  const distance = mean(raw.map((x, p) => (x - (steady[p] ?? 0)) ** 2));
  const own = distance > 0 ? Math.max(0, 1 - noise / distance) : 0;
  return steady.map((x, p) => x + own * ((raw[p] ?? 0) - x));
}

/** The mean over the shorter cycle's repeats, laid out over the longer one. */
function foldTo(indices: readonly number[], cycle: number): number[] {
  return indices.map((_, p) => mean(indices.filter((_x, q) => q % cycle === p % cycle)));
}

/** Triangular kernel of half width `reach`, around the circle. */
export function smoothCircular(indices: readonly number[], reach: number): number[] {
  if (reach < 1) return [...indices];
  const n = indices.length;
  return indices.map((_, p) => {
    let total = 0;
    let weights = 0;
    for (let d = -reach; d <= reach; d++) {
      const weight = reach + 1 - Math.abs(d);
      total += weight * (indices[(p + d + n) % n] ?? 0);
      weights += weight;
    }
    return total / weights;
  });
}

function normalise(indices: readonly number[], kind: 'additive' | 'multiplicative'): number[] {
  const centre = mean(indices);
  if (kind === 'additive') return indices.map((index) => index - centre);
  return centre > 0 ? indices.map((index) => index / centre) : indices.map(() => 1);
}
