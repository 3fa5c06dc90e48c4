import { systemClock } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';
import type { Logger } from '../core/log.ts';
import type { DeadJob, QueueDepth } from '../core/queue-door.ts';
import { decideRetry, jobError } from './retry-decision.ts';
import { followUpKey } from './runner.ts';
import type { EnqueueOptions, Perform, Runner, RunnerOptions } from './runner.ts';
import { JOBS, QUEUES, type JobName, type QueueName } from './table.ts';

const KEPT_FAILED = 500;

interface MemoryJob {
  id: string;
  name: JobName;
  payload: unknown;
  /** On the process's running clock, ms. */
  readyAt: number;
  attempt: number;
  paces: number;
  dedupeKey: string | null;
  dedupeWhile: 'waiting' | 'unfinished';
}

/** Runs jobs in this process. Nothing is kept over a restart: the scheduler finds what is due in the database. */
export class InProcessRunner implements Runner {
  readonly kind = 'in-process';
  readonly #perform: Perform;
  readonly #log: Logger;
  readonly #concurrency: number;
  readonly #queues: readonly QueueName[];
  readonly #waiting: MemoryJob[] = [];
  readonly #active = new Map<MemoryJob, Promise<void>>();
  readonly #failed: { job: MemoryJob; error: AppError; failedAt: Date }[] = [];
  readonly #repeats = new Map<string, { everyMs: number; timer: NodeJS.Timeout }>();
  readonly #idle: (() => void)[] = [];
  #stopping = new AbortController();
  #working = false;
  #timer: NodeJS.Timeout | undefined;
  #nextId = 0;

  constructor(perform: Perform, log: Logger, options: RunnerOptions = {}) {
    this.#perform = perform;
    this.#log = log;
    this.#concurrency = options.concurrency ?? 2;
    this.#queues = options.queues ?? QUEUES;
  }

