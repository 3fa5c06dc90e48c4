import type { Language } from '../../core/words.ts';
import type { Candidate } from './candidates.ts';

const MAX_NEIGHBOURS = 12;
const MAX_EXAMPLES = 3;
const MAX_BESIDE = 60;
/** Company and spelling are learned from this many documents of a period. */
const MAX_READ = 40;

/** What one period saw of a term or of a known concept. */
export interface Tally {
  /** Its name in the history: the term, a concept's id, or `id|surface`. */
  key: string;
  term: string;
  language: Language;
  /** Set for known concepts. */
  concept: string | null;
  documents: number;
  /** Documents in which it stood where a kind of garment or style is named. */
  slots: number;
  /** Different neighbours, few: lists are made faster than sets, and most terms are seen once. */
  lefts: string[];
  rights: string[];
  firstDay: string;
  /** Sum over its places of what the words beside them say of dress (DressContext), and the number of places. */
  context: number;
  places: number;
  examples: { id: string; start: number; end: number }[];
  /** How it was written, with counts. */
  surfaces: Map<string, number>;
  /** Concepts in the same documents, with counts. */
  beside: Map<string, number>;
}

export interface SeenIn {
  id: string;
  day: string;
  text: string;
  /** Concepts of the document. */
  concepts: Set<string>;
  /** Whether the words around a place speak for dress. */
  contextOf(start: number, end: number): number;
}

function bump(map: Map<string, number>, key: string, limit: number): void {
  const before = map.get(key);
  if (before !== undefined) map.set(key, before + 1);
  else if (map.size < limit) map.set(key, 1);
}

/** A term's tally begins here; `earlier` documents of the period were only counted. */
export function newTally(
  of: Pick<Tally, 'key' | 'term' | 'language' | 'concept'>,
  day: string,
  earlier = 0,
): Tally {
  return {
    ...of,
    documents: earlier,
    slots: 0,
    lefts: [],
    rights: [],
    firstDay: day,
    context: 0,
    places: 0,
    examples: [],
    surfaces: new Map(),
    beside: new Map(),
  };
}

function addNeighbour(known: string[], neighbour: string): void {
  if (known.length < MAX_NEIGHBOURS && !known.includes(neighbour)) known.push(neighbour);
}

/** Adds the neighbours another period saw. */
export function mergeNeighbours(tally: Tally, other: Tally): void {
  for (const left of other.lefts) addNeighbour(tally.lefts, left);
  for (const right of other.rights) addNeighbour(tally.rights, right);
}

/** Adds one document; call once a document and term. */
export function tallyDocument(
  tally: Tally,
  seen: SeenIn,
  place: Omit<Candidate, 'key' | 'term' | 'language'>,
): void {
  tally.documents += 1;
  if (place.slot) tally.slots += 1;
  tally.context += seen.contextOf(place.start, place.end);
  tally.places += 1;
  addNeighbour(tally.lefts, place.left);
  addNeighbour(tally.rights, place.right);
  if (tally.examples.length < MAX_EXAMPLES) {
    tally.examples.push({ id: seen.id, start: place.start, end: place.end });
  }
  if (tally.documents > MAX_READ) return;
  bump(tally.surfaces, seen.text.slice(place.start, place.end), 8);
  for (const concept of seen.concepts) if (concept !== tally.concept) bump(tally.beside, concept, MAX_BESIDE);
}

/** The most frequent way of writing. */
function usualSurface(tally: Tally): string {
  let best = tally.term;
  let most = 0;
  for (const [surface, count] of tally.surfaces) {
    if (count > most) {
      most = count;
      best = surface;
    }
  }
  return best;
}

/** A concept as it is mostly written, a way of writing as it is, an English term by its most frequent spelling. */
export function printedTerm(tally: Tally): string {
  if (tally.key === tally.concept) return usualSurface(tally);
  const spelled = tally.concept === null && tally.language === 'en';
  return spelled ? usualSurface(tally).toLowerCase() : tally.term;
}
