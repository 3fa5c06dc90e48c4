import type { Concept } from '../../core/reading.ts';
import { hanTerms } from '../segment/han-terms.ts';
import type { Segmenter } from '../segment/segmenter.ts';
import type { Taxonomy } from '../taxonomy/taxonomy-types.ts';
import { foldText, type FoldedText } from '../text/fold-text.ts';
import { foldAccentColors } from './accent-colors.ts';
import { joinColorCompounds } from './color-compounds.ts';
import { chooseSense, surroundingsOf, type Surroundings } from './context-rules.ts';
import { coverHits } from './cover.ts';
import { addDictionaryGuards, dictionaryFolder } from './dictionary-guards.ts';
import { createEdgeCheck, type EdgeCheck } from './edge-check.ts';
import { compileLexicon, type Lexicon, type Sense } from './lexicon.ts';
import { isNegated, type PreviousMention } from './negation.ts';
import { scan, type Hit } from './scan.ts';
import { firstHitFrom, secondChoice } from './second-choice.ts';
import { widenSpan } from './widen-span.ts';

/** A concept at a place of the given text. */
export interface Match {
  concept: Concept;
  start: number;
  end: number;
  negated: boolean;
}

export interface Matcher {
  /** Concepts in the order of the text; implied ones follow the one that implies them. */
  match(text: string): Match[];
}

/** A chosen sense with its span in the folded text. */
export interface Found {
  sense: Sense;
  hit: Hit;
  start: number;
  end: number;
  /** Shorter aliases inside it that count too (撞色 in 撞色拼接). */
  parts: { concept: Concept; start: number; end: number }[];
}

/** 浅 and 深 shade a hue too, but 星河 names one. */
const MIN_SHADE_UNITS = 2;

/**
 * One pass over folded text with a trie of all aliases, guards and context words, then: the best cover, each word's
 * rules, edges inside dictionary words, span widening, negation. Linear in the text's length.
 */
export function createMatcher(taxonomy: Taxonomy, segmenter: Segmenter | null): Matcher {
  const lexicon = compileLexicon(taxonomy);
  let prepared = false;
  let edges: EdgeCheck | null = null;
  const prepareHan = (text: string): EdgeCheck | null => {
    if (prepared || !/[\u3400-\u9fff]/.test(text)) return edges;
    prepared = true;
    const words = addDictionaryGuards(lexicon, dictionaryFolder());
    if (words !== null && segmenter !== null) edges = createEdgeCheck(words, hanTerms(taxonomy));
    return edges;
  };
  return {
    match(text) {
      const check = prepareHan(text);
      return matchText(foldText(text), lexicon, taxonomy, check);
    },
  };
}

function matchText(
  folded: FoldedText,
  lexicon: Lexicon,
  taxonomy: Taxonomy,
  check: EdgeCheck | null,
): Match[] {
  const hits = scan(folded, lexicon);
  if (hits.length === 0) return [];
  const chosen = coverHits(hits.filter((hit) => hit.word.guard || hit.word.senses.length > 0));
  if (chosen.length === 0) return [];
  const around = surroundingsOf(hits, chosen, lexicon);
  const found = joinColorCompounds(readChosen(folded, hits, chosen, around, check), folded);
  return withNegation(folded, foldAccentColors(found, folded), taxonomy);
}

/** Goes through the chosen hits; where one cuts a word, what else may stand there is looked at before the next. */
function readChosen(
  folded: FoldedText,
  hits: Hit[],
  chosen: Hit[],
  around: Surroundings,
  check: EdgeCheck | null,
): Found[] {
  const found: Found[] = [];
  const failed = new Set<Hit>();
  const pending: Hit[] = [];
  const modifiers = new Map<number, Hit>();
  for (const hit of hits) if (hit.word.modifier) modifiers.set(hit.end, hit);
  let previousEnd = 0;
  for (let index = 0; index < chosen.length || pending.length > 0;) {
    const hit = pending.pop() ?? chosen[index++];
    if (hit === undefined) break;
    const nextStart = pending.at(-1)?.start ?? chosen[index]?.start ?? folded.length;
    const sense = senseOf(hit, around, modifiers);
    const reads = sense !== null || hit.word.guard;
    if (reads && check !== null && !wordsHold(folded, hit, previousEnd, nextStart, check)) {
      pending.push(...secondChoice(hit, hits, failed, previousEnd, nextStart).reverse());
      continue;
    }
    previousEnd = hit.end;
    if (sense === null) continue;
    const floor = found.at(-1)?.end ?? 0;
    const span = widenSpan({ folded, hit, sense, modifiers, check, floor, previous: joinable(found.at(-1)) });
    if (span !== null) found.push({ sense, hit, ...span, parts: partsWithin(hit, sense, hits) });
  }
  return found;
}

