import type { DeadJob, QueueDepth } from '../core/queue-door.ts';
import type { JobName, JobPayload, QueueName } from './table.ts';

export interface EnqueueOptions {
  /** Of one key at most one job is there at a time. No ':' in it. */
  dedupeKey?: string;
  /** How long the key holds: until the job starts (`waiting`, the default) or until it has ended. */
  dedupeWhile?: 'waiting' | 'unfinished';
  delayMs?: number;
}

/** What runs jobs: in this process, or on Redis with any number of workers. One contract for both. */
export interface Runner {
  readonly kind: 'in-process' | 'bullmq';
  /** The job's id; the id of the waiting one where `dedupeKey` names one. */
  enqueue<Name extends JobName>(
    name: Name,
    payload: JobPayload<Name>,
    options?: EnqueueOptions,
  ): Promise<string>;
  /** Works until nothing waits, is delayed or runs, then stops working. */
  run(): Promise<void>;
  /** Starts working in the background. */
  start(): Promise<void>;
  /** Takes nothing new, lets running jobs end within `graceMs`, then signals them to stop. */
  stop(graceMs?: number): Promise<void>;
  /** Jobs that ended in failure, newest first, with their reason; bounded. */
  failed(): Promise<DeadJob[]>;
  /** Sets a failed job waiting again, with all its tries. */
  retry(id: string): Promise<void>;
  counts(): Promise<RunnerCounts>;
  depths(): Promise<QueueDepth[]>;
  /**
   * Runs a job every `everyMs`, and survives a restart where the runner has a memory outside the process. Telling it
   * again what it holds changes nothing, so that a memory that was lost can be refreshed at any time.
   */
  repeat<Name extends JobName>(
    key: string,
    everyMs: number,
    name: Name,
    payload: JobPayload<Name>,
  ): Promise<void>;
  close(): Promise<void>;
}

/** Does one job; throws AppErrors. What the runners are made around, so that they know no handler. */
export type Perform = (
  name: JobName,
  payload: unknown,
  signal: AbortSignal,
) => Promise<{ counts: Record<string, number>; next: FollowUp | null }>;

/** The job that follows a finished one in a chain. */
export interface FollowUp {
  name: JobName;
  payload: Record<string, unknown>;
  delayMs: number;
}

/** Those that go to the signals are not gathered into one that ends at the counts: the day's analysis would be lost. */
export function followUpKey({ name, payload }: FollowUp): string {
  return `${name}-${String(payload['chain'])}`;
}

export interface RunnerCounts {
  waiting: number;
  delayed: number;
  active: number;
  failed: number;
}

export interface RunnerOptions {
  /** Redis to run on; in process when undefined. */
  redisUrl?: string | undefined;
  /** Jobs at once in this process and queue. */
  concurrency?: number;
  /** The queues this process works on; all by default. */
  queues?: readonly QueueName[];
  /** Keys' prefix in Redis, for several installations on one. */
  prefix?: string;
  /** A killed worker's jobs come back after this long. */
  stalledMs?: number;
}
