import type { Sector } from '../core/words.ts';
import type { AnySql } from './sql.ts';

/** What is stored, in numbers, for a run's summary. */
export interface Totals {
  documents: number;
  duplicates: number;
  products: number;
  observations: number;
  candidates: number;
  signals: number;
}

export async function readTotals(sql: AnySql): Promise<Totals> {
  const [row] = await sql<Totals[]>`
    select
      (select count(*)::integer from documents where duplicate_of is null) as documents,
      (select count(*)::integer from documents where duplicate_of is not null) as duplicates,
      (select count(*)::integer from products) as products,
      (select count(*)::integer from observations) as observations,
      (select count(*)::integer from candidates where status = 'inbox') as candidates,
      (select count(*)::integer from signals where week = (select max(week) from signals)) as signals`;
  return row!;
}

export async function countBySector(sql: AnySql): Promise<{ sector: Sector; documents: number }[]> {
  return sql<{ sector: Sector; documents: number }[]>`
    select sector, count(*)::integer as documents from documents where duplicate_of is null group by 1 order by 1`;
}

export async function countBySource(sql: AnySql): Promise<Map<string, number>> {
  const rows = await sql<{ id: string; documents: number }[]>`
    select source_id as id, count(*)::integer as documents from documents group by 1`;
  return new Map(rows.map(({ id, documents }) => [id, documents]));
}
