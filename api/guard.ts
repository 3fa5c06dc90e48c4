import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { AppError } from '../core/errors.ts';
import { isLoopback, type ApiContext, type ApiEnv } from './context.ts';

/**
 * Every answer's security headers. Style attributes are allowed (charts and swatches set colours by them; they
 * cannot run anything); style elements, inline scripts and other origins are not.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

export const SECURE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
};

/** What `SECURE_HEADERS` is completed with where no other origin may read. */
export const OWN_ORIGIN_ONLY = { 'cross-origin-resource-policy': 'same-origin' } as const;

/** A kept answer has its headers already: touching them again would cost more than the answer itself. */
export function secureHeaders(): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    await next();
    if (c.get('complete')) return;
    const { headers } = c.res;
    for (const [name, value] of Object.entries(SECURE_HEADERS)) headers.set(name, value);
    if (headers.has('access-control-allow-origin')) return;
    for (const [name, value] of Object.entries(OWN_ORIGIN_ONLY)) headers.set(name, value);
  };
}

/** PostgreSQL's text holds no NUL: asking for one is the caller's mistake, wherever it stands in the address. */
export const refuseNul: MiddlewareHandler<ApiEnv> = (c, next) => {
  if (c.req.url.includes('%00')) throw new AppError('BAD_INPUT', 'The address holds a NUL character (%00).');
  return next();
};

/** CORS (Fetch standard) for the origins the configuration names; without any, browsers keep other sites out. */
export function allowOrigins(context: ApiContext): MiddlewareHandler<ApiEnv> {
  const origin = context.options.corsOrigins ?? [];
  if (origin.length === 0) return (_c, next) => next();
  return cors({
    origin,
    allowMethods: ['GET', 'POST', 'DELETE'],
    allowHeaders: ['authorization', 'content-type', 'if-none-match', 'x-request-id'],
    exposeHeaders: ['etag', 'x-request-id', 'ratelimit-remaining', 'retry-after'],
    maxAge: 600,
  });
}

/**
 * Without keys the loopback address is the only fence: a page elsewhere must not reach through a person's browser,
 * neither by a name that resolves to us (DNS rebinding) nor by a form (cross-site request forgery).
 */
export function keepOthersOut(context: ApiContext): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const host = c.req.header('host');
    if (!context.keysRequired && host !== undefined && !isLoopback(hostName(host))) {
      throw new AppError(
        'FORBIDDEN',
        'Reached under a name that is not a loopback address. Bind elsewhere and use keys.',
      );
    }
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD' && c.req.method !== 'OPTIONS') {
      const site = c.req.header('sec-fetch-site');
      const origin = c.req.header('origin');
      const allowed = origin !== undefined && (context.options.corsOrigins ?? []).includes(origin);
      const foreign =
        (site !== undefined && site !== 'same-origin' && site !== 'none') ||
        (origin !== undefined && originHost(origin) !== host);
      if (foreign && !allowed)
        throw new AppError('FORBIDDEN', 'Writes from pages of other sites are refused.');
    }
    return next();
  };
}

function hostName(host: string): string {
  return host.replace(/:\d+$/, '');
}

function originHost(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
