export { clusterThemes } from './theme/cluster-themes.ts';
export { createDiscoverer } from './discover/discoverer.ts';
export { createMatcher, type Match, type Matcher } from './match/matcher.ts';
export { createReader, type Reader, type ReaderOptions } from './reader.ts';
export { createSegmenter } from './segment/create-segmenter.ts';
export type { Segmenter } from './segment/segmenter.ts';
export { loadTaxonomy, type Taxonomy, type TaxonomyOptions } from './taxonomy/load-taxonomy.ts';
export { splitClauses } from './text/clauses.ts';
export { detectLanguage } from './text/detect-language.ts';
