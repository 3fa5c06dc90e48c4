import type { EnClause, EnTarget } from './en-targets.ts';
import { NO_NOUN } from './en-unknown-names.ts';

const words = (list: string): Set<string> => new Set(list.split(' '));

const SIMILE_AFTER = words("me him them is are was were 's s be just more exactly look nothing");
/** "Unlike my old ones" compares; "unlike the picture" complains. */
const OTHERS = words('my other others most many some any all another');
/** "Fits like a dream" likens, "I really like a high neck" evaluates. */
const A_THING = words('a an something');
const LIKER = words(
  "i we they you who would really also still always do don't dont doesn't doesnt didn't didnt did usually never always to actually truly people",
);
const DENIALS = words('not never');

/** "It is like the other one", "not like the pair I had" compare; "soft like silk" likens; "I like it" evaluates. */
export function isSimile({ units, tokens }: EnClause, index: number): boolean {
  const { from, to } = units[index]!;
  if (to - from > 1) return false;
  if (tokens[from]!.text === 'unlike') return OTHERS.has(tokens[to]?.text ?? '');
  if (tokens[from]!.text !== 'like') return false;
  let at = from - 1;
  while (DENIALS.has(tokens[at]?.text ?? '')) at -= 1;
  if (units[index - 1]?.value?.kind === 'polar') return true;
  const before = tokens[at]?.text;
  if (before === undefined || SIMILE_AFTER.has(before)) return true;
  return A_THING.has(tokens[to]?.text ?? '') && !LIKER.has(before);
}

const COMPARED = words('smaller larger bigger shorter longer looser tighter');
/** Makes of clothes as much as faults: before the name they are the make. */
const MAKES = words(
  'enormous oversized larger bigger smaller regular standard sheer transparent baggy boxy voluminous plain faded stained torn ripped tiny huge bulky snug looser tighter longer shorter stretch plastic synthetic',
);
const SIZES = /^sizes?$/;

/** A misspelt "bad" stands after a verb or before a name, furniture after these. */
const BEFORE_BED = words('a the her his my our your their to of in this that into on from under');

const SPEEDS = words('quickly fast quick easily');

/** "Fades pretty quickly": how fast a fault comes is no praise. */
function followsFault(units: EnClause['units'], index: number): boolean {
  let at = index - 1;
  while (units[at]?.value?.kind === 'degree') at -= 1;
  const before = units[at]?.value;
  return before?.kind === 'polar' && before.polarity === 'negative';
}

const ARTICLES = words('a an the this these');

/** "Baggy jeans are back": nothing grades it and the name follows at once. */
function isBeforeName({ units, tokens }: EnClause, index: number): boolean {
  const before = units[index - 1]?.value?.kind;
  if (before === 'degree' || before === 'not' || before === 'polar' || before === 'bent') return false;
  const next = units[index + 1];
  if (next === undefined || next.value !== null) return next?.value?.kind === 'target';
  const article = tokens[units[index]!.from - 1]?.text ?? '';
  return ARTICLES.has(article) && !NO_NOUN.has(tokens[next.from]!.text);
}

const BODY = words('feet foot hips calves thighs legs arms shoulders chest bust waist neck head');
const BODY_OWNERS = words('my his her our');

/** "My feet are wide": nothing worn is wide. */
export function isOfBody({ tokens, units }: EnClause, index: number): boolean {
  const { from } = units[index]!;
  for (let at = Math.max(0, from - 4); at < from; at++) {
    if (BODY.has(tokens[at]!.text) && BODY_OWNERS.has(tokens[at - 1]?.text ?? '')) return true;
  }
  return false;
}

const INTERJECTIONS = words('well ok okay right');

/** Tokens of a sigh: "oh wonderful", "oh great". */
const MAX_SIGH = 2;

/** "Well, I did", "Ok but why": nothing is judged. */
export function isInterjection({ units, tokens }: EnClause): boolean {
  if (tokens[0]?.text === 'oh' && tokens.length <= MAX_SIGH) return true;
  return units.length === 1 && tokens.length === 1 && INTERJECTIONS.has(tokens[0]!.text);
}

