import type { AnySql } from './sql.ts';
import type { Week } from '../core/dates.ts';

/** From this many documents on a concept has series by sector and by market; below, one over everything. */
export const DOCUMENTS_FOR_BREAKDOWN = 12;
/** From this many on also for each sector within each market. */
export const DOCUMENTS_FOR_CROSSING = 30;

/**
 * Makes the points of every concept in the weeks in hand, and of concepts whose breakdown grew in all weeks.
 * Needs `build_cells` and `build_hits` of this transaction. Weeks without a mention are stored as zeros and
 * weeks without an active source as null, so that a riser from nothing shows its zeros and silence is a gap.
 */
export async function makePoints(tx: AnySql, range: { first: Week; last: Week }): Promise<number> {
  const scope = await compareScope(tx, range);
  await makeBase(tx, range);
  await makeScope(tx, range, scope);
  await makeSums(tx);
  if (scope.everything) await tx`delete from series_points`;
  const written = await tx`
    insert into series_points as p
      (concept_id, sector, market, week, documents, exposure, active_sources, share, share_se)
    ${pointsOfScope(tx)}
    ${scope.everything ? tx`` : unlessSame(tx)}`;
  await tx`
    insert into series_tiers (concept_id, tier) select concept_id, tier from build_tiers
    on conflict (concept_id) do update set tier = excluded.tier where series_tiers.tier <> excluded.tier`;
  return written.count;
}

/** The points of `build_scope`, from the exposure in `build_base` and the parts in `build_sums`. */
export function pointsOfScope(tx: AnySql) {
  return tx`
    select s.concept_id, b.sector, b.market, s.week, coalesce(h.documents, 0), b.exposure, b.active_sources,
      round(1e10 * coalesce(h.sum_share, 0) / b.votes) / 1e10,
      round(1e10 * sqrt(greatest(b.variance + coalesce(h.variance, 0), 0)) / b.votes) / 1e10
    from build_scope s
    join build_base b on b.week = s.week and b.tier <= s.tier
    left join build_sums h on h.concept_id = s.concept_id and h.week = s.week
      and h.sector = b.sector and h.market = b.market
    order by s.concept_id, b.sector, b.market, s.week`;
}

/** A point that did not change is not written: readers and backups are spared. */
function unlessSame(tx: AnySql) {
  return tx`
    on conflict (concept_id, sector, market, week) do update set
      documents = excluded.documents, exposure = excluded.exposure, active_sources = excluded.active_sources,
      share = excluded.share, share_se = excluded.share_se
    where (p.documents, p.exposure, p.active_sources, p.share, p.share_se) is distinct from
      (excluded.documents, excluded.exposure, excluded.active_sources, excluded.share, excluded.share_se)`;
}

interface Scope {
  /** The weeks begin elsewhere than at the last build, or a sector × market was not there before. */
  everything: boolean;
  /** The last week the last build knew. */
  lastBefore: Week | null;
}

async function compareScope(tx: AnySql, range: { first: Week; last: Week }): Promise<Scope> {
  const [row] = await tx<{ combos: string }[]>`
    select coalesce(string_agg(distinct w.sector || '/' || s.market, ',' order by w.sector || '/' || s.market), '')
      as combos
    from source_weeks w join sources s on s.id = w.source_id
    where w.documents > 0 and w.week between ${range.first} and ${range.last}`;
  const scope = `${range.first} ${row?.combos ?? ''}`;
  const [before] = await tx<{ scope: string; last: Week }[]>`
    select value ->> 'scope' as scope, value ->> 'last' as last from settings where key = 'series_scope'`;
  await tx`
    insert into settings (key, value) values ('series_scope', ${tx.json({ scope, last: range.last })})
    on conflict (key) do update set value = excluded.value`;
  return { everything: before?.scope !== scope, lastBefore: before?.last ?? null };
}

/**
 * Exposure of each sector × market × week. A sector's share is the mean over its active sources by weight;
 * 'all' is the mean over sectors: `votes` divides both. Variance of a source's share: Agresti-Coull adjusted
 * binomial, p(1-p)/(n+1) with p = (d+½)/(n+1), so that no mention in few documents is not certainty.
 */
