import { randomBytes } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import type { Config } from '../core/config.ts';
import type { Logger } from '../core/log.ts';
import { silentProgress, type Progress } from '../core/progress.ts';
import { createFetcher, createPoster, findBrowser, type Fetcher, type Poster } from '../crawlers/index.ts';
import { createReader, createSegmenter, type Reader, type Segmenter } from '../nlp/index.ts';
import type { Database } from '../storage/connect.ts';
import { readSetting, writeSetting } from '../storage/settings.ts';
import { createTaxonomyKeeper, type KeptTaxonomy } from './taxonomy-keeper.ts';

export type Sql = Database['sql'];

/** What every handler gets: made once per process. What costs memory is made when first asked for. */
export interface JobContext {
  readonly sql: Sql;
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
  readonly progress: Progress;
  /** Aborts when the process is asked to stop. */
  readonly signal: AbortSignal;
  fetcher(): Fetcher;
  /** Sends signals out, behind the same guard. */
  poster(): Poster;
  browser(): ReturnType<typeof findBrowser>;
  /** The key personal names are hashed with: HEMLINE_HASH_KEY, or one made at first use and kept. */
  hashKey(): Promise<string>;
  /** The taxonomy as of now, accepted candidates included, and its stored version. */
  taxonomy(): Promise<KeptTaxonomy>;
  segmenter(): Promise<Segmenter>;
  reader(): Promise<{ reader: Reader; version: number }>;
  close(): Promise<void>;
}

export interface JobContextOptions {
  database: Database;
  config: Config;
  clock: Clock;
  log: Logger;
  progress?: Progress;
  signal?: AbortSignal;
  /** Taxonomy folders beside the shipped one; by default HEMLINE_TAXONOMY_DIR. */
  taxonomyFolders?: string[];
}

export function createJobContext(options: JobContextOptions): JobContext {
  const { database, config, clock, log } = options;
  const sql = database.sql;
  const folders = options.taxonomyFolders ?? (config.taxonomyDir ? [config.taxonomyDir] : []);
  const keeper = createTaxonomyKeeper({ sql, clock, log, folders });
  const fetcher = lazy(() => createFetcher({ config, clock, log }));
  const poster = lazy(() => createPoster({ config }));
  const browser = lazy(() =>
    config.noBrowser
      ? { missing: 'the browser is switched off (HEMLINE_NO_BROWSER)' }
      : findBrowser({ chromium: config.chromium }),
  );
  const segmenterOf = perTaxonomy((kept) => {
    const segmenter = createSegmenter(kept.taxonomy, config.segmenter);
    if (segmenter.degraded !== null) log.warn(segmenter.degraded);
    return segmenter;
  });
  const readerOf = perTaxonomy((kept) =>
    createReader({ taxonomy: kept.taxonomy, segmenter: segmenterOf(kept) }),
  );
  return {
    sql,
    config,
    clock,
    log,
    progress: options.progress ?? silentProgress,
    signal: options.signal ?? new AbortController().signal,
    fetcher: fetcher.get,
    poster: poster.get,
    browser: browser.get,
    hashKey: () => keptHashKey(sql, config),
    taxonomy: () => keeper.current(),
    segmenter: async () => segmenterOf(await keeper.current()),
    reader: async () => {
      const kept = await keeper.current();
      return { reader: readerOf(kept), version: kept.version };
    },
    close: async () => {
      await fetcher.made()?.close();
      await poster.made()?.close();
    },
  };
}

function lazy<T>(make: () => T): { get: () => T; made: () => T | undefined } {
  let value: T | undefined;
  return { get: () => (value ??= make()), made: () => value };
}

/** Makes a thing once per taxonomy version; an older version's is let go. */
function perTaxonomy<T>(make: (kept: KeptTaxonomy) => T): (kept: KeptTaxonomy) => T {
  let last: { hash: string; value: T } | undefined;
  return (kept) => {
    const { hash } = kept.taxonomy;
    const now = last?.hash === hash ? last : { hash, value: make(kept) };
    last = now;
    return now.value;
  };
}

async function keptHashKey(sql: Sql, config: Config): Promise<string> {
  if (config.hashKey) return config.hashKey;
  const stored = await readSetting<string>(sql, 'hash_key');
  if (stored !== null) return stored;
  await writeSetting(sql, 'hash_key', randomBytes(24).toString('hex'), { keep: true });
  return (await readSetting<string>(sql, 'hash_key')) ?? '';
}
