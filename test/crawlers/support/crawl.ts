import { fixedClock } from '../../../core/clock.ts';
import { createLogger } from '../../../core/log.ts';
import { silentProgress } from '../../../core/progress.ts';
import { seededRandom } from '../../../core/random.ts';
import type { CataloguedSource } from '../../../core/source.ts';
import {
  crawlSource,
  createFetcher,
  type CrawlContext,
  type Fetcher,
  type FetcherOptions,
  type SourceOutcome,
} from '../../../crawlers/index.ts';
import { MemoryStore } from './memory-store.ts';

export const NOW = '2026-11-16T06:00:00.000Z';

export function testSource(part: Partial<CataloguedSource>): CataloguedSource {
  return {
    id: 'a-source',
    name: 'A source',
    sector: 'editorial',
    platform: 'feed',
    urls: [],
    market: 'gb',
    language: 'en',
    cadenceHours: 24,
    politeness: { delayMs: 0, maxPagesPerRun: 200, honourTdmReservation: true },
    purpose: 'a test',
    legalBasis: 'own made-up data',
    retentionDays: 30,
    weight: 1,
    enabled: true,
    browser: false,
    options: {},
    checked: { at: null, how: 'not checked from here' },
    origin: 'user',
    file: '/a-source.yaml',
    ...part,
  };
}

export function testFetcher(allowHosts: string[], part: Partial<FetcherOptions> = {}): Fetcher {
  return createFetcher({
    config: { contact: 'tests@example.org', allowHosts },
    clock: fixedClock(NOW),
    random: seededRandom(1),
    ...part,
  });
}

export function testContext(fetcher: Fetcher, part: Partial<CrawlContext> = {}): CrawlContext {
  return {
    fetcher,
    browser: { missing: 'no browser in this test' },
    clock: fixedClock(NOW),
    log: createLogger('silent'),
    hashKey: 'a-key-for-tests-only',
    rsshubUrl: undefined,
    progress: silentProgress.start('test', null),
    signal: new AbortController().signal,
    random: () => 0,
    ...part,
  };
}

/** One run against the given hosts; the store can be handed in again for the next run. */
export async function crawlOnce(
  source: CataloguedSource,
  allowHosts: string[],
  store: MemoryStore = new MemoryStore(),
  part: Partial<CrawlContext> = {},
  options: Partial<FetcherOptions> = {},
): Promise<{ outcome: SourceOutcome; store: MemoryStore }> {
  const fetcher = testFetcher(allowHosts, options);
  try {
    return { outcome: await crawlSource(source, store, testContext(fetcher, part)), store };
  } finally {
    await fetcher.close();
  }
}
