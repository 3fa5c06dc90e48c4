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
 * Documents that count (no copies) by sector, and what its series counted in the last judged week: there, in commerce,
 * a product counts in each week it was seen.
 */
export async function countSectors(sql: Sql): Promise<SectorCount[]> {
  return sql<SectorCount[]>`
    with kept as (
      select sector, count(*)::int as documents from documents where duplicate_of is null group by sector
    ), counted as (
      select sector, count(distinct source_id)::int as sources,
        coalesce(sum(documents) filter (where week = (select max(week) from concept_states)), 0)::int as last_week
      from source_weeks group by sector
    )
    select c.sector, coalesce(k.documents, 0) as documents, c.last_week as "lastWeek", c.sources
    from counted c left join kept k using (sector) order by c.sector`;
}
