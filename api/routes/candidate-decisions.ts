import { z } from 'zod';
import { acceptBody, mergeBody, rejectBody } from '../../core/inbox-decision.ts';
import {
  acceptCandidate,
  mergeCandidate,
  rejectCandidate,
  type DecidedCandidate,
} from '../../storage/inbox.ts';
import type { ApiApp } from '../app.ts';
import type { ApiContext } from '../context.ts';
import type { ResponseCache } from '../response-cache.ts';
import { mountWrite } from '../write.ts';

const params = z.strictObject({ id: z.string().min(1).max(200) });
const decided = z.object({ id: z.string(), status: z.string(), conceptId: z.string().nullable() });

/** Accept, merge, reject: recorded with who decided, and the past is read again with the new word. */
export function mountCandidateDecisions(app: ApiApp, context: ApiContext, cache: ResponseCache): void {
  const { sql } = context.options;
  const by = (actor: string) => ({ actor, at: context.clock.now() });
  mountWrite(app, cache, {
    name: 'acceptCandidate',
    path: '/candidates/{id}/accept',
    summary: 'Makes a concept of a candidate and reads the past again',
    params,
    body: acceptBody,
    data: decided,
    act: async ({ params: { id }, body, actor }) =>
      readAgain(context, await acceptCandidate(sql, id, body, by(actor))),
  });
  mountWrite(app, cache, {
    name: 'mergeCandidate',
    path: '/candidates/{id}/merge',
    summary: 'Makes a candidate an alias of a concept and reads the past again',
    params,
    body: mergeBody,
    data: decided,
    act: async ({ params: { id }, body, actor }) =>
      readAgain(context, await mergeCandidate(sql, id, body.concept, by(actor))),
  });
  mountWrite(app, cache, {
    name: 'rejectCandidate',
    path: '/candidates/{id}/reject',
    summary: 'Says that a candidate is no fashion term',
    params,
    body: rejectBody,
    data: decided,
    act: ({ params: { id }, body, actor }) => rejectCandidate(sql, id, body.reason ?? null, by(actor)),
  });
}

async function readAgain(context: ApiContext, decision: DecidedCandidate): Promise<DecidedCandidate> {
  await context.options.enqueue('reread-history', { chain: 'all' });
  return decision;
}
