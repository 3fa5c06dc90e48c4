import type { UnknownCutter } from './cut-unknown.ts';
import { MAX_WORD_UNITS, nextHash, startHash, type WordDictionary } from './word-dictionary.ts';

/** What is known of Chinese words: the dictionary, and how to cut where it knows none. */
export interface ChineseWords {
  dictionary: WordDictionary;
  unknown: UnknownCutter | null;
}

/**
 * Where words begin and end in `units[from..to)` on the likeliest way through a dictionary (unigram model by dynamic
 * programming; Sproat et al. 1996), runs of lone characters by the hidden Markov model: jieba's two steps.
 * `edges[i]` tells of offset `from + i`.
 */
export function cutByDictionary(
  units: Uint16Array,
  from: number,
  to: number,
  { dictionary, unknown }: ChineseWords,
): boolean[] {
  const length = to - from;
  const worth = new Float64Array(length + 1);
  const step = new Uint8Array(length + 1);
  const { logTotal, logLeast } = dictionary;
  for (let at = length - 1; at >= 0; at -= 1) {
    let hash = startHash;
    let best = Number.NEGATIVE_INFINITY;
    for (let end = at + 1; end <= length && end - at <= MAX_WORD_UNITS; end += 1) {
      hash = nextHash(hash, units[from + end - 1] ?? 0);
      let log = dictionary.logCount(hash);
      if (Number.isNaN(log)) {
        if (end - at > 1) continue;
        log = logLeast;
      }
      const value = log - logTotal + (worth[end] ?? 0);
      if (value > best) {
        best = value;
        step[at] = end - at;
      }
    }
    worth[at] = best;
  }
  const edges = Array.from({ length: length + 1 }, () => false);
  for (let at = 0; at < length; at += step[at] || 1) edges[at] = true;
  edges[length] = true;
  if (unknown !== null) cutLoneRuns(units, from, edges, unknown);
  return edges;
}

function cutLoneRuns(units: Uint16Array, from: number, edges: boolean[], unknown: UnknownCutter): void {
  const length = edges.length - 1;
  for (let at = 0; at < length;) {
    let end = at;
    while (end < length && edges[end] === true && edges[end + 1] === true) end += 1;
    if (end - at > 1) unknown.cut(units, { start: from + at, end: from + end, from }, edges);
    at = Math.max(end, at + 1);
  }
}
