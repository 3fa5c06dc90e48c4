import type { Match, Matcher } from '../match/matcher.ts';
import { detectLanguage } from '../text/detect-language.ts';
import type { Candidate } from './candidates.ts';
import { CountSketch, endHash, feedHash, hashOf, HASH_START } from './count-sketch.ts';
import type { DiscoverDocument } from './discover-types.ts';
import { DressContext } from './dress-context.ts';
import { EN_DRESS, ZH_DRESS } from './dress-words.ts';
import { enCandidates } from './en-candidates.ts';
import { newTally, tallyDocument, type SeenIn, type Tally } from './tally.ts';
import { zhRunCandidate, zhRuns, zhSlotCandidates } from './zh-candidates.ts';

/** Up to so many UTF-16 units of texts about dress in a period every run of words gets a tally of its own. */
const EXACT_UNITS = 40_000;
/** Beyond them only after this many documents of the period. */
const RUN_DOCUMENTS = 3;
const PERIOD_BITS = 18;
const BACKGROUND_BITS = 22;
/** Texts are read for terms in their beginning, UTF-16 units. */
const READ_UNITS = 5_000;
const MAX_TALLIES = 400_000;
/** A mention of these shows by itself that a text is about dress. */
const DRESS_FACETS = new Set(['garment', 'style', 'pattern']);
/** Seasons and feasts come and go by the calendar. */
const SILENT_FACETS = new Set(['occasion']);

function hashRun(text: string, start: number, end: number): number {
  let hash = HASH_START;
  for (let i = start; i < end; i++) hash = feedHash(hash, text.charCodeAt(i));
  return endHash(hash);
}

/** Counts of the running period, and of all terms of all texts so far in fixed memory. */
export class PeriodCounts {
  documents = 0;
  /** Texts about dress. */
  dressed = 0;
  private dressUnits = 0;
  /** Texts that repeat one of this or the last period word for word. */
  repeated = 0;
  terms = new Map<string, Tally>();
  concepts = new Map<string, Tally>();
  private runs = new CountSketch(PERIOD_BITS);
  private readonly background = new CountSketch(BACKGROUND_BITS);
  private readonly context = new DressContext();
  private texts = new Set<number>();
  private lastTexts = new Set<number>();
  private readonly matcher: Matcher;

  constructor(matcher: Matcher) {
    this.matcher = matcher;
  }

  /** Whether every run of words was counted in this period. */
  get exact(): boolean {
    return this.dressUnits <= EXACT_UNITS;
  }

  /** How many texts so far held the term, dress or not. */
  seenAnywhere(key: string): number {
    return this.background.count(hashOf(key));
  }

  startPeriod(): void {
    this.documents = 0;
    this.dressed = 0;
    this.dressUnits = 0;
    this.repeated = 0;
    this.terms = new Map();
    this.concepts = new Map();
    this.runs = new CountSketch(PERIOD_BITS);
    this.lastTexts = this.texts;
    this.texts = new Set();
  }

  add(document: DiscoverDocument, day: string): void {
    this.documents += 1;
    const text = document.text.slice(0, READ_UNITS);
    const hash = hashOf(text);
    if (this.texts.has(hash) || this.lastTexts.has(hash)) {
      this.repeated += 1;
      this.texts.add(hash);
      return;
    }
    this.texts.add(hash);
    const language = document.language ?? detectLanguage(text);
    const matches = this.matcher.match(text).filter((match) => !match.negated);
    const worn = matches.filter((match) => DRESS_FACETS.has(match.concept.facet));
    const dress = worn.length > 0 || (language === 'zh' ? ZH_DRESS : EN_DRESS).test(text);
    const concepts = new Set(matches.map((match) => match.concept.id));
    const contextOf = dress ? this.context.reader(text) : () => 0;
    const seen = { id: document.id, day, text, concepts, contextOf };
    if (dress) {
      this.dressed += 1;
      this.dressUnits += text.length;
      this.addConcepts(matches, seen, language);
    }
    this.context.learn(text, dress ? worn.toSorted((a, b) => a.start - b.start) : null);
    const known = matches.map(({ start, end }) => ({ start, end })).sort((a, b) => a.start - b.start);
    if (language === 'zh') this.addZh(seen, known, dress);
    else this.addEn(seen, known, dress);
  }

  /** Each concept, and each way of writing it: 洞洞鞋 may burst while slippers as a whole stay as they are. */
  private addConcepts(matches: Match[], seen: SeenIn, language: 'zh' | 'en'): void {
    const done = new Set<string>();
    for (const { concept, start, end } of matches) {
      if (SILENT_FACETS.has(concept.facet)) continue;
      const surface = seen.text.slice(start, end).toLowerCase();
      // 衣 or 白 alone say too little to stand out.
      if (language === 'zh' && surface.length < 2) continue;
      const label = language === 'zh' ? concept.labelZh : concept.labelEn;
      for (const [key, term] of [
        [concept.id, label],
        [`${concept.id}|${surface}`, surface],
      ] as const) {
        if (done.has(key)) continue;
        done.add(key);
        let tally = this.concepts.get(key);
        if (tally === undefined) {
          tally = newTally({ key, term, language, concept: concept.id }, seen.day);
          this.concepts.set(key, tally);
        }
        tallyDocument(tally, seen, { start, end, left: '', right: '', slot: true });
      }
    }
  }

  private addZh(seen: SeenIn, known: { start: number; end: number }[], dress: boolean): void {
    const { text } = seen;
    const done = new Set<string>();
    if (dress) {
      for (const candidate of zhSlotCandidates(text, known)) this.addCandidate(candidate, seen, done);
    }
    const once = new Set<number>();
    zhRuns(text, known, (start, end) => {
      const hash = hashRun(text, start, end);
      if (once.has(hash)) return;
      once.add(hash);
      this.background.add(hash);
      if (!dress) return;
      const earlier = this.runs.count(hash);
      this.runs.add(hash);
      if (this.exact || earlier >= RUN_DOCUMENTS)
        this.addCandidate(zhRunCandidate(text, start, end), seen, done, earlier);
    });
  }

  private addEn(seen: SeenIn, known: { start: number; end: number }[], dress: boolean): void {
    const done = new Set<string>();
    for (const candidate of enCandidates(seen.text, known)) {
      if (done.has(candidate.key)) continue;
      const hash = hashOf(candidate.key);
      this.background.add(hash);
      if (!dress) {
        done.add(candidate.key);
        continue;
      }
      const earlier = this.runs.count(hash);
      this.runs.add(hash);
      if (this.exact || earlier >= 1 || candidate.slot) this.addCandidate(candidate, seen, done, earlier);
      done.add(candidate.key);
    }
  }

  private addCandidate(candidate: Candidate, seen: SeenIn, done: Set<string>, earlier = 0): void {
    const { key, term, language } = candidate;
    if (done.has(key)) return;
    done.add(key);
    let tally = this.terms.get(key);
    if (tally === undefined) {
      if (this.terms.size >= MAX_TALLIES) return;
      tally = newTally({ key, term, language, concept: null }, seen.day, earlier);
      this.terms.set(key, tally);
    }
    tallyDocument(tally, seen, candidate);
  }
}
