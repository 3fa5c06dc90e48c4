import type { MiddlewareHandler } from 'hono';
import { getConnInfo } from '@hono/node-server/conninfo';
import { AppError } from '../core/errors.ts';
import { sha256Hex } from '../core/hash.ts';
import type { ApiContext, ApiEnv } from './context.ts';

const MINUTE_MS = 60_000;
/** Callers remembered at once; beyond it the longest known is forgotten, so that memory stays bounded. */
const MOST_CALLERS = 10_000;
const USUAL_PER_MINUTE = 600;

interface Allowance {
  tokens: number;
  at: number;
}

/**
 * A token bucket per key, or per address where none is given; its size is a minute's allowance. Counts before the
 * key is looked up, so that guessing keys is slow too. Loopback has no limit unless one is set.
 */
export function limitRate(context: ApiContext): MiddlewareHandler<ApiEnv> {
  const most = context.options.requestsPerMinute ?? (context.keysRequired ? USUAL_PER_MINUTE : 0);
  if (most <= 0) return (_c, next) => next();
  const callers = new Map<string, Allowance>();
  return async (c, next) => {
    const header = c.req.header('authorization');
    const caller = header === undefined ? addressOf(c) : sha256Hex(header);
    const now = performance.now();
    const before = callers.get(caller) ?? { tokens: most, at: now };
    const tokens = Math.min(most, before.tokens + ((now - before.at) * most) / MINUTE_MS);
    callers.delete(caller);
    callers.set(caller, { tokens: Math.max(0, tokens - 1), at: now });
    if (callers.size > MOST_CALLERS) callers.delete(callers.keys().next().value ?? '');
    if (tokens < 1) {
      throw new AppError('RATE_LIMITED', `More than ${most} requests a minute. Wait a moment.`, {
        retryAfterMs: ((1 - tokens) * MINUTE_MS) / most,
      });
    }
    await next();
    c.res.headers.set('ratelimit-limit', String(most));
    c.res.headers.set('ratelimit-remaining', String(Math.floor(tokens - 1)));
  };
}

function addressOf(c: Parameters<MiddlewareHandler<ApiEnv>>[0]): string {
  // Without a socket (requests made in process) all callers are one.
  const bound = (c.env as { incoming?: unknown } | undefined)?.incoming !== undefined;
  return bound ? (getConnInfo(c).remote.address ?? 'unknown') : 'in-process';
}
