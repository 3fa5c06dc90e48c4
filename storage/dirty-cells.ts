import type { AnySql } from './sql.ts';

/** A source and a week (its Monday) whose counts must be made anew. */
export interface DirtyCell {
  sourceId: string;
  week: string;
}

/**
 * Marks cells in the transaction that changes what they count. An existing mark is locked, not skipped over:
 * else a builder could take the mark and count before this transaction's rows are visible.
 */
export async function markDirty(sql: AnySql, cells: readonly DirtyCell[]): Promise<void> {
  if (cells.length === 0) return;
  await sql`
    insert into dirty_cells (source_id, week)
    select distinct source_id, week
    from unnest(${cells.map((c) => c.sourceId)}::text[], ${cells.map((c) => c.week)}::date[]) as c (source_id, week)
    order by 1, 2
    on conflict (source_id, week) do update set week = excluded.week`;
}

/** Marks the weeks in which these documents count: their own, their original's, or of a product all it was seen in. */
export async function markDocumentsDirty(sql: AnySql, documentIds: readonly string[]): Promise<void> {
  if (documentIds.length === 0) return;
  await sql`
    insert into dirty_cells (source_id, week)
    select source_id, week from (
      select source_id, date_trunc('week', published_at at time zone 'UTC')::date as week
      from documents where id = any(${[...documentIds]}::bigint[]) and kind <> 'product'
      union
      select o.source_id, date_trunc('week', o.published_at at time zone 'UTC')::date
      from documents d join documents o on o.id = d.duplicate_of
      where d.id = any(${[...documentIds]}::bigint[])
      union
      select p.source_id, date_trunc('week', o.observed_on::timestamp)::date
      from documents d
      join products p on p.id = d.product_id
      join observations o on o.product_id = p.id
      where d.id = any(${[...documentIds]}::bigint[]) and d.kind = 'product'
    ) cells
    order by 1, 2
    on conflict (source_id, week) do update set week = excluded.week`;
}
