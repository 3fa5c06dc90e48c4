import type { Aspect, Polarity } from '../../core/words.ts';
import type { FoundOpinion } from './opinion-types.ts';
import { targetsAfter, targetsBefore, type EnClause, type EnTarget } from './en-targets.ts';
import { unknownHead, unknownObject, verbBefore } from './en-unknown-names.ts';
import {
  isInterjection,
  isOfAnother,
  isOfBody,
  isSimile,
  isTold,
  negatedByThan,
  quotedSpans,
} from './en-reported.ts';
import { StoryCheck } from './en-story.ts';
import { readEvaluation, readUnits } from './en-words.ts';

interface Before {
  negated: boolean;
  factor: number;
  excess: boolean;
  predicate: boolean;
  /** First token of the expression. */
  from: number;
}

const LOOK_BACK = 5;
const PASSED = new Set(
  'a an the that as of be to think all for me my so enough it is was with any say'.split(' '),
);
/** "Without being bulky" is one expression. */
const BEING = 'being';
const VERBS =
  /^(?:love|like|enjoy|adore|hate|dislike|happy|pleased|impressed|disappoint|recommend|satisfied|thank)/;
const VERB_SUBJECT = /^(?:fit|look|feel)/;
const OWN_NAME =
  /^(?:fit|quality|price|value|size|length|delivery|shipping|packing|packaging|color|colors|colour|design)$/;
const OF_SERVICE = new Set<Aspect>(['packaging', 'service', 'logistics']);
const LINKS = new Set('to the this for of in not'.split(' '));
/** "for the price", "at this price" weigh the whole. */
const OF_WHOLE = new Set('for at in'.split(' '));

/** "A sweater that pills": only "not that" and "not really that" grade. */
function isRelative(units: EnClause['units'], tokens: EnClause['tokens'], index: number): boolean {
  if (tokens[units[index]!.from]!.text !== 'that') return false;
  let at = index - 1;
  while (units[at]?.value?.kind === 'degree') at -= 1;
  return units[at]?.value?.kind !== 'not' && tokens[units[index]!.from - 1]?.text !== 'all';
}

/** "To" is a misspelt "too" after a verb or a degree: "it is to small", "way to long", not "a plan to small firms". */
function gradesHere({ units, tokens }: EnClause, at: number): boolean {
  if (tokens[units[at]!.from]!.text !== 'to') return true;
  const before = units[at - 1]?.value?.kind;
  return (
    before === 'copula' ||
    before === 'degree' ||
    before === 'not' ||
    tokens[units[at]!.from - 1]?.text === 'feel'
  );
}

function lookBack(clause: EnClause, index: number): Before {
  const { units, tokens } = clause;
  const before: Before = {
    negated: false,
    factor: 1,
    excess: false,
    predicate: false,
    from: units[index]!.from,
  };
  let touching = true;
  for (let at = index - 1; at >= 0 && index - at <= LOOK_BACK; at--) {
    const unit = units[at]!;
    const kind = unit.value?.kind;
    if (kind === 'not') before.negated = !before.negated;
    else if (kind === 'copula') before.predicate = true;
    if (isRelative(units, tokens, at)) break;
    if (unit.value?.kind === 'degree' && touching && !gradesHere(clause, at)) break;
    if (unit.value?.kind === 'degree' && touching) {
      before.factor *= unit.value.factor;
      before.excess ||= unit.value.excess;
    } else if (kind === 'polar' || kind === 'bent' || kind === 'target' || kind === 'unreal') break;
    else if (unit.value === null && !PASSED.has(tokens[unit.from]!.text)) break;
    touching &&= kind === 'degree' || kind === 'not' || tokens[unit.from]!.text === BEING;
    if (touching) before.from = unit.from;
    if (kind === 'not') break;
  }
  return before;
}

function opposite(polarity: Polarity): Polarity {
  if (polarity === 'neutral') return 'negative';
  return polarity === 'positive' ? 'negative' : 'positive';
}

interface Said {
  aspect: Aspect | null;
  polarity: Polarity;
  strength: number;
}

/** A pretty box is praise of the packing, not of the clothes. */
function aspectOf({ aspect }: Said, target: EnTarget | null): Aspect {
  if (aspect === 'price' && target?.aspect === 'size_fit') return 'size_fit';
  if (aspect === 'style_look' && target !== null && OF_SERVICE.has(target.aspect)) return target.aspect;
  return aspect ?? target?.aspect ?? 'overall';
}

/** Praise in measure, a fault beyond it: "a little roomy", "too stretchy". */
const IN_MEASURE = new Set('roomy stretchy bright flowy warm dressy'.split(' '));

function polarityOf(clause: EnClause, index: number, before: Before, { polarity }: Said): Polarity {
  const beyond = before.excess && IN_MEASURE.has(clause.tokens[clause.units[index]!.from]!.text);
  return before.negated || (beyond && polarity === 'positive') ? opposite(polarity) : polarity;
}

function push(
  found: FoundOpinion[],
  clause: EnClause,
  index: number,
  before: Before,
  said: Said,
  target: EnTarget | null,
): void {
  const unit = clause.units[index]!;
  const polarity = polarityOf(clause, index, before, said);
  const sign = polarity === 'positive' ? 1 : polarity === 'negative' ? -1 : 0;
  found.push({
    aspect: aspectOf(said, target),
    polarity,
    start: clause.tokens[before.from]!.start,
    end: clause.tokens[unit.to - 1]!.end,
    strength: sign * said.strength * before.factor,
    target: target === null ? null : { start: target.start, end: target.end },
  });
}

