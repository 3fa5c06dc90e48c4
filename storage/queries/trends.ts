import type { Sql } from '../sql.ts';
import type { StateChange, StateEvent } from '../states.ts';
import { conceptMatches } from './concepts.ts';

/** Below this many documents in 13 weeks a trend's growth, momentum and stage are not shown. */
export const MIN_DOCUMENTS = 30;

export interface TrendRow {
  conceptId: string;
  facet: string;
  labelZh: string;
  labelEn: string;
  hex: string | null;
  sector: string;
  market: string;
  week: string;
  documents: number;
  sources: number;
  magnitude: number | null;
  growth: number | null;
  momentum: number | null;
  momentumSe: number | null;
  confidence: number;
  confidenceReasons: unknown;
  supplyDemandGap: number | null;
  stage: string;
  stageProbability: number;
  alternatives: { stage: string; probability: number }[];
  flags: string[];
  reasons: unknown;
  growthAdjusted: number | null;
  changes: StateChange[];
  events: StateEvent[];
  halfLife: { weeks: number; low: number; high: number | null } | null;
  forecastId: string | null;
  horizon: number | null;
  model: string | null;
  mean: number[] | null;
  lower80: number[] | null;
  upper80: number[] | null;
  coverage80: number | null;
  sortValue: number | null;
}

type TrendSort = 'growth' | 'magnitude' | 'momentum' | 'confidence';
export type Season = 'spring' | 'summer' | 'autumn' | 'winter' | 'year-round';

interface TrendFilter {
  sector: string;
  market: string;
  facet?: string | undefined;
  stages?: string[] | undefined;
  flag?: string | undefined;
  season?: Season | undefined;
  minConfidence?: number | undefined;
  minGrowth?: number | undefined;
  q?: string | undefined;
  ids?: string[] | undefined;
  sort: TrendSort;
  order: 'desc' | 'asc';
  after?: { value: number | null; id: string } | undefined;
  limit: number;
}

const enough = (sql: Sql) => sql`s.documents >= ${MIN_DOCUMENTS}`;

/** A sure collapse stands on few documents: that there are so few is what it says. */
export const SURE_COLLAPSE = 0.8;

const shownStage = (sql: Sql) => sql`(case
  when ${enough(sql)} or (s.stage = 'collapsed' and s.stage_probability >= ${SURE_COLLAPSE}) then s.stage
  else 'unknown' end)`;

const trendColumns = (sql: Sql) => sql`
  s.concept_id as "conceptId", c.facet, c.label_zh as "labelZh", c.label_en as "labelEn", c.hex,
  s.sector, s.market, to_char(s.week, 'YYYY-MM-DD') as week, s.documents, s.sources, s.magnitude,
  case when ${enough(sql)} then s.growth end as growth,
  case when ${enough(sql)} then s.momentum end as momentum,
  case when ${enough(sql)} then s.momentum_se end as "momentumSe",
  s.confidence, s.confidence_reasons as "confidenceReasons", s.supply_demand_gap as "supplyDemandGap",
  ${shownStage(sql)} as stage,
  s.stage_probability as "stageProbability", s.alternatives, s.flags, s.reasons,
  case when ${enough(sql)} then s.growth_adjusted end as "growthAdjusted", s.changes, s.events,
  s.half_life as "halfLife",
  f.id::text as "forecastId", f.horizon, f.model, f.mean, f.lower80, f.upper80,
  (f.backtest -> 'coverage' ->> '80')::float8 as "coverage80"`;

function sortColumn(sql: Sql, sort: TrendSort) {
  if (sort === 'magnitude') return sql`s.magnitude`;
  if (sort === 'confidence') return sql`s.confidence`;
  const column = sort === 'growth' ? sql`s.growth` : sql`s.momentum`;
  return sql`(case when ${enough(sql)} then ${column} end)`;
}

/** Rows after the cursor in the order "value, nulls last, then id". */
function afterCursor(sql: Sql, filter: TrendFilter) {
  const { after } = filter;
  if (after === undefined) return sql`true`;
  const value = sortColumn(sql, filter.sort);
  if (after.value === null) return sql`(${value} is null and s.concept_id > ${after.id})`;
  const further = filter.order === 'desc' ? sql`${value} < ${after.value}` : sql`${value} > ${after.value}`;
  return sql`(${further} or ${value} is null or (${value} = ${after.value} and s.concept_id > ${after.id}))`;
}

/**
 * A concept belongs to the meteorological season (northern) whose mean share over the last 104 weeks is at least
 * 1.25 times its mean over all of them, and is year-round where none reaches that.
 */
function inSeason(sql: Sql, filter: TrendFilter) {
  if (filter.season === undefined) return sql`true`;
  return sql`s.concept_id in (
    select concept_id from (
      select concept_id, season, avg(share) as mean,
        sum(sum(share)) over w / nullif(sum(count(share)) over w, 0) as overall,
        row_number() over (partition by concept_id order by avg(share) desc nulls last) as place
      from (
        select p.concept_id, p.share, case
          when extract(month from p.week) in (12, 1, 2) then 'winter'
          when extract(month from p.week) in (3, 4, 5) then 'spring'
          when extract(month from p.week) in (6, 7, 8) then 'summer' else 'autumn' end as season
        from series_points p
        where p.sector = ${filter.sector} and p.market = ${filter.market}
          and p.week > (select max(week) from concept_states) - 728
      ) as points
      group by concept_id, season window w as (partition by concept_id)
    ) as seasons
    where place = 1 and case when mean >= 1.25 * overall then season else 'year-round' end = ${filter.season})`;
}

export async function listTrends(sql: Sql, filter: TrendFilter): Promise<TrendRow[]> {
  const value = sortColumn(sql, filter.sort);
  const direction = filter.order === 'desc' ? sql`desc` : sql`asc`;
  return sql<TrendRow[]>`
    select ${trendColumns(sql)}, ${value} as "sortValue"
    from concept_states s
    join concepts c on c.id = s.concept_id
    left join forecasts f on f.id = s.forecast_id
    where s.sector = ${filter.sector} and s.market = ${filter.market}
      and ${filter.facet === undefined ? sql`true` : sql`c.facet = ${filter.facet}`}
      and ${filter.stages === undefined ? sql`true` : sql`${shownStage(sql)} = any(${filter.stages}::text[])`}
      and ${filter.flag === undefined ? sql`true` : sql`${filter.flag} = any(s.flags)`}
      and ${filter.minConfidence === undefined ? sql`true` : sql`s.confidence >= ${filter.minConfidence}`}
      and ${filter.minGrowth === undefined ? sql`true` : sql`(${enough(sql)} and s.growth >= ${filter.minGrowth})`}
      and ${filter.ids === undefined ? sql`true` : sql`s.concept_id = any(${filter.ids}::text[])`}
      and ${conceptMatches(sql, filter.q)}
      and ${inSeason(sql, filter)}
      and ${afterCursor(sql, filter)}
    order by ${value} ${direction} nulls last, s.concept_id
    limit ${filter.limit}`;
}

/** A concept's standing in every sector × market where it has one. */
export async function listStates(sql: Sql, conceptId: string): Promise<TrendRow[]> {
  return sql<TrendRow[]>`
    select ${trendColumns(sql)}, null as "sortValue"
    from concept_states s
    join concepts c on c.id = s.concept_id
    left join forecasts f on f.id = s.forecast_id
    where s.concept_id = ${conceptId}
    order by s.sector, s.market`;
}
