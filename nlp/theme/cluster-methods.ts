import { distance, meanOf, squaredDistance, type Matrix } from './linear.ts';

/** A cluster number for each row; -1 stands for none. */
export type Labels = Int32Array;

function pickWeighted(weights: number[], random: () => number): number {
  const total = weights.reduce((sum, value) => sum + value, 0);
  let left = random() * total;
  for (let i = 0; i < weights.length; i++) {
    left -= weights[i]!;
    if (left <= 0) return i;
  }
  return weights.length - 1;
}

/** k-means++ (Arthur & Vassilvitskii 2007). */
function seedCentres(points: Matrix, k: number, random: () => number): Matrix {
  const centres = [points[Math.floor(random() * points.length)]!];
  const nearest = points.map((point) => squaredDistance(point, centres[0]!));
  while (centres.length < k) {
    const next = points[pickWeighted(nearest, random)]!;
    centres.push(next);
    points.forEach((point, index) => {
      nearest[index] = Math.min(nearest[index]!, squaredDistance(point, next));
    });
  }
  return centres;
}

function assign(points: Matrix, centres: Matrix): { labels: Labels; inertia: number } {
  const labels = new Int32Array(points.length);
  let inertia = 0;
  points.forEach((point, row) => {
    let best = Infinity;
    centres.forEach((centre, index) => {
      const gap = squaredDistance(point, centre);
      if (gap < best) {
        best = gap;
        labels[row] = index;
      }
    });
    inertia += best;
  });
  return { labels, inertia };
}

function recentre(points: Matrix, labels: Labels, centres: Matrix): Matrix {
  return centres.map((centre, index) => {
    const own = points.filter((_, row) => labels[row] === index);
    return own.length === 0 ? centre : meanOf(own, centre.length);
  });
}

/** Lloyd's k-means with k-means++ seeding, the best of a few starts. */
export function kMeans(
  points: Matrix,
  k: number,
  random: () => number,
  starts = 2,
): { labels: Labels; centres: Matrix } {
  let best: { labels: Labels; centres: Matrix; inertia: number } | null = null;
  for (let start = 0; start < starts; start++) {
    let centres = seedCentres(points, k, random);
    let { labels, inertia } = assign(points, centres);
    for (let turn = 0; turn < 20; turn++) {
      centres = recentre(points, labels, centres);
      const next = assign(points, centres);
      const settled = inertia - next.inertia < 1e-6;
      ({ labels, inertia } = next);
      if (settled) break;
    }
    if (best === null || inertia < best.inertia) best = { labels, centres, inertia };
  }
  return best ?? { labels: new Int32Array(0), centres: [] };
}

const MIN_VARIANCE = 0.002;

/** Gaussian mixture with one variance a component, by EM (Dempster, Laird & Rubin 1977), begun from k-means. */
export function gaussianMixture(points: Matrix, k: number, random: () => number): Labels {
  const width = points[0]?.length ?? 0;
  let { labels, centres } = kMeans(points, k, random, 1);
  let shares = new Float64Array(k).fill(1 / k);
  let variances = new Float64Array(k).fill(0.5 / Math.max(1, width));
  for (let turn = 0; turn < 15; turn++) {
    const weights = expectation(points, centres, variances, shares, width);
    const mass = new Float64Array(k);
    weights.forEach((row) => row.forEach((value, c) => (mass[c]! += value)));
    centres = centres.map((centre, c) => weightedMean(points, weights, c, mass[c]!, centre));
    variances = Float64Array.from({ length: k }, (_, c) => {
      let sum = 0;
      points.forEach((point, row) => (sum += weights[row]![c]! * squaredDistance(point, centres[c]!)));
      return Math.max(MIN_VARIANCE, sum / Math.max(1e-9, mass[c]! * width));
    });
    shares = mass.map((value) => (value + 1e-6) / (points.length + k * 1e-6));
    labels = Int32Array.from(weights, (row) => row.indexOf(Math.max(...row)));
  }
  return labels;
}

function expectation(
  points: Matrix,
  centres: Matrix,
  variances: Float64Array,
  shares: Float64Array,
  width: number,
): Matrix {
  return points.map((point) => {
    const logs = Float64Array.from(centres, (centre, c) => {
      const variance = variances[c]!;
      return (
        Math.log(shares[c]!) - 0.5 * (width * Math.log(variance) + squaredDistance(point, centre) / variance)
      );
    });
    const most = Math.max(...logs);
    const raised = logs.map((value) => Math.exp(value - most));
    const sum = raised.reduce((total, value) => total + value, 0);
    return raised.map((value) => value / sum);
  });
}

function weightedMean(
  points: Matrix,
  weights: Matrix,
  c: number,
  mass: number,
  old: Float64Array,
): Float64Array {
  if (mass < 1e-6) return old;
  const mean = new Float64Array(old.length);
  points.forEach((point, row) => {
    const weight = weights[row]![c]! / mass;
    for (let i = 0; i < mean.length; i++) mean[i]! += weight * point[i]!;
  });
  return mean;
}

const MIN_NEIGHBOURS = 4;

/**
 * DBSCAN (Ester et al. 1996) with the radius at a quantile of the distances to the fourth neighbour; members in no
 * dense place stay without a cluster.
 */
export function densityClusters(points: Matrix, quantile: number): Labels {
  const gaps = points.map((point) => points.map((other) => distance(point, other)));
  const reach = gaps
    .map((row) => row.toSorted((a, b) => a - b)[Math.min(MIN_NEIGHBOURS, row.length - 1)]!)
    .sort((a, b) => a - b);
  const radius = reach[Math.floor(quantile * (reach.length - 1))] ?? 0;
  const near = gaps.map((row) => row.flatMap((gap, index) => (gap <= radius ? [index] : [])));
  const labels = new Int32Array(points.length).fill(-1);
  let cluster = 0;
  for (let row = 0; row < points.length; row++) {
    if (labels[row] !== -1 || near[row]!.length <= MIN_NEIGHBOURS) continue;
    const queue = [row];
    labels[row] = cluster;
    while (queue.length > 0) {
      const at = queue.pop()!;
      if (near[at]!.length <= MIN_NEIGHBOURS) continue;
      for (const other of near[at]!) {
        if (labels[other] !== -1) continue;
        labels[other] = cluster;
        queue.push(other);
      }
    }
    cluster += 1;
  }
  return labels;
}
