/** The front door of `crawlers`: source to raw page to document or observation. No database, no NLP. */
export { canonicalUrl } from './canonical-url.ts';
export { emptyCounts } from './crawl-counts.ts';
export { columnMap } from './crawl-file.ts';
export type { CrawlContext, SourceOutcome } from './crawl-source.ts';
export { extractPage, type PageBytes } from './extract/extract-page.ts';
export { createFetcher, type Fetcher, type FetcherOptions, type FetchRequest } from './fetch/fetcher.ts';
export { createPoster, type Poster } from './fetch/poster.ts';
export { findBrowser, type FoundBrowser } from './fetch/find-browser.ts';
export { watchRows } from './governance-watch.ts';
export { storedAuthors, storedUrls } from './governance-forget.ts';
export { crawlSource } from './governed-crawl.ts';
export type { ImportedRow } from './import-rows.ts';
export { loadSources, type SourceFolder } from './load-sources.ts';
export { copyJudge, copySketch, tokenText } from './near-copies.ts';
export { readImport, type ImportOptions } from './read-import.ts';
