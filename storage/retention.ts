import { inTransaction, type AnySql, type Sql } from './sql.ts';
import { dropDocuments } from './drop-documents.ts';

const BATCH = 1_000;

export interface RetentionResult {
  deleted: number;
  bySource: Record<string, number>;
  products: number;
  observations: number;
  /** Lines of the ledger, addresses of pages and leftovers of the frontier. */
  addresses: number;
}

/** The first instant a source may still hold; its clock starts at publication, or at a sighting. */
function horizon(sql: AnySql, now: Date) {
  return sql`(${now}::timestamptz - (s.definition ->> 'retentionDays')::double precision * interval '1 day')`;
}

/**
 * Deletes what is older than its source's retention days, with all that was read from it. What was counted stays as
 * it was counted: a number of documents is nobody's, and a year of them is what a season is compared with. A
 * product's document stays while the product is seen.
 */
export async function deleteExpired(sql: Sql, now: Date): Promise<RetentionResult> {
  const result: RetentionResult = { deleted: 0, bySource: {}, products: 0, observations: 0, addresses: 0 };
  for (;;) {
    const gone = await inTransaction(sql, (tx) => deleteBatch(tx, now));
    for (const sourceId of gone) result.bySource[sourceId] = (result.bySource[sourceId] ?? 0) + 1;
    result.deleted += gone.length;
    if (gone.length < BATCH) break;
  }
  result.observations = await inTransaction(sql, (tx) => deleteObservations(tx, now));
  const products = await sql`
    delete from products p using sources s
    where s.id = p.source_id and p.last_seen_at < ${horizon(sql, now)}`;
  result.products = products.count;
  result.addresses = await deleteAddresses(sql, now);
  return result;
}

async function deleteBatch(tx: AnySql, now: Date): Promise<string[]> {
  const rows = await tx<{ id: string; source_id: string }[]>`
    select d.id, d.source_id from documents d
    join sources s on s.id = d.source_id
    left join products p on p.id = d.product_id and d.kind = 'product'
    where coalesce(p.last_seen_at, d.published_at) < ${horizon(tx, now)}
    order by d.id limit ${BATCH} for update of d`;
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) return [];
  await tx`
    insert into frozen_cells (source_id, week)
    select distinct source_id, date_trunc('week', published_at at time zone 'UTC')::date
    from documents where id = any(${ids}::bigint[]) and kind <> 'product' order by 1, 2
    on conflict do nothing`;
  await dropDocuments(tx, ids);
  return rows.map((row) => row.source_id);
}

async function deleteObservations(tx: AnySql, now: Date): Promise<number> {
  const [row] = await tx<{ count: number }[]>`
    with gone as (
      delete from observations o using products p, sources s
      where p.id = o.product_id and s.id = p.source_id and o.observed_at < ${horizon(tx, now)}
      returning p.source_id, date_trunc('week', o.observed_on::timestamp)::date as week
    ), frozen as (
      insert into frozen_cells (source_id, week) select distinct source_id, week from gone on conflict do nothing
    )
    select count(*)::int as count from gone`;
  return row?.count ?? 0;
}

/** That a page was read stays known by the hash of its address, else an old sitemap would be fetched all over again. */
async function deleteAddresses(sql: AnySql, now: Date): Promise<number> {
  const ledger = await sql`
    delete from fetch_ledger f using sources s where s.id = f.source_id and f.at < ${horizon(sql, now)}`;
  const pages = await sql`
    update pages p set url = '' from sources s
    where s.id = p.source_id and p.url <> '' and p.fetched_at < ${horizon(sql, now)}`;
  const frontier = await sql`
    delete from frontier f using source_runs r, sources s
    where r.id = f.run_id and s.id = r.source_id and r.started_at < ${horizon(sql, now)}`;
  return ledger.count + pages.count + frontier.count;
}
