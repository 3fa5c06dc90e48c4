import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import { resumeSource } from '../../storage/queries/decisions.ts';
import { findSource } from '../../storage/queries/sources.ts';
import type { ApiApp } from '../app.ts';
import type { ApiContext } from '../context.ts';
import type { ResponseCache } from '../response-cache.ts';
import { mountWrite } from '../write.ts';
import { mountCandidateDecisions } from './candidate-decisions.ts';
import { mountSignalWrites } from './signal-rules.ts';
import { mountRedrive } from './jobs.ts';

/** The few things that may be changed from outside: decisions on the inbox, a stopped source, a dead job. */
export function mountWrites(app: ApiApp, context: ApiContext, cache: ResponseCache): void {
  mountCandidateDecisions(app, context, cache);
  mountSignalWrites(app, context, cache);
  mountRedrive(app, context, cache);
  mountWrite(app, cache, {
    name: 'resumeSource',
    path: '/sources/{id}/resume',
    summary: 'Lets a paused or blocked source crawl again; only a person does this',
    params: z.strictObject({ id: z.string().min(1).max(120) }),
    body: z.strictObject({}),
    data: z.object({ id: z.string(), health: z.string() }),
    async act({ params, actor }) {
      const source = await context.read((sql) => findSource(sql, params.id));
      if (source === null) throw new AppError('NOT_FOUND', `No source ${params.id}.`);
      const resumed = await resumeSource(context.options.sql, params.id, { at: context.clock.now(), actor });
      if (!resumed)
        throw new AppError('CONFLICT', `${params.id} is ${source.health}, not paused or blocked.`);
      await context.options.enqueue('crawl-source', { source: params.id, chain: 'all' });
      return { id: params.id, health: 'new' };
    },
  });
}
