import type { Concept } from '../../core/reading.ts';
import type { Facet } from '../../core/words.ts';
import { ZH_HEADS } from './dress-words.ts';
import type { TermSuggestion } from './discover-types.ts';
import type { Tally } from './tally.ts';

const SHOWN = 8;

/** The concept whose name the term ends with (云朵褶 ends with 褶, "cloudpleat skirt" with skirt). */
function headConcept(term: string, concepts: Iterable<Concept>): Concept | null {
  let best: Concept | null = null;
  let length = 0;
  for (const concept of concepts) {
    for (const name of [concept.labelZh, concept.labelEn, ...concept.aliasesZh, ...concept.aliasesEn]) {
      const folded = name.toLowerCase();
      if (folded.length <= length || folded.length >= term.length) continue;
      const fits = term.endsWith(folded) && (folded.charCodeAt(0) > 0x2000 || folded.length >= 4);
      if (!fits) continue;
      best = concept;
      length = folded.length;
    }
  }
  return best;
}

function mostFrequentFacet(tally: Tally, byId: Map<string, Concept>): Facet {
  const votes = new Map<Facet, number>();
  for (const [id, count] of tally.beside) {
    const facet = byId.get(id)?.facet;
    if (facet !== undefined && facet !== 'color') votes.set(facet, (votes.get(facet) ?? 0) + count);
  }
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'style';
}

/** Facet and parent by the term's own head, else the facet of the concepts it stands beside. */
export function suggestPlace(tally: Tally, byId: Map<string, Concept>): TermSuggestion {
  const term = tally.term.toLowerCase();
  const cooccurring = [...tally.beside]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, SHOWN)
    .map(([concept, documents]) => ({ concept, documents }));
  const own = tally.concept === null ? undefined : byId.get(tally.concept);
  if (own !== undefined) return { facet: own.facet, parent: own.parent, cooccurring };
  const head = headConcept(term, byId.values());
  if (head !== null) return { facet: head.facet, parent: head.id, cooccurring };
  const facet = ZH_HEADS[term.at(-1) ?? ''] ?? mostFrequentFacet(tally, byId);
  return { facet, parent: null, cooccurring };
}
