import type { ReservedSql } from 'postgres';
import type { Sql } from './sql.ts';

/** The first of an advisory lock's two numbers; the second is the source's. */
const CRAWL = 8_513_091;

/** One connection of a pool holds all its locks: a crawl that kept a connection each would leave none to work with. */
interface Holder {
  connection: Promise<ReservedSql>;
  held: Set<string>;
}

const holders = new WeakMap<Sql, Holder>();

/**
 * Takes a source for one crawl: null while any process crawls it. The lock goes with the connection, so a killed
 * process holds nothing. Session locks: a pooler in front of PostgreSQL has to pool by session.
 */
export async function holdSource(sql: Sql, sourceId: string): Promise<(() => Promise<void>) | null> {
  const holder = holders.get(sql) ?? { connection: sql.reserve(), held: new Set() };
  if (holder.held.has(sourceId)) return null;
  holders.set(sql, holder);
  holder.held.add(sourceId);
  try {
    const connection = await holder.connection;
    const [row] = await connection<{ mine: boolean }[]>`
      select pg_try_advisory_lock(${CRAWL}, hashtext(${sourceId})) as mine`;
    if (row?.mine === true) return () => letGo(sql, holder, sourceId);
    await forget(sql, holder, sourceId);
    return null;
  } catch (error) {
    await forget(sql, holder, sourceId);
    throw error;
  }
}

async function letGo(sql: Sql, holder: Holder, sourceId: string): Promise<void> {
  try {
    const connection = await holder.connection;
    await connection`select pg_advisory_unlock(${CRAWL}, hashtext(${sourceId}))`;
  } catch {
    // The connection is lost, and the lock with it.
  } finally {
    await forget(sql, holder, sourceId);
  }
}

/** The last one gives the connection back. */
async function forget(sql: Sql, holder: Holder, sourceId: string): Promise<void> {
  holder.held.delete(sourceId);
  if (holder.held.size > 0) return;
  if (holders.get(sql) === holder) holders.delete(sql);
  await holder.connection.then(
    (connection) => connection.release(),
    () => {},
  );
}
