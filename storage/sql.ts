import { setTimeout as pause } from 'node:timers/promises';
import type { ISql, Sql as PostgresSql, TransactionSql } from 'postgres';

/** The pool. */
export type Sql = PostgresSql;
/** The pool or a transaction: what a function takes that runs in either. */
export type AnySql = ISql;
export type Transaction = TransactionSql;

const LONE_SURROGATE = /\p{Surrogate}/gu;

/** PostgreSQL stores neither NUL nor half a surrogate pair; hostile pages hold both. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '').replace(LONE_SURROGATE, '\ufffd');
}

/** How JSON writes a NUL or half a surrogate pair; a text that spells such an escape out looks alike. */
const PERHAPS_UNSTORABLE = /\\u(?:0000|d[89a-f])/;

/** JSON that jsonb takes, as text: pass it as `text[]` and cast, or through `asJson`. */
export function storableJson(value: unknown): string {
  const plain = JSON.stringify(value);
  if (!PERHAPS_UNSTORABLE.test(plain)) return plain;
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'string' ? storableText(inner) : inner,
  );
}

/** Splits work so that no statement carries more than `size` rows. */
export function inChunks<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}

const DEADLOCK = '40P01';
const SERIALIZATION = '40001';
const MOST_TRIES = 8;
/** Longer with each try, so that those who collided do not collide again. */
const PAUSE_MS = 25;

function isPool(sql: AnySql): sql is Sql {
  return 'begin' in sql;
}

/** Runs in the given transaction, or in one of its own that is tried again after a deadlock. */
export async function inTransaction<T>(sql: AnySql, work: (sql: AnySql) => Promise<T>): Promise<T> {
  if (!isPool(sql)) return work(sql);
  for (let attempt = 1; ; attempt += 1) {
    try {
      const done = await sql.begin(async (transaction) => ({ value: await work(transaction) }));
      return (done as { value: T }).value;
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      if ((code !== DEADLOCK && code !== SERIALIZATION) || attempt === MOST_TRIES) throw error;
      await pause(PAUSE_MS * attempt);
    }
  }
}
