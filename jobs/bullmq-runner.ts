import { DelayedError, Queue, UnrecoverableError, Worker, type Job } from 'bullmq';
import { Redis } from 'ioredis';
import { AppError } from '../core/errors.ts';
import type { Logger } from '../core/log.ts';
import type { DeadJob, QueueDepth } from '../core/queue-door.ts';
import { deadJob, depthOf, type JobData } from './bullmq-queue.ts';
import { decideRetry, jobError } from './retry-decision.ts';
import { followUpKey } from './runner.ts';
import type { EnqueueOptions, Perform, Runner, RunnerCounts, RunnerOptions } from './runner.ts';
import { isJobName, JOBS, QUEUES, type JobName, type QueueName } from './table.ts';

const KEEP_DONE = { age: 3_600, count: 1_000 };
const KEEP_FAILED = { age: 30 * 86_400, count: 5_000 };
const SHOWN_FAILED = 500;
const IDLE_POLL_MS = 50;

/** Runs jobs on Redis, with any number of processes as workers. Redis must not evict (noeviction). */
export class BullmqRunner implements Runner {
  readonly kind = 'bullmq';
  readonly #perform: Perform;
  readonly #log: Logger;
  readonly #options: RunnerOptions;
  readonly #connection: Redis;
  readonly #queues = new Map<QueueName, Queue<JobData>>();
  #workers: Worker<JobData>[] = [];
  #stopping = new AbortController();

