import type { Sql } from '../sql.ts';

export interface SeriesPointRow {
  week: string;
  documents: number;
  exposure: number;
  activeSources: number;
  share: number | null;
  shareSe: number | null;
}

interface SeriesCell {
  concept: string;
  sector: string;
  market: string;
  from?: string | undefined;
  to?: string | undefined;
}

/** Complete weeks only: a week that still runs is no share yet. */
export async function listSeriesPoints(sql: Sql, cell: SeriesCell): Promise<SeriesPointRow[]> {
  return sql<SeriesPointRow[]>`
    select to_char(week, 'YYYY-MM-DD') as week, documents, exposure, active_sources as "activeSources", share,
      share_se as "shareSe"
    from series_points
    where concept_id = ${cell.concept} and sector = ${cell.sector} and market = ${cell.market}
      and ${cell.from === undefined ? sql`true` : sql`week >= ${cell.from}::date`}
      and ${cell.to === undefined ? sql`true` : sql`week <= ${cell.to}::date`}
      and week <= coalesce((select max(week) from concept_states), week)
    order by week`;
}

/** The last week that was analysed whole; null before any was. */
export async function lastCompleteWeek(sql: Sql): Promise<string | null> {
  const [row] = await sql<{ week: string | null }[]>`
    select to_char(max(week), 'YYYY-MM-DD') as week from concept_states`;
  return row?.week ?? null;
}

/** The last `weeks` shares of many concepts in one cell, oldest first; a gap stays null. */
export async function listSparklines(
  sql: Sql,
  ids: string[],
  cell: { sector: string; market: string },
  weeks: number,
): Promise<Map<string, (number | null)[]>> {
  if (ids.length === 0) return new Map();
  const rows = await sql<{ conceptId: string; shares: (number | null)[] }[]>`
    select concept_id as "conceptId", array_agg(share order by week) as shares
    from series_points
    where concept_id = any(${ids}::text[]) and sector = ${cell.sector} and market = ${cell.market}
      and week > (select max(week) from concept_states) - ${weeks * 7}::int
      and week <= (select max(week) from concept_states)
    group by concept_id`;
  return new Map(rows.map((row) => [row.conceptId, row.shares]));
}
