import { markDocumentsDirty } from './dirty-cells.ts';
import { inTransaction, type AnySql, type Sql } from './sql.ts';
import { unfoldWith } from './unfold.ts';

const BATCH = 1_000;

export interface RetentionResult {
  deleted: number;
  bySource: Record<string, number>;
}

/**
 * Deletes documents older than their source's retention days, with what was read from them, and marks their weeks:
 * a figure is never shown without its documents. A product's document stays while the product is seen.
 */
export async function deleteExpired(sql: Sql, now: Date): Promise<RetentionResult> {
  const result: RetentionResult = { deleted: 0, bySource: {} };
  for (;;) {
    const gone = await inTransaction(sql, (tx) => deleteBatch(tx, now));
    for (const sourceId of gone) result.bySource[sourceId] = (result.bySource[sourceId] ?? 0) + 1;
    result.deleted += gone.length;
    if (gone.length < BATCH) return result;
  }
}

async function deleteBatch(tx: AnySql, now: Date): Promise<string[]> {
  const rows = await tx<{ id: string; source_id: string }[]>`
    select d.id, d.source_id from documents d
    join sources s on s.id = d.source_id
    left join products p on p.id = d.product_id and d.kind = 'product'
    where coalesce(p.last_seen_at, d.published_at)
      < ${now}::timestamptz - (s.definition ->> 'retentionDays')::double precision * interval '1 day'
    order by d.id limit ${BATCH} for update of d`;
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) return [];
  await markDocumentsDirty(tx, ids);
  await unfoldWith(tx, ids);
  await tx`delete from documents where id = any(${ids}::bigint[])`;
  return rows.map((row) => row.source_id);
}
