import { randomBytes } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
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

/** Loopback reads and writes freely; bound elsewhere every request names a key with the scope it needs. */
export function requireKey(context: ApiContext): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    if (!context.keysRequired) return next();
    const scope: Scope = c.req.method === 'GET' || c.req.method === 'HEAD' ? 'read' : 'write';
    const name = await checkKey(context, bearerOf(c.req.header('authorization')), scope);
    c.set('actor', name);
    return next();
  };
}

function bearerOf(header: string | undefined): string {
  const token = header?.match(/^Bearer ([A-Za-z0-9_-]{20,200})$/i)?.[1];
  if (token === undefined) {
    throw new AppError(
      'UNAUTHORIZED',
      'Send `Authorization: Bearer KEY`. A key is made with `hemline keys create`.',
    );
  }
  return token;
}

async function checkKey(context: ApiContext, token: string, scope: Scope): Promise<string> {
  const key = await findApiKey(context.options.sql, sha256Hex(token));
  const now = context.clock.now();
  if (key === null || key.revokedAt !== null)
    throw new AppError('UNAUTHORIZED', 'This key is not known here.');
  if (key.expiresAt !== null && key.expiresAt <= now)
    throw new AppError('UNAUTHORIZED', 'This key has expired.');
  if (!key.scopes.includes(scope)) throw new AppError('FORBIDDEN', `This key has no ${scope} scope.`);
  return key.name;
}
