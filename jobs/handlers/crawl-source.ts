import type { CrawlCounts } from '../../core/crawl-store.ts';
import { crawlSource, emptyCounts, type SourceOutcome } from '../../crawlers/index.ts';
import { createCrawlStore } from '../../storage/crawl-store.ts';
import { finishRun, openRun } from '../../storage/source-runs.ts';
import { holdSource } from '../../storage/source-locks.ts';
import { findSource, type StoredSource } from '../../storage/sources.ts';
import { inTransaction } from '../../storage/sql.ts';
import type { JobContext } from '../context.ts';
import { fingerprint } from '../fingerprint.ts';
import type { Counts, Handler, JobRun } from '../handler.ts';
import { pauseForViolations } from '../pause-for-violations.ts';
import { jobError } from '../retry-decision.ts';

/**
 * Crawls one source, taking up a run that was killed. One that is asked to stop stays open and goes on later. Where
 * another process crawls it already (a queue that lost its memory gives a job out again), there is nothing to do.
 */
export const crawlSourceStage: Handler<'crawl-source'> = async (context, payload, run) => {
  const letGo = await holdSource(context.sql, payload.source);
  if (letGo === null) return { elsewhere: 1 };
  try {
    return await crawlHeld(context, payload, run);
  } finally {
    await letGo();
  }
};

const crawlHeld: Handler<'crawl-source'> = async (context, payload, run) => {
  const { sql, clock } = context;
  const source = await findSource(sql, payload.source);
  if (payload.onlyIfDue && source.nextDueAt !== null && source.nextDueAt > clock.now()) return { notDue: 1 };
  const { runId } = await openRun(sql, { sourceId: source.id, at: clock.now() });
  const outcome = await crawl(context, { source, runId, dates: payload }, run);
  if (run.signal.aborted) return { interrupted: 1, ...countsOf(outcome.counts) };
  await inTransaction(sql, async (tx) => {
    await finishRun(tx, { runId, outcome, at: clock.now(), ...nextDue(outcome) });
    await pauseForViolations(tx, { source: source.id, violations: outcome.violations }, clock);
  });
  return countsOf(outcome.counts);
};

const nextDue = ({ nextDueAt }: SourceOutcome): { nextDueAt?: Date } => (nextDueAt ? { nextDueAt } : {});

/** A source's failure is its health, not the end of the stage; only trouble of our own is thrown on. */
async function crawl(
  context: JobContext,
  work: {
    source: StoredSource;
    runId: string;
    dates: { since?: string | undefined; until?: string | undefined };
  },
  run: JobRun,
): Promise<SourceOutcome> {
  const { source, runId, dates } = work;
  const { sql, clock, log, config } = context;
  const store = createCrawlStore(sql, { source, runId, clock, fingerprint });
  try {
    return await crawlSource(source.definition, store, {
      fetcher: context.fetcher(),
      browser: context.browser(),
      clock,
      log,
      hashKey: await context.hashKey(),
      rsshubUrl: config.rsshubUrl,
      progress: run.progress,
      signal: run.signal,
      since: dates.since === undefined ? null : new Date(dates.since),
      until: dates.until === undefined ? null : new Date(dates.until),
    });
  } catch (thrown) {
    const error = jobError(thrown);
    if (error.code === 'DATABASE_UNAVAILABLE') throw error;
    log.warn({ source: source.id, code: error.code, reason: error.message }, 'source failed');
    return {
      health: 'degraded',
      reason: `${error.code}: ${error.message}`,
      counts: emptyCounts(),
      violations: [],
    };
  }
}

function countsOf({ dropped, ...counts }: CrawlCounts): Counts {
  return { ...counts, dropped: Object.values(dropped).reduce((sum, count) => sum + count, 0) };
}
