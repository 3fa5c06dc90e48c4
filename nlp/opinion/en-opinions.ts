import type { Aspect, Polarity } from '../../core/words.ts';
import type { FoundOpinion } from './opinion-types.ts';
import { targetAfter, targetsBefore, unknownObject, type EnClause, type EnTarget } from './en-targets.ts';
import { readUnits } from './en-words.ts';

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
  'a an the that as of be to think all for me my so enough it is was with any'.split(' '),
);
const VERBS =
  /^(?:love|like|enjoy|adore|hate|dislike|happy|pleased|impressed|disappoint|recommend|satisfied|thank)/;
const VERB_SUBJECT = /^(?:fit|look)/;
/** "good price", "perfect fit": the phrase holds its own name. */
const OWN_NAME =
  /^(?:fit|quality|price|value|deal|size|length|delivery|shipping|packing|packaging|color|colors|colour|design|money)$/;

function lookBack({ units, tokens }: EnClause, index: number): Before {
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
    if (unit.value?.kind === 'degree' && touching) {
      before.factor *= unit.value.factor;
      before.excess ||= unit.value.excess;
    } else if (kind === 'polar' || kind === 'bent' || kind === 'target' || kind === 'unreal') break;
    else if (unit.value === null && !PASSED.has(tokens[unit.from]!.text)) break;
    touching &&= kind === 'degree' || kind === 'not';
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

function push(
  found: FoundOpinion[],
  clause: EnClause,
  index: number,
  before: Before,
  said: Said,
  target: EnTarget | null,
): void {
  const unit = clause.units[index]!;
  const polarity = before.negated ? opposite(said.polarity) : said.polarity;
  const sign = polarity === 'positive' ? 1 : polarity === 'negative' ? -1 : 0;
  found.push({
    aspect: said.aspect ?? target?.aspect ?? 'overall',
    polarity,
    start: clause.tokens[before.from]!.start,
    end: clause.tokens[unit.to - 1]!.end,
    strength: sign * said.strength * before.factor,
    target: target === null ? null : { start: target.start, end: target.end },
  });
}

function targetsOf(clause: EnClause, index: number, before: Before): EnTarget[] {
  const unit = clause.units[index]!;
  const first = clause.tokens[unit.from]!;
  if (unit.to - unit.from > 1 && VERB_SUBJECT.test(first.text)) {
    return [{ aspect: 'overall', start: first.start, end: first.end }];
  }
  const last = clause.tokens[unit.to - 1]!;
  if (unit.to - unit.from > 1 && OWN_NAME.test(last.text)) {
    return [{ aspect: 'overall', start: last.start, end: last.end }];
  }
  const after = targetAfter(clause, index, VERBS.test(first.text) ? 5 : 2);
  if (after !== null) return [after];
  const loved = VERBS.test(first.text) ? unknownObject(clause, index) : null;
  if (loved !== null) return [loved];
  const named = targetsBefore(clause, index);
  return named.length > 0 || !before.predicate ? named : [];
}

function say(found: FoundOpinion[], clause: EnClause, index: number, before: Before, said: Said): void {
  const targets = targetsOf(clause, index, before);
  if (targets.length === 0) push(found, clause, index, before, said, null);
  for (const target of targets.slice(0, 4)) push(found, clause, index, before, said, target);
}

/** Small, tight, thin: a fault when in excess or said of the garment, nothing as a mere attribute. */
function readBent(clause: EnClause, index: number): Said | null {
  const { value, to } = clause.units[index]!;
  if (value?.kind !== 'bent') return null;
  const before = lookBack(clause, index);
  if (clause.tokens[to]?.text === 'enough')
    return { aspect: value.aspect, polarity: 'positive', strength: 0.7 };
  if (before.excess) return { aspect: value.aspect, polarity: 'negative', strength: 0.9 };
  const next = targetAfter(clause, index, 1);
  const ofFabric = next !== null && (next.aspect === 'fabric_feel' || next.aspect === 'quality');
  if (!before.predicate && !ofFabric) return null;
  if (next !== null && !ofFabric) return null;
  return value.alone === null ? null : { aspect: value.aspect, polarity: value.alone, strength: 0.7 };
}

const SIMILE_AFTER = new Set([
  'is',
  'are',
  'was',
  'were',
  "'s",
  's',
  'be',
  'just',
  'more',
  'exactly',
  'look',
  'nothing',
]);

/** "It is like the other one" compares; "I like it" evaluates. */
function isSimile({ units, tokens }: EnClause, index: number): boolean {
  const { from, to } = units[index]!;
  if (to - from > 1 || tokens[from]!.text !== 'like') return false;
  const before = tokens[from - 1]?.text;
  return before === undefined || SIMILE_AFTER.has(before);
}

function readClause(clause: EnClause, found: FoundOpinion[]): void {
  for (let index = 0; index < clause.units.length; index++) {
    const { value } = clause.units[index]!;
    if (value?.kind === 'unreal') return;
    if (value?.kind === 'polar' && !isSimile(clause, index))
      say(found, clause, index, lookBack(clause, index), value);
    if (value?.kind !== 'bent') continue;
    const said = readBent(clause, index);
    if (said !== null) say(found, clause, index, lookBack(clause, index), said);
  }
}

/**
 * Opinions of an English text by lexicon: each evaluation with its negation and degree, given to the nouns beside it
 * (rules after Hu & Liu 2004 and Taboada et al. 2011, lexicon of our own). Linear in the text's length.
 */
export function findEnOpinions(text: string, clauses: { start: number; end: number }[]): FoundOpinion[] {
  const found: FoundOpinion[] = [];
  for (const { start, end } of clauses) readClause(readUnits(text, start, end), found);
  return found;
}
