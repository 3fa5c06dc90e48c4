import type { Facet } from '../../core/words.ts';
import type { CompiledRule, Lexicon, Sense, Word } from './lexicon.ts';
import type { Hit } from './scan.ts';

/** Places where context words and possible mentions stand, in the order of the text. */
export interface Surroundings {
  starts: number[];
  ends: number[];
  numbers: number[][];
  /** Context number of a garment being there. */
  garment: number;
}

/** Collects context words of all hits and the facets of the chosen ones. */
export function surroundingsOf(hits: Hit[], chosen: Hit[], lexicon: Lexicon): Surroundings {
  const garment = lexicon.facetContexts.get('garment') ?? -1;
  const around: Surroundings = { starts: [], ends: [], numbers: [], garment };
  let next = 0;
  for (const hit of hits) {
    const { contexts } = hit.word;
    if (contexts.length === 0) continue;
    while (next < chosen.length && chosen[next]!.start < hit.start)
      addFacets(around, chosen[next++]!, lexicon);
    add(around, hit, contexts);
  }
  while (next < chosen.length) addFacets(around, chosen[next++]!, lexicon);
  return around;
}

function add(around: Surroundings, hit: Hit, numbers: number[]): void {
  around.starts.push(hit.start);
  around.ends.push(hit.end);
  around.numbers.push(numbers);
}

function addFacets(around: Surroundings, hit: Hit, lexicon: Lexicon): void {
  if (hit.word.senses.length > 0) add(around, hit, facetNumbers(hit, lexicon));
}

/** Context numbers of the facets a word may stand for; found once a word. */
const facetsOfWord = new WeakMap<Word, number[]>();

function facetNumbers(hit: Hit, lexicon: Lexicon): number[] {
  const known = facetsOfWord.get(hit.word);
  if (known !== undefined) return known;
  const facets = new Set<Facet>(hit.word.senses.map((sense) => sense.entry.concept.facet));
  const numbers = [...facets].map((facet) => lexicon.facetContexts.get(facet) ?? -1);
  facetsOfWord.set(hit.word, numbers);
  return numbers;
}

/** The first sense whose rules all hold here, or null: then the word is something else. */
export function chooseSense(hit: Hit, around: Surroundings): Sense | null {
  for (const sense of hit.word.senses) {
    const colors = sense.entry.concept.facet === 'color';
    if (sense.rules.every((rule) => holds(rule, hit, around, colors))) return sense;
  }
  return null;
}

function holds(rule: CompiledRule, hit: Hit, around: Surroundings, colors: boolean): boolean {
  const doubted = rule.unless.length > 0 && near(rule.unless, rule.window, hit, around);
  if (doubted && !(colors && colorsGarment(rule, hit, around))) return false;
  if (rule.onlyWith.length > 0 && !near(rule.onlyWith, rule.window, hit, around)) return false;
  return rule.directlyBefore.length === 0 || follows(rule.directlyBefore, hit, around);
}

/**
 * A colour word right before a garment is its colour, whatever else is near: Palm Tree Orange T-shirt. Not before a
 * garment that casts the doubt itself: a gold ring is of gold.
 */
function colorsGarment(rule: CompiledRule, hit: Hit, around: Surroundings): boolean {
  return follows([around.garment], hit, around) && !follows(rule.unless, hit, around);
}

function near(wanted: number[], window: number, hit: Hit, around: Surroundings): boolean {
  const { starts, ends, numbers } = around;
  for (let at = firstFrom(starts, hit.start - window - 40); at < starts.length; at += 1) {
    const start = starts[at] ?? 0;
    if (start > hit.end + window) return false;
    const end = ends[at] ?? 0;
    if (end < hit.start - window || (start >= hit.start && end <= hit.end)) continue;
    if (numbers[at]?.some((number) => wanted.includes(number))) return true;
  }
  return false;
}

function follows(wanted: number[], hit: Hit, around: Surroundings): boolean {
  for (let at = firstFrom(around.starts, hit.end); at < around.starts.length; at += 1) {
    if ((around.starts[at] ?? 0) > hit.end + 1) return false;
    if (around.numbers[at]?.some((number) => wanted.includes(number))) return true;
  }
  return false;
}

/** Index of the first start that is not before `from`. */
function firstFrom(starts: number[], from: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
