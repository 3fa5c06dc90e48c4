import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import type { QueueDoor } from '../../core/queue-door.ts';
import { recordAudit } from '../../storage/audit.ts';
import type { ApiApp } from '../app.ts';
import type { ApiContext } from '../context.ts';
import { defineRead } from '../read.ts';
import type { ResponseCache } from '../response-cache.ts';
import { instant, iso } from '../shapes.ts';
import { mountWrite } from '../write.ts';

const count = z.number().int();

export const queues = defineRead({
  name: 'queues',
  path: '/queues',
  tag: 'Operations',
  summary: 'How deep each queue of jobs is, and how long its oldest job has waited',
  live: true,
  data: z.array(
    z.object({
      queue: z.string(),
      waiting: count,
      delayed: count,
      active: count,
      failed: count,
      oldestWaitingMs: z.number().nullable(),
    }),
  ),
  async answer(context) {
    return { data: (await context.options.queues?.depths()) ?? [] };
  },
});

export const deadJobs = defineRead({
  name: 'deadJobs',
  path: '/jobs/dead',
  tag: 'Operations',
  summary: 'Jobs that ended in failure and wait for a person, with their reasons, the newest first',
  live: true,
  data: z.array(
    z.object({
      id: z.string(),
      queue: z.string(),
      name: z.string(),
      payload: z.unknown(),
      code: z.string(),
      reason: z.string(),
      attempts: count,
      failedAt: instant,
    }),
  ),
  async answer(context) {
    const dead = (await context.options.queues?.dead()) ?? [];
    return { data: dead.map((job) => ({ ...job, failedAt: iso(job.failedAt) })) };
  },
});

/** Redriving is a decision of a person, and is written down as one. */
export function mountRedrive(app: ApiApp, context: ApiContext, cache: ResponseCache): void {
  mountWrite(app, cache, {
    name: 'redriveJob',
    path: '/jobs/dead/redrive',
    summary: 'Sets a dead job waiting again, with all its tries',
    params: z.strictObject({}),
    body: z.strictObject({ id: z.string().min(1).max(200) }),
    data: z.object({ id: z.string() }),
    async act({ body, actor }) {
      await door(context).redrive(body.id);
      await recordAudit(context.options.sql, {
        at: context.clock.now(),
        actor,
        action: 'job.redrive',
        subject: body.id,
      });
      return { id: body.id };
    },
  });
}

function door(context: ApiContext): QueueDoor {
  if (context.options.queues) return context.options.queues;
  throw new AppError('NOT_FOUND', 'This API stands before no queue.');
}
