import type { FrontierItem, KnownPage, LedgerEntry, PageResult } from '../core/crawl-store.ts';
import { stableId } from '../core/hash.ts';
import { writeLedger } from './ledger.ts';
import { inChunks, inTransaction, storableJson, storableText, type AnySql, type Sql } from './sql.ts';

/** An item that failed, or killed the process, this often in one run is given up. */
const MOST_ATTEMPTS = 5;
/** Rows a statement: a sitemap lists up to 50,000 addresses. */
const CHUNK = 5_000;

/**
 * One writer a run: pages of a source found and stored at once would take the same rows (links, products, weeks) in
 * different orders and deadlock. Weaker than FOR UPDATE, so that the foreign keys of the frontier do not wait on it.
 */
export async function lockRun(tx: AnySql, runId: string): Promise<void> {
  await tx`select 1 from source_runs where id = ${runId} for no key update`;
}

/** Each URL once a run, in the order given. */
export async function addItems(sql: AnySql, runId: string, items: readonly FrontierItem[]): Promise<number> {
  let count = 0;
  for (const chunk of inChunks(items, CHUNK)) {
    const rows = chunk.map((item) => ({ ...item, hash: hashOf(item.url) }));
    const added = await sql`
      insert into frontier (run_id, url_hash, url, kind, depth, hint)
      select ${runId}, hash, url, kind, depth, coalesce(to_jsonb(hint), '{}')
      from rows from (json_to_recordset(${storableJson(rows)}::text::json)
        as (hash bigint, url text, kind text, depth int, hint json)) with ordinality
      order by ordinality
      on conflict (run_id, url_hash) do nothing`;
    count += added.count;
  }
  return count;
}

export function hashOf(url: string): string {
  return stableId(storableText(url));
}

/** What a killed process had taken comes back; what was taken too often is what kills, and is given up. */
export async function reclaimItems(
  sql: Sql,
  { sourceId, runId, at }: { sourceId: string; runId: string; at: Date },
): Promise<void> {
  await inTransaction(sql, async (tx) => {
    await lockRun(tx, runId);
    const hopeless = await tx<{ url: string }[]>`
      update frontier set state = 'done'
      where run_id = ${runId} and state = 'taken' and attempts >= ${MOST_ATTEMPTS} returning url`;
    const entry = { outcome: 'failed', reason: 'gave-up', status: null, bytes: 0, durationMs: 0 } as const;
    const ledger: LedgerEntry[] = hopeless.map(({ url }) => ({ ...entry, url, at }));
    await writeLedger(tx, sourceId, runId, ledger);
    await tx`update frontier set state = 'waiting' where run_id = ${runId} and state = 'taken'`;
  });
}

export interface TakenItem {
  item: FrontierItem;
  /** What earlier runs know of its URL. */
  known: KnownPage | null;
}

interface TakenRow extends FrontierItem {
  position: string;
  etag: string | null;
  lastModified: string | null;
  fetchedAt: Date | null;
}

export async function takeItems(
  sql: AnySql,
  { sourceId, runId }: { sourceId: string; runId: string },
  limit: number,
): Promise<TakenItem[]> {
  const rows = await sql<TakenRow[]>`
    with taken as (
      update frontier set state = 'taken', attempts = attempts + 1
      where ctid = any(array(
        select ctid from frontier where run_id = ${runId} and state = 'waiting'
        order by run_id, position limit ${limit} for update skip locked
      ))
      returning url_hash, url, kind, depth, hint, position
    )
    select t.url, kind, depth, hint, position, etag, last_modified as "lastModified", fetched_at as "fetchedAt"
    from taken t left join pages p on p.source_id = ${sourceId} and p.url_hash = t.url_hash`;
  const inOrder = [...rows].sort((a, b) => Number(BigInt(a.position) - BigInt(b.position)));
  return inOrder.map(({ url, kind, depth, hint, etag, lastModified, fetchedAt }) => ({
    item: { url, kind, depth, hint },
    known: fetchedAt === null ? null : { etag, lastModified, fetchedAt },
  }));
}

/**
 * Marks items (each URL once) as done, or as waiting again; answers the hashes of those that were not done yet. The
 * others were committed already: by a process that was thought dead, or twice by mistake.
 */
export async function settleItems(
  tx: AnySql,
  runId: string,
  results: readonly PageResult[],
): Promise<Set<string>> {
  const rows = results.map(({ item, retry }) => ({ ...item, hash: hashOf(item.url), retry }));
  const settled = await tx<{ hash: string }[]>`
    insert into frontier as f (run_id, url_hash, url, kind, depth, hint, state, attempts)
    select ${runId}, hash, url, kind, depth, coalesce(to_jsonb(hint), '{}'),
      case when retry then 'waiting' else 'done' end, 1
    from rows from (json_to_recordset(${storableJson(rows)}::text::json)
      as (hash bigint, url text, kind text, depth int, hint json, retry boolean)) with ordinality
    order by ordinality
    on conflict (run_id, url_hash) do update set
      state = case when excluded.state = 'waiting' and f.attempts < ${MOST_ATTEMPTS} then 'waiting' else 'done' end,
      position = default
    where f.state <> 'done'
    returning url_hash as hash`;
  return new Set(settled.map(({ hash }) => hash));
}
