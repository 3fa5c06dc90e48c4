import type { Sql } from '../sql.ts';

interface ApiKeyRow {
  id: string;
  name: string;
  scopes: string[];
  expiresAt: Date | null;
  revokedAt: Date | null;
}

export async function insertApiKey(
  sql: Sql,
  key: { id: string; name: string; hash: string; scopes: string[]; createdAt: Date; expiresAt: Date | null },
): Promise<void> {
  await sql`
    insert into api_keys (id, name, key_hash, scopes, created_at, expires_at)
    values (${key.id}, ${key.name}, ${key.hash}, ${key.scopes}::text[], ${key.createdAt}, ${key.expiresAt})`;
}

export async function findApiKey(sql: Sql, hash: string): Promise<ApiKeyRow | null> {
  const rows = await sql<ApiKeyRow[]>`
    select id, name, scopes, expires_at as "expiresAt", revoked_at as "revokedAt"
    from api_keys where key_hash = ${hash}`;
  return rows[0] ?? null;
}

export interface ListedApiKey extends ApiKeyRow {
  createdAt: Date;
}

/** All keys, the newest first; what they are is not stored and cannot be listed. */
export async function listApiKeys(sql: Sql): Promise<ListedApiKey[]> {
  return sql<ListedApiKey[]>`
    select id, name, scopes, created_at as "createdAt", expires_at as "expiresAt", revoked_at as "revokedAt"
    from api_keys order by created_at desc, id`;
}

/** Ends a key at once. False where no key has this id; ending it twice keeps the first time. */
export async function revokeApiKey(sql: Sql, id: string, at: Date): Promise<boolean> {
  const rows = await sql`
    update api_keys set revoked_at = coalesce(revoked_at, ${at}) where id = ${id} returning id`;
  return rows.length > 0;
}
