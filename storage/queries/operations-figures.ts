import type { Sql } from '../sql.ts';

/** What the database says of the whole installation, whichever process did the work. */
export interface OperationsFigures {
  jobs: { job: string; outcome: string; runs: number; seconds: number }[];
  fetches: { outcome: string; reason: string; count: number }[];
  sources: { sector: string; health: string; count: number }[];
  /** Enabled sources that were due longer ago than a scheduler takes to see it. */
  overdue: number;
  documents: number;
  tables: { name: string; rows: number; bytes: number }[];
  backlog: { unfolded: number; dirtyCells: number };
  forecasts: { scored: number; inside80: number; inside95: number; error: number; naiveError: number };
}

const MOST_REASONS = 60;
const OVERDUE_AFTER = '15 minutes';

/** Each part costs little at any size: counters, small tables, an hour of the ledger, the planner's row counts. */
export async function readOperationsFigures(sql: Sql, now: Date): Promise<OperationsFigures> {
  const [jobs, fetches, sources, [overdue], [documents], tables, [backlog], [forecasts]] = await Promise.all([
    sql<OperationsFigures['jobs']>`
      select job, outcome, runs::float8 as runs, seconds from job_totals order by job, outcome`,
    sql<OperationsFigures['fetches']>`
      select outcome, reason, count(*)::int as count from fetch_ledger
      where at > ${now}::timestamptz - interval '1 hour' and at <= ${now}
      group by 1, 2 order by count desc, 1, 2 limit ${MOST_REASONS}`,
    sql<OperationsFigures['sources']>`
      select sector, health, count(*)::int as count from sources where enabled group by 1, 2 order by 1, 2`,
    sql<{ count: number }[]>`
      select count(*)::int as count from sources
      where enabled and health not in ('paused', 'blocked')
        and next_due_at < ${now}::timestamptz - ${OVERDUE_AFTER}::interval`,
    countDocuments(sql),
    readTables(sql),
    sql<OperationsFigures['backlog'][]>`
      select (select count(*)::int from documents where not folded) as unfolded,
        (select count(*)::int from dirty_cells) as "dirtyCells"`,
    sql<OperationsFigures['forecasts'][]>`
      select coalesce(sum(scored), 0)::float8 as scored, coalesce(sum(inside80), 0)::float8 as inside80,
        coalesce(sum(inside95), 0)::float8 as inside95, coalesce(sum(absolute_error), 0) as error,
        coalesce(sum(naive_error), 0) as "naiveError"
      from scoreboard_steps where not replayed`,
  ]);
  return {
    jobs,
    fetches,
    sources,
    overdue: overdue?.count ?? 0,
    documents: documents?.count ?? 0,
    tables,
    backlog: backlog ?? { unfolded: 0, dirtyCells: 0 },
    forecasts: forecasts ?? { scored: 0, inside80: 0, inside95: 0, error: 0, naiveError: 0 },
  };
}

const COUNTED_UP_TO = 100_000;

/** Exact while that is cheap, then as the planner last counted. */
function countDocuments(sql: Sql) {
  return sql<{ count: number }[]>`
    select case when reltuples < ${COUNTED_UP_TO} then (select count(*) from documents)::float8
      else reltuples::float8 end as count
    from pg_class where oid = 'documents'::regclass`;
}

/** Rows as the planner last counted them: exact would read the whole table. None before its first vacuum or analyze. */
async function readTables(sql: Sql): Promise<OperationsFigures['tables']> {
  return sql<OperationsFigures['tables']>`
    select relname as name, greatest(0, reltuples)::float8 as rows, pg_total_relation_size(oid)::float8 as bytes
    from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relname`;
}
