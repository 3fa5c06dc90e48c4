import type { CandidateTerm } from '../../storage/candidates.ts';
import type { createDiscoverer } from '../../nlp/index.ts';

export type DiscoveredPeriod = ReturnType<ReturnType<typeof createDiscoverer>['finish']>[number];

const KEPT_EXAMPLES = 5;

/**
 * Terms of all printed periods that no concept covers, each gathered into one candidate: its best score, its
 * documents in all, the baseline before it first stood out, and its latest examples.
 */
export function gatherCandidates(periods: readonly DiscoveredPeriod[]): CandidateTerm[] {
  const byId = new Map<string, CandidateTerm>();
  for (const period of periods) {
    for (const term of period.terms) {
      if (term.concept !== null) continue;
      const id = `${term.language}:${term.term}`;
      const before = byId.get(id);
      byId.set(id, {
        term: term.term,
        language: term.language,
        kind: before?.kind === 'new' ? 'new' : term.kind,
        score: Math.max(before?.score ?? 0, term.score),
        documents: (before?.documents ?? 0) + term.count,
        baseline: before?.baseline ?? term.baseline,
        firstSeen: before?.firstSeen ?? term.firstSeen.slice(0, 10),
        lastSeen: period.to,
        suggestedFacet: term.suggestion.facet,
        suggestedParent: term.suggestion.parent,
        cooccurring: term.suggestion.cooccurring,
        examples: [...term.examples, ...(before?.examples ?? [])].slice(0, KEPT_EXAMPLES),
      });
    }
  }
  return [...byId.values()];
}
