import type { Labels } from './cluster-methods.ts';
import { distance, meanOf, type Matrix } from './linear.ts';

/** The rows of each cluster, in order of their first row. */
export function groupsOf(labels: Labels): number[][] {
  const found = new Map<number, number[]>();
  labels.forEach((label, row) => {
    if (label < 0) return;
    const own = found.get(label);
    if (own === undefined) found.set(label, [row]);
    else own.push(row);
  });
  return [...found.values()];
}

/** Mean silhouette (Rousseeuw 1987), a row without a cluster counting 0; null with fewer than two clusters. */
export function silhouette(points: Matrix, labels: Labels): number | null {
  const clusters = groupsOf(labels);
  if (clusters.length < 2) return null;
  let sum = 0;
  for (const own of clusters) {
    for (const row of own) {
      if (own.length === 1) continue;
      const mean = (members: number[]): number =>
        members.reduce((total, other) => total + distance(points[row]!, points[other]!), 0);
      const inside = mean(own) / (own.length - 1);
      let outside = Infinity;
      for (const other of clusters)
        if (other !== own) outside = Math.min(outside, mean(other) / other.length);
      sum += (outside - inside) / Math.max(outside, inside, 1e-12);
    }
  }
  return sum / labels.length;
}

/** Davies & Bouldin 1979; null with fewer than two clusters. */
export function daviesBouldin(points: Matrix, labels: Labels): number | null {
  const clusters = groupsOf(labels);
  if (clusters.length < 2) return null;
  const width = points[0]!.length;
  const centres = clusters.map((own) =>
    meanOf(
      own.map((row) => points[row]!),
      width,
    ),
  );
  const spread = clusters.map(
    (own, c) => own.reduce((sum, row) => sum + distance(points[row]!, centres[c]!), 0) / own.length,
  );
  let total = 0;
  clusters.forEach((_, a) => {
    let worst = 0;
    clusters.forEach((_, b) => {
      if (a === b) return;
      worst = Math.max(worst, (spread[a]! + spread[b]!) / Math.max(1e-9, distance(centres[a]!, centres[b]!)));
    });
    total += worst;
  });
  return total / clusters.length;
}

/** Adjusted Rand index of two labellings of the same rows (Hubert & Arabie 1985); unclustered rows are one group each way. */
export function adjustedRand(a: Labels, b: Labels): number {
  const pairs = new Map<string, number>();
  const inA = new Map<number, number>();
  const inB = new Map<number, number>();
  a.forEach((label, row) => {
    const other = b[row]!;
    const key = `${label}:${other}`;
    pairs.set(key, (pairs.get(key) ?? 0) + 1);
    inA.set(label, (inA.get(label) ?? 0) + 1);
    inB.set(other, (inB.get(other) ?? 0) + 1);
  });
  const choose = (n: number): number => (n * (n - 1)) / 2;
  const sum = (counts: Iterable<number>): number => [...counts].reduce((total, n) => total + choose(n), 0);
  const both = sum(pairs.values());
  const left = sum(inA.values());
  const right = sum(inB.values());
  const expected = (left * right) / Math.max(1, choose(a.length));
  const most = (left + right) / 2;
  return most === expected ? 1 : (both - expected) / (most - expected);
}

/** Share of the rows that lie in a cluster. */
export function coverage(labels: Labels): number {
  return labels.length === 0 ? 0 : labels.filter((label) => label >= 0).length / labels.length;
}

export function clusterCount(labels: Labels): number {
  return groupsOf(labels).length;
}

/** Share of the rows that the largest cluster holds. */
export function largestShare(labels: Labels): number {
  return Math.max(0, ...groupsOf(labels).map((rows) => rows.length)) / Math.max(1, labels.length);
}