export async function makeBase(
  tx: AnySql,
  range: { first: Week; last: Week },
  counts = 'source_weeks',
): Promise<void> {
  await tx`
    create temporary table build_sources on commit drop as
    select w.source_id, w.sector, m.market, w.week, s.weight, w.documents::double precision as n
    from ${tx(counts)} w join sources s on s.id = w.source_id
    cross join lateral (values (s.market), ('all')) m (market)
    where w.documents > 0 and w.week between ${range.first} and ${range.last}`;
  await tx`
    create temporary table build_active on commit drop as
    select sector, market, week, sum(weight) as votes, sum(n)::integer as exposure,
      count(*)::integer as active_sources,
      sum(weight * weight * (0.5 / (n + 1)) * (1 - 0.5 / (n + 1)) / (n + 1)) as variance
    from build_sources group by 1, 2, 3
    union all
    select 'all', market, week, count(*), sum(exposure)::integer, 0, sum(variance / (votes * votes)) from (
      select sector, market, week, sum(weight) as votes, sum(n)::integer as exposure,
        sum(weight * weight * (0.5 / (n + 1)) * (1 - 0.5 / (n + 1)) / (n + 1)) as variance
      from build_sources group by 1, 2, 3) sectors
    group by market, week`;
  await tx`
    update build_active a set active_sources = c.sources
    from (select market, week, count(distinct source_id) as sources from build_sources group by 1, 2) c
    where a.sector = 'all' and a.market = c.market and a.week = c.week`;
  await tx`analyze build_sources, build_active`;
  // Every combination in every week: those without an active source have no votes, hence a null share.
  await tx`
    create temporary table build_base on commit drop as
    select k.sector, k.market, w.week,
      case when k.sector = 'all' and k.market = 'all' then 1
        when k.sector = 'all' or k.market = 'all' then 2 else 3 end as tier,
      a.votes, coalesce(a.exposure, 0) as exposure, coalesce(a.active_sources, 0) as active_sources, a.variance
    from (select distinct sector, market from build_active) k
    cross join (select monday::date as week
      from generate_series(${range.first}::date, ${range.last}::date, interval '7 days') monday) w
    left join build_active a on a.sector = k.sector and a.market = k.market and a.week = w.week`;
  await tx`analyze build_base`;
}

/** Which concepts in which weeks: all in the changed weeks; in every week those that newly have more series. */
async function makeScope(tx: AnySql, range: { first: Week; last: Week }, scope: Scope): Promise<void> {
  await tx`
    create temporary table build_tiers on commit drop as
    select concept_id, max(stored) as stored, max(tier)::smallint as tier from (
      select concept_id, tier as stored, tier from series_tiers
      union all
      select concept_id, 0, case when sum(documents) >= ${DOCUMENTS_FOR_CROSSING} then 3
        when sum(documents) >= ${DOCUMENTS_FOR_BREAKDOWN} then 2 else 1 end
      from concept_weeks where week between ${range.first} and ${range.last}
      group by 1 having sum(documents) > 0) tiers
    group by 1`;
  await tx`
    create temporary table build_scope on commit drop as
    select t.concept_id, w.week, t.tier
    from build_tiers t
    cross join (select distinct week from build_base) w
    where ${scope.everything} or t.tier > t.stored or w.week in (select week from build_cells)
      or w.week > ${scope.lastBefore}::date`;
  await tx`analyze build_scope`;
}

/** A concept's part in each sector × market × week, and the mean of these over sectors. */
export async function makeSums(tx: AnySql, counts = 'concept_weeks'): Promise<void> {
  await tx`
    create temporary table build_sums on commit drop as
    with sectors as (
      select c.concept_id, s.sector, s.market, s.week, sum(c.documents)::integer as documents,
        sum(s.weight * c.documents / s.n) as sum_share,
        sum(s.weight * s.weight * (
          ((c.documents + 0.5) / (s.n + 1)) * (1 - (c.documents + 0.5) / (s.n + 1))
          - (0.5 / (s.n + 1)) * (1 - 0.5 / (s.n + 1))) / (s.n + 1)) as variance
      from ${tx(counts)} c
      join build_sources s on s.source_id = c.source_id and s.week = c.week and s.sector = c.sector
      join build_scope k on k.concept_id = c.concept_id and k.week = c.week
      where c.documents > 0
      group by 1, 2, 3, 4)
    select * from sectors
    union all
    select h.concept_id, 'all', h.market, h.week, sum(h.documents)::integer,
      sum(h.sum_share / a.votes), sum(h.variance / (a.votes * a.votes))
    from sectors h
    join build_active a on a.sector = h.sector and a.market = h.market and a.week = h.week
    group by 1, 3, 4`;
  await tx`analyze build_sums`;
}
