import type { AnySql, Sql } from './sql.ts';
import { makeBase, makeSums, pointsOfScope } from './series-points.ts';

/** A week that was known otherwise then: a source's document of it was first seen only after the cut-off. */
export interface PointAsKnown {
  key: string;
  week: string;
  documents: number;
  exposure: number;
  share: number | null;
}

export interface AsKnown {
  /** Weeks in which something was found later. */
  weeks: string[];
  points: PointAsKnown[];
}

/**
 * The points before `until` as they stood then: without documents published before it but first seen later. A source
 * first crawled after `until` is taken by its documents' dates, since nothing tells what would have been seen of it.
 */
export async function pointsAsKnown(sql: Sql, options: { until: string; version: number }): Promise<AsKnown> {
  return sql.begin(async (tx) => {
    await tx`set local jit = off`;
    await collectLate(tx, options.until);
    const [range] = await tx<{ first: string | null; last: string | null }[]>`
      select min(week)::text as first, max(week)::text as last from late_documents`;
    if (!range?.first || !range.last) return { weeks: [], points: [] };
    await countWithoutLate(tx, options.version);
    await makeBase(tx, { first: range.first, last: range.last }, 'known_sources');
    await tx`
      create temporary table build_scope on commit drop as
      select t.concept_id, w.week, t.tier
      from series_tiers t cross join (select distinct week from late_documents) w`;
    await makeSums(tx, 'known_concepts');
    const weeks = await tx<{ week: string }[]>`
      select distinct week::text as week from late_documents order by 1`;
    const points = await tx<PointAsKnown[]>`
      select concept_id || '|' || sector || '|' || market as key, week::text as week, documents, exposure, share
      from (${pointsOfScope(tx)}) points (concept_id, sector, market, week, documents, exposure, active_sources,
        share, share_se)`;
    return { weeks: weeks.map(({ week }) => week), points };
  });
}

async function collectLate(tx: AnySql, until: string): Promise<void> {
  await tx`
    create temporary table late_documents on commit drop as
    with watched as (
      select source_id from documents group by 1
      having min(first_seen_at) < ${until}::date::timestamp at time zone 'UTC')
    select d.id, d.source_id, d.sector, date_trunc('week', d.published_at at time zone 'UTC')::date as week
    from documents d join watched using (source_id)
    where d.published_at < ${until}::date::timestamp at time zone 'UTC'
      and d.first_seen_at >= ${until}::date::timestamp at time zone 'UTC'
      and d.duplicate_of is null and d.kind <> 'product'`;
  await tx`analyze late_documents`;
}

/** The counts of the weeks in hand, less what was found later. */
async function countWithoutLate(tx: AnySql, version: number): Promise<void> {
  await tx`
    create temporary table known_sources on commit drop as
    select w.source_id, w.week, w.sector, w.documents - coalesce(l.documents, 0) as documents
    from source_weeks w
    left join (select source_id, week, sector, count(*)::integer as documents from late_documents group by 1, 2, 3) l
      using (source_id, week, sector)
    where w.week in (select week from late_documents)`;
  await tx`
    create temporary table known_concepts on commit drop as
    select w.concept_id, w.source_id, w.week, w.sector, w.documents - coalesce(l.documents, 0) as documents
    from concept_weeks w
    left join (
      select concept_id, source_id, week, sector, count(*)::integer as documents from (
        select distinct m.concept_id, d.source_id, d.week, d.sector, d.id
        from late_documents d
        join mentions m on m.document_id = d.id and m.taxonomy_version = ${version} and not m.negated) hits
      group by 1, 2, 3, 4) l using (concept_id, source_id, week, sector)
    where w.week in (select week from late_documents)`;
}
