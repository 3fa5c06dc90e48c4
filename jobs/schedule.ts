import { dueSources } from '../storage/sources.ts';
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
const AFTER_START_MS = 5 * 60_000;

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
  await makeUpForStart(runner);
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

/**
 * A runner in this process has forgotten when the last day began: it makes up for it soon after each start, when the
 * first crawls are in. Doing it once more changes nothing that is there.
 */
async function makeUpForStart(runner: Runner): Promise<void> {
  if (runner.kind !== 'in-process') return;
  const delayMs = AFTER_START_MS;
  await runner.enqueue('fold-duplicates', { chain: 'all' }, { dedupeKey: 'daily-analysis', delayMs });
  await runner.enqueue('apply-retention', {}, { dedupeKey: 'daily-retention', delayMs: 2 * delayMs });
}
