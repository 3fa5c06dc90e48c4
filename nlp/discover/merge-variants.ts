import { printedTerm } from './tally.ts';
import { variantKey } from './variant-key.ts';
import type { Weighed } from './weigh-term.ts';

function mergeInto(kept: Weighed, other: Weighed): void {
  kept.windowCount = Math.max(kept.windowCount, other.windowCount);
  for (const example of other.tally.examples) {
    const known = kept.tally.examples.some((one) => one.id === example.id);
    if (!known && kept.tally.examples.length < 3) kept.tally.examples.push(example);
  }
}

/** Of a term and one inside it, the longer stays when it has nearly all the documents of the shorter. */
function nested(shorter: Weighed, longer: Weighed): 'drop-shorter' | 'drop-longer' | null {
  const a = variantKey(shorter.tally.term);
  const b = variantKey(longer.tally.term);
  if (shorter.tally.language !== longer.tally.language || a.length >= b.length || !b.includes(a)) return null;
  return longer.windowCount >= 0.8 * shorter.windowCount ? 'drop-shorter' : 'drop-longer';
}

/** Spelling variants and parts of one another fall together; best first. */
export function mergeVariants(terms: Weighed[]): Weighed[] {
  const byKey = new Map<string, Weighed>();
  const surfaces = new Set<string>();
  const sorted = terms.toSorted((a, b) => b.score - a.score || (a.tally.term < b.tally.term ? -1 : 1));
  for (const term of sorted) {
    // One way of writing may stand for two concepts (a garment and its silhouette): the first of them is printed.
    const surface = `${term.tally.language} ${printedTerm(term.tally)}`;
    if (term.tally.concept !== null && surfaces.has(surface)) continue;
    surfaces.add(surface);
    // A concept is printed once, by its most surprising way of writing.
    const key = term.tally.concept ?? variantKey(term.tally.term);
    const kept = byKey.get(key);
    if (kept === undefined) byKey.set(key, term);
    else if (kept.tally.concept === null) mergeInto(kept, term);
  }
  const kept: Weighed[] = [];
  for (const term of byKey.values()) {
    const rival = kept.findIndex((other) => {
      const [shorter, longer] =
        variantKey(other.tally.term).length < variantKey(term.tally.term).length
          ? [other, term]
          : [term, other];
      return nested(shorter, longer) !== null;
    });
    const other = kept[rival];
    if (other === undefined) {
      kept.push(term);
      continue;
    }
    const termIsLonger = variantKey(term.tally.term).length > variantKey(other.tally.term).length;
    const verdict = termIsLonger ? nested(other, term) : nested(term, other);
    const replaces = verdict === (termIsLonger ? 'drop-shorter' : 'drop-longer');
    if (replaces && other.tally.concept === null) kept[rival] = term;
  }
  return kept.sort((a, b) => b.score - a.score);
}
