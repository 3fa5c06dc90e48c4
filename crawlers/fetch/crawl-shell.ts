import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import type * as Crawlee from 'crawlee';
import type { FrontierItem } from '../../core/crawl-store.ts';
import type { Random } from '../../core/random.ts';
import { FrontierQueue, type Attempt } from './frontier-queue.ts';

export interface ShellOptions {
  take: (limit: number) => Promise<FrontierItem[]>;
  /** Handles one item; throwing means: try again later, up to `maxRetries` times. */
  handle: (item: FrontierItem) => Promise<void>;
  /** Called when an item failed for the last time. */
  giveUp: (item: FrontierItem, error: unknown) => Promise<void>;
  /** Pause before the given retry, ms. A thrown error may ask for longer by `retryAfterMs`. */
  backoffMs: number;
  maxRetries: number;
  concurrency: number;
  random: Random;
  signal: AbortSignal;
}

export interface Shell {
  run(): Promise<void>;
  /** New items may wait in the frontier. */
  wake(): void;
  /** Lets what runs end and takes nothing more. */
  close(): void;
}

/**
 * Crawlee without its browser, DOM and template crawlers, which its front door loads too: a second less and 75 MB.
 * Found from Crawlee's own place, so that it is the version Crawlee brings.
 */
function loadCrawlee(): typeof Crawlee {
  const here = createRequire(import.meta.url);
  return createRequire(here.resolve('crawlee'))('@crawlee/basic') as typeof Crawlee;
}

/**
 * V8 lets a small heap grow to four times what lives in it, and a crawl's pages become garbage at once: at half as much
 * again a crawl of 100,000 pages takes 100 MB less. Holds for the whole process.
 */
const HEAP_GROWTH = '--heap-growing-percent=50';
const SELDOM_MS = 3_600_000;

/** What the pool samples steers nothing where least and most are the same, and is gone through for each request. */
function poolOptions(concurrency: number): Crawlee.AutoscaledPoolOptions {
  return {
    desiredConcurrency: concurrency,
    maybeRunIntervalSecs: 0.05,
    snapshotterOptions: {
      eventLoopSnapshotIntervalSecs: SELDOM_MS / 1_000,
      clientSnapshotIntervalSecs: SELDOM_MS / 1_000,
    },
    systemStatusOptions: { currentHistorySecs: 1 },
  };
}

/** Crawlee's BasicCrawler around our frontier and our fetch: it schedules, bounds and retries, and keeps no state. */
export async function createShell(options: ShellOptions): Promise<Shell> {
  // Loaded here and not above: it takes half a second, which `extract` and the like should not pay.
  const { BasicCrawler, Configuration, Log, LogLevel, Request } = loadCrawlee();
  setFlagsFromString(HEAP_GROWTH);
  const queue = new FrontierQueue({
    take: options.take,
    nowMs: () => performance.now(),
    pauseMs: (retries) => options.backoffMs * 2 ** Math.max(0, retries - 1) * (0.5 + options.random()),
    makeRequest: ({ item, retries }: Attempt) => {
      const request = new Request({ url: item.url, uniqueKey: item.url, userData: { item } });
      request.retryCount = retries;
      return request;
    },
  });
  const config = new Configuration({
    persistStorage: false,
    purgeOnStart: false,
    systemInfoIntervalMillis: SELDOM_MS, // Each time it runs `ps`.
  });
  const itemOf = (request: { userData: Record<string, unknown> }): FrontierItem =>
    request.userData['item'] as FrontierItem;
  // The option of this name is refused by Crawlee 3.18's own check of options; the property does its work.
  class FrontierCrawler extends BasicCrawler {
    protected override requestManager = queue;
  }
  const crawler = new FrontierCrawler(
    {
      requestHandler: ({ request }) => options.handle(itemOf(request)),
      failedRequestHandler: ({ request }, error) => options.giveUp(itemOf(request), error),
      maxRequestRetries: options.maxRetries,
      requestHandlerTimeoutSecs: 600,
      useSessionPool: false,
      minConcurrency: options.concurrency,
      maxConcurrency: options.concurrency,
      autoscaledPoolOptions: poolOptions(options.concurrency),
      statisticsOptions: { persistenceOptions: { enable: false }, saveErrorSnapshots: false },
      log: new Log({ level: LogLevel.OFF }),
    },
    config,
  );
  const stop = (): void => {
    queue.close();
    void crawler.autoscaledPool?.abort();
  };
  return {
    wake: () => queue.wake(),
    close: () => queue.close(),
    async run() {
      if (options.signal.aborted) return;
      options.signal.addEventListener('abort', stop, { once: true });
      try {
        await crawler.run();
      } finally {
        options.signal.removeEventListener('abort', stop);
        await crawler.teardown();
      }
    },
  };
}
