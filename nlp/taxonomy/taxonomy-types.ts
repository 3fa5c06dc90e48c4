import type { Concept } from '../../core/reading.ts';
import type { Facet } from '../../core/words.ts';

/**
 * When an alias is that concept and when it is not. `@food` names a word list of contexts.yaml, `@garment` any mention
 * of that facet; other items are words.
 */
export interface AliasRule {
  /** Aliases the rule is for; null: all of the concept. */
  for: string[] | null;
  /** No mention where one of these stands within the window. */
  unless: string[];
  /** A mention only where one of these stands within the window. */
  onlyWith: string[];
  /** A mention only where one of these follows at once. */
  directlyBefore: string[];
  /** Characters to either side; null: 15 in Chinese aliases, 40 in others. */
  window: number | null;
}

/** A concept with what the matcher needs beside it. */
export interface TaxonomyEntry {
  concept: Concept;
  rules: AliasRule[];
  /** Longer phrases in which an alias stands without meaning the concept. */
  never: string[];
  /** Concepts that are mentioned along with this one (百褶裙 has pleats). */
  implies: string[];
  /** Concepts that count too where one of their aliases lies inside an alias of this one (撞色 in 撞色拼接). */
  parts: string[];
  /** One-character heads (鞋, 衣) that make a garment of the word before them. */
  heads: string[];
  file: string;
  line: number;
}

export interface Taxonomy {
  /** SHA-256 of everything that changes what is read. */
  hash: string;
  concepts: Concept[];
  byId: Map<string, Concept>;
  entries: TaxonomyEntry[];
  /** Named word lists for rules. */
  contexts: Map<string, string[]>;
  /** Words that shade a colour (dark, 浅) and belong to its span. */
  modifiers: string[];
  /** Phrases of no concept's own in which nothing is read. */
  guards: string[];
}

/** One YAML file, checked, parents still to be resolved. */
export interface TaxonomyFile {
  file: string;
  facet: Facet | null;
  entries: TaxonomyEntry[];
  contexts: Map<string, string[]>;
  modifiers: string[];
  guards: string[];
}
