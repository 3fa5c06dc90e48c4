import type { Facet, Language } from '../../core/words.ts';
import { SURNAMES, ZH_HEADS, ZH_LOOKS, ZH_SLOT_END } from './dress-words.ts';
import type { Tally } from './tally.ts';
import type { History, TermHistory } from './term-history.ts';

export interface Weighed {
  tally: Tally;
  kind: 'new' | 'burst';
  score: number;
  /** Documents of the window in which it stood out most. */
  windowCount: number;
  /** Documents expected in this period. */
  baseline: number;
  firstSeen: string;
}

/** Poisson log-likelihood ratio of `count` against `expected` (Dunning 1993 for counts); 0 when not above it. */
export function surprise(count: number, expected: number): number {
  return count > expected ? count * Math.log(count / expected) - (count - expected) : 0;
}

export interface Bar {
  slotSurprise: number;
  runSurprise: number;
  conceptSurprise: number;
  /** Least share of a term's texts that are about dress. */
  dressShare: number;
  /** Least documents in this period and the one before. */
  slotDocuments: number;
  runDocuments: number;
  conceptDocuments: number;
  /** What a window longer than two periods asks for beyond that. */
  longWindow: number;
  /** What a look named by a part, a person or an occasion asks for beyond others. */
  role: number;
  /** What a known thing asks for beyond a known style. */
  thing: number;
  /** What words of two Han characters, and concepts however they are written, ask for beyond others. */
  ambiguous: number;
  /** What a term in a slot asks for while there is little history. */
  young: number;
  /** Share of a term's documents in which it stands right before a garment or style; English verbs do too. */
  slotShare: Record<Language, number>;
  /** Least mean context, and what context below 0 adds to a bar. */
  contextLeast: number;
  contextSlope: number;
  /** Observed over expected. */
  ratio: number;
}

export const BAR: Bar = {
  slotSurprise: 4.5,
  runSurprise: 12,
  conceptSurprise: 3.8,
  dressShare: 0.6,
  slotDocuments: 2,
  runDocuments: 5,
  conceptDocuments: 2,
  longWindow: 1.05,
  role: 1.5,
  thing: 1,
  ambiguous: 1.9,
  young: 1.4,
  slotShare: { zh: 0.3, en: 0.5 },
  contextLeast: -1.25,
  contextSlope: 0.4,
  ratio: 2.5,
};

/** Freedom of both edges: a part of a longer word always has the same neighbour (Zhang et al. 2000, branching entropy in short). */
function standsFree(tally: Tally, before: Tally | undefined): boolean {
  const lefts = new Set([...tally.lefts, ...(before?.lefts ?? [])]);
  const rights = new Set([...tally.rights, ...(before?.rights ?? [])]);
  return (lefts.has('') || lefts.size >= 2) && (rights.has('') || rights.size >= 2);
}

/** 杨紫造型: two or three characters that begin with a surname and mostly open a text are a person. */
function looksLikeName(tally: Tally, before: Tally | undefined): boolean {
  if (tally.language !== 'zh') return false;
  const bare = tally.term.replace(ZH_SLOT_END, '');
  if (bare.length > 5 || bare.length < 2) return bare.length === 1;
  const headed = bare === tally.term && ZH_HEADS[tally.term.at(-1) ?? ''] !== undefined;
  if (headed && bare.length < 4) return false;
  const lefts = new Set([...tally.lefts, ...(before?.lefts ?? [])]);
  lefts.delete('');
  const called = bare !== tally.term && !ZH_LOOKS.has(tally.term.slice(bare.length));
  return (SURNAMES.has(bare.charAt(0)) || called) && lefts.size < 2;
}

/** Documents of the running period, and those of them about dress. */
export interface PeriodSize {
  documents: number;
  dressed: number;
  /** Whether every run of words was counted, not only those seen several times. */
  exact: boolean;
}

interface Run {
  count: number;
  /** Documents of the window, and the term's expected share of documents. */
  documents: number;
  share: number;
  weight: number;
  window: number;
  /** Weight over the bar it has to pass. */
  margin: number;
}

/**
 * Counts over the running period and those before it, in windows of different length (a scan statistic, Kulldorff 1997):
 * a sudden start shows in the short one, a slow one in the long one, which asks for more. Null when none passes.
 */
function bestRun(
  tally: Tally,
  history: TermHistory,
  { documents, dressed }: PeriodSize,
  passes: (run: Run) => number,
): Run | null {
  let best: Run | null = null;
  for (const window of history.windows) {
    const before = window - 1;
    const count = tally.documents + history.recent(tally.key, before);
    const total = documents + history.recentDocuments(before);
    const share = history.expectedShare(tally.key, before) * history.dressRise(before, dressed, documents);
    const weight = surprise(count, share * total);
    const run = { count, documents: total, share, weight, window, margin: 0 };
    run.margin = count < BAR.ratio * share * total ? 0 : passes(run);
    if (run.margin >= Math.max(1, best?.margin ?? 0)) best = run;
  }
  return best;
}

