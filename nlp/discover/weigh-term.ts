import type { Facet } from '../../core/words.ts';
import { SURNAMES, ZH_HEADS, ZH_LOOKS, ZH_SLOT_END } from './dress-words.ts';
import type { Tally } from './tally.ts';
import type { TermHistory } from './term-history.ts';

export interface Weighed {
  tally: Tally;
  kind: 'new' | 'burst';
  score: number;
  /** Documents of this period and the one before. */
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
  /** Observed over expected. */
  ratio: number;
}

export const BAR: Bar = {
  slotSurprise: 4.5,
  runSurprise: 14,
  conceptSurprise: 4.2,
  dressShare: 0.6,
  slotDocuments: 2,
  runDocuments: 5,
  conceptDocuments: 2,
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

function observed(tally: Tally, history: TermHistory, documents: number): { count: number; window: number } {
  return {
    count: tally.documents + history.recent(tally.key, 1),
    window: documents + history.recentDocuments(1),
  };
}

/** Whether an unknown term is new or bursting enough in this period; null when not. */
export function weighTerm(
  tally: Tally,
  before: Tally | undefined,
  history: TermHistory,
  documents: number,
  seenAnywhere: number,
): Weighed | null {
  const { count, window } = observed(tally, history, documents);
  const slot = tally.slots + (before?.slots ?? 0) >= Math.max(2, count * 0.3);
  if (count < (slot ? BAR.slotDocuments : BAR.runDocuments)) return null;
  const short =
    tally.language === 'zh' && tally.term.length === 2 && ZH_HEADS[tally.term.charAt(1)] !== undefined;
  const past = history.of(tally.key);
  const dressed = tally.documents + (past?.total ?? 0);
  if (dressed / Math.max(dressed, seenAnywhere) < BAR.dressShare) return null;
  const share = history.expectedShare(tally.key, 1);
  const weight = surprise(count, share * window);
  const bar = slot ? BAR.slotSurprise : BAR.runSurprise;
  if (weight < (short ? 2.5 * bar : bar) || count < BAR.ratio * share * window) return null;
  if (!standsFree(tally, before) || looksLikeName(tally, before)) return null;
  const isNew = past === undefined || past.total - history.recent(tally.key, 26) <= 2;
  return {
    tally,
    kind: isNew ? 'new' : 'burst',
    score: weight * (slot ? 1 : 0.6),
    windowCount: count,
    baseline: share * documents,
    firstSeen: past?.firstSeen ?? tally.firstDay,
  };
}

/** How surprising a concept must be: broad ones swing more, and words of two Han characters mean many things. */
function conceptBar(tally: Tally, facet: Facet, broad: boolean): number {
  const bar = BAR.conceptSurprise * (facet === 'style' ? 1 : 1.15);
  const short = tally.language === 'zh' && tally.key !== tally.concept && tally.term.length <= 2;
  return bar * (broad ? 2 : 1) * (short || tally.key === tally.concept ? 1.7 : 1);
}

/** Whether a known concept, or one way of writing it, stands out against its past year and season. */
export function weighConcept(
  tally: Tally,
  history: TermHistory,
  documents: number,
  about: { facet: Facet; broad: boolean },
): Weighed | null {
  const { count, window } = observed(tally, history, documents);
  if (count < BAR.conceptDocuments) return null;
  const share = history.expectedShare(tally.key, 1);
  const weight = surprise(count, share * window);
  if (weight < conceptBar(tally, about.facet, about.broad) || count < BAR.ratio * share * window) return null;
  return {
    tally,
    kind: 'burst',
    score: weight,
    windowCount: count,
    baseline: share * documents,
    firstSeen: history.of(tally.key)?.firstSeen ?? tally.firstDay,
  };
}
