import type { DiscoveredTerm } from '../../core/reading.ts';
import type { Facet, Language } from '../../core/words.ts';

/** A dated text, in date order (CONTRACTS: discover). */
export interface DiscoverDocument {
  id: string;
  /** 'YYYY-MM-DD', or an ISO instant of which the day counts. */
  date: string;
  text: string;
  language?: Language;
  source?: string;
}

/** Where a new term may belong, judged by the concepts it stands beside. */
export interface TermSuggestion {
  facet: Facet;
  parent: string | null;
  cooccurring: { concept: string; documents: number }[];
}

export interface SuggestedTerm extends DiscoveredTerm {
  suggestion: TermSuggestion;
}

/** What one week or day printed. `to` is its last day. */
export interface DiscoveredPeriod {
  period: string;
  from: string;
  to: string;
  documents: number;
  terms: SuggestedTerm[];
}

export interface Discoverer {
  /** Takes the next text; answers the periods that ended before it. BAD_INPUT when dates go backwards. */
  add(document: DiscoverDocument): DiscoveredPeriod[];
  /** Closes the last period. */
  finish(): DiscoveredPeriod[];
}
