import type { Aspect } from '../../core/words.ts';
import { BEFORE_NOUN, NO_NOUN, unknownSubject } from './en-unknown-names.ts';
import type { EnToken, EnUnit } from './en-words.ts';

export interface EnTarget {
  aspect: Aspect;
  start: number;
  end: number;
}

/** The units of one clause. */
export interface EnClause {
  tokens: EnToken[];
  units: EnUnit[];
}

/** Between a feeling and what it is about: "pleased with the fit". */
const LEADS_ON = new Set('with in by about of'.split(' '));
const PRONOUNS = new Set('it they these this those he she'.split(' '));
/** "Unlike my old jeans these are soft": what is pointed at is not the name before. */
const THESE = new Set('this these'.split(' '));
/** "The suede on these is trash": the suede. */
const ON = new Set('on of in with'.split(' '));
const CAME = new Set('arrived delivered shipped returned'.split(' '));
const COUNTS = new Set('one two three a half full'.split(' '));
const HOLDERS = new Set('pair pairs piece pieces'.split(' '));
const REACH_UNITS = 9;

/** Verbs that are names as well: "the print looks faded" speaks of the print. */
const LINKING = new Set('look looks looked fits fitted feel'.split(' '));

function isTarget(unit: EnUnit | undefined): boolean {
  return unit?.value?.kind === 'target';
}

/** The run of names that ends (or begins) at a unit: "heel height", "quality of the fabric" is headed by its first. */
function nounPhrase({ tokens, units }: EnClause, from: number, to: number): EnTarget {
  const head = units[to]!.value;
  const aspect = head?.kind === 'target' ? head.aspect : 'overall';
  const parts = units.slice(from, to + 1).map((unit) => unit.value);
  const named = parts.find((value) => value?.kind === 'target' && value.aspect !== 'overall');
  const chosen = aspect === 'overall' && named?.kind === 'target' ? named.aspect : aspect;
  const last = from < to && LINKING.has(tokens[units[to]!.from]!.text) ? to - 1 : to;
  return { aspect: chosen, start: tokens[units[from]!.from]!.start, end: tokens[units[last]!.to - 1]!.end };
}

function phraseEndingAt(clause: EnClause, last: number): { from: number; target: EnTarget } {
  let from = last;
  while (isTarget(clause.units[from - 1])) from -= 1;
  return { from, target: nounPhrase(clause, from, last) };
}

function wordOf({ tokens, units }: EnClause, index: number): string {
  const unit = units[index];
  return unit === undefined ? '' : tokens[unit.from]!.text;
}

/** Steps over "of the fabric" back to "quality", and over "and" to the names joined with it. */
function joinedBefore(clause: EnClause, from: number): EnTarget[] {
  let at = from - 1;
  while (BEFORE_NOUN.has(wordOf(clause, at)) && wordOf(clause, at) !== 'of') at -= 1;
  const joint = wordOf(clause, at);
  if (joint !== 'and' && joint !== 'of' && joint !== 'n') return [];
  if (!isTarget(clause.units[at - 1])) return [];
  const before = phraseEndingAt(clause, at - 1);
  return [before.target, ...joinedBefore(clause, before.from)];
}

/** "Arrived with a stain": the parcel is not stained. */
function cameWith(clause: EnClause, at: number): boolean {
  return CAME.has(wordOf(clause, at)) && wordOf(clause, at + 1) === 'with';
}

/** Names said before an evaluation: "the fit and the color are great". Nearest first. */
export function targetsBefore(clause: EnClause, index: number): EnTarget[] {
  const { units } = clause;
  for (let at = index - 1; at >= 0 && index - at <= REACH_UNITS; at--) {
    if (THESE.has(wordOf(clause, at)) && units[at + 1]?.value?.kind === 'copula') {
      if (ON.has(wordOf(clause, at - 1))) continue;
      return [];
    }
    if (isTarget(units[at]) && !cameWith(clause, at)) {
      const { from, target } = phraseEndingAt(clause, at);
      const joined = joinedBefore(clause, from);
      const ofWhole = wordOf(clause, from - 1) === 'of' || wordOf(clause, from - 2) === 'of';
      if (ofWhole && joined.length > 0) return joined;
      return [target, ...joined];
    }
  }
  return unknownSubject(clause, index);
}

/** "Love the way they fit": the verb of looks or fit is what is loved. */
function isWayOf(clause: EnClause, at: number): boolean {
  const before = wordOf(clause, at - 1);
  return PRONOUNS.has(wordOf(clause, at)) && (before === 'way' || before === 'how');
}

function passesTo(clause: EnClause, at: number, feeling: boolean): boolean {
  const word = wordOf(clause, at);
  const { value } = clause.units[at]!;
  if (feeling && (LEADS_ON.has(word) || isWayOf(clause, at))) return true;
  if (word === 'like') return false;
  if (value === null) return !NO_NOUN.has(word) || BEFORE_NOUN.has(word) || word === 'and';
  return value.kind === 'polar' || value.kind === 'degree' || BEFORE_NOUN.has(word);
}

/** "Good weight and length": names joined to the first one, unless they have a verb of their own. */
function joinedAfter(clause: EnClause, last: number): EnTarget[] {
  const { units } = clause;
  const joint = wordOf(clause, last + 1);
  if ((joint !== 'and' && joint !== '&') || !isTarget(units[last + 2])) return [];
  const to = phraseEnd(clause, last + 2);
  if (units[to + 1]?.value?.kind === 'copula') return [];
  return [nounPhrase(clause, last + 2, to), ...joinedAfter(clause, to)];
}

function phraseEnd({ units }: EnClause, from: number): number {
  let to = from;
  while (isTarget(units[to + 1])) to += 1;
  return to;
}

/** "A cute pair of tennis shoes": the shoes. */
function heldBy(clause: EnClause, at: number): number {
  const held =
    HOLDERS.has(wordOf(clause, at)) && wordOf(clause, at + 1) === 'of' && isTarget(clause.units[at + 2]);
  return held ? at + 2 : at;
}

/** "Shrank two sizes": how much, not what. */
function isCounted(clause: EnClause, at: number): boolean {
  return /^sizes?$/.test(wordOf(clause, at)) && COUNTS.has(wordOf(clause, at - 1));
}

/** The names an evaluation stands in front of: "great fit", "soft and thick fabric", "pleased with the color". */
export function targetsAfter(clause: EnClause, index: number, reach: number, feeling: boolean): EnTarget[] {
  const { units } = clause;
  for (let at = index + 1; at <= index + reach && at < units.length; at++) {
    if (isTarget(units[at]) && isCounted(clause, at)) return [];
    if (isTarget(units[at])) {
      const from = heldBy(clause, at);
      const to = phraseEnd(clause, from);
      return [nounPhrase(clause, from, to), ...joinedAfter(clause, to)];
    }
    if (!passesTo(clause, at, feeling)) return [];
  }
  return [];
}
