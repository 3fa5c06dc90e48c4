import type { Labels } from './cluster-methods.ts';
import type { Matrix } from './linear.ts';

/** A grouping that votes on which rows belong together; rows labelled -1 abstain. */
export interface Vote {
  labels: Labels;
  weight: number;
}

/** Share of the votes that put two rows together: evidence accumulation (Fred & Jain 2005). */
function coAssociation(size: number, votes: readonly Vote[]): Matrix {
  const together: Matrix = Array.from({ length: size }, () => new Float64Array(size));
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++) {
      let same = 0;
      let asked = 0;
      for (const { labels, weight } of votes) {
        if (labels[i]! < 0 || labels[j]! < 0) continue;
        asked += weight;
        if (labels[i] === labels[j]) same += weight;
      }
      const share = asked === 0 ? 0 : same / asked;
      together[i]![j] = share;
      together[j]![i] = share;
    }
  }
  return together;
}

function closest(likeness: Matrix, alive: readonly number[]): [number, number] {
  let best = -1;
  let pair: [number, number] = [alive[0]!, alive[1]!];
  for (let x = 0; x < alive.length; x++) {
    const row = likeness[alive[x]!]!;
    for (let y = x + 1; y < alive.length; y++) {
      if (row[alive[y]!]! > best) {
        best = row[alive[y]!]!;
        pair = [alive[x]!, alive[y]!];
      }
    }
  }
  return pair;
}

/**
 * Average linkage (Sokal & Michener 1958) over the votes, cut at each of the wanted numbers of clusters; the labels
 * by number. Many weak partitions of thinned data agree on more than any of them holds alone (Monti et al. 2003).
 */
export function consensusClusters(
  size: number,
  votes: readonly Vote[],
  numbers: readonly number[],
): Map<number, Labels> {
  const likeness = coAssociation(size, votes);
  const labels = Int32Array.from({ length: size }, (_, row) => row);
  const sizes = new Float64Array(size).fill(1);
  let alive = [...labels];
  const cuts = new Map<number, Labels>();
  const least = Math.max(1, Math.min(...numbers));
  while (alive.length > least) {
    const [a, b] = closest(likeness, alive);
    for (const other of alive) {
      const mean =
        (sizes[a]! * likeness[a]![other]! + sizes[b]! * likeness[b]![other]!) / (sizes[a]! + sizes[b]!);
      likeness[a]![other] = mean;
      likeness[other]![a] = mean;
    }
    sizes[a]! += sizes[b]!;
    labels.forEach((label, row) => {
      if (label === b) labels[row] = a;
    });
    alive = alive.filter((one) => one !== b);
    if (numbers.includes(alive.length)) cuts.set(alive.length, labels.slice());
  }
  return cuts;
}
