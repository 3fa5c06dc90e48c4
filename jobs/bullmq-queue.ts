import type { Job, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { DeadJob, QueueDepth } from '../core/queue-door.ts';
import { ERROR_TABLE } from '../core/errors.ts';
import { JOBS, type QueueName } from './table.ts';

export interface JobData {
  payload: unknown;
  paces: number;
  /** Set where the key is to be free as soon as the job starts. */
  releaseKey: string | null;
}

/** BullMQ scores a prioritised job with its priority in the upper 32 bits and its turn in the lower ones. */
const PRIORITY_STEP = 2 ** 32;

/** What job schedulers hold for their next turn is no waiting work. */
export async function depthOf(name: QueueName, queue: Queue<JobData>, redis: Redis): Promise<QueueDepth> {
  const [counts, scheduled, oldest] = await Promise.all([
    queue.getJobCounts('wait', 'prioritized', 'delayed', 'active', 'failed'),
    queue.getJobSchedulersCount(),
    oldestWaiting(name, queue, redis),
  ]);
  return {
    queue: name,
    waiting: (counts['wait'] ?? 0) + (counts['prioritized'] ?? 0),
    delayed: Math.max(0, (counts['delayed'] ?? 0) - scheduled),
    active: counts['active'] ?? 0,
    failed: counts['failed'] ?? 0,
    oldestWaitingMs: oldest === null ? null : Math.max(0, Date.now() - oldest),
  };
}

/** The first of each priority is its oldest; a lower priority's may wait longer than the one that is next. */
async function oldestWaiting(name: QueueName, queue: Queue<JobData>, redis: Redis): Promise<number | null> {
  const entries = Object.values(JOBS).filter((entry) => entry.queue === name);
  const firsts = [...new Set(entries.map(({ priority }) => priority))].map((priority) => {
    const from = priority * PRIORITY_STEP;
    return redis.zrangebyscore(queue.toKey('prioritized'), from, from + PRIORITY_STEP - 1, 'LIMIT', 0, 1);
  });
  // Jobs of workers that died come back without their priority.
  const ids = [...(await Promise.all(firsts)), await redis.lrange(queue.toKey('wait'), -1, -1)].flat();
  const jobs = await Promise.all(ids.map((id) => queue.getJob(id)));
  const since = jobs.flatMap((job) => (job ? [job.timestamp + job.delay] : []));
  return since.length === 0 ? null : Math.min(...since);
}

/** What BullMQ says of a job whose workers died. */
const STALLED = /^job stalled more than/;

/** A failure's reason is kept as `CODE: words`; what BullMQ itself says has no code. */
export function deadJob(queue: QueueName, job: Job<JobData>): DeadJob {
  const [, code, reason] = /^([A-Z_]+): (.*)$/s.exec(job.failedReason) ?? [];
  const known = code !== undefined && Object.hasOwn(ERROR_TABLE, code);
  const died = STALLED.test(job.failedReason);
  return {
    id: `${queue}/${job.id}`,
    queue,
    name: job.name,
    payload: job.data.payload,
    code: known ? code : 'INTERNAL',
    reason: known ? (reason ?? '') : died ? 'its worker died each time it was tried' : job.failedReason,
    attempts: job.attemptsMade,
    failedAt: new Date(job.finishedOn ?? job.timestamp),
  };
}
