/** Standard deviations of the kernel in weeks that are tried: wide against sampling noise, narrow against a season. */
const BANDWIDTHS = [2, 3, 4.5] as const;

/** Kernel smoothing with a normal kernel, renormalised at the ends (Nadaraya 1964, Watson 1964). */
export function smoothCurve(values: Float64Array, bandwidth: number): Float64Array {
  const n = values.length;
  const { weights, reach } = halfKernel(bandwidth);
  const out = new Float64Array(n);
  for (let t = 0; t < n; t++) {
    const from = Math.max(-reach, -t);
    const to = Math.min(reach, n - 1 - t);
    let total = 0;
    let weight = 0;
    for (let d = from; d <= to; d++) {
      const k = weights[d < 0 ? -d : d] as number;
      total += k * (values[t + d] as number);
      weight += k;
    }
    out[t] = total / weight;
  }
  return out;
}

interface HalfKernel {
  reach: number;
  weights: Float64Array;
}

const KERNELS: ReadonlyMap<number, HalfKernel> = new Map(BANDWIDTHS.map((b) => [b, makeHalfKernel(b)]));

function halfKernel(bandwidth: number): HalfKernel {
  return KERNELS.get(bandwidth) ?? makeHalfKernel(bandwidth);
}

function makeHalfKernel(bandwidth: number): HalfKernel {
  const reach = Math.ceil(3 * bandwidth);
  const weights = Float64Array.from({ length: reach + 1 }, (_, d) => Math.exp(-((d / bandwidth) ** 2) / 2));
  return { reach, weights };
}

/** The bandwidth whose leave-one-out error is least (Stone 1974). */
export function bestBandwidth(values: Float64Array): number {
  let best: number = BANDWIDTHS[0];
  let least = Number.POSITIVE_INFINITY;
  for (const bandwidth of BANDWIDTHS) {
    const own = ownWeight(bandwidth);
    const smooth = smoothCurve(values, bandwidth);
    let error = 0;
    for (let t = 0; t < values.length; t++) error += ((values[t] ?? 0) - (smooth[t] ?? 0)) ** 2;
    error /= (1 - own) ** 2;
    if (error < least) [least, best] = [error, bandwidth];
  }
  return best;
}

/** Weight of a point in its own smoothed value, away from the ends. */
export function ownWeight(bandwidth: number): number {
  const { weights } = halfKernel(bandwidth);
  let total = -(weights[0] ?? 1);
  for (const k of weights) total += 2 * k;
  return 1 / total;
}
