import { MIN_DOCUMENTS } from './queries/trends.ts';
import type { AnySql } from './sql.ts';

/**
 * Scores of all concepts from their new states; rows whose score, stage or sufficiency stays keep their change.
 *
 * score = 50 + 50 × confidence × tanh(.6 ln(1 + growth) + .4 ln(1 + outlook) + .1 z), where outlook is the forecast's
 * change against magnitude and z momentum over its standard error, within ±3 (docs/recommender.md). What is unknown
 * counts as no movement; below 30 documents in 13 weeks there is no score.
 */
export async function updateTrendScores(tx: AnySql, at: Date): Promise<void> {
  await tx`
    with outlooks as (
      select s.concept_id, s.sector, s.market, s.growth, s.confidence, s.stage, s.documents,
        case when s.momentum_se > 0 then greatest(-3, least(3, s.momentum / s.momentum_se)) else 0 end as z,
        (select avg(m) from unnest(f.mean) as m) / nullif(s.magnitude, 0) - 1 as outlook
      from concept_states s left join forecasts f on f.id = s.forecast_id
    ), fresh as (
      select concept_id, sector, market, growth, outlook, confidence, documents,
        case when documents >= ${MIN_DOCUMENTS} then stage else 'unknown' end as stage,
        case when documents >= ${MIN_DOCUMENTS} then round((50 + 50 * confidence * tanh(
          0.6 * ln(1 + greatest(coalesce(growth, 0), -0.95)) + 0.4 * ln(1 + greatest(coalesce(outlook, 0), -0.95))
          + 0.1 * z))::numeric, 1)::float8 end as score
      from outlooks
    )
    insert into trend_scores as t (concept_id, sector, market, score, growth, outlook, confidence, stage, documents,
      change, changed_at)
    select concept_id, sector, market, score, growth, outlook, confidence, stage, documents,
      nextval('trend_changes'), ${at}
    from fresh order by concept_id, sector, market
    on conflict (concept_id, sector, market) do update set
      score = excluded.score, growth = excluded.growth, outlook = excluded.outlook,
      confidence = excluded.confidence, stage = excluded.stage, documents = excluded.documents,
      previous_score = case when (t.score, t.stage) is distinct from (excluded.score, excluded.stage)
        then t.score else t.previous_score end,
      change = case when (t.score, t.stage) is distinct from (excluded.score, excluded.stage)
        then excluded.change else t.change end,
      changed_at = case when (t.score, t.stage) is distinct from (excluded.score, excluded.stage)
        then excluded.changed_at else t.changed_at end`;
  await tx`
    update trend_scores t set score = null, previous_score = score, stage = 'unknown', documents = 0,
      change = nextval('trend_changes'), changed_at = ${at}
    where (t.score is not null or t.stage <> 'unknown') and not exists (
      select from concept_states s
      where s.concept_id = t.concept_id and s.sector = t.sector and s.market = t.market)`;
}

export interface TrendChange {
  change: string;
  changedAt: Date;
  conceptId: string;
  facet: string;
  labelZh: string;
  labelEn: string;
  sector: string;
  market: string;
  score: number | null;
  previousScore: number | null;
  stage: string;
  growth: number | null;
  outlook: number | null;
  confidence: number;
  documents: number;
}

/** What changed after a change, in order. A concept that changed twice stands there once, as it is now. */
export async function listTrendChanges(
  sql: AnySql,
  filter: { after: string; sector?: string | undefined; market?: string | undefined; limit: number },
): Promise<TrendChange[]> {
  return sql<TrendChange[]>`
    select t.change::text, t.changed_at as "changedAt", t.concept_id as "conceptId", c.facet, c.label_zh as "labelZh",
      c.label_en as "labelEn", t.sector, t.market, t.score, t.previous_score as "previousScore", t.stage, t.growth,
      t.outlook, t.confidence, t.documents
    from trend_scores t join concepts c on c.id = t.concept_id
    where t.change > ${filter.after}::bigint
      and ${filter.sector === undefined ? sql`true` : sql`t.sector = ${filter.sector}`}
      and ${filter.market === undefined ? sql`true` : sql`t.market = ${filter.market}`}
    order by t.change limit ${filter.limit}`;
}

/** A concept with its score in one sector × market; without a score where there is none. */
export interface ScoredConcept {
  id: string;
  facet: string;
  labelZh: string;
  labelEn: string;
  parentId: string | null;
  hex: string | null;
  score: number | null;
  confidence: number | null;
  stage: string | null;
  growth: number | null;
  outlook: number | null;
  documents: number | null;
}

/** All concepts of the taxonomy: an item may name any of them. */
export async function listScoredConcepts(
  sql: AnySql,
  cell: { sector: string; market: string },
): Promise<ScoredConcept[]> {
  return sql<ScoredConcept[]>`
    select c.id, c.facet, c.label_zh as "labelZh", c.label_en as "labelEn", c.parent_id as "parentId", c.hex,
      t.score, t.confidence, t.stage, t.growth, t.outlook, t.documents
    from concepts c left join trend_scores t
      on t.concept_id = c.id and t.sector = ${cell.sector} and t.market = ${cell.market}
    where c.active order by c.id`;
}