/** "Order a larger size", "a size smaller" tell what was bought; "works great" judges once. */
export function isTold({ units, tokens }: EnClause, index: number): boolean {
  const { from, to } = units[index]!;
  const word = tokens[from]!.text;
  if (word === 'works' && to - from === 1) return units[index + 1]?.value?.kind === 'polar';
  if (MAKES.has(word) && to - from === 1 && isBeforeName({ units, tokens }, index)) return true;
  if (word === 'bed') return BEFORE_BED.has(tokens[from - 1]?.text ?? '');
  if (SPEEDS.has(word)) return followsFault(units, index);
  if (!COMPARED.has(word)) return false;
  return SIZES.test(tokens[to]?.text ?? '') || SIZES.test(tokens[from - 1]?.text ?? '');
}

const THIS_ONE = words('this these it them');

/**
 * "My old pair was softer than these" says the opposite of these, "nothing is softer than these" praises them.
 * Null where nothing is held against these.
 */
export function negatedByThan({ units, tokens }: EnClause, index: number): boolean | null {
  const { to } = units[index]!;
  if (tokens[to]?.text !== 'than' || !THIS_ONE.has(tokens[to + 1]?.text ?? '')) return null;
  if (/^(?:old|other|one|last)$/.test(tokens[to + 2]?.text ?? '')) return null;
  return !units.slice(0, index).some(({ value }) => value?.kind === 'not');
}

const ANOTHER = words('old previous last former other another');
/** Words from "old" to the name: "my old skinny jeans". */
const MAX_BETWEEN = 3;
const OWNERS = words('my his her our their the an any');

/** "My old pair was scratchy" judges another thing than the one written of. */
export function isOfAnother({ tokens }: EnClause, target: EnTarget): boolean {
  const at = tokens.findIndex((token) => token.start >= target.start);
  for (let back = 1; back <= MAX_BETWEEN; back++) {
    if (ANOTHER.has(tokens[at - back]?.text ?? '')) return OWNERS.has(tokens[at - back - 1]?.text ?? '');
  }
  return false;
}

const QUOTED =
  /\b(?:he|she|they|who|husband|wife|mother|mom|mum|friend|friends|daughter|son|sister|reviewers?|reviews?|people|others|some|ad|listing|label|description) (?:had |have |has |also )?(?:said|says|say|told me|called it|calls it|complained|wrote|writes|claims?|claimed)[,:]? ?["\u201c\u2018']([^"\u201d\u2019']{1,200})["\u201d\u2019']/gi;

/** What QUOTED asks for before the opening mark; said of each mark alone, it spares most texts the search. */
const TELLS = /(?:said|says?|told me|call(?:s|ed) it|complained|wrote|writes|claim(?:s|ed)?)[,:]? ?$/i;
const TELLS_UNITS = 14;
/** Last letters of those words, and what may stand between them and the mark. */
const BEFORE_MARK = new Uint8Array(65_536);
for (const char of 'dyetsm,: DYETSM') BEFORE_MARK[char.charCodeAt(0)] = 1;
const MARKS = /["'\u201c\u2018]/g;

function mayQuote(text: string): boolean {
  MARKS.lastIndex = 0;
  while (MARKS.test(text)) {
    const at = MARKS.lastIndex - 1;
    if (BEFORE_MARK[text.charCodeAt(at - 1)] !== 1) continue;
    if (TELLS.test(text.slice(Math.max(0, at - TELLS_UNITS), at))) return true;
  }
  return false;
}

/** Words of others between quotation marks: reported, not the writer's own. In the order of the text. */
export function quotedSpans(text: string): { start: number; end: number }[] {
  if (!mayQuote(text)) return [];
  return Array.from(text.matchAll(QUOTED), (match) => ({
    start: match.index + match[0].length - (match[1]?.length ?? 0) - 1,
    end: match.index + match[0].length,
  }));
}
