import type { Language } from '../../core/words.ts';
import { unitsOf } from './text-units.ts';

/** A stretch of text, UTF-16 offsets, end exclusive. */
export interface Clause {
  start: number;
  end: number;
}

const STOP = 1;
const BLANK = 2;
const TURN = 3;

/** By unit what it may do: end a clause, be the blank between two Chinese ones, begin or precede a word of contrast, or 0. */
function kindsOf(stops: string, blanks: string, turns: string): Uint8Array {
  const kinds = new Uint8Array(65_536);
  for (const char of stops) kinds[char.charCodeAt(0)] = STOP;
  for (const char of blanks) kinds[char.charCodeAt(0)] = BLANK;
  for (const char of turns) kinds[char.charCodeAt(0)] = TURN;
  return kinds;
}

const STOPS = '，。！？；：…～~,.!?;:\n\r\t';
const KINDS: Record<Language, Uint8Array> = {
  zh: kindsOf(`${STOPS}、`, ' \u3000', '但不然可只就'),
  en: kindsOf(STOPS, '', ' ('),
};
/** A clause may also begin at these words: contrast turns the sentiment around. */
const ZH_TURNS = /(?:但是|不[过過]|然而|可是|只是|就是|但)/y;
const EN_TURNS = /(?:but|however|although|though|yet|except|whereas|while)\b/iy;
/** Second letters of the English ones by the first. */
const EN_SECOND = new Uint16Array(65_536);
for (const [first, second] of ['bu', 'ho', 'al', 'th', 'ye', 'ex', 'wh'])
  EN_SECOND[first!.charCodeAt(0)] = second!.charCodeAt(0);
const MAX_CLAUSE = 400;

/**
 * Splits at punctuation, at contrast words and, in Chinese, at blanks between Han characters.
 * Linear: one look at each character. A clause is never empty nor only blanks; longer ones are cut at 400 units.
 */
export function splitClauses(text: string, language: Language): Clause[] {
  const clauses: Clause[] = [];
  const units = unitsOf(text);
  const kinds = KINDS[language];
  const { length } = text;
  let start = 0;
  for (let at = 0; at < length; at += 1) {
    const kind = kinds[units[at]!]!;
    if (kind === 0 && at - start < MAX_CLAUSE) continue;
    if (
      (kind === STOP && !joinsNumber(units, at, length)) ||
      (kind === BLANK && partsHan(units, at, length))
    ) {
      push(clauses, units, start, at);
      start = at + 1;
      continue;
    }
    if (at - start >= MAX_CLAUSE) {
      push(clauses, units, start, at);
      start = at;
    }
    const turn = kind === TURN ? turnAt(text, units, at, language) : -1;
    if (turn > start) {
      push(clauses, units, start, turn);
      start = turn;
    }
  }
  push(clauses, units, start, length);
  return clauses;
}

const isHan = (unit: number): boolean => unit >= 0x3400 && unit <= 0x9fff;
const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57;
const isLetter = (unit: number): boolean => (unit | 32) >= 97 && (unit | 32) <= 122;

function partsHan(units: Uint16Array, at: number, length: number): boolean {
  return at > 0 && at + 1 < length && isHan(units[at - 1]!) && isHan(units[at + 1]!);
}

/** "3.5", "1,200" and "12:30" are one number; "U.S." and "e.g." keep their inner point. */
function joinsNumber(units: Uint16Array, at: number, length: number): boolean {
  const unit = units[at]!;
  if ((unit !== 46 && unit !== 44 && unit !== 58) || at + 1 >= length) return false;
  const next = units[at + 1]!;
  if (isDigit(next)) return at > 0 && isDigit(units[at - 1]!);
  return unit === 46 && isLetter(next) && (at < 2 || !isLetter(units[at - 2]!));
}

/** Where a word of contrast begins at (zh) or behind (en) a place that may have one, or -1. */
function turnAt(text: string, units: Uint16Array, at: number, language: Language): number {
  if (language === 'zh') {
    ZH_TURNS.lastIndex = at;
    return ZH_TURNS.test(text) ? at : -1;
  }
  if (at + 2 >= text.length || EN_SECOND[units[at + 1]! | 32] !== (units[at + 2]! | 32)) return -1;
  EN_TURNS.lastIndex = at + 1;
  return EN_TURNS.test(text) ? at + 1 : -1;
}

function push(clauses: Clause[], units: Uint16Array, from: number, to: number): void {
  let start = from;
  let end = to;
  while (start < end && units[start]! <= 32) start += 1;
  while (end > start && units[end - 1]! <= 32) end -= 1;
  if (start < end) clauses.push({ start, end });
}
