import { dueSources } from '../storage/sources.ts';
import { readSetting } from '../storage/settings.ts';
import type { JobContext } from './context.ts';
import { jobError } from './retry-decision.ts';
import type { Runner } from './runner.ts';

export interface Scheduler {
  stop(): Promise<void>;
}

export interface ScheduleOptions {
  /** How often is looked for sources that are due. */
  tickMs?: number;
}

const TICK_MS = 30_000;
const DAY_MS = 86_400_000;

/**
 * Keeps the cadences: sources are enqueued by their `next_due_at`; each crawl is followed by folding, reading and
 * counting; once a day the whole analysis runs, and retention. Two schedulers at once enqueue nothing twice.
 */
export async function startScheduler(
  runner: Runner,
  context: JobContext,
  options: ScheduleOptions = {},
): Promise<Scheduler> {
  const { sql, clock, log } = context;
  await runner.repeat('daily-retention', DAY_MS, 'apply-retention', {});
  await runner.repeat('daily-analysis', DAY_MS, 'fold-duplicates', { chain: 'all' });
  await enqueueFirstAnalysis(runner, context);
  let ticking: Promise<void> = Promise.resolve();
  const tick = async (): Promise<void> => {
    try {
      for (const source of await dueSources(sql, clock.now())) {
        await runner.enqueue(
          'crawl-source',
          { source: source.id, chain: 'counts', onlyIfDue: true },
          { dedupeKey: `crawl-${source.id}`, dedupeWhile: 'unfinished' },
        );
      }
    } catch (thrown) {
      const error = jobError(thrown);
      log.warn(
        { code: error.code, reason: error.message },
        'due sources could not be enqueued; trying again',
      );
    }
  };
  const timer = setInterval(() => {
    ticking = ticking.then(tick);
  }, options.tickMs ?? TICK_MS);
  ticking = tick();
  return {
    stop: async () => {
      clearInterval(timer);
      await ticking;
    },
  };
}

/** Soon after the first crawls, so that a new installation has something to show before its first day is over. */
async function enqueueFirstAnalysis(runner: Runner, { sql }: JobContext): Promise<void> {
  if ((await readSetting(sql, 'series_scope')) !== null) return;
  await runner.enqueue(
    'fold-duplicates',
    { chain: 'all' },
    { dedupeKey: 'first-analysis', delayMs: 10 * 60_000 },
  );
}
