import { fitLogistic, type LinearModel, type SparseRows } from './logistic.ts';
import { FEATURE_BUCKETS } from './features.ts';

/**
 * Two linear heads over the same hashed n-grams; their margins are added.
 * `presence`: each feature 1/sqrt(n). `ratio`: each feature its |log-count ratio|, the row brought to length 1
 * (Wang & Manning 2012, "Baselines and bigrams"). They err on different texts, so the sum errs less.
 */
export interface Heads {
  /** Three numbers a bucket: presence weight, ratio weight (times its ratio), squared ratio. */
  table: Float32Array;
  presenceBias: number;
  ratioBias: number;
}

const MIN_ROWS = 2;
const RATIO_SMOOTHING = 1;
const PRESENCE_L2 = 0.05;
const RATIO_L2 = 0.05;
const ITERATIONS = 60;

export interface LabelledFeatures {
  features: Int32Array;
  positive: boolean;
}

/** The sum of both heads' margins for one text. */
export function headMargin(heads: Heads, ids: Int32Array, count: number): number {
  if (count === 0) return 0;
  let presence = 0;
  let ratio = 0;
  let squares = 0;
  for (let k = 0; k < count; k++) {
    const at = ids[k]! * 3;
    presence += heads.table[at]!;
    ratio += heads.table[at + 1]!;
    squares += heads.table[at + 2]!;
  }
  const scaledRatio = squares > 0 ? ratio / Math.sqrt(squares) : 0;
  return presence / Math.sqrt(count) + heads.presenceBias + scaledRatio + heads.ratioBias;
}

interface Dictionary {
  /** Dense index of a bucket, or -1 when too rare. */
  indexOf: Int32Array;
  buckets: number[];
  ratios: Float64Array;
}

function buildDictionary(rows: LabelledFeatures[]): Dictionary {
  const positives = new Float64Array(FEATURE_BUCKETS);
  const negatives = new Float64Array(FEATURE_BUCKETS);
  let positiveRows = 0;
  for (const row of rows) {
    if (row.positive) positiveRows += 1;
    const counts = row.positive ? positives : negatives;
    for (const id of row.features) counts[id]! += 1;
  }
  const indexOf = new Int32Array(FEATURE_BUCKETS).fill(-1);
  const buckets: number[] = [];
  for (let id = 0; id < FEATURE_BUCKETS; id++) {
    if (positives[id]! + negatives[id]! < MIN_ROWS) continue;
    indexOf[id] = buckets.length;
    buckets.push(id);
  }
  const smoothing = RATIO_SMOOTHING;
  const ratios = Float64Array.from(buckets, (id) =>
    Math.abs(
      Math.log((positives[id]! + smoothing) / (positiveRows + 2 * smoothing)) -
        Math.log((negatives[id]! + smoothing) / (rows.length - positiveRows + 2 * smoothing)),
    ),
  );
  return { indexOf, buckets, ratios };
}

function sparseRows(
  rows: LabelledFeatures[],
  dictionary: Dictionary,
  valueOf: (index: number) => number,
  norm: (values: { squares: number; features: number }) => number,
): SparseRows {
  const total = rows.reduce((sum, row) => sum + row.features.length, 0);
  const starts = new Int32Array(rows.length + 1);
  const ids = new Int32Array(total);
  const values = new Float64Array(total);
  let k = 0;
  rows.forEach((row, index) => {
    const from = k;
    let squares = 0;
    for (const feature of row.features) {
      const dense = dictionary.indexOf[feature]!;
      if (dense < 0) continue;
      const value = valueOf(dense);
      ids[k] = dense;
      values[k++] = value;
      squares += value * value;
    }
    const scale = norm({ squares, features: row.features.length });
    for (let j = from; j < k; j++) values[j]! *= scale;
    starts[index + 1] = k;
  });
  return { starts, ids, values, size: dictionary.buckets.length };
}

function fitBoth(
  rows: LabelledFeatures[],
  dictionary: Dictionary,
): { presence: LinearModel; ratio: LinearModel } {
  const targets = Float64Array.from(rows, (row) => (row.positive ? 1 : 0));
  const presenceRows = sparseRows(
    rows,
    dictionary,
    () => 1,
    ({ features }) => 1 / Math.sqrt(Math.max(1, features)),
  );
  const ratioRows = sparseRows(
    rows,
    dictionary,
    (index) => dictionary.ratios[index]!,
    ({ squares }) => (squares > 0 ? 1 / Math.sqrt(squares) : 0),
  );
  return {
    presence: fitLogistic(presenceRows, targets, { l2: PRESENCE_L2, iterations: ITERATIONS }),
    ratio: fitLogistic(ratioRows, targets, { l2: RATIO_L2, iterations: ITERATIONS }),
  };
}

/** Trains both heads; deterministic, independent of the order of equal rows up to rounding. */
export function fitHeads(rows: LabelledFeatures[]): Heads {
  const dictionary = buildDictionary(rows);
  const { presence, ratio } = fitBoth(rows, dictionary);
  const table = new Float32Array(FEATURE_BUCKETS * 3);
  dictionary.buckets.forEach((bucket, index) => {
    const weight = dictionary.ratios[index]!;
    table[bucket * 3] = presence.weights[index]!;
    table[bucket * 3 + 1] = ratio.weights[index]! * weight;
    table[bucket * 3 + 2] = weight * weight;
  });
  return { table, presenceBias: presence.bias, ratioBias: ratio.bias };
}
