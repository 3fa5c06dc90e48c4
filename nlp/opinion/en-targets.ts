import type { Aspect } from '../../core/words.ts';
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

const BEFORE_NOUN = new Set('the this these those that my your her his our their its a an of how'.split(' '));
const NO_NOUN = new Set(
  'i it he she you we they that this these those which what there who so and or but if when as of to in on for with at by from my his her our your their all everything just only also still now then than because very would will can could do does did'.split(
    ' ',
  ),
);
const REACH_UNITS = 9;

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
  return { aspect: chosen, start: tokens[units[from]!.from]!.start, end: tokens[units[to]!.to - 1]!.end };
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

/** Names said before an evaluation: "the fit and the color are great". Nearest first. */
export function targetsBefore(clause: EnClause, index: number): EnTarget[] {
  const { units, tokens } = clause;
  for (let at = index - 1; at >= 0 && index - at <= REACH_UNITS; at--) {
    if (isTarget(units[at])) {
      const { from, target } = phraseEndingAt(clause, at);
      const joined = joinedBefore(clause, from);
      const ofWhole = wordOf(clause, from - 1) === 'of' || wordOf(clause, from - 2) === 'of';
      if (ofWhole && joined.length > 0) return joined;
      return [target, ...joined];
    }
  }
  return unknownSubject(units, tokens, index);
}

/** "The gusset is great": a word the lexicon lacks, before the verb, is taken as the name. */
function unknownSubject(units: EnUnit[], tokens: EnToken[], index: number): EnTarget[] {
  for (let at = index - 1; at > 0 && index - at <= 4; at--) {
    if (units[at]!.value?.kind !== 'copula') continue;
    const before = units[at - 1]!;
    const token = tokens[before.from]!;
    const article = tokens[before.from - 1]?.text ?? '';
    if (before.value !== null || NO_NOUN.has(token.text) || !BEFORE_NOUN.has(article)) return [];
    return [{ aspect: 'overall', start: token.start, end: token.end }];
  }
  return [];
}

/** The name an evaluation stands in front of: "great fit", "soft and thick fabric", "love the color". */
export function targetAfter(clause: EnClause, index: number, reach: number): EnTarget | null {
  const { units } = clause;
  for (let at = index + 1; at <= index + reach && at < units.length; at++) {
    const unit = units[at]!;
    if (isTarget(unit)) {
      let to = at;
      while (isTarget(units[to + 1])) to += 1;
      return nounPhrase(clause, at, to);
    }
    const word = wordOf(clause, at);
    const passes =
      unit.value === null
        ? !NO_NOUN.has(word) || BEFORE_NOUN.has(word) || word === 'and'
        : unit.value.kind === 'polar' || unit.value.kind === 'degree' || BEFORE_NOUN.has(word);
    if (!passes) return null;
  }
  return null;
}

/** "Love my Chucks": one or two words the lexicon lacks, after an article, are what is loved. */
export function unknownObject({ units, tokens }: EnClause, index: number): EnTarget | null {
  const article = units[index + 1];
  const first = units[index + 2];
  if (article === undefined || first === undefined || first.value !== null) return null;
  if (!BEFORE_NOUN.has(tokens[article.from]!.text) || NO_NOUN.has(tokens[first.from]!.text)) return null;
  const second = units[index + 3];
  const goesOn = second !== undefined && second.value === null && !NO_NOUN.has(tokens[second.from]!.text);
  const last = goesOn ? second : first;
  return { aspect: 'overall', start: tokens[first.from]!.start, end: tokens[last.to - 1]!.end };
}
