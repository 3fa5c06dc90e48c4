/** Sums and orders over plain arrays of finite numbers. Empty input gives 0 where nothing else is said. */

export function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : sum(values) / values.length;
}

export function variance(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const centre = mean(values);
  let total = 0;
  for (const value of values) total += (value - centre) ** 2;
  return total / (values.length - 1);
}

/** Linear interpolation between order statistics (Hyndman and Fan 1996, type 7). */
export function quantile(values: readonly number[], p: number): number {
  if (values.length === 0) return 0;
  return quantileOfSorted(
    [...values].sort((a, b) => a - b),
    p,
  );
}

export function quantileOfSorted(sorted: readonly number[], p: number): number {
  const at = Math.min(1, Math.max(0, p)) * (sorted.length - 1);
  const low = Math.floor(at);
  const a = sorted[low] ?? 0;
  const b = sorted[Math.min(low + 1, sorted.length - 1)] ?? a;
  return a + (b - a) * (at - low);
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Mean absolute difference `lag` steps apart: the scale of MASE (Hyndman and Koehler 2006). */
export function naiveScale(values: readonly number[], lag: number): number {
  let total = 0;
  for (let t = lag; t < values.length; t++) total += Math.abs((values[t] ?? 0) - (values[t - lag] ?? 0));
  return values.length > lag ? total / (values.length - lag) : 0;
}

export function autocorrelation(values: readonly number[], lag: number): number {
  const centre = mean(values);
  let top = 0;
  let bottom = 0;
  for (let t = 0; t < values.length; t++) {
    const deviation = (values[t] ?? 0) - centre;
    bottom += deviation * deviation;
    if (t >= lag) top += deviation * ((values[t - lag] ?? 0) - centre);
  }
  return bottom > 0 ? top / bottom : 0;
}

/** Least squares line through (0, y0), (1, y1), ...: intercept, slope and the slope's standard error. */
export function linearFit(values: readonly number[]): { intercept: number; slope: number; slopeSe: number } {
  const n = values.length;
  const centre = mean(values);
  const middle = (n - 1) / 2;
  let xy = 0;
  let xx = 0;
  for (let t = 0; t < n; t++) {
    xy += (t - middle) * ((values[t] ?? 0) - centre);
    xx += (t - middle) ** 2;
  }
  const slope = xx > 0 ? xy / xx : 0;
  const intercept = centre - slope * middle;
  let errors = 0;
  for (let t = 0; t < n; t++) errors += ((values[t] ?? 0) - intercept - slope * t) ** 2;
  const slopeSe = n > 2 && xx > 0 ? Math.sqrt(errors / (n - 2) / xx) : 0;
  return { intercept, slope, slopeSe };
}

export function isKnown(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** The finite values of a series with gaps. */
export function knownValues(values: readonly (number | null)[]): number[] {
  return values.filter((value) => isKnown(value));
}
