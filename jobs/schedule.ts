import { hasBacklog } from '../storage/backlog.ts';
import { countDueDeliveries } from '../storage/signal-deliveries.ts';
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
  /** The least time between two looks for stored work that no job stands for. */
  sweepMs?: number;
}

const TICK_MS = 30_000;
const SWEEP_MS = 10 * 60_000;
const DAY_MS = 86_400_000;
const AFTER_START_MS = 5 * 60_000;

/**
 * Keeps the cadences: sources are enqueued by their `next_due_at`; each crawl is followed by folding, reading and
 * counting; once a day the whole analysis runs, and retention; signals
 * are delivered when they are due. Two schedulers at once enqueue nothing twice. All of it is said again at every turn,
 * so that a queue that forgot everything knows it again half a minute later.
 */
export async function startScheduler(
  runner: Runner,
  context: JobContext,
  options: ScheduleOptions = {},
): Promise<Scheduler> {
  const { log } = context;
  await repeatDaily(runner);
  await makeUpForStart(runner);
  let ticking: Promise<void> = Promise.resolve();
  let sweptAt = performance.now();
  const tick = async (): Promise<void> => {
    try {
      await repeatDaily(runner);
      await enqueueDue(runner, context);
      if (performance.now() - sweptAt < (options.sweepMs ?? SWEEP_MS)) return;
      sweptAt = performance.now();
      await sweep(runner, context);
    } catch (thrown) {
      const error = jobError(thrown);
      log.warn({ code: error.code, reason: error.message }, 'the schedule could not be kept; trying again');
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

async function repeatDaily(runner: Runner): Promise<void> {
  await runner.repeat('daily-retention', DAY_MS, 'apply-retention', {});
  await runner.repeat('daily-analysis', DAY_MS, 'fold-duplicates', { chain: 'all' });
}

async function enqueueDue(runner: Runner, { sql, clock }: JobContext): Promise<void> {
  for (const source of await dueSources(sql, clock.now())) {
    await runner.enqueue(
      'crawl-source',
      { source: source.id, chain: 'counts', onlyIfDue: true },
      { dedupeKey: `crawl-${source.id}`, dedupeWhile: 'unfinished' },
    );
  }
  if ((await countDueDeliveries(sql, clock.now())) === 0) return;
  await runner.enqueue('deliver-signals', {}, { dedupeKey: 'deliver-signals', dedupeWhile: 'unfinished' });
}

/** What a chain that was lost half-way left stored and uncounted, once nothing in the queues stands for it. */
async function sweep(runner: Runner, { sql, log }: JobContext): Promise<void> {
  const stages = (await runner.depths()).filter(({ queue }) => queue === 'read' || queue === 'analysis');
  if (stages.some(({ waiting, delayed, active }) => waiting + delayed + active > 0)) return;
  if (!(await hasBacklog(sql))) return;
  log.info('stored work waits and no job stands for it: counting it');
  await runner.enqueue('fold-duplicates', { chain: 'counts' }, { dedupeKey: 'fold-duplicates-counts' });
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
