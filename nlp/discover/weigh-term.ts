import { SURNAMES, ZH_HEADS } from './dress-words.ts';
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
  conceptSurprise: 5,
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
  if (tally.language !== 'zh' || tally.term.length > 4) return false;
  if (ZH_HEADS[tally.term.at(-1) ?? ''] !== undefined) return false;
  const lefts = new Set([...tally.lefts, ...(before?.lefts ?? [])]);
  lefts.delete('');
  return SURNAMES.has(tally.term.charAt(0)) && lefts.size < 2;
}

function observed(tally: Tally, history: TermHistory, documents: number): { count: number; window: number } {
  return {
    count: tally.documents + history.recent(tally.term, 1),
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
  const past = history.of(tally.term);
  const dressed = tally.documents + (past?.total ?? 0);
  if (dressed / Math.max(dressed, seenAnywhere) < BAR.dressShare) return null;
  const share = history.expectedShare(tally.term, 1);
  const weight = surprise(count, share * window);
  if (weight < (slot ? BAR.slotSurprise : BAR.runSurprise) || count < BAR.ratio * share * window) return null;
  if (!standsFree(tally, before) || looksLikeName(tally, before)) return null;
  const isNew = past === undefined || past.total - history.recent(tally.term, 26) <= 2;
  return {
    tally,
    kind: isNew ? 'new' : 'burst',
    score: weight * (slot ? 1 : 0.6),
    windowCount: count,
    baseline: share * documents,
    firstSeen: past?.firstSeen ?? tally.firstDay,
  };
}

/** Whether a known concept stands out against its past year and season. */
export function weighConcept(tally: Tally, history: TermHistory, documents: number): Weighed | null {
  const key = tally.concept ?? tally.term;
  const count = tally.documents + history.recent(key, 1);
  const window = documents + history.recentDocuments(1);
  if (count < BAR.conceptDocuments) return null;
  const share = history.expectedShare(key, 1);
  const weight = surprise(count, share * window);
  if (weight < BAR.conceptSurprise || count < BAR.ratio * share * window) return null;
  return {
    tally,
    kind: 'burst',
    score: weight,
    windowCount: count,
    baseline: share * documents,
    firstSeen: history.of(key)?.firstSeen ?? tally.firstDay,
  };
}
