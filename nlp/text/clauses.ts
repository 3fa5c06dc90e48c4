import type { Language } from '../../core/words.ts';

/** A stretch of text, UTF-16 offsets, end exclusive. */
export interface Clause {
  start: number;
  end: number;
}

/** By unit: 1 may end a clause, 2 is a blank, 3 may begin a word of contrast, 0 is none of these. */
const KINDS = new Uint8Array(65_536);
for (const char of '，。！？；：…～~、,.!?;:\n\r\t') KINDS[char.charCodeAt(0)] = 1;
for (const char of ' \u3000') KINDS[char.charCodeAt(0)] = 2;
for (const char of '但不然可只就bhatewBHATEWy') KINDS[char.charCodeAt(0)] = 3;
/** A clause may also begin at these words: contrast turns the sentiment around. */
const ZH_TURNS = /(?:但是|不[过過]|然而|可是|只是|就是|但)/y;
const EN_TURNS = /(?:but|however|although|though|yet|except|whereas|while)\b/iy;
const HAN = /[\u3400-\u9fff]/;
const MAX_CLAUSE = 400;

/**
 * Splits at punctuation, at contrast words and, in Chinese, at blanks between Han characters.
 * Linear: one look at each character. A clause is never empty nor only blanks; longer ones are cut at 400 units.
 */
export function splitClauses(text: string, language: Language): Clause[] {
  const clauses: Clause[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const kind = KINDS[text.charCodeAt(at)];
    if (kind === 0 && at - start < MAX_CLAUSE) continue;
    if ((kind === 1 || kind === 2) && isStop(text, at, language)) {
      push(clauses, text, start, at);
      start = at + 1;
    } else if (at - start >= MAX_CLAUSE || (kind === 3 && at > start && turnsAt(text, at, language))) {
      push(clauses, text, start, at);
      start = at;
    }
  }
  push(clauses, text, start, text.length);
  return clauses;
}

function isStop(text: string, at: number, language: Language): boolean {
  const char = text[at] ?? '';
  if (char !== ' ' && char !== '\u3000')
    return !joinsNumber(text, at, char) && !(language === 'en' && char === '、');
  return language === 'zh' && HAN.test(text[at - 1] ?? '') && HAN.test(text[at + 1] ?? '');
}

/** "3.5", "1,200" and "12:30" are one number; "U.S." and "e.g." keep their inner point. */
function joinsNumber(text: string, at: number, char: string): boolean {
  if (char !== '.' && char !== ',' && char !== ':') return false;
  const next = text[at + 1] ?? '';
  if (/\d/.test(next)) return /\d/.test(text[at - 1] ?? '');
  return char === '.' && /[a-z]/i.test(next) && !/[a-z]/i.test(text[at - 2] ?? ' ');
}

function turnsAt(text: string, at: number, language: Language): boolean {
  if (language === 'zh') {
    const char = text[at];
    if (char !== '但' && char !== '不' && char !== '然' && char !== '可' && char !== '只' && char !== '就')
      return false;
    ZH_TURNS.lastIndex = at;
    return ZH_TURNS.test(text);
  }
  const before = text.charCodeAt(at - 1);
  if (before !== 32 && before !== 40 && before !== 10) return false;
  EN_TURNS.lastIndex = at;
  return EN_TURNS.test(text);
}

function push(clauses: Clause[], text: string, from: number, to: number): void {
  let start = from;
  let end = to;
  while (start < end && text.charCodeAt(start) <= 32) start += 1;
  while (end > start && text.charCodeAt(end - 1) <= 32) end -= 1;
  if (start < end) clauses.push({ start, end });
}
