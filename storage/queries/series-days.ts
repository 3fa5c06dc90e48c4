import type { Sql } from '../sql.ts';
import { currentTaxonomyVersion } from '../taxonomy.ts';

export interface SeriesDayRow {
  day: string;
  documents: number;
  exposure: number;
  activeSources: number;
  share: number | null;
  shareSe: number | null;
}

export interface SeriesDays {
  concept: string;
  sector: string;
  market: string;
  /** Both included. */
  first: string;
  last: string;
}

/**
 * The daily share, by the formulas of the weekly one (storage/series-points.ts): a source is active on the days it has
 * documents on, a sector is the mean of its active sources by weight, 'all' the mean of the sectors with an active
 * source; null where there is none. Counted from the documents themselves, so the range has to be short.
 */
export async function listSeriesDays(sql: Sql, asked: SeriesDays): Promise<SeriesDayRow[]> {
  const version = (await currentTaxonomyVersion(sql)) ?? 0;
  return sql<SeriesDayRow[]>`
    with items as (${itemsOfDays(sql, asked)}),
    hits as (
      select distinct document_id from mentions
      where concept_id = ${asked.concept} and taxonomy_version = ${version} and not negated),
    parts as (
      select i.day, i.source_id, i.sector, s.weight, count(*)::float8 as n, count(h.document_id)::float8 as d
      from items i join sources s on s.id = i.source_id left join hits h on h.document_id = i.document_id
      where ${asked.market === 'all' ? sql`true` : sql`s.market = ${asked.market}`}
      group by 1, 2, 3, 4),
    sectors as (
      select day, sector, sum(d) as documents, sum(n) as exposure,
        sum(weight * d / n) / sum(weight) as share,
        sum(weight * weight * ((d + 0.5) / (n + 1)) * (1 - (d + 0.5) / (n + 1)) / (n + 1)) / sum(weight) ^ 2
          as variance
      from parts group by 1, 2)
    select to_char(day, 'YYYY-MM-DD') as day, coalesce(documents, 0)::integer as documents,
      coalesce(exposure, 0)::integer as exposure,
      (select count(distinct source_id) from parts p where p.day = calendar.day)::integer as "activeSources",
      share, share_se as "shareSe"
    from (select d::date as day from generate_series(${asked.first}::date, ${asked.last}::date, interval '1 day') d)
      calendar
    left join (
      select day, sum(documents) as documents, sum(exposure) as exposure, avg(share) as share,
        sqrt(sum(variance)) / count(*) as share_se
      from sectors group by 1) counted using (day)
    order by day`;
}

/** What counts once on a day: a document that is no copy, or in the shop a product seen on a shelf. */
function itemsOfDays(sql: Sql, { sector, first, last }: SeriesDays) {
  return sql`
    select (d.published_at at time zone 'UTC')::date as day, d.source_id, d.sector, d.id as document_id
    from documents d
    where d.duplicate_of is null and d.kind <> 'product'
      and ${sector === 'all' ? sql`true` : sql`d.sector = ${sector}`}
      and d.published_at >= ${first}::date::timestamp at time zone 'UTC'
      and d.published_at < (${last}::date + 1)::timestamp at time zone 'UTC'
    union all
    select o.observed_on, p.source_id, 'commerce', page.document_id
    from (select distinct product_id, observed_on from observations
      where observed_on between ${first}::date and ${last}::date
        and ${sector === 'all' || sector === 'commerce'}) o
    join products p on p.id = o.product_id
    left join lateral (
      select coalesce(d.duplicate_of, d.id) as document_id from documents d
      where d.kind = 'product' and d.product_id = p.id order by d.id limit 1) page on true`;
}