  async enqueue(name: JobName, payload: unknown, options: EnqueueOptions = {}): Promise<string> {
    const parsed = JOBS[name].payload.safeParse(payload);
    if (!parsed.success) throw new AppError('BAD_INPUT', `${name}: ${parsed.error.issues[0]?.message}`);
    const twin = this.#holderOf(options.dedupeKey);
    if (twin) return twin.id;
    const job: MemoryJob = {
      id: String((this.#nextId += 1)),
      name,
      payload: parsed.data,
      readyAt: performance.now() + (options.delayMs ?? 0),
      attempt: 0,
      paces: 0,
      dedupeKey: options.dedupeKey ?? null,
      dedupeWhile: options.dedupeWhile ?? 'waiting',
    };
    this.#waiting.push(job);
    this.#pump();
    return job.id;
  }

  #holderOf(key: string | undefined): MemoryJob | undefined {
    if (key === undefined) return undefined;
    const running = [...this.#active.keys()].filter((job) => job.dedupeWhile === 'unfinished');
    return [...this.#waiting, ...running].find((job) => job.dedupeKey === key);
  }

  async start(): Promise<void> {
    this.#stopping = new AbortController();
    this.#working = true;
    this.#pump();
  }

  async run(): Promise<void> {
    const wasWorking = this.#working;
    if (!wasWorking) await this.start();
    await new Promise<void>((resolve) => {
      this.#idle.push(resolve);
      this.#pump();
    });
    if (!wasWorking) this.#working = false;
  }

  async stop(graceMs = 30_000): Promise<void> {
    this.#working = false;
    clearTimeout(this.#timer);
    const drained = Promise.allSettled(this.#active.values());
    const timer = setTimeout(() => this.#stopping.abort(), graceMs);
    await drained;
    clearTimeout(timer);
    this.#settleIdle();
  }

  async close(): Promise<void> {
    for (const { timer } of this.#repeats.values()) clearInterval(timer);
    this.#repeats.clear();
    await this.stop();
  }

  /** Starts what is ready, as far as each queue has room, and sets the clock for what comes next. */
  #pump(): void {
    if (!this.#working) return;
    clearTimeout(this.#timer);
    const now = performance.now();
    const ready = this.#waiting.filter((waiting) => waiting.readyAt <= now);
    for (const job of ready.sort((a, b) => JOBS[a.name].priority - JOBS[b.name].priority)) {
      const { queue } = JOBS[job.name];
      if (this.#queues.includes(queue) && this.#activeIn(queue) < this.#concurrency) this.#begin(job);
    }
    const mine = this.#waiting.filter((job) => this.#queues.includes(JOBS[job.name].queue));
    if (mine.length === 0 && this.#active.size === 0) return this.#settleIdle();
    const next = Math.min(...mine.map((job) => job.readyAt).filter((at) => at > now));
    if (Number.isFinite(next)) this.#timer = setTimeout(() => this.#pump(), next - now + 1);
  }

  #settleIdle(): void {
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  #activeIn(queue: QueueName): number {
    return [...this.#active.keys()].filter((job) => JOBS[job.name].queue === queue).length;
  }

  #begin(job: MemoryJob): void {
    this.#waiting.splice(this.#waiting.indexOf(job), 1);
    job.attempt += 1;
    const done = this.#work(job).finally(() => {
      this.#active.delete(job);
      this.#pump();
    });
    this.#active.set(job, done);
  }

  async #work(job: MemoryJob): Promise<void> {
    try {
      const { next } = await this.#perform(job.name, job.payload, this.#stopping.signal);
      if (next) {
        await this.enqueue(next.name, next.payload, { dedupeKey: followUpKey(next), delayMs: next.delayMs });
      }
    } catch (thrown) {
      this.#afterError(job, jobError(thrown));
    }
  }

  #afterError(job: MemoryJob, error: AppError): void {
    const decision = decideRetry(error, JOBS[job.name].retry, job);
    if (decision.action === 'fail') {
      this.#log.error({ job: job.name, code: error.code, reason: error.message }, 'job failed');
      this.#failed.unshift({ job, error, failedAt: systemClock.now() });
      this.#failed.length = Math.min(this.#failed.length, KEPT_FAILED);
      return;
    }
    if (decision.action === 'pace') {
      job.attempt -= 1;
      job.paces += 1;
    }
    job.readyAt = performance.now() + decision.delayMs;
    this.#waiting.push(job);
  }

  async failed(): Promise<DeadJob[]> {
    return this.#failed.map(({ job, error, failedAt }) => ({
      id: job.id,
      queue: JOBS[job.name].queue,
      name: job.name,
      payload: job.payload,
      code: error.code,
      reason: error.message,
      attempts: job.attempt,
      failedAt,
    }));
  }

  async retry(id: string): Promise<void> {
    const at = this.#failed.findIndex(({ job }) => job.id === id);
    const [found] = at < 0 ? [] : this.#failed.splice(at, 1);
    if (!found) throw new AppError('NOT_FOUND', `no failed job has the id ${id}`);
    Object.assign(found.job, { attempt: 0, paces: 0, readyAt: performance.now() });
    this.#waiting.push(found.job);
    this.#pump();
  }

  async counts() {
    const now = performance.now();
    const delayed = this.#waiting.filter((job) => job.readyAt > now).length;
    return {
      waiting: this.#waiting.length - delayed,
      delayed,
      active: this.#active.size,
      failed: this.#failed.length,
    };
  }

  async depths(): Promise<QueueDepth[]> {
    const now = performance.now();
    return QUEUES.map((queue) => {
      const mine = this.#waiting.filter((job) => JOBS[job.name].queue === queue);
      const ready = mine.filter((job) => job.readyAt <= now);
      return {
        queue,
        waiting: ready.length,
        delayed: mine.length - ready.length,
        active: this.#activeIn(queue),
        failed: this.#failed.filter(({ job }) => JOBS[job.name].queue === queue).length,
        oldestWaitingMs: ready.length === 0 ? null : now - Math.min(...ready.map((job) => job.readyAt)),
      };
    });
  }

  async repeat(key: string, everyMs: number, name: JobName, payload: unknown): Promise<void> {
    const held = this.#repeats.get(key);
    if (held?.everyMs === everyMs) return;
    clearInterval(held?.timer);
    const fire = (): void => {
      this.enqueue(name, payload, { dedupeKey: key }).catch((error: unknown) =>
        this.#log.error(
          { job: name, reason: jobError(error).message },
          'a repeated job could not be enqueued',
        ),
      );
    };
    const timer = setInterval(fire, everyMs);
    timer.unref();
    this.#repeats.set(key, { everyMs, timer });
  }
}
