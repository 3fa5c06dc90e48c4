import { BLANK } from '../text/char-fold.ts';
import type { FoldedText } from '../text/fold-text.ts';
import { Trie } from './trie.ts';
import { isOutOfScope } from './zh-scope.ts';

const LOOK_BACK = 60;
const LINK_UNITS = 8;
const AFTER_UNITS = 8;
const MAX_FILLERS = 5;

/** What a word before a mention does, as bits: it negates, it is passed over, the word before it matters. */
const NEGATES = 1;
const PASSES = 2;
const LEADS = 4;

/** Words by their letters from the last to the first, as they are met on the way back. */
const wordsBackwards = new Trie();
addWords(
  NEGATES,
  'not no non never without cannot neither nor lack lacks lacked lacking zero hardly barely unlike nothing avoid avoids avoided avoiding minus',
);
addWords(
  PASSES,
  'too very a an any so really overly quite that the exactly your typical usual much super particularly necessarily ' +
    'wearing wear into be been have has having of my those these single trace hint even to need want buy like love ' +
    'one another ordinary standard all as enough at actually remotely sort kind is are it old other previous last ' +
    'than but longer',
);
addWords(LEADS, 'of than but longer');
const PHRASES = new Set('instead+of rather+than free+of devoid+of anything+but no+longer'.split(' '));

function addWords(bit: number, list: string): void {
  for (const word of list.split(' ')) {
    const node = wordsBackwards.add(Array.from(word).toReversed().join(''));
    wordsBackwards.setValue(node, Math.max(0, wordsBackwards.value(node)) | bit);
  }
}

/** "Better than polyester": what comes after is compared with, not said of the thing. "More than a dress" is none. */
const COMPARATIVE =
  /^(?:better|worse|(?!other|rather|after|under|over|never|ever|whether|either|neither)[a-z]{2,}er)$/;
const LINK = /^(?:, | or | nor | and |, or |, nor | or any | nor any )$/;
const FREE = ' free ';

/** The mention before, if any: its end in the folded text, and whether it is negated. */
export interface PreviousMention {
  end: number;
  negated: boolean;
}

/**
 * Whether a mention at `start` to `end` stands in the scope of a negation: a negation word directly before it but for
 * words of degree (after NegEx, Chapman et al. 2001, with shorter scope), what something is better than, one that runs
 * on through a list, or 都没有 after it.
 */
export function isNegated(
  folded: FoldedText,
  start: number,
  end: number,
  previous: PreviousMention | null,
): boolean {
  const { units, length } = folded;
  const between =
    previous?.negated === true && start - previous.end <= LINK_UNITS
      ? textOf(units, previous.end, start)
      : null;
  if ((units[start] ?? 0) >= 0x3400 || (units[start - 1] ?? 0) >= 0x3400) {
    const before = textOf(units, Math.max(0, start - LOOK_BACK), start);
    const after = textOf(units, end, Math.min(length, end + AFTER_UNITS));
    return isOutOfScope(before, after, between, previous?.negated === true);
  }
  if (between !== null && LINK.test(between)) return true;
  return negatedByWords(units, start) || isFree(folded, end);
}

function textOf(units: Uint16Array, from: number, to: number): string {
  return from < to ? String.fromCharCode(...units.subarray(from, to)) : '';
}

/** Walks back over fillers, word by word, to a negation; any other word ends the search. */
function negatedByWords(units: Uint16Array, to: number): boolean {
  const floor = Math.max(0, to - LOOK_BACK);
  let end = to;
  let following = '';
  for (let fillers = 0; fillers <= MAX_FILLERS; fillers += 1) {
    while (end > floor && units[end - 1] === BLANK) end -= 1;
    let start = end;
    while (start > floor && isWordUnit(units[start - 1]!)) start -= 1;
    if (start === end) return false;
    const kind = kindOf(units, start, end);
    if ((kind & NEGATES) > 0 || endsInNot(units, start, end)) return true;
    if (following !== '' && negatesBefore(following, units, { floor, start, end })) return true;
    if ((kind & PASSES) === 0) return false;
    following = (kind & LEADS) > 0 ? textOf(units, start, end) : '';
    end = start;
  }
  return false;
}

/** What is known of the word in `units[start..end)`: bits, or 0. */
function kindOf(units: Uint16Array, start: number, end: number): number {
  let node = 0;
  for (let at = end - 1; at >= start; at -= 1) {
    node = wordsBackwards.step(node, units[at]!);
    if (node === 0) return 0;
  }
  return Math.max(0, wordsBackwards.value(node));
}

/** "Don't", "isn't". */
function endsInNot(units: Uint16Array, start: number, end: number): boolean {
  return end - start >= 3 && units[end - 1] === 116 && units[end - 2] === 39 && units[end - 3] === 110;
}

/** Whether the word before "of", "than", "but" or "longer" makes a negation or comparison of it. */
function negatesBefore(
  following: string,
  units: Uint16Array,
  { floor, start, end }: { floor: number; start: number; end: number },
): boolean {
  const word = textOf(units, start, end);
  if (PHRASES.has(`${word}+${following}`)) return true;
  if (following !== 'than') return false;
  return COMPARATIVE.test(word) || isGraded(textOf(units, Math.max(floor, start - 6), start));
}

/** "More comfortable than": the word before the adjective. */
function isGraded(before: string): boolean {
  return /(?:^|[^a-z])(?:more|less) $/.test(before);
}

/** "Polyester free ". */
function isFree({ units, length }: FoldedText, end: number): boolean {
  if (units[end] !== BLANK || end + FREE.length > length) return false;
  for (let at = 1; at < FREE.length; at += 1) if (units[end + at] !== FREE.charCodeAt(at)) return false;
  return true;
}

function isWordUnit(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || unit === 39;
}
