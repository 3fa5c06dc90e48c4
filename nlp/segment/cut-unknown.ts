import { existsSync, readFileSync } from 'node:fs';

/** States of a character in a word: it begins, ends, is in the middle, stands alone. */
const STATES = 4;
const END = 1;
const ALONE = 3;
const NEVER = -1e30;

/** Says where words end in a run of characters that no dictionary joins. */
export interface UnknownCutter {
  /** Sets `edges[at - from]` for the starts of words in `units[start..end)`. */
  cut(units: Uint16Array, span: { start: number; end: number; from: number }, edges: boolean[]): void;
}

interface Model {
  start: number[];
  /** By state before × 4 + state after. */
  steps: number[];
  /** By unit × 4 + state. */
  signs: Float32Array;
}

/** jieba's model file: after comment lines a line of starts, four of steps, four of `char:logProbability`. */
function readModel(path: string): Model {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const numbers = (line: string | undefined): number[] => (line ?? '').trim().split(/\s+/).map(Number);
  const signs = new Float32Array(65_536 * STATES).fill(NEVER);
  for (let state = 0; state < STATES; state += 1) {
    for (const pair of (lines[5 + state] ?? '').split(','))
      signs[pair.charCodeAt(0) * STATES + state] = Number(pair.slice(2));
  }
  return { start: numbers(lines[0]), steps: lines.slice(1, 5).flatMap(numbers), signs };
}

/** The likeliest states by Viterbi's algorithm (Viterbi 1967) over a hidden Markov model of begin, middle, end, alone. */
function statesOf(model: Model, units: Uint16Array, start: number, end: number): number[] {
  const length = end - start;
  const worth = new Float64Array(length * STATES);
  const came = new Uint8Array(length * STATES);
  for (let at = 0; at < length; at += 1) {
    const sign = (units[start + at] ?? 0) * STATES;
    for (let state = 0; state < STATES; state += 1) {
      let best = at === 0 ? (model.start[state] ?? NEVER) : Number.NEGATIVE_INFINITY;
      for (let before = at === 0 ? STATES : 0; before < STATES; before += 1) {
        const value =
          (worth[(at - 1) * STATES + before] ?? NEVER) + (model.steps[before * STATES + state] ?? NEVER);
        if (value <= best) continue;
        best = value;
        came[at * STATES + state] = before;
      }
      worth[at * STATES + state] = best + (model.signs[sign + state] ?? NEVER);
    }
  }
  const last = (length - 1) * STATES;
  let state = (worth[last + END] ?? NEVER) >= (worth[last + ALONE] ?? NEVER) ? END : ALONE;
  const states = Array.from({ length }, () => state);
  for (let at = length - 1; at > 0; at -= 1) {
    state = came[at * STATES + state] ?? 0;
    states[at - 1] = state;
  }
  return states;
}

/** jieba's second step, for words its dictionary lacks; the model is read when first needed. Null without its file. */
export function createUnknownCutter(path: string): UnknownCutter | null {
  if (!existsSync(path)) return null;
  let model: Model | null = null;
  return {
    cut(units, { start, end, from }, edges) {
      model ??= readModel(path);
      const states = statesOf(model, units, start, end);
      for (let at = 1; at < end - start; at += 1) {
        const before = states[at - 1];
        edges[start + at - from] = before === END || before === ALONE;
      }
    },
  };
}
