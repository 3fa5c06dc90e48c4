import type { Sql } from '../sql.ts';

interface SummaryTotals {
  documents: number;
  copies: number;
  products: number;
  sources: number;
  concepts: number;
  mentions: number;
  candidates: number;
  firstPublishedAt: Date | null;
  lastPublishedAt: Date | null;
}

export async function readTotals(sql: Sql): Promise<SummaryTotals> {
  const rows = await sql<SummaryTotals[]>`
    select
      count(*) filter (where duplicate_of is null)::int as documents,
      count(*) filter (where duplicate_of is not null)::int as copies,
      (select count(*)::int from products) as products,
      (select count(*)::int from sources where enabled) as sources,
      (select count(*)::int from concepts where active) as concepts,
      (select coalesce(sum(documents), 0)::int from concept_weeks) as mentions,
      (select count(*)::int from candidates where status = 'inbox') as candidates,
      min(published_at) as "firstPublishedAt", max(published_at) as "lastPublishedAt"
    from documents`;
  const totals = rows[0];
  if (totals === undefined) throw new Error('an aggregate without group by gives one row');
  return totals;
}

interface SectorCount {
  sector: string;
  documents: number;
  lastWeek: number;
  sources: number;
}

/**
 * Documents that count (no copies) by sector, and of those the ones of the last judged week. In commerce a product
 * counts once in each week it was seen.
 */
export async function countSectors(sql: Sql): Promise<SectorCount[]> {
  return sql<SectorCount[]>`
    select w.sector, sum(w.documents)::int as documents,
      coalesce(sum(w.documents) filter (where w.week = (select max(week) from concept_states)), 0)::int as "lastWeek",
      count(distinct w.source_id)::int as sources
    from source_weeks w
    group by w.sector order by w.sector`;
}
