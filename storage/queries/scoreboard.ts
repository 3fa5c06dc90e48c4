import type { Sql } from '../sql.ts';

/** What the scoreboard is told by. `weeks` are bands of weeks ahead, `step` each week ahead. */
export const SCOREBOARD_GROUPS = ['all', 'model', 'facet', 'sector', 'market', 'weeks', 'step'] as const;
export type ScoreboardGroup = (typeof SCOREBOARD_GROUPS)[number];

export interface ScoreboardRow {
  name: string;
  /** Forecasts that at least one week has come for; null by weeks ahead, where each has a part in several rows. */
  forecasts: number | null;
  /** Weeks scored. */
  scored: number;
  meanAbsoluteError: number;
  naiveMeanAbsoluteError: number;
  /** Error over that of seasonal naive: below 1 is better. null where seasonal naive made none. */
  relativeError: number | null;
  /** Part of the weeks on the side of the level at the cut-off that was forecast; null where none could be told. */
  direction: number | null;
  coverage80: number;
  coverage95: number;
}

export interface ScoreboardFilter {
  replayed: boolean;
  facet?: string | undefined;
  sector?: string | undefined;
  market?: string | undefined;
}

/** Bands of weeks ahead: the next month, the quarter, the half-year, and what lies beyond. */
const bandOf = (sql: Sql) => sql`
  case when step <= 4 then '1-4' when step <= 13 then '5-13' when step <= 26 then '14-26' else '27+' end`;

function groupColumn(sql: Sql, by: ScoreboardGroup) {
  if (by === 'all') return sql`'all'`;
  if (by === 'weeks') return bandOf(sql);
  if (by === 'step') return sql`step::text`;
  return sql`${sql(by)}`;
}

const matches = (sql: Sql, { replayed, facet, sector, market }: ScoreboardFilter) => sql`
  replayed = ${replayed}
  and ${facet === undefined ? sql`true` : sql`facet = ${facet}`}
  and ${sector === undefined ? sql`true` : sql`sector = ${sector}`}
  and ${market === undefined ? sql`true` : sql`market = ${market}`}`;

/** How forecasts did when their weeks came. Errors are in share of documents. */
export async function listScoreboard(
  sql: Sql,
  by: ScoreboardGroup,
  filter: ScoreboardFilter,
): Promise<ScoreboardRow[]> {
  const ahead = by === 'weeks' || by === 'step';
  const forecasts = ahead
    ? sql`null::integer`
    : sql`(select sum(forecasts)::integer from scoreboard_calls c
        where ${matches(sql, filter)} and ${groupColumn(sql, by)} = steps.name)`;
  return sql<ScoreboardRow[]>`
    select name, ${forecasts} as forecasts, scored, "meanAbsoluteError", "naiveMeanAbsoluteError", "relativeError",
      direction, coverage80, coverage95
    from (
      select ${groupColumn(sql, by)} as name, sum(scored)::integer as scored, min(step) as first_step,
        sum(absolute_error) / sum(scored) as "meanAbsoluteError",
        sum(naive_error) / sum(scored) as "naiveMeanAbsoluteError",
        sum(absolute_error) / nullif(sum(naive_error), 0) as "relativeError",
        sum(direction_hits)::float8 / nullif(sum(directed), 0) as direction,
        sum(inside80)::float8 / sum(scored) as coverage80, sum(inside95)::float8 / sum(scored) as coverage95
      from scoreboard_steps where ${matches(sql, filter)} group by 1) steps
    order by ${ahead ? sql`first_step` : sql`scored desc`}, name`;
}

export interface CallRow {
  stage: string;
  calls: number;
  /** Calls whose season is over and has figures. */
  judged: number;
  /** Those whose season grew by more than twice the growth of their facet. */
  successes: number;
}

/** What became of the stage calls, by stage. */
export async function listCallScores(sql: Sql, filter: ScoreboardFilter): Promise<CallRow[]> {
  return sql<CallRow[]>`
    select stage, sum(forecasts)::integer as calls, sum(judged)::integer as judged,
      sum(successes)::integer as successes
    from scoreboard_calls where ${matches(sql, filter)}
    group by stage order by calls desc, stage`;
}

/** Forecasts in the ledger, lived or replayed, and those that no week has come for yet. */
export async function countForecasts(
  sql: Sql,
  replayed: boolean,
): Promise<{ published: number; waiting: number }> {
  const rows = await sql<{ published: number; waiting: number }[]>`
    select count(*)::int as published,
      count(*) filter (where not exists (select from forecast_scores k where k.forecast_id = f.id))::int as waiting
    from forecasts f where replayed = ${replayed}`;
  return rows[0] ?? { published: 0, waiting: 0 };
}