/** "good price", "well made": the phrase holds its own name; "true to size" and "for the price" hold none. */
function nameWithin({ units, tokens }: EnClause, index: number): EnTarget[] {
  const { from, to } = units[index]!;
  if (to - from < 2) return [];
  const [first, before, last] = [tokens[from]!, tokens[to - 2]!, tokens[to - 1]!];
  if (VERB_SUBJECT.test(first.text) && units[index - 1]?.value?.kind === 'target') return [];
  const named = VERB_SUBJECT.test(first.text) ? first : last;
  if (named === last && (!OWN_NAME.test(last.text) || LINKS.has(before.text))) return [];
  return [{ aspect: 'overall', start: named.start, end: named.end }];
}

function targetsOf(clause: EnClause, index: number, before: Before): EnTarget[] {
  const unit = clause.units[index]!;
  const first = clause.tokens[unit.from]!.text;
  const within = nameWithin(clause, index);
  const feeling = VERBS.test(first);
  if (within.length > 0) {
    const held = clause.tokens[unit.to - 1]!.text === 'quality' ? targetsAfter(clause, index, 1, false) : [];
    return held.length > 0 ? held : within;
  }
  const after = targetsAfter(clause, index, feeling ? 5 : 2, feeling);
  if (after.length > 0) return after;
  if (OF_WHOLE.has(first) && unit.to - unit.from > 1) return [];
  const named = targetsBefore(clause, index);
  if (before.predicate && named.length > 0) return named;
  const unknown = feeling ? unknownObject(clause, index) : unknownHead(clause, index);
  const nearest = unknown ?? verbBefore(clause, index);
  return nearest === null ? named : [nearest];
}

function say(found: FoundOpinion[], clause: EnClause, index: number, given: Before, said: Said): void {
  const negated = negatedByThan(clause, index);
  const before = negated === null ? given : { ...given, negated };
  const targets = negated !== null ? [] : targetsOf(clause, index, before);
  if (targets.length === 0) push(found, clause, index, before, said, null);
  for (const target of targets.slice(0, 4)) {
    if (!isOfAnother(clause, target)) push(found, clause, index, before, said, target);
  }
}

/** Small, tight, thin: a fault when in excess or said of the garment, nothing as a mere attribute. */
function readBent(clause: EnClause, index: number): Said | null {
  const { value, to } = clause.units[index]!;
  if (value?.kind !== 'bent') return null;
  const before = lookBack(clause, index);
  if (clause.tokens[to]?.text === 'enough')
    return { aspect: value.aspect, polarity: 'positive', strength: 0.7 };
  if (isOfBody(clause, index)) return null;
  if (before.excess) return { aspect: value.aspect, polarity: 'negative', strength: 0.9 };
  const next = targetsAfter(clause, index, 1, false)[0] ?? null;
  const ofFabric = next !== null && (next.aspect === 'fabric_feel' || next.aspect === 'quality');
  if (!before.predicate && !ofFabric) return null;
  if (next !== null && !ofFabric) return null;
  if (ofFabric && !before.predicate && clause.tokens[to - 1]!.text === 'heavy') return null;
  return value.alone === null ? null : { aspect: value.aspect, polarity: value.alone, strength: 0.7 };
}

/** Words of praise or blame that evaluate nothing where they stand. */
function tellsOnly(clause: EnClause, index: number): boolean {
  return isSimile(clause, index) || isTold(clause, index) || isInterjection(clause);
}

function readClause(clause: EnClause, found: FoundOpinion[]): void {
  for (let index = 0; index < clause.units.length; index++) {
    const { value } = clause.units[index]!;
    if (value?.kind === 'unreal') return;
    if (value?.kind === 'polar' && !tellsOnly(clause, index))
      say(found, clause, index, lookBack(clause, index), value);
    if (value?.kind !== 'bent') continue;
    const said = readBent(clause, index);
    if (said !== null) say(found, clause, index, lookBack(clause, index), said);
  }
}

/** Whether a text is of no clothes and no buyer; read only as far as it takes to tell, of most a clause or two. */
function tellsStory(text: string, clauses: { start: number; end: number }[]): boolean {
  const story = new StoryCheck();
  for (const { start, end } of clauses) {
    story.add(readUnits(text, start, end));
    if (story.ofDress) return false;
  }
  return story.isStory(text);
}

/**
 * Opinions of an English text by lexicon: each evaluation with its negation and degree, given to the nouns beside it
 * (rules after Hu & Liu 2004 and Taboada et al. 2011, lexicon of our own). Linear in the text's length.
 */
export function findEnOpinions(text: string, clauses: { start: number; end: number }[]): FoundOpinion[] {
  const found: FoundOpinion[] = [];
  for (const { start, end } of clauses) {
    const clause = readEvaluation(text, start, end);
    if (clause !== null) readClause(clause, found);
  }
  if (found.length === 0 || tellsStory(text, clauses)) return [];
  const quoted = quotedSpans(text);
  if (quoted.length === 0) return found;
  let next = 0;
  return found.filter(({ start, end }) => {
    while (next < quoted.length && quoted[next]!.end <= start) next += 1;
    const span = quoted[next];
    return span === undefined || start < span.start || end > span.end;
  });
}
