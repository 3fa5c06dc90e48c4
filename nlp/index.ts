export { clusterThemes } from './theme/cluster-themes.ts';
export { createDiscoverer } from './discover/discoverer.ts';
export { variantKey } from './discover/variant-key.ts';
export { createMatcher, type Match, type Matcher } from './match/matcher.ts';
export { readElements, readNeed } from './need/read-need.ts';
export { createReader, type Reader, type ReaderOptions } from './reader.ts';
export { createSegmenter } from './segment/create-segmenter.ts';
export type { Segmenter } from './segment/segmenter.ts';
export { loadTaxonomy, type Taxonomy, type TaxonomyOptions } from './taxonomy/load-taxonomy.ts';
export { splitClauses } from './text/clauses.ts';
export { detectLanguage } from './text/detect-language.ts';
export { ciede2000, type Lab } from '../core/color/ciede2000.ts';
export { hexToLab } from '../core/color/hex-to-lab.ts';
export { hexOfWords, nearestColors, type NearColor } from './color/nearest-color.ts';
export type {
  DiscoverDocument,
  DiscoveredPeriod,
  Discoverer,
  SuggestedTerm,
} from './discover/discover-types.ts';
export type { DiscovererOptions } from './discover/discoverer.ts';
export { findOpinions, type OpinionInput } from './opinion/find-opinions.ts';
export { readLabelledFile, type LabelledFile } from './sentiment/labelled-file.ts';
export { writeSentimentModel } from './sentiment/model-file.ts';
export { createSentiment, type SentimentModel, type SentimentOptions } from './sentiment/sentiment.ts';
export { trainSentiment, type TrainedSentiment, type TrainOptions } from './sentiment/train.ts';
export { createTransformersSentiment, type AsyncSentimentModel } from './sentiment/transformers-sentiment.ts';
export type { Theme, ThemeInput, ThemeMember, ThemeResult } from './theme/theme-types.ts';
