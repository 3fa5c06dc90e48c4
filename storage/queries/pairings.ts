import type { Sql } from '../sql.ts';

export interface PairingQuestion {
  /** Concept ids that stand for the garment: it and its kinds. */
  anchors: string[];
  market: string;
  /** First and last day, end exclusive. */
  from: string;
  until: string;
}

export interface PairingRow {
  concept: string;
  /** Documents that name both close by. */
  both: number;
  /** Documents that name the other garment. */
  other: number;
  /** `both` by meteorological season (northern). */
  spring: number;
  summer: number;
  autumn: number;
  winter: number;
}

export interface Pairings {
  /** Documents that name any garment: what support is a share of. */
  documents: number;
  /** Documents that name the garment asked about. */
  anchor: number;
  rows: PairingRow[];
}

/** UTF-16 units between two garments of one look. */
const LOOK_UNITS = 240;
/** The newest so many documents of a garment are looked through. */
const MOST_DOCUMENTS = 30_000;

/**
 * Counts for association rules between garments over what people write: articles and posts, not products and not
 * reviews (which speak of one garment). Originals only, negated mentions left out.
 */
export async function countPairings(sql: Sql, question: PairingQuestion): Promise<Pairings> {
  const { anchors, market, from, until } = question;
  const version = sql`coalesce((select (value #>> '{}')::integer from settings where key = 'taxonomy_version'),
    (select max(version) from taxonomy_versions))`;
  const inScope = sql`d.duplicate_of is null and d.kind in ('article', 'post', 'comment')
    and d.published_at >= ${from}::date and d.published_at < ${until}::date
    and ${market === 'all' ? sql`true` : sql`d.market = ${market}`}`;
  const [row] = await sql<(Omit<Pairings, 'rows'> & { rows: PairingRow[] | null })[]>`
    with version as materialized (select ${version} as number),
    looks as materialized (
      select d.id, extract(month from d.published_at)::int as month, m.concept_id, m.start_offset
      from documents d
      join mentions m on m.document_id = d.id and m.taxonomy_version = (select number from version)
      where ${inScope} and not m.negated and m.concept_id like 'garment:%'
    ), anchor as materialized (
      select id, start_offset from looks where concept_id = any(${anchors}::text[])
      order by id desc limit ${MOST_DOCUMENTS}
    ), paired as (
      select distinct o.concept_id as concept, o.id, o.month
      from anchor a join looks o on o.id = a.id
        and abs(o.start_offset - a.start_offset) <= ${LOOK_UNITS} and o.concept_id <> all(${anchors}::text[])
    ), counted as (
      select concept, count(*)::int as both,
        (count(*) filter (where month in (3, 4, 5)))::int as spring,
        (count(*) filter (where month in (6, 7, 8)))::int as summer,
        (count(*) filter (where month in (9, 10, 11)))::int as autumn,
        (count(*) filter (where month in (12, 1, 2)))::int as winter
      from paired group by concept
    ), others as (
      select concept_id as concept, count(distinct id)::int as other from looks
      where concept_id in (select concept from counted) group by concept_id
    )
    select (select count(distinct id)::int from looks) as documents,
      (select count(distinct id)::int from anchor) as anchor,
      (select json_agg(json_build_object('concept', c.concept, 'both', c.both, 'other', o.other, 'spring', c.spring,
        'summer', c.summer, 'autumn', c.autumn, 'winter', c.winter)) from counted c join others o using (concept)) as rows`;
  return { documents: row?.documents ?? 0, anchor: row?.anchor ?? 0, rows: row?.rows ?? [] };
}

/** Colours said right beside a garment in documents that also name one of the anchors, with how often. */
export async function countPairedColors(
  sql: Sql,
  question: PairingQuestion & { garments: string[] },
): Promise<{ garment: string; color: string; documents: number }[]> {
  const { anchors, garments, market, from, until } = question;
  return sql<{ garment: string; color: string; documents: number }[]>`
    with version as materialized (
      select coalesce((select (value #>> '{}')::integer from settings where key = 'taxonomy_version'),
        (select max(version) from taxonomy_versions)) as number
    ), looks as materialized (
      select distinct m.document_id as id from mentions m join documents d on d.id = m.document_id
      where m.concept_id = any(${anchors}::text[]) and m.taxonomy_version = (select number from version)
        and not m.negated and d.duplicate_of is null and d.kind in ('article', 'post', 'comment')
        and d.published_at >= ${from}::date and d.published_at < ${until}::date
        and ${market === 'all' ? sql`true` : sql`d.market = ${market}`}
      limit ${MOST_DOCUMENTS}
    )
    select g.concept_id as garment, c.concept_id as color, count(distinct l.id)::int as documents
    from looks l
    join mentions g on g.document_id = l.id and g.taxonomy_version = (select number from version)
      and g.concept_id = any(${garments}::text[]) and not g.negated
    join mentions c on c.document_id = l.id and c.taxonomy_version = (select number from version)
      and c.concept_id like 'color:%' and not c.negated
      and c.start_offset between g.start_offset - 24 and g.end_offset + 12
    group by 1, 2 order by 1, 3 desc, 2`;
}
