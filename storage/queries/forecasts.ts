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
  replayed: boolean;
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

/** Forecasts of one series as they were made, lived or replayed, the latest first, each with its score so far. */
export async function listForecasts(
  sql: Sql,
  cell: { concept: string; sector: string; market: string; replayed: boolean },
  limit: number,
): Promise<(ForecastRow & ForecastScore)[]> {
  return sql<(ForecastRow & ForecastScore)[]>`
    select f.id::text, f.concept_id as "conceptId", f.sector, f.market, f.made_at as "madeAt",
      to_char(f.cutoff_week, 'YYYY-MM-DD') as "cutoffWeek", f.horizon, f.model, f.mean, f.lower80, f.upper80,
      f.lower95, f.upper95, f.backtest, f.stage, f.stage_probability as "stageProbability", f.flags, f.reasons,
      f.notes, f.input_hash as "inputHash", f.replayed, f.previous_hash as "previousHash", f.hash,
      k.scored, k."meanAbsoluteError", k."naiveMeanAbsoluteError", k."coverage80", k."coverage95"
    from forecasts f
    left join lateral (
      select count(*)::int as scored, avg(absolute_error) as "meanAbsoluteError",
        avg(naive_error) as "naiveMeanAbsoluteError", avg(inside80::int)::float8 as "coverage80",
        avg(inside95::int)::float8 as "coverage95"
      from forecast_scores where forecast_id = f.id
    ) k on true
    where f.concept_id = ${cell.concept} and f.sector = ${cell.sector} and f.market = ${cell.market}
      and f.replayed = ${cell.replayed}
    order by f.cutoff_week desc, f.id desc limit ${limit}`;
}
