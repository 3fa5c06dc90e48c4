import { randomBytes } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Clock } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';
import { sha256Hex } from '../core/hash.ts';
import { findApiKey, insertApiKey } from '../storage/queries/api-keys.ts';
import type { Sql } from '../storage/sql.ts';
import type { ApiContext, ApiEnv } from './context.ts';

export const SCOPES = ['read', 'write'] as const;
export type Scope = (typeof SCOPES)[number];

export interface NewApiKey {
  id: string;
  /** Shown once; only its SHA-256 is kept. */
  key: string;
  expiresAt: Date | null;
}

/** Makes a key. 32 random bytes need no salt or slow hash: they cannot be guessed from the hash. */
export async function createApiKey(
  sql: Sql,
  options: { name: string; scopes: Scope[]; clock: Clock; expiresInDays?: number | undefined },
): Promise<NewApiKey> {
  if (options.name.trim() === '')
    throw new AppError('BAD_INPUT', 'A key needs a name, so that its use can be traced.');
  if (options.scopes.length === 0)
    throw new AppError('BAD_INPUT', 'A key needs a scope: read, write or both.');
  const id = randomBytes(6).toString('hex');
  const key = `hml_${id}_${randomBytes(32).toString('base64url')}`;
  const createdAt = options.clock.now();
  const expiresAt =
    options.expiresInDays === undefined
      ? null
      : new Date(createdAt.getTime() + options.expiresInDays * 86_400_000);
  await insertApiKey(sql, {
    id,
    name: options.name,
    hash: sha256Hex(key),
    scopes: options.scopes,
    createdAt,
    expiresAt,
  });
  return { id, key, expiresAt };
}

/** Pages cannot send a header: a browser signs in once and carries the key in this cookie. */
export const KEY_COOKIE = 'hemline_key';

/** Loopback reads and writes freely; bound elsewhere every request names a key with the scope it needs. */
export function requireKey(context: ApiContext): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    if (!context.keysRequired) return next();
    const scope = scopeOf(c.req.method, c.req.path);
    const header = c.req.header('authorization');
    const token = header === undefined ? getCookie(c, KEY_COOKIE) : bearerOf(header);
    const wantsPage =
      header === undefined && scope === 'read' && c.req.header('accept')?.includes('text/html');
    try {
      c.set('actor', (await checkKey(context, token, scope)).name);
    } catch (thrown) {
      if (wantsPage && thrown instanceof AppError && thrown.code === 'UNAUTHORIZED')
        return c.redirect('/sign-in');
      throw thrown;
    }
    return next();
  };
}

/** Questions with a body change nothing. */
const ASKING = /^\/api\/v1\/(recommender\/|signal-rules\/rehearse$)/;

function scopeOf(method: string, path: string): Scope {
  return method === 'GET' || method === 'HEAD' || ASKING.test(path) ? 'read' : 'write';
}

const TOKEN = /^[A-Za-z0-9_-]{20,200}$/;

function bearerOf(header: string): string | undefined {
  return header.match(/^Bearer (\S+)$/i)?.[1];
}

/** The key behind a token, if it is known, alive and has the scope. */
export async function checkKey(
  context: ApiContext,
  token: string | undefined,
  scope: Scope,
): Promise<{ name: string; expiresAt: Date | null }> {
  if (token === undefined || !TOKEN.test(token)) {
    throw new AppError('UNAUTHORIZED', 'Send `Authorization: Bearer KEY` with a key made for this instance.');
  }
  const key = await findApiKey(context.options.sql, sha256Hex(token));
  const now = context.clock.now();
  if (key === null || key.revokedAt !== null)
    throw new AppError('UNAUTHORIZED', 'This key is not known here.');
  if (key.expiresAt !== null && key.expiresAt <= now)
    throw new AppError('UNAUTHORIZED', 'This key has expired.');
  if (!key.scopes.includes(scope)) throw new AppError('FORBIDDEN', `This key has no ${scope} scope.`);
  return key;
}