/** The sense whose rules hold; a hue alone (蓝) also counts after a word that names a shade (星河蓝), whatever follows. */
function senseOf(hit: Hit, around: Surroundings, modifiers: Map<number, Hit>): Sense | null {
  if (hit.word.senses.length === 0) return null;
  const sense = chooseSense(hit, around);
  if (sense !== null || hit.end - hit.start > 1) return sense;
  const shade = modifiers.get(hit.start);
  if (shade === undefined || shade.end - shade.start < MIN_SHADE_UNITS) return null;
  return hit.word.senses.find((one) => one.entry.concept.facet === 'color') ?? null;
}

/** Whether words begin and end where the hit does; of a one-character head only its end counts, 衫 takes 汗 along. */
function wordsHold(
  folded: FoldedText,
  hit: Hit,
  previousEnd: number,
  nextStart: number,
  check: EdgeCheck,
): boolean {
  if (hit.word.head && hit.end - hit.start === 1) return check.endHolds(folded, hit, nextStart);
  return check.holds(folded, hit, previousEnd, nextStart);
}

/** The last mention, if a head may take it into its own span. */
function joinable(last: Found | undefined): Found | null {
  const facet = last?.sense.entry.concept.facet;
  return last === undefined || facet === 'color' || facet === 'garment' || facet === 'brand' ? null : last;
}

/** Hits that lie inside a chosen one and whose concept its entry lists under `parts`. */
function partsWithin(hit: Hit, sense: Sense, hits: Hit[]): Found['parts'] {
  const wanted = sense.entry.parts;
  if (wanted.length === 0) return [];
  const parts: Found['parts'] = [];
  for (
    let at = firstHitFrom(hits, hit.start);
    at < hits.length && (hits[at]?.start ?? hit.end) < hit.end;
    at += 1
  ) {
    const inner = hits[at];
    if (inner === undefined || inner.end > hit.end) continue;
    const found = inner.word.senses.find((one) => wanted.includes(one.entry.concept.id));
    if (found === undefined || parts.some((part) => part.concept === found.entry.concept)) continue;
    parts.push({ concept: found.entry.concept, start: inner.start, end: inner.end });
  }
  return parts;
}

function withNegation(folded: FoldedText, found: Found[], taxonomy: Taxonomy): Match[] {
  const matches: Match[] = [];
  let previous: PreviousMention | null = null;
  for (const { sense, start, end, parts } of found) {
    const { concept, implies } = sense.entry;
    const negated = isNegated(folded, start, end, previous);
    previous = { end, negated };
    const span = originalSpan(folded, start, end);
    matches.push({ concept, start: span.start, end: span.end, negated });
    for (const id of implies) {
      const implied = taxonomy.byId.get(id);
      if (implied !== undefined)
        matches.push({ concept: implied, start: span.start, end: span.end, negated });
    }
    for (const part of parts) {
      const own = originalSpan(folded, part.start, part.end);
      matches.push({ concept: part.concept, start: own.start, end: own.end, negated });
    }
  }
  return matches;
}

/** Offsets in the text as it was given. */
function originalSpan(folded: FoldedText, start: number, end: number): { start: number; end: number } {
  const { offsets } = folded;
  if (offsets === null) return { start, end };
  const last = offsets[end - 1] ?? 0;
  return { start: offsets[start] ?? 0, end: Math.max(offsets[end] ?? 0, last + 1) };
}
