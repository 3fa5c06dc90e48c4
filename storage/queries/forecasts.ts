import type { Sql } from '../sql.ts';

export interface ForecastRow {
  id: string;
  conceptId: string;
  sector: string;
  market: string;
  madeAt: Date;
  cutoffWeek: string;
  horizon: number;
  model: string;
  mean: number[];
  lower80: number[];
  upper80: number[];
  lower95: number[];
  upper95: number[];
  backtest: Record<string, unknown>;
  stage: string;
  stageProbability: number;
  flags: string[];
  reasons: unknown;
  notes: unknown;
  inputHash: string;
  previousHash: string | null;
  hash: string;
}

export interface ForecastScore {
  scored: number;
  meanAbsoluteError: number | null;
  naiveMeanAbsoluteError: number | null;
  coverage80: number | null;
  coverage95: number | null;
}

/** The forecasts of one series as they were made, the latest first, each with the score it has earned so far. */
export async function listForecasts(
  sql: Sql,
  cell: { concept: string; sector: string; market: string },
  limit: number,
): Promise<(ForecastRow & ForecastScore)[]> {
  return sql<(ForecastRow & ForecastScore)[]>`
    select f.id::text, f.concept_id as "conceptId", f.sector, f.market, f.made_at as "madeAt",
      to_char(f.cutoff_week, 'YYYY-MM-DD') as "cutoffWeek", f.horizon, f.model, f.mean, f.lower80, f.upper80,
      f.lower95, f.upper95, f.backtest, f.stage, f.stage_probability as "stageProbability", f.flags, f.reasons,
      f.notes, f.input_hash as "inputHash", f.previous_hash as "previousHash", f.hash,
      k.scored, k."meanAbsoluteError", k."naiveMeanAbsoluteError", k."coverage80", k."coverage95"
    from forecasts f
    left join lateral (
      select count(*)::int as scored, avg(absolute_error) as "meanAbsoluteError",
        avg(naive_error) as "naiveMeanAbsoluteError", avg(inside80::int)::float8 as "coverage80",
        avg(inside95::int)::float8 as "coverage95"
      from forecast_scores where forecast_id = f.id
    ) k on true
    where f.concept_id = ${cell.concept} and f.sector = ${cell.sector} and f.market = ${cell.market}
    order by f.cutoff_week desc, f.id desc limit ${limit}`;
}

interface ScoreboardRow extends ForecastScore {
  model: string;
  forecasts: number;
}

/** How published forecasts did when their weeks arrived, by model. Errors are in share of documents. */
export async function listScoreboard(
  sql: Sql,
  filter: { sector?: string | undefined; market?: string | undefined },
): Promise<ScoreboardRow[]> {
  return sql<ScoreboardRow[]>`
    select f.model, count(distinct f.id)::int as forecasts, count(*)::int as scored,
      avg(k.absolute_error) as "meanAbsoluteError", avg(k.naive_error) as "naiveMeanAbsoluteError",
      avg(k.inside80::int)::float8 as "coverage80", avg(k.inside95::int)::float8 as "coverage95"
    from forecast_scores k join forecasts f on f.id = k.forecast_id
    where ${filter.sector === undefined ? sql`true` : sql`f.sector = ${filter.sector}`}
      and ${filter.market === undefined ? sql`true` : sql`f.market = ${filter.market}`}
    group by f.model order by count(*) desc, f.model`;
}

interface ScoreboardStep extends ForecastScore {
  step: number;
}

export async function listScoreboardSteps(sql: Sql): Promise<ScoreboardStep[]> {
  return sql<ScoreboardStep[]>`
    select step, count(*)::int as scored, avg(absolute_error) as "meanAbsoluteError",
      avg(naive_error) as "naiveMeanAbsoluteError", avg(inside80::int)::float8 as "coverage80",
      avg(inside95::int)::float8 as "coverage95"
    from forecast_scores group by step order by step`;
}

/** Forecasts published and not yet met by any week. */
export async function countForecasts(sql: Sql): Promise<{ published: number; waiting: number }> {
  const rows = await sql<{ published: number; waiting: number }[]>`
    select count(*)::int as published,
      count(*) filter (where not exists (select from forecast_scores k where k.forecast_id = f.id))::int as waiting
    from forecasts f`;
  return rows[0] ?? { published: 0, waiting: 0 };
}
