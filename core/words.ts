/** The closed word lists of the project: one spelling each, in code, SQL, API, docs and logs. */

export const SECTORS = ['runway', 'editorial', 'commerce', 'social', 'review'] as const;
export type Sector = (typeof SECTORS)[number];

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export const FACETS = [
  'color',
  'style',
  'silhouette',
  'garment',
  'fabric',
  'pattern',
  'detail',
  'occasion',
  'brand',
] as const;
export type Facet = (typeof FACETS)[number];

export const ASPECTS = [
  'quality',
  'size_fit',
  'fabric_feel',
  'color_match',
  'style_look',
  'price',
  'logistics',
  'service',
  'packaging',
  'smell',
  'overall',
] as const;
export type Aspect = (typeof ASPECTS)[number];

/** Aspects that speak of the parcel and the seller, not of the garment. */
export const SERVICE_ASPECTS: readonly Aspect[] = ['logistics', 'service', 'packaging'];

export const POLARITIES = ['positive', 'negative', 'neutral'] as const;
export type Polarity = (typeof POLARITIES)[number];

export const STAGES = [
  'edge',
  'emerging',
  'rising',
  'peak',
  'plateau',
  'declining',
  'collapsed',
  'unknown',
] as const;
export type Stage = (typeof STAGES)[number];

export const STAGE_FLAGS = ['seasonal', 'flash', 'revival'] as const;
export type StageFlag = (typeof STAGE_FLAGS)[number];

export const PLATFORMS = [
  'feed',
  'sitemap',
  'shopify',
  'woocommerce',
  'wordpress',
  'blog',
  'forum',
  'mastodon',
  'bluesky',
  'reddit',
  'lemmy',
  'rsshub',
  'schema-org',
  'listing',
  'file',
  'push',
] as const;
export type PlatformName = (typeof PLATFORMS)[number];

export const DOCUMENT_KINDS = ['article', 'post', 'comment', 'review', 'product'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

export const AVAILABILITIES = ['in_stock', 'out_of_stock', 'preorder', 'unknown'] as const;
export type Availability = (typeof AVAILABILITIES)[number];

export const SOURCE_HEALTHS = ['ok', 'degraded', 'silent', 'blocked', 'paused', 'skipped', 'new'] as const;
export type SourceHealth = (typeof SOURCE_HEALTHS)[number];

export const FETCH_OUTCOMES = ['fetched', 'not_modified', 'skipped', 'refused', 'failed'] as const;
export type FetchOutcome = (typeof FETCH_OUTCOMES)[number];

/** The stages of the pipeline, in the order the data takes. */
export const PIPELINE_STAGES = [
  'crawl-source',
  'read-documents',
  'build-series',
  'discover-terms',
  'cluster-themes',
  'forecast-series',
  'raise-signals',
] as const;
export type PipelineStage = (typeof PIPELINE_STAGES)[number];