  constructor(perform: Perform, log: Logger, redisUrl: string, options: RunnerOptions = {}) {
    this.#perform = perform;
    this.#log = log;
    this.#options = options;
    this.#connection = new Redis(redisUrl, { maxRetriesPerRequest: null, lazyConnect: false });
    this.#connection.on('error', (error) => this.#log.warn({ reason: error.message }, 'redis'));
    for (const name of QUEUES) {
      const queue = new Queue<JobData>(name, { connection: this.#connection, prefix: this.#prefix });
      queue.on('error', (error) => this.#log.warn({ queue: name, reason: error.message }, 'queue'));
      this.#queues.set(name, queue);
    }
  }

  /** Fails with what to do where Redis does not answer; afterwards its absence is waited out. */
  async ready(timeoutMs = 5_000): Promise<void> {
    const late = new Promise<never>((_, reject) => {
      const timer = setTimeout(() => reject(new Error(`no answer in ${timeoutMs} ms`)), timeoutMs);
      timer.unref();
    });
    try {
      await Promise.race([this.#connection.ping(), late]);
    } catch (cause) {
      this.#connection.disconnect();
      throw new AppError(
        'QUEUE_UNAVAILABLE',
        'Redis does not answer at REDIS_URL. Start it, correct the URL, or leave REDIS_URL out to work in one process.',
        { cause },
      );
    }
  }

  get #prefix(): string {
    return this.#options.prefix ?? 'hemline';
  }

  #queueOf(name: JobName): Queue<JobData> {
    const queue = this.#queues.get(JOBS[name].queue);
    if (!queue) throw new AppError('INTERNAL', `there is no queue for ${name}`);
    return queue;
  }

  async enqueue(name: JobName, payload: unknown, options: EnqueueOptions = {}): Promise<string> {
    const parsed = JOBS[name].payload.safeParse(payload);
    if (!parsed.success) throw new AppError('BAD_INPUT', `${name}: ${parsed.error.issues[0]?.message}`);
    const key = options.dedupeKey;
    const releaseKey = key !== undefined && options.dedupeWhile !== 'unfinished' ? key : null;
    const job = await this.#queueOf(name).add(
      name,
      { payload: parsed.data, paces: 0, releaseKey },
      {
        ...this.#jobOptions(name),
        ...(options.delayMs ? { delay: options.delayMs } : {}),
        ...(key === undefined ? {} : { deduplication: { id: key } }),
      },
    );
    return `${JOBS[name].queue}/${job.id}`;
  }

  #jobOptions(name: JobName) {
    const { priority, retry } = JOBS[name];
    const { attempts, backoffMs } = retry;
    return {
      priority,
      attempts,
      backoff: { type: 'exponential' as const, delay: backoffMs },
      removeOnComplete: KEEP_DONE,
      removeOnFail: KEEP_FAILED,
    };
  }

  async start(): Promise<void> {
    if (this.#workers.length > 0) return;
    this.#stopping = new AbortController();
    for (const name of this.#options.queues ?? QUEUES) {
      const worker = new Worker<JobData>(name, (job, token) => this.#work(job, token), {
        connection: this.#connection,
        prefix: this.#prefix,
        concurrency: this.#options.concurrency ?? 2,
        stalledInterval: this.#options.stalledMs ?? 15_000,
        lockDuration: this.#options.stalledMs ?? 15_000,
        maxStalledCount: 3,
      });
      worker.on('error', (error) => this.#log.warn({ queue: name, reason: error.message }, 'worker'));
      worker.on('stalled', (id) => this.#log.warn({ queue: name, id }, 'its worker died; it waits again'));
      this.#workers.push(worker);
    }
    await Promise.all(this.#workers.map((worker) => worker.waitUntilReady()));
  }

  async #work(job: Job<JobData>, token: string | undefined): Promise<Record<string, number>> {
    const { name } = job;
    if (!isJobName(name)) throw new UnrecoverableError(`NOT_FOUND: there is no job named ${name}`);
    const { payload, releaseKey } = job.data;
    if (releaseKey !== null) await this.#queueOf(name).removeDeduplicationKey(releaseKey);
    try {
      const { counts, next } = await this.#perform(name, payload, this.#stopping.signal);
      if (next) {
        await this.enqueue(next.name, next.payload, { dedupeKey: followUpKey(next), delayMs: next.delayMs });
      }
      return counts;
    } catch (thrown) {
      throw await this.#asDecided(job, name, jobError(thrown), token);
    }
  }

  /** BullMQ reads from the error's class what to do: again with backoff, later without burning a try, or never. */
  async #asDecided(
    job: Job<JobData>,
    name: JobName,
    error: AppError,
    token: string | undefined,
  ): Promise<Error> {
    const made = { attempt: job.attemptsMade + 1, paces: job.data.paces };
    const decision = decideRetry(error, JOBS[name].retry, made);
    const reason = `${error.code}: ${error.message}`;
    if (decision.action === 'pace') {
      await job.updateData({ ...job.data, paces: job.data.paces + 1 });
      await job.moveToDelayed(Date.now() + decision.delayMs, token);
      return new DelayedError();
    }
    if (decision.action === 'retry') return new Error(reason);
    this.#log.error({ job: name, code: error.code, reason: error.message }, 'job failed');
    return new UnrecoverableError(reason);
  }

  async run(): Promise<void> {
    const wasWorking = this.#workers.length > 0;
    await this.start();
    while (!(await this.#isIdle())) await new Promise((resolve) => setTimeout(resolve, IDLE_POLL_MS));
    if (!wasWorking) await this.stop();
  }

  async #isIdle(): Promise<boolean> {
    const counts = await this.counts(this.#options.queues);
    return counts.waiting + counts.delayed + counts.active === 0;
  }

  async stop(graceMs = 30_000): Promise<void> {
    const workers = this.#workers.splice(0);
    const timer = setTimeout(() => this.#stopping.abort(), graceMs);
    await Promise.all(workers.map((worker) => worker.close()));
    clearTimeout(timer);
  }

  async failed(): Promise<DeadJob[]> {
    const lists = await Promise.all(
      [...this.#queues].map(async ([queue, q]) =>
        (await q.getFailed(0, SHOWN_FAILED - 1)).map((job) => deadJob(queue, job)),
      ),
    );
    return lists
      .flat()
      .sort((a, b) => b.failedAt.getTime() - a.failedAt.getTime())
      .slice(0, SHOWN_FAILED);
  }

  async retry(id: string): Promise<void> {
    const [queue, jobId] = id.split('/');
    const job = await this.#queues.get(queue as QueueName)?.getJob(jobId ?? '');
    if (!job || !(await job.isFailed())) throw new AppError('NOT_FOUND', `no failed job has the id ${id}`);
    await job.retry('failed', { resetAttemptsMade: true });
  }

  async counts(queues: readonly QueueName[] = QUEUES): Promise<RunnerCounts> {
    const sum: RunnerCounts = { waiting: 0, delayed: 0, active: 0, failed: 0 };
    for (const depth of await this.depths(queues)) {
      for (const state of ['waiting', 'delayed', 'active', 'failed'] as const) sum[state] += depth[state];
    }
    return sum;
  }

  async depths(queues: readonly QueueName[] = QUEUES): Promise<QueueDepth[]> {
    const mine = [...this.#queues].filter(([name]) => queues.includes(name));
    return Promise.all(mine.map(([name, queue]) => depthOf(name, queue, this.#connection)));
  }

  async repeat(key: string, everyMs: number, name: JobName, payload: unknown): Promise<void> {
    const queue = this.#queueOf(name);
    if ((await queue.getJobScheduler(key))?.every === everyMs) return;
    await queue.upsertJobScheduler(
      key,
      { every: everyMs },
      {
        name,
        data: { payload: JOBS[name].payload.parse(payload), paces: 0, releaseKey: null },
        opts: this.#jobOptions(name),
      },
    );
  }

  async close(): Promise<void> {
    await this.stop();
    await Promise.all([...this.#queues.values()].map((queue) => queue.close()));
    this.#connection.disconnect();
  }
}
