import type { Sql } from '../sql.ts';

/** The version of all that is shown; jobs and decisions bump it, and ETags are made from it. */
export async function readDataVersion(sql: Sql): Promise<string> {
  const rows = await sql<{ value: string }[]>`
    select value #>> '{}' as value from settings where key = 'data_version'`;
  return rows[0]?.value ?? '0';
}

/** The last complete week that has been counted and judged, or null before the first analysis. */
export async function readAsOfWeek(sql: Sql): Promise<string | null> {
  const rows = await sql<{ week: string | null }[]>`
    select to_char(max(week), 'YYYY-MM-DD') as week from concept_states`;
  return rows[0]?.week ?? null;
}
