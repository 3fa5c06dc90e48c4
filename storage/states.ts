import type { Reason } from '../core/reason.ts';
import { storableJson, type AnySql, type Sql } from './sql.ts';
import { updateTrendScores } from './trend-scores.ts';

/** From `week` on the level, season apart, was another. */
export interface StateChange {
  week: string;
  before: number;
  after: number;
}

/** Weeks whose share stood out from trend and season, `z` standard deviations at the most. */
export interface StateEvent {
  from: string;
  to: string;
  share: number;
  expected: number;
  z: number;
}

/** Where a concept stands in one sector × market. */
export interface ConceptState {
  conceptId: string;
  sector: string;
  market: string;
  /** The last complete week. */
  week: string;
  /** Of the last 13 weeks. */
  documents: number;
  sources: number;
  magnitude: number | null;
  growth: number | null;
  momentum: number | null;
  momentumSe: number | null;
  confidence: number;
  confidenceReasons: Reason[];
  supplyDemandGap: number | null;
  stage: string;
  stageProbability: number;
  /** Every likely stage, the stage itself first. */
  alternatives: { stage: string; probability: number }[];
  flags: string[];
  reasons: Reason[];
  /** Growth on the year without its season; null where it is not known. */
  growthAdjusted: number | null;
  changes: StateChange[];
  events: StateEvent[];
  halfLife: { weeks: number; low: number; high: number | null } | null;
  forecastId: string | null;
}

/** Replaces the states of all concepts at once, scores with them: readers see the former ones or the new, never a mixture. */
export async function replaceStates(sql: Sql, states: readonly ConceptState[], at: Date): Promise<number> {
  return sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext('hemline:states'))`;
    await tx`delete from concept_states`;
    const made = await tx`
      insert into concept_states (concept_id, sector, market, week, documents, sources, magnitude, growth, momentum,
        momentum_se, confidence, confidence_reasons, supply_demand_gap, stage, stage_probability, alternatives, flags,
        reasons, growth_adjusted, changes, events, half_life, forecast_id)
      select "conceptId", sector, market, week, documents, sources, magnitude, growth, momentum, "momentumSe",
        confidence, "confidenceReasons", "supplyDemandGap", stage, "stageProbability", alternatives, flags, reasons,
        "growthAdjusted", changes, events, "halfLife", "forecastId"
      from jsonb_to_recordset(${storableJson(states)}::text::jsonb) as given (
        "conceptId" text, sector text, market text, week date, documents integer, sources integer, magnitude float8,
        growth float8, momentum float8, "momentumSe" float8, confidence float8, "confidenceReasons" jsonb,
        "supplyDemandGap" float8, stage text, "stageProbability" float8, alternatives jsonb, flags text[],
        reasons jsonb, "growthAdjusted" float8, changes jsonb, events jsonb, "halfLife" jsonb, "forecastId" bigint)`;
    await updateTrendScores(tx, at);
    return made.count;
  });
}

/** The series there are, with their documents in all, of concepts still in the taxonomy. */
export interface SeriesInHand {
  concept: string;
  facet: string;
  sector: string;
  market: string;
  documents: number;
}

export async function listSeries(sql: AnySql, until: string): Promise<SeriesInHand[]> {
  return sql<SeriesInHand[]>`
    select p.concept_id as concept, c.facet, p.sector, p.market, sum(p.documents)::integer as documents
    from series_points p join concepts c on c.id = p.concept_id
    where c.active and p.week < ${until}
    group by 1, 2, 3, 4 having sum(p.documents) > 0
    order by 1, 3, 4`;
}

/** Sources that mentioned a concept in the weeks given, by sector × market, 'all' included: `concept|sector|market`. */
export async function countMentioningSources(
  sql: AnySql,
  options: { from: string; until: string },
): Promise<Map<string, { sources: number; healthy: number }>> {
  const rows = await sql<{ key: string; sources: number; healthy: number }[]>`
    select c.concept_id || '|' || sectors.sector || '|' || markets.market as key,
      count(distinct s.id)::integer as sources,
      (count(distinct s.id) filter (where s.health in ('ok', 'new', 'degraded')))::integer as healthy
    from concept_weeks c
    join sources s on s.id = c.source_id
    cross join lateral (values (c.sector), ('all')) sectors (sector)
    cross join lateral (values (s.market), ('all')) markets (market)
    where c.documents > 0 and c.week >= ${options.from} and c.week < ${options.until}
    group by c.concept_id, sectors.sector, markets.market`;
  return new Map(rows.map((row) => [row.key, row]));
}

/** The strongest risers over everything: what a summary shows first. */
export interface RiserRow {
  concept: string;
  labelZh: string;
  labelEn: string;
  stage: string;
  magnitude: number | null;
  growth: number | null;
  confidence: number;
  model: string | null;
  horizon: number | null;
  mean: number[] | null;
  lower80: number[] | null;
  upper80: number[] | null;
}

/**
 * Emerging and rising concepts, those first whose growth gains most share, weighed by confidence; where they are fewer
 * than asked, those that grew on the year and stand at their peak follow.
 */
export async function strongestRisers(sql: AnySql, limit: number): Promise<RiserRow[]> {
  return sql<RiserRow[]>`
    select s.concept_id as concept, c.label_zh as "labelZh", c.label_en as "labelEn", s.stage, s.magnitude, s.growth,
      s.confidence, f.model, f.horizon, f.mean, f.lower80, f.upper80
    from concept_states s
    join concepts c on c.id = s.concept_id
    left join forecasts f on f.id = s.forecast_id
    where s.sector = 'all' and s.market = 'all' and c.facet <> 'brand'
      and (s.stage in ('emerging', 'rising') or (s.stage = 'peak' and s.growth > 0))
    order by s.stage = 'peak', s.confidence * s.magnitude * (1 - 1 / (1 + greatest(coalesce(s.growth, 10), 0))) desc nulls last,
      s.concept_id
    limit ${limit}`;
}
