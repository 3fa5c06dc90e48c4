import { SIGNAL_METRICS } from '../../core/signal-metrics.ts';
import type { SignalRule } from '../../core/signal-rule.ts';
import type { AnySql } from '../sql.ts';

/** The raw weeks of a metric for one subject; weeks without a row are gaps. */
export interface RawMetric {
  subject: string;
  labelZh: string;
  labelEn: string;
  /** Week, value (null is a gap), documents; in order of week. */
  weeks: [week: string, value: number | null, documents: number][];
}

export interface WeekRange {
  from: string;
  /** Left out. */
  until: string;
}

/**
 * What a rule's metric is made of, for every subject it watches. Of growth and momentum this is the share, of the crisis
 * score the number of negative documents: they are computed from the series. Subjects with fewer documents in all than
 * the rule asks for in a window are left out.
 */
export async function loadRawMetric(sql: AnySql, rule: SignalRule, range: WeekRange): Promise<RawMetric[]> {
  return sql<RawMetric[]>`
    select w.concept_id as subject, c.label_zh as "labelZh", c.label_en as "labelEn",
      json_agg(json_build_array(w.week::text, w.value, w.documents) order by w.week) as weeks
    from (${weeksOf(sql, rule, range)}) w
    join concepts c on c.id = w.concept_id
    where ${watched(sql, rule)}
    group by 1, 2, 3 having sum(w.documents) >= ${rule.minDocuments}
    order by 1`;
}

function watched(sql: AnySql, { subject, metric }: SignalRule) {
  const brands = SIGNAL_METRICS[metric].of === 'brand';
  if (subject.includes(':')) return sql`c.active and c.id = ${subject}`;
  if (subject !== '*') return sql`c.active and c.facet = ${subject}`;
  return brands ? sql`c.active and c.facet = 'brand'` : sql`c.active and c.facet <> 'brand'`;
}

function weeksOf(sql: AnySql, rule: SignalRule, range: WeekRange) {
  const { metric } = rule;
  if (metric === 'engagement') return engagementWeeks(sql, rule, range);
  if (metric === 'stage' || metric === 'outlook') return ledgerWeeks(sql, rule, range);
  const { sector, market } = rule;
  const within = sql`week >= ${range.from} and week < ${range.until}`;
  if (metric === 'confidence')
    return sql`
      select concept_id, week, confidence as value, documents from confidence_weeks
      where sector = ${sector} and market = ${market} and ${within}`;
  const { of } = SIGNAL_METRICS[metric];
  if (of === 'brand') return brandWeeks(sql, rule, range);
  if (of === 'shelf')
    return sql`
      select concept_id, week, ${sql(SHELF_COLUMNS[metric] ?? '')} as value, products as documents
      from shelf_weeks where market = ${market} and ${within}`;
  return sql`
    select concept_id, week, ${metric === 'documents' ? sql`case when share is not null then documents end` : sql`share`}
      as value, documents
    from series_points where sector = ${sector} and market = ${market} and ${within}`;
}

const SHELF_COLUMNS: Record<string, string> = {
  markdownDepth: 'markdown_depth',
  outOfStockShare: 'out_of_stock_share',
  bestsellerScore: 'bestseller_score',
  newInShare: 'new_in_share',
};

/** A brand nobody spoke of in a week in which brands were spoken of has no voice in it: 0, not a gap. */
function brandWeeks(sql: AnySql, { metric, market }: SignalRule, { from, until }: WeekRange) {
  const value = {
    shareOfVoice: sql`coalesce(b.share_of_voice, 0)`,
    negativeShare: sql`b.negative::float8 / nullif(b.documents, 0)`,
    netSentiment: sql`(b.positive - b.negative)::float8 / nullif(b.documents, 0)`,
  };
  return sql`
    select k.id as concept_id, spoken.week, coalesce(b.documents, 0) as documents,
      ${Object.hasOwn(value, metric) ? value[metric as keyof typeof value] : sql`coalesce(b.negative, 0)`} as value
    from (select distinct week from brand_weeks
      where market = ${market} and week >= ${from} and week < ${until}) spoken
    cross join (select id from concepts where facet = 'brand' and active) k
    left join brand_weeks b on b.brand_id = k.id and b.market = ${market} and b.week = spoken.week`;
}

function engagementWeeks(sql: AnySql, { sector, market }: SignalRule, { from, until }: WeekRange) {
  return sql`
    select p.concept_id, p.week, p.documents,
      case when p.share is not null then coalesce(e.engagement, 0)::float8 end as value
    from series_points p
    left join (
      select w.concept_id, w.week, sum(w.engagement) as engagement
      from concept_weeks w join sources s on s.id = w.source_id
      where w.week >= ${from} and w.week < ${until}
        and (${sector} = 'all' or w.sector = ${sector}) and (${market} = 'all' or s.market = ${market})
      group by 1, 2) e on e.concept_id = p.concept_id and e.week = p.week
    where p.sector = ${sector} and p.market = ${market} and p.week >= ${from} and p.week < ${until}`;
}

/** From the ledger of forecasts, the lived one of a week before the replayed; their cut-off is the week. */
function ledgerWeeks(sql: AnySql, rule: SignalRule, { from, until }: WeekRange) {
  const { sector, market, stage } = rule;
  const value =
    stage === undefined
      ? sql`(select avg(m) from unnest(f.mean) m) / nullif(past.magnitude, 0) - 1`
      : sql`case when f.stage = ${stage} then f.stage_probability when f.stage <> 'unknown' then 0 end`;
  return sql`
    select f.concept_id, f.cutoff_week as week, past.documents, ${value} as value
    from (
      select distinct on (concept_id, cutoff_week) concept_id, cutoff_week, mean, stage, stage_probability
      from forecasts
      where sector = ${sector} and market = ${market} and cutoff_week >= ${from} and cutoff_week < ${until}
      order by concept_id, cutoff_week, replayed, id desc) f
    cross join lateral (
      select coalesce(sum(documents), 0)::integer as documents, avg(share) as magnitude from series_points p
      where p.concept_id = f.concept_id and p.sector = ${sector} and p.market = ${market}
        and p.week <= f.cutoff_week and p.week > f.cutoff_week - 91) past`;
}

/** Keeps what confidence is now, for rules that look at its past. */
export async function noteConfidence(sql: AnySql): Promise<number> {
  const noted = await sql`
    insert into confidence_weeks (concept_id, sector, market, week, confidence, documents)
    select concept_id, sector, market, week, confidence, documents from concept_states where documents > 0
    on conflict (concept_id, sector, market, week) do update set
      confidence = excluded.confidence, documents = excluded.documents
    where (confidence_weeks.confidence, confidence_weeks.documents) is distinct from
      (excluded.confidence, excluded.documents)`;
  return noted.count;
}
