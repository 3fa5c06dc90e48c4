import type { Clock } from '../core/clock.ts';
import type { Reason } from '../core/reason.ts';
import type { Severity } from '../core/signal-rule.ts';
import { planDeliveries } from './signal-deliveries.ts';
import { inTransaction, storableJson, type AnySql } from './sql.ts';

export interface SignalToRaise {
  rule: string;
  subject: string;
  market: string;
  week: string;
  severity: Severity;
  titleZh: string;
  titleEn: string;
  reasons: Reason[];
}

/**
 * A rule fires once for a subject, market and week; a later run of that week refreshes its reasons only. What is new is
 * noted for delivery in the same transaction. One writer at a time: ids grow in the order of commit, streams follow them.
 */
export async function raiseSignals(
  sql: AnySql,
  signals: readonly SignalToRaise[],
  clock: Clock,
): Promise<number> {
  if (signals.length === 0) return 0;
  const at = clock.now();
  return inTransaction(sql, async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext('hemline:signals'))`;
    const fresh = await insertSignals(tx, signals, at);
    await planDeliveries(tx, fresh, at);
    return fresh.length;
  });
}

/** Answers the ids of those that were not there before. */
async function insertSignals(tx: AnySql, signals: readonly SignalToRaise[], at: Date): Promise<string[]> {
  const rows = await tx<{ id: string; fresh: boolean }[]>`
    insert into signals (rule, subject, market, week, severity, title_zh, title_en, reasons, raised_at)
    select rule, subject, market, week, severity, "titleZh", "titleEn", reasons, ${at}
    from jsonb_to_recordset(${storableJson(signals)}::text::jsonb) as given (
      rule text, subject text, market text, week date, severity text, "titleZh" text, "titleEn" text, reasons jsonb)
    on conflict (rule, subject, market, week) do update set
      severity = excluded.severity, title_zh = excluded.title_zh, title_en = excluded.title_en,
      reasons = excluded.reasons
    returning id::text, (xmax = 0) as fresh`;
  return rows.filter((row) => row.fresh).map((row) => row.id);
}

export interface RisingState {
  concept: string;
  labelZh: string;
  labelEn: string;
  market: string;
  week: string;
  stage: string;
  probability: number;
  growth: number | null;
  magnitude: number | null;
  documents: number;
  confidence: number;
  reasons: unknown;
}

/** States that call a rise, over all sectors, in each market. */
export async function risingStates(sql: AnySql, minConfidence: number): Promise<RisingState[]> {
  return sql<RisingState[]>`
    select s.concept_id as concept, c.label_zh as "labelZh", c.label_en as "labelEn", s.market, s.week::text as week,
      s.stage, s.stage_probability as probability, s.growth, s.magnitude, s.documents, s.confidence, s.reasons
    from concept_states s join concepts c on c.id = s.concept_id
    where s.sector = 'all' and s.stage in ('emerging', 'rising') and s.confidence >= ${minConfidence}
      and c.facet <> 'brand'
    order by s.concept_id, s.market`;
}

export interface BrandWeek {
  brand: string;
  labelZh: string;
  labelEn: string;
  market: string;
  week: string;
  documents: number;
  negative: number;
}

export async function brandWeeks(
  sql: AnySql,
  options: { from: string; until: string },
): Promise<BrandWeek[]> {
  return sql<BrandWeek[]>`
    select b.brand_id as brand, c.label_zh as "labelZh", c.label_en as "labelEn", b.market, b.week::text as week,
      b.documents, b.negative
    from brand_weeks b join concepts c on c.id = b.brand_id
    where b.week >= ${options.from} and b.week < ${options.until}
    order by b.brand_id, b.market, b.week`;
}

/** The aspects a brand was blamed for in these weeks, most first. */
export async function blamedAspects(
  sql: AnySql,
  options: { brand: string; market: string; from: string; until: string },
): Promise<{ aspect: string; positive: number; negative: number }[]> {
  return sql<{ aspect: string; positive: number; negative: number }[]>`
    select aspect, sum(positive)::integer as positive, sum(negative)::integer as negative from brand_aspect_weeks
    where brand_id = ${options.brand} and market = ${options.market}
      and week >= ${options.from} and week < ${options.until}
    group by aspect having sum(negative) > 0 order by sum(negative) desc, aspect limit 5`;
}

export interface AilingSource {
  id: string;
  name: string;
  market: string;
  health: string;
  reason: string;
  since: Date | null;
}

export async function ailingSources(sql: AnySql): Promise<AilingSource[]> {
  return sql<AilingSource[]>`
    select id, name, market, health, health_reason as reason, health_since as since
    from sources where enabled and health in ('silent', 'blocked', 'paused') order by id`;
}

export interface BurstingCandidate {
  id: string;
  term: string;
  kind: string;
  score: number;
  documents: number;
  baseline: number;
  firstSeen: string;
}

export async function burstingCandidates(
  sql: AnySql,
  options: { from: string; minDocuments: number; limit: number },
): Promise<BurstingCandidate[]> {
  return sql<BurstingCandidate[]>`
    select id, term, kind, score, documents, baseline, first_seen::text as "firstSeen" from candidates
    where status = 'inbox' and last_seen >= ${options.from} and documents >= ${options.minDocuments}
    order by score desc, id limit ${options.limit}`;
}
