import { BLANK, DROPPED, EXPANDED, EXPANSIONS, FOLD_TABLE } from './char-fold.ts';
import { unitsOf } from './text-units.ts';

/** A text brought to one spelling, unit by unit, with the way back to its own offsets. */
export interface FoldedText {
  units: Uint16Array;
  length: number;
  /** Offset in the given text of each folded unit, and one more for the end; null when they are the same. */
  offsets: Uint32Array | null;
}

const LESS_THAN = 60;
const MAX_TAG = 2_000;

/** Folds a text in one pass: linear, tags and web addresses blanked, lone surrogates left as they are. */
export function foldText(text: string): FoldedText {
  const length = text.length;
  const given = unitsOf(text);
  const units = new Uint16Array(length);
  for (let at = 0; at < length; at += 1) {
    const folded = FOLD_TABLE[given[at]!]!;
    if (folded <= EXPANDED) return blankMarkup(text, foldWithOffsets(text));
    units[at] = folded;
  }
  return blankMarkup(text, { units, length, offsets: null });
}

function foldWithOffsets(text: string): FoldedText {
  const size = text.length * 4 + 1;
  let units = new Uint16Array(Math.min(size, text.length + 64));
  let offsets = new Uint32Array(units.length + 1);
  let length = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (length + 24 > units.length) {
      units = grown(units, new Uint16Array(units.length * 2 + 64));
      offsets = grown(offsets, new Uint32Array(units.length + 1));
    }
    const unit = text.charCodeAt(at);
    const folded = FOLD_TABLE[unit] ?? 0;
    if (folded === DROPPED) continue;
    const expansion = folded === EXPANDED ? (EXPANSIONS.get(unit) ?? '') : null;
    if (expansion === null) {
      units[length] = folded;
      offsets[length] = at;
      length += 1;
      continue;
    }
    for (let part = 0; part < expansion.length; part += 1) {
      units[length] = FOLD_TABLE[expansion.charCodeAt(part)] ?? BLANK;
      offsets[length] = at;
      length += 1;
    }
  }
  offsets[length] = text.length;
  return { units, length, offsets };
}

function grown<T extends Uint16Array | Uint32Array>(from: T, into: T): T {
  into.set(from);
  return into;
}

/** Blanks `<tag …>` and `http…` so that words of markup and addresses are never read; lengths stay. */
function blankMarkup(text: string, folded: FoldedText): FoldedText {
  const spans = [
    ...(text.includes('<') ? tagSpans(text) : []),
    ...(text.includes('://') ? urlSpans(text) : []),
  ];
  if (spans.length === 0) return folded;
  const hidden = spans.sort((a, b) => a[0] - b[0]);
  let next = 0;
  for (let at = 0; at < folded.length; at += 1) {
    const offset = folded.offsets?.[at] ?? at;
    while (next < hidden.length && (hidden[next]?.[1] ?? 0) <= offset) next += 1;
    const span = hidden[next];
    if (span === undefined) break;
    if (offset >= span[0]) folded.units[at] = 10;
  }
  return folded;
}

function tagSpans(text: string): [number, number][] {
  const spans: [number, number][] = [];
  let close = -1;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
    if (!/[a-z/!?]/i.test(text[at + 1] ?? '')) continue;
    if (close < at) close = text.indexOf('>', at);
    if (close < 0) break;
    if (close - at > MAX_TAG || text.charCodeAt(at) !== LESS_THAN) continue;
    spans.push([at, close + 1]);
    at = close;
  }
  return spans;
}

function urlSpans(text: string): [number, number][] {
  const spans: [number, number][] = [];
  for (const match of text.matchAll(/\bhttps?:\/\/[!-~]+/g))
    spans.push([match.index, match.index + match[0].length]);
  return spans;
}

/** Brings an alias to the spelling texts are folded to; runs of blanks become one. */
export function foldAlias(alias: string): string {
  if (isFolded(alias)) return alias;
  const { units, length } = foldText(alias);
  return String.fromCharCode(...units.subarray(0, length))
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Most aliases are written as texts are folded to; nothing is to be done then. */
function isFolded(alias: string): boolean {
  let before = BLANK;
  for (let at = 0; at < alias.length; at += 1) {
    const unit = alias.charCodeAt(at);
    if (FOLD_TABLE[unit] !== unit || unit === LESS_THAN || unit === 10) return false;
    if (unit === BLANK && before === BLANK) return false;
    before = unit;
  }
  return before !== BLANK && !alias.includes('://');
}
