import type { CandidateTerm } from '../../storage/candidates.ts';
import type { Language } from '../../core/words.ts';
import { variantKey, type createDiscoverer } from '../../nlp/index.ts';

export type DiscoveredPeriod = ReturnType<ReturnType<typeof createDiscoverer>['finish']>[number];

const KEPT_EXAMPLES = 5;
const KEPT_BESIDE = 12;

/**
 * Terms of all printed periods that no concept covers, each gathered into one candidate: its best score, its
 * documents in all, the baseline before it first stood out, and its latest examples. Ways of writing are one candidate,
 * under the spelling in `known` or else the most frequent one.
 */
export function gatherCandidates(
  periods: readonly DiscoveredPeriod[],
  known: readonly { language: Language; term: string }[] = [],
): CandidateTerm[] {
  const keyOf = (of: { language: Language; term: string }): string => `${of.language}:${variantKey(of.term)}`;
  const spelled = new Map(known.toReversed().map((one) => [keyOf(one), one.term]));
  const byId = new Map<string, CandidateTerm>();
  const written = new Map<string, Map<string, number>>();
  for (const period of periods) {
    for (const term of period.terms) {
      if (term.concept !== null) continue;
      const id = keyOf(term);
      const before = byId.get(id);
      byId.set(id, {
        term: spelled.get(id) ?? usualSpelling(written, id, term),
        language: term.language,
        kind: before?.kind === 'new' ? 'new' : term.kind,
        score: Math.max(before?.score ?? 0, term.score),
        documents: (before?.documents ?? 0) + term.count,
        baseline: before?.baseline ?? term.baseline,
        firstSeen: before?.firstSeen ?? term.firstSeen.slice(0, 10),
        lastSeen: period.to,
        suggestedFacet: term.suggestion.facet,
        suggestedParent: term.suggestion.parent,
        cooccurring: addBeside(before?.cooccurring ?? [], term.suggestion.cooccurring),
        examples: [...term.examples, ...(before?.examples ?? [])].slice(0, KEPT_EXAMPLES),
      });
    }
  }
  return [...byId.values()];
}

/** Counts one more period's way of writing; answers the most frequent one so far. */
function usualSpelling(
  written: Map<string, Map<string, number>>,
  id: string,
  { term, count }: { term: string; count: number },
): string {
  const counts = written.get(id) ?? new Map<string, number>();
  written.set(id, counts.set(term, (counts.get(term) ?? 0) + count));
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}

type Beside = { concept: string; documents: number }[];

/** Concepts in the same documents, counts of the periods added. */
function addBeside(before: Beside, more: Beside): Beside {
  const counts = new Map(before.map(({ concept, documents }) => [concept, documents]));
  for (const { concept, documents } of more) counts.set(concept, (counts.get(concept) ?? 0) + documents);
  return [...counts]
    .map(([concept, documents]) => ({ concept, documents }))
    .sort((a, b) => b.documents - a.documents || (a.concept < b.concept ? -1 : 1))
    .slice(0, KEPT_BESIDE);
}
