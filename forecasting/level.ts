/**
 * Season-adjusted levels of a share series over windows of weeks, with the sampling noise estimated from the series.
 * A level is a ratio of sums, so that weeks out of season, which say little, count little.
 */
export interface LevelSeries {
  /** 0 where unknown (weight 0). */
  shares: number[];
  /** Exposure of the week relative to the mean week; 0 for a gap. */
  weights: number[];
  /** Seasonal index of each week, mean about 1. */
  indices: number[];
  /** Sampling variance of a mean week at level 1: var(share) = noise × level (binomial: 1 / documents). */
  noise: number;
}

export interface Level {
  level: number;
  /** Effective mean weeks behind the level. */
  mass: number;
}

export function levelBetween(series: LevelSeries, from: number, to: number): Level {
  let top = 0;
  let mass = 0;
  for (let t = from; t < to; t++) {
    const weight = series.weights[t] ?? 0;
    top += weight * (series.shares[t] ?? 0);
    mass += weight * (series.indices[t] ?? 1);
  }
  return { level: mass > 0 ? top / mass : 0, mass };
}

export function buildLevels(
  values: readonly (number | null)[],
  exposure: readonly (number | null)[] | undefined,
  indices: readonly number[],
): LevelSeries {
  const shares = values.map((value) => (value !== null && Number.isFinite(value) ? Math.max(0, value) : 0));
  const raw = values.map((value, t) =>
    value === null || !Number.isFinite(value) ? 0 : exposure ? Math.max(0, exposure[t] ?? 0) : 1,
  );
  const known = raw.filter((weight) => weight > 0);
  const typical = known.length > 0 ? known.reduce((a, b) => a + b, 0) / known.length : 1;
  const weights = raw.map((weight) => weight / (typical || 1));
  const series = { shares, weights, indices: [...indices], noise: 0 };
  return { ...series, noise: estimateNoise(series) };
}

/** Dispersion around a centred 7-week mean, relative to the level (Pearson's chi-square over its degrees of freedom). */
function estimateNoise(series: LevelSeries): number {
  const reach = 3;
  let total = 0;
  let freedom = 0;
  for (let t = 0; t < series.shares.length; t++) {
    const weight = series.weights[t] ?? 0;
    if (weight <= 0) continue;
    const near = levelBetween(series, Math.max(0, t - reach), t + reach + 1);
    const expected = near.level * (series.indices[t] ?? 1);
    const own = (weight * (series.indices[t] ?? 1)) / near.mass;
    if (!(expected > 1e-12) || own >= 0.9) continue;
    total += (weight * ((series.shares[t] ?? 0) - expected) ** 2) / expected / (1 - own);
    freedom++;
  }
  return freedom > 0 ? total / freedom : 0;
}
