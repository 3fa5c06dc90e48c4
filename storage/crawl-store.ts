import type { CrawlStore, FrontierItem, KnownPage, LedgerEntry, PageResult } from '../core/crawl-store.ts';
import type { Clock } from '../core/clock.ts';
import { stableId } from '../core/hash.ts';
import { saveDocuments, type Fingerprint } from './documents.ts';
import { writeLedger } from './ledger.ts';
import { saveObservations, saveProducts, type ShelfSource } from './products.ts';
import { inTransaction, storableJson, storableText, type AnySql, type Sql } from './sql.ts';

/** An item that failed, or killed the process, this often in one run is given up. */
const MOST_ATTEMPTS = 5;

export interface CrawlStoreOptions {
  source: ShelfSource;
  runId: string;
  clock: Clock;
  fingerprint: Fingerprint;
}

/** The state of one run of a source in PostgreSQL. Every commit is one transaction and counts once. */
export function createCrawlStore(sql: Sql, options: CrawlStoreOptions): CrawlStore {
  const { source, runId } = options;
  let reclaimed: Promise<void> | undefined;
  return {
    cursor: () => readCursor(sql, source.id),
    addToFrontier: (items) =>
      inTransaction(sql, async (tx) => {
        await lockRun(tx, runId);
        return addItems(tx, runId, items);
      }),
    takeFromFrontier: async (limit) => {
      reclaimed ??= reclaimItems(sql, options);
      await reclaimed;
      return takeItems(sql, runId, limit);
    },
    knownPage: (url) => readPage(sql, source.id, url),
    commit: (result) => inTransaction(sql, (tx) => commitPage(tx, options, result)),
  };
}

/**
 * One writer a run: pages of a source found and stored at once would take the same rows (links, products, weeks) in
 * different orders and deadlock. Weaker than FOR UPDATE, so that the foreign keys of the frontier do not wait on it.
 */
async function lockRun(tx: AnySql, runId: string): Promise<void> {
  await tx`select 1 from source_runs where id = ${runId} for no key update`;
}

async function readCursor(sql: AnySql, sourceId: string): Promise<Record<string, unknown> | null> {
  const [row] = await sql<{ cursor: Record<string, unknown> | null }[]>`
    select cursor from sources where id = ${sourceId}`;
  return row?.cursor ?? null;
}

/** Each URL once a run, in the order given. */
async function addItems(sql: AnySql, runId: string, items: readonly FrontierItem[]): Promise<number> {
  if (items.length === 0) return 0;
  const rows = items.map((item) => ({
    ...item,
    url: storableText(item.url),
    hash: stableId(storableText(item.url)),
  }));
  const added = await sql`
    insert into frontier (run_id, url_hash, url, kind, depth, hint)
    select ${runId}, hash, url, kind, depth, coalesce(to_jsonb(hint), '{}')
    from rows from (json_to_recordset(${storableJson(rows)}::text::json)
      as (hash bigint, url text, kind text, depth int, hint json)) with ordinality
    order by ordinality
    on conflict (run_id, url_hash) do nothing`;
  return added.count;
}

/** What a killed process had taken comes back; what was taken too often is what kills, and is given up. */
async function reclaimItems(sql: Sql, options: CrawlStoreOptions): Promise<void> {
  const { runId, source, clock } = options;
  await inTransaction(sql, async (tx) => {
    await lockRun(tx, runId);
    const hopeless = await tx<{ url: string }[]>`
      update frontier set state = 'done'
      where run_id = ${runId} and state = 'taken' and attempts >= ${MOST_ATTEMPTS} returning url`;
    const entry = { outcome: 'failed', reason: 'gave-up', status: null, bytes: 0, durationMs: 0 } as const;
    const ledger: LedgerEntry[] = hopeless.map(({ url }) => ({ ...entry, url, at: clock.now() }));
    await writeLedger(tx, source.id, runId, ledger);
    await tx`update frontier set state = 'waiting' where run_id = ${runId} and state = 'taken'`;
  });
}

async function takeItems(sql: AnySql, runId: string, limit: number): Promise<FrontierItem[]> {
  const rows = await sql<(FrontierItem & { position: string })[]>`
    update frontier set state = 'taken', attempts = attempts + 1
    where run_id = ${runId} and url_hash in (
      select url_hash from frontier where run_id = ${runId} and state = 'waiting'
      order by position limit ${limit} for update skip locked
    )
    returning url, kind, depth, hint, position`;
  const inOrder = [...rows].sort((a, b) => Number(BigInt(a.position) - BigInt(b.position)));
  return inOrder.map(({ url, kind, depth, hint }) => ({ url, kind, depth, hint }));
}

async function readPage(sql: AnySql, sourceId: string, url: string): Promise<KnownPage | null> {
  const [row] = await sql<KnownPage[]>`
    select etag, last_modified as "lastModified", fetched_at as "fetchedAt" from pages
    where source_id = ${sourceId} and url_hash = ${stableId(storableText(url))}`;
  return row ?? null;
}

async function commitPage(tx: AnySql, options: CrawlStoreOptions, result: PageResult): Promise<void> {
  const { source, runId, clock, fingerprint } = options;
  await lockRun(tx, runId);
  if (!(await settleItem(tx, runId, result))) return;
  const save = { fingerprint, at: clock.now() };
  await writeLedger(tx, source.id, runId, [result.ledger]);
  await keepPage(tx, source.id, result);
  if (result.products.length > 0) await saveProducts(tx, source, result.products, save);
  if (result.observations.length > 0) await saveObservations(tx, source, result.observations, save);
  if (result.documents.length > 0) await saveDocuments(tx, source, result.documents, save);
  await addItems(tx, runId, result.discovered);
  if (result.cursor !== null) {
    await tx`update sources set cursor = ${storableJson(result.cursor)}::text::jsonb where id = ${source.id}`;
  }
}

/** False when this item was committed already: by a process that was thought dead, or twice by mistake. */
async function settleItem(tx: AnySql, runId: string, { item, retry }: PageResult): Promise<boolean> {
  const url = storableText(item.url);
  const settled = await tx`
    insert into frontier as f (run_id, url_hash, url, kind, depth, hint, state, attempts)
    values (${runId}, ${stableId(url)}, ${url}, ${item.kind}, ${item.depth},
      ${storableJson(item.hint)}::text::jsonb, ${retry ? 'waiting' : 'done'}, 1)
    on conflict (run_id, url_hash) do update set
      state = case when ${retry} and f.attempts < ${MOST_ATTEMPTS} then 'waiting' else 'done' end,
      position = default
    where f.state <> 'done'
    returning 1`;
  return settled.length > 0;
}

async function keepPage(
  tx: AnySql,
  sourceId: string,
  { ledger, item, validators }: PageResult,
): Promise<void> {
  if (ledger.outcome !== 'fetched' && ledger.outcome !== 'not_modified') return;
  const url = storableText(item.url);
  const unchanged = ledger.outcome === 'not_modified';
  await tx`
    insert into pages as p (source_id, url_hash, url, etag, last_modified, fetched_at)
    values (${sourceId}, ${stableId(url)}, ${url}, ${validators?.etag ?? null}, ${validators?.lastModified ?? null},
      ${ledger.at})
    on conflict (source_id, url_hash) do update set fetched_at = excluded.fetched_at,
      etag = case when ${unchanged} then coalesce(excluded.etag, p.etag) else excluded.etag end,
      last_modified = case when ${unchanged} then coalesce(excluded.last_modified, p.last_modified)
        else excluded.last_modified end`;
}
