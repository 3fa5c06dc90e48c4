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
