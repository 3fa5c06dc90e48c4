import type { Clock } from '../core/clock.ts';
import type { CrawlOutcome, CrawlStore, FrontierItem } from '../core/crawl-store.ts';
import { AppError, toAppError } from '../core/errors.ts';
import type { Logger } from '../core/log.ts';
import type { ProgressStage } from '../core/progress.ts';
import type { Random } from '../core/random.ts';
import type { CataloguedSource } from '../core/source.ts';
import { emptyCounts } from './crawl-counts.ts';
import { crawlFile } from './crawl-file.ts';
import { CrawlRun } from './crawl-run.ts';
import { endOfQuietHours, inQuietHours } from './run-limits.ts';
import { createBrowserPages, type BrowserPages } from './fetch/browser-pages.ts';
import { createShell, type Shell } from './fetch/crawl-shell.ts';
import type { Fetcher } from './fetch/fetcher.ts';
import type { FoundBrowser } from './fetch/find-browser.ts';
import { createPageReader, spareThreads } from './page-reader.ts';
import type { PlatformContext } from './platforms/platform.ts';
import { platformFor } from './platforms/registry.ts';

export interface CrawlContext {
  fetcher: Fetcher;
  browser: FoundBrowser;
  clock: Clock;
  log: Logger;
  /** Key for handles and reviewers' names. */
  hashKey: string;
  /** The user's RSSHub instance. */
  rsshubUrl?: string | null | undefined;
  progress: ProgressStage;
  signal: AbortSignal;
  /** For the jitter of retries. */
  random?: Random;
  /** The running clock, ms, for the time a run may take. */
  monotonicMs?: () => number;
  /** Keeps to documents published in [since, until); null is open. */
  since?: Date | null;
  until?: Date | null;
}

/** How a run ended, with what a person has to look at: each one word of docs/sources.md. */
export interface SourceOutcome extends CrawlOutcome {
  violations: string[];
  /** When the source should be asked again, where the run knows better than the cadence. */
  nextDueAt?: Date;
}

const PACED_PARALLEL = 2;
/** Items on their way; the host's queue lets 8 of them fetch, the others are read or stored meanwhile. */
const UNPACED_PARALLEL = 96;
const MAX_RETRIES = 3;

const skipped = (reason: string): SourceOutcome => ({
  health: 'skipped',
  reason,
  counts: emptyCounts(),
  violations: [],
});

/** One run of a source: lists, fetches, reads and commits page by page, so that a kill at any point loses nothing. */
export async function crawlSource(
  source: CataloguedSource,
  store: CrawlStore,
  context: CrawlContext,
): Promise<SourceOutcome> {
  const { quietHoursUtc } = source.politeness;
  const untilQuietEnds = (): { nextDueAt?: Date } => {
    const end = quietHoursUtc ? endOfQuietHours(quietHoursUtc, context.clock.now()) : null;
    return end ? { nextDueAt: end } : {};
  };
  if (inQuietHours(quietHoursUtc, context.clock.now()))
    return { ...skipped('these are its quiet hours'), ...untilQuietEnds() };
  if (source.platform === 'push') return skipped('nothing is fetched: its rows are pushed to it');
  if (source.platform === 'file') return crawlFile(source, store, context);
  if (source.browser && 'missing' in context.browser) return skipped(context.browser.missing);
  // Older documents lie before the mark of the last run.
  const cursor = context.since || context.until ? null : await store.cursor();
  const platform = platformFor(source.platform);
  const reading: PlatformContext = { source, cursor, hashKey: context.hashKey, rsshubUrl: context.rsshubUrl };
  let seeds: FrontierItem[];
  try {
    seeds = platform.list(reading);
  } catch (error) {
    const known = toAppError(error);
    if (known.code === 'BAD_CONFIG') return skipped(known.message);
    throw known;
  }
  const pages = browserFor(source, context);
  const threads = source.politeness.delayMs > 0 ? 0 : spareThreads();
  const reader = createPageReader(platform, reading, { threads });
  try {
    const run = new CrawlRun({ source, store, platform, reader, reading, pages, context });
    const outcome = await runShell(run, seeds, context);
    return outcome.stoppedBy === 'quiet-hours' ? { ...outcome, ...untilQuietEnds() } : outcome;
  } finally {
    await reader.close();
    await pages?.close();
  }
}

function browserFor(source: CataloguedSource, context: CrawlContext): BrowserPages | null {
  if (!source.browser || !('executablePath' in context.browser)) return null;
  return createBrowserPages(context.browser.executablePath, context.fetcher, process.getuid?.() === 0);
}

async function runShell(run: CrawlRun, seeds: FrontierItem[], context: CrawlContext): Promise<SourceOutcome> {
  await run.begin(seeds);
  const shell: Shell = await createShell({
    take: (limit) => run.take(limit),
    handle: async (item) => {
      await run.handle(item);
      if (run.finished) shell.close();
      else shell.wake();
    },
    giveUp: async (item, error) => {
      await run.giveUp(item, error);
      if (run.finished) shell.close();
    },
    backoffMs: run.backoffMs,
    maxRetries: MAX_RETRIES,
    concurrency: run.paced ? PACED_PARALLEL : UNPACED_PARALLEL,
    random: context.random ?? Math.random,
    signal: context.signal,
  });
  await shell.run();
  if (run.broken) throw toAppError(run.broken);
  if (context.signal.aborted)
    throw new AppError('FETCH_FAILED', 'The crawl was stopped; it goes on from where it was', {
      details: { reason: 'stopped' },
    });
  return run.outcome();
}
