import { randomBytes } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { ApiContext, ApiEnv } from './context.ts';

const REQUEST_ID = /^[A-Za-z0-9._-]{1,64}$/;

/** Gives each request an id (a caller's own is kept when it is harmless) and writes one line when it is answered. */
export function logRequests(context: ApiContext): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const given = c.req.header('x-request-id');
    const requestId = given !== undefined && REQUEST_ID.test(given) ? given : randomBytes(8).toString('hex');
    c.set('requestId', requestId);
    c.set('actor', 'local');
    const from = performance.now();
    await next();
    const kept = c.get('complete') === true;
    if (!kept) c.res.headers.set('x-request-id', requestId);
    // Kept answers are most of the traffic and tell nothing new.
    context.log[kept ? 'debug' : 'info'](
      {
        requestId,
        method: c.req.method,
        path: c.req.path,
        status: c.res.status,
        durationMs: Math.round((performance.now() - from) * 10) / 10,
        actor: c.get('actor'),
      },
      'request',
    );
  };
}
