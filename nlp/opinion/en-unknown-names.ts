import type { EnClause, EnTarget } from './en-targets.ts';

const words = (list: string): Set<string> => new Set(list.split(' '));

/** What stands before a name. */
export const BEFORE_NOUN = words('the this these those that my your her his our their its a an of how');
/** What is no name: pronouns, connectives, helping verbs. */
export const NO_NOUN = words(
  'i it he she you we they that this these those which what there who so and or but if when as of to in on for with at by from my his her our your their all everything just only also still now then than because very would will can could do does did',
);
/** Words that stand for a thing without naming it, and the empty nouns of "love the fact that". */
const NAMELESS = words(
  'one ones them other others another fact thing things way ways lot lots bit time times day days job buy idea choice option same both each every many much more most first second third two three four five year years ever even about after before during over under around since until while where though again not out up down off through without like me us him someone anyone everyone nothing anything something enough away back here yet too once part end side kind type sort number little big new old whole own few several addition surprise amount degree mine stars',
);
/** Adjectives that stand before the name they judge. */
const ADJECTIVES = words(
  'good great nice excellent perfect awesome amazing fantastic wonderful superb fabulous best lovely terrific outstanding exceptional impressive incredible decent solid ideal brilliant superior favorite favourite bad poor terrible horrible awful worst weird beautiful gorgeous cute pretty stylish elegant classy sturdy durable strong comfortable comfy soft warm cozy lightweight breathable stretchy affordable inexpensive reasonable overpriced expensive fast quick ugly flimsy wrong defective cheap useless reliable useful',
);
const DOINGS = words('works worked');
const MAX_NAME_WORDS = 3;

function tokenAt({ units, tokens }: EnClause, index: number): string {
  const unit = units[index];
  return unit === undefined ? '' : tokens[unit.from]!.text;
}

/** A word the lexicon lacks that may name a thing; one in -ing only behind another: "powder coating". */
function mayName(clause: EnClause, index: number, first = true): boolean {
  const unit = clause.units[index];
  if (unit === undefined || unit.value !== null) return false;
  const word = tokenAt(clause, index);
  return (
    word.length > 2 &&
    /^[a-z]/.test(word) &&
    !word.endsWith('ly') &&
    !(first && word.endsWith('ing')) &&
    !NO_NOUN.has(word) &&
    !NAMELESS.has(word) &&
    !BEFORE_NOUN.has(word)
  );
}

function spanOf({ units, tokens }: EnClause, from: number, to: number): EnTarget {
  return { aspect: 'overall', start: tokens[units[from]!.from]!.start, end: tokens[units[to]!.to - 1]!.end };
}

/** "The powder coating is great": words the lexicon lacks, from an article or the clause's start to the verb. */
export function unknownSubject(clause: EnClause, index: number): EnTarget[] {
  for (let at = index - 1; at > 0 && index - at <= 4; at--) {
    if (clause.units[at]!.value?.kind !== 'copula') continue;
    let from = at;
    while (at - from < MAX_NAME_WORDS && mayName(clause, from - 1, false)) from -= 1;
    if (from === at || (from > 0 && !BEFORE_NOUN.has(tokenAt(clause, from - 1)))) return [];
    return [spanOf(clause, from, at - 1)];
  }
  return [];
}

function isAdjective({ units, tokens }: EnClause, index: number): boolean {
  return ADJECTIVES.has(tokens[units[index]!.to - 1]!.text);
}

/** "Works great": what it does is what is judged, where nothing else is named. */
export function verbBefore(clause: EnClause, index: number): EnTarget | null {
  if (!isAdjective(clause, index)) return null;
  let at = index - 1;
  while (at > 0 && clause.units[at]!.value?.kind === 'degree') at -= 1;
  return at >= 0 && DOINGS.has(tokenAt(clause, at)) ? spanOf(clause, at, at) : null;
}

/** "Love my Chucks": one or two words the lexicon lacks, after an article, are what is loved. */
export function unknownObject(clause: EnClause, index: number): EnTarget | null {
  if (!BEFORE_NOUN.has(tokenAt(clause, index + 1)) || !mayName(clause, index + 2)) return null;
  return spanOf(clause, index + 2, mayName(clause, index + 3, false) ? index + 3 : index + 2);
}

/** "Sturdy powder coating", "best ice rod": the words the lexicon lacks right behind an adjective. */
export function unknownHead(clause: EnClause, index: number): EnTarget | null {
  if (!isAdjective(clause, index) || !mayName(clause, index + 1)) return null;
  return spanOf(clause, index + 1, mayName(clause, index + 2, false) ? index + 2 : index + 1);
}