/** Of the last two periods, and of all times; few places say little of all times. */
function meanContext(tally: Tally, before: Tally | undefined, past: History | undefined): number {
  const places = tally.places + (before?.places ?? 0);
  const now = places === 0 ? 0 : (tally.context + (before?.context ?? 0)) / places;
  const ever = (tally.context + (past?.context ?? 0)) / (tally.places + (past?.places ?? 0) + 4);
  return now + ever;
}

/** What the margin must reach: neighbours that speak against dress ask for more, and at last shut the term out. */
function contextBar(context: number): number {
  if (context >= 0) return 1;
  return context < BAR.contextLeast ? Infinity : 1 - BAR.contextSlope * context;
}

/** X造型 is mostly a part, a person or an occasion. */
function namesRole(term: string): boolean {
  return /(?:造型|妆造|剧照)$/.test(term);
}

export interface TermStanding {
  /** Texts so far that hold it, about dress or not. */
  anywhere: number;
  /** With little history only what is new beyond doubt counts. */
  young: boolean;
}

/** Whether an unknown term is new or bursting enough in this period; null when not. */
export function weighTerm(
  tally: Tally,
  before: Tally | undefined,
  history: TermHistory,
  size: PeriodSize,
  { anywhere, young }: TermStanding,
): Weighed | null {
  const known = tally.documents + (before?.documents ?? 0);
  const slot = tally.slots + (before?.slots ?? 0) >= Math.max(2, known * BAR.slotShare[tally.language]);
  const bar = termBar(tally, slot) * (young && slot ? BAR.young : 1);
  const least = slot && !young ? BAR.slotDocuments : BAR.runDocuments;
  const run = bestRun(tally, history, size, ({ count, weight, window }) =>
    // Outside slots rare weeks of long periods went uncounted: a long window would seem to rise.
    count < least || (window > 2 && !slot && !size.exact) ? 0 : weight / (bar * lengthBar(window)),
  );
  if (run === null) return null;
  const past = history.of(tally.key);
  const context = meanContext(tally, before, past);
  if (run.margin < contextBar(context)) return null;
  const dressed = tally.documents + (past?.total ?? 0);
  if (dressed / Math.max(dressed, anywhere) < BAR.dressShare) return null;
  if (!standsFree(tally, before) || looksLikeName(tally, before)) return null;
  return {
    tally,
    kind: (past?.total ?? 0) - history.recent(tally.key, run.window - 1) <= 2 ? 'new' : 'burst',
    score: run.weight * (slot ? 1 : 0.6),
    windowCount: run.count,
    baseline: run.share * size.documents,
    firstSeen: past?.firstSeen ?? tally.firstDay,
  };
}

function termBar(tally: Tally, slot: boolean): number {
  const short =
    tally.language === 'zh' && tally.term.length === 2 && ZH_HEADS[tally.term.charAt(1)] !== undefined;
  const bar = slot ? BAR.slotSurprise : BAR.runSurprise;
  return bar * (short ? 2.5 : 1) * (namesRole(tally.term) ? BAR.role : 1);
}

/** The longer the window, the more windows a chance has to fill. */
function lengthBar(window: number): number {
  return window > 2 ? BAR.longWindow : 1;
}

/** How surprising a concept must be: broad ones swing more, and words of two Han characters mean many things. */
function conceptBar(tally: Tally, facet: Facet, broad: boolean): number {
  const bar = BAR.conceptSurprise * (facet === 'style' ? 1 : BAR.thing);
  const short = tally.language === 'zh' && tally.key !== tally.concept && tally.term.length <= 2;
  return bar * (broad ? 2 : 1) * (short || tally.key === tally.concept ? BAR.ambiguous : 1);
}

/** Whether a known concept, or one way of writing it, stands out against its past year and season. */
export function weighConcept(
  tally: Tally,
  before: Tally | undefined,
  history: TermHistory,
  size: PeriodSize,
  about: { facet: Facet; broad: boolean },
): Weighed | null {
  const bar = conceptBar(tally, about.facet, about.broad);
  const run = bestRun(tally, history, size, ({ count, weight, window }) =>
    count < BAR.conceptDocuments ? 0 : weight / (bar * lengthBar(window)),
  );
  if (run === null) return null;
  const context = meanContext(tally, before, history.of(tally.key));
  if (run.margin < contextBar(context)) return null;
  return {
    tally,
    kind: 'burst',
    score: run.weight,
    windowCount: run.count,
    baseline: run.share * size.documents,
    firstSeen: history.of(tally.key)?.firstSeen ?? tally.firstDay,
  };
}
