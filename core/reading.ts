import type { Aspect, Facet, Language, Polarity } from './words.ts';

/** An entry of the taxonomy. */
export interface Concept {
  /** `facet:slug`, e.g. `color:butter-yellow`. */
  id: string;
  facet: Facet;
  labelZh: string;
  labelEn: string;
  aliasesZh: string[];
  aliasesEn: string[];
  /** `#rrggbb`, colours only. */
  hex: string | null;
  parent: string | null;
}

/** A concept found in a text. Offsets are UTF-16 code units, end exclusive. */
export interface Mention {
  concept: string;
  facet: Facet;
  labelZh: string;
  labelEn: string;
  start: number;
  end: number;
  surface: string;
  negated: boolean;
  /** Polarity of the clause the mention stands in, -1 to 1. Stored, not part of the `annotate` answer's fixed keys. */
  sentiment: number;
}

export interface Opinion {
  aspect: Aspect;
  polarity: Polarity;
  start: number;
  end: number;
  surface: string;
  target?: { start: number; end: number; surface: string };
}

export interface Sentiment {
  label: Polarity;
  /** -1 to 1. */
  score: number;
  /** Calibrated probability that the text is positive, 0 to 1. */
  pPositive: number;
}

/** What reading one text gives (CONTRACTS: annotate). */
export interface Reading {
  language: Language;
  mentions: Mention[];
  sentiment: Sentiment;
  opinions: Opinion[];
}

/** A term discovered in a period (CONTRACTS: discover). */
export interface DiscoveredTerm {
  term: string;
  language: Language;
  kind: 'new' | 'burst';
  score: number;
  count: number;
  baseline: number;
  firstSeen: string;
  concept: string | null;
  examples: { id: string; start: number; end: number }[];
}
