import type { Sql } from '../sql.ts';

export interface EvidenceRow {
  id: string;
  title: string | null;
  text: string;
  url: string;
  kind: string;
  sector: string;
  market: string;
  language: string;
  author: string | null;
  publishedAt: Date;
  sourceId: string;
  sourceName: string;
  sourceHealth: string;
  heat: number;
  engagement: Record<string, unknown>;
  rating: number | null;
  sentiment: string | null;
  spans: EvidenceSpan[];
}

/** Offsets are UTF-16 code units into title + line feed + text, end exclusive. */
export interface EvidenceSpan {
  start: number;
  end: number;
  surface: string;
  negated?: boolean;
  polarity?: string;
  aspect?: string;
}

export interface EvidenceFilter {
  concept: string;
  sector: string;
  market: string;
  /** First Monday; with `weeks` gives the span of time. */
  from?: string | undefined;
  /** Last Monday (its whole week is included). */
  to?: string | undefined;
  aspect?: string | undefined;
  polarity?: string | undefined;
  /** product leaves service aspects out, service keeps them alone. */
  voice?: 'product' | 'service' | undefined;
  after?: { at: string; id: string } | undefined;
  limit: number;
}

/** More of a text than this is not sent to a page; spans beyond it are left out. */
const TEXT_LIMIT = 50_000;

/** The readings that are counted now (storage/taxonomy.ts sets it); the newest where none was set. */
const currentVersion = (sql: Sql) => sql`coalesce(
  (select (value #>> '{}')::integer from settings where key = 'taxonomy_version'),
  (select max(version) from taxonomy_versions))`;

/** A product counts in the weeks it was seen on a shelf, everything else in the week it was published. */
function inWeeks(sql: Sql, filter: EvidenceFilter) {
  const from = filter.from ?? '0001-01-01';
  const to = filter.to ?? '9999-01-01';
  if (filter.from === undefined && filter.to === undefined) return sql`true`;
  return sql`case when d.kind = 'product' then exists (
      select from observations o where o.product_id = d.product_id
        and o.observed_on >= ${from}::date and o.observed_on < ${to}::date + 7)
    else d.published_at >= ${from}::date::timestamp at time zone 'UTC'
      and d.published_at < (${to}::date + 7)::timestamp at time zone 'UTC' end`;
}

function documentFilter(sql: Sql, filter: EvidenceFilter) {
  return sql`
    d.duplicate_of is null
    and ${filter.sector === 'all' ? sql`true` : sql`d.sector = ${filter.sector}`}
    and ${filter.market === 'all' ? sql`true` : sql`s.market = ${filter.market}`}
    and ${inWeeks(sql, filter)}
    and ${
      filter.after === undefined
        ? sql`true`
        : sql`(d.published_at, d.id) < (${filter.after.at}::timestamptz, ${filter.after.id}::bigint)`
    }`;
}

/** Documents that speak of a concept by name or, of a brand, by reviewing its product (as brand_weeks counts). */
function speaksOf(sql: Sql, concept: string) {
  return sql`(
    exists (select from mentions m where m.document_id = d.id and m.concept_id = ${concept}
      and m.taxonomy_version = ${currentVersion(sql)} and not m.negated)
    or exists (select from products p join concepts c on c.id = ${concept} and c.facet = 'brand'
      where p.id = d.product_id
        and lower(p.brand) in (select lower(n) from unnest(array[c.label_zh, c.label_en] || c.aliases_zh || c.aliases_en) n)))`;
}

function opinionFilter(sql: Sql, filter: EvidenceFilter) {
  const service = sql`array['logistics', 'service', 'packaging']`;
  return sql`
    ${filter.aspect === undefined ? sql`true` : sql`o.aspect = ${filter.aspect}`}
    and ${filter.polarity === undefined ? sql`true` : sql`o.polarity = ${filter.polarity}`}
    and ${
      filter.voice === undefined
        ? sql`true`
        : filter.voice === 'service'
          ? sql`o.aspect = any(${service})`
          : sql`o.aspect <> all(${service})`
    }`;
}

const documentColumns = (sql: Sql) => sql`
  d.id::text, d.title, left(d.text, ${TEXT_LIMIT}) as text, d.canonical_url as url, d.kind, d.sector, d.market,
  d.language, d.author, d.published_at as "publishedAt", s.id as "sourceId", s.name as "sourceName",
  s.health as "sourceHealth", d.heat, d.engagement, d.rating,
  (select r.sentiment from readings r where r.document_id = d.id order by r.taxonomy_version desc limit 1) as sentiment`;

/** Documents that mention a concept in a cell and span of weeks, newest first, with where they do. */
export async function listMentionEvidence(sql: Sql, filter: EvidenceFilter): Promise<EvidenceRow[]> {
  return sql<EvidenceRow[]>`
    with found as (
      select d.id, json_agg(json_build_object('start', m.start_offset, 'end', m.end_offset,
        'surface', m.surface, 'negated', m.negated) order by m.start_offset) as spans
      from mentions m join documents d on d.id = m.document_id join sources s on s.id = d.source_id
      where m.concept_id = ${filter.concept} and m.taxonomy_version = ${currentVersion(sql)}
        and ${documentFilter(sql, filter)}
      group by d.id
      order by d.published_at desc, d.id desc limit ${filter.limit}
    )
    select ${documentColumns(sql)}, found.spans
    from found join documents d on d.id = found.id join sources s on s.id = d.source_id
    order by d.published_at desc, d.id desc`;
}

/** Opinions in documents that mention a brand (or any concept): the quotes behind an aspect's figure. */
export async function listOpinionEvidence(sql: Sql, filter: EvidenceFilter): Promise<EvidenceRow[]> {
  return sql<EvidenceRow[]>`
    with found as (
      select d.id, json_agg(json_build_object('start', o.start_offset, 'end', o.end_offset,
        'surface', o.surface, 'polarity', o.polarity, 'aspect', o.aspect) order by o.start_offset) as spans
      from opinions o join documents d on d.id = o.document_id join sources s on s.id = d.source_id
      where o.taxonomy_version = ${currentVersion(sql)}
        and ${speaksOf(sql, filter.concept)}
        and ${documentFilter(sql, filter)} and ${opinionFilter(sql, filter)}
      group by d.id
      order by d.published_at desc, d.id desc limit ${filter.limit}
    )
    select ${documentColumns(sql)}, found.spans
    from found join documents d on d.id = found.id join sources s on s.id = d.source_id
    order by d.published_at desc, d.id desc`;
}

/** Documents by id: a candidate's examples. */
export async function listDocuments(sql: Sql, ids: string[]): Promise<EvidenceRow[]> {
  if (ids.length === 0) return [];
  return sql<EvidenceRow[]>`
    select ${documentColumns(sql)}, '[]'::json as spans
    from documents d join sources s on s.id = d.source_id
    where d.id = any(${ids}::text[]::bigint[])`;
}

/** What stands behind a week: how many documents, of which sources, and how many of them were copied elsewhere. */
export async function countEvidence(
  sql: Sql,
  filter: EvidenceFilter,
): Promise<{ documents: number; sources: number; heat: number; negated: number }> {
  const rows = await sql<{ documents: number; sources: number; heat: number; negated: number }[]>`
    select count(*)::int as documents, count(distinct source_id)::int as sources,
      coalesce(sum(heat), 0)::int as heat, (count(*) filter (where negated))::int as negated
    from (
      select d.id, d.source_id, d.heat, bool_and(m.negated) as negated
      from mentions m join documents d on d.id = m.document_id join sources s on s.id = d.source_id
      where m.concept_id = ${filter.concept} and m.taxonomy_version = ${currentVersion(sql)}
        and ${documentFilter(sql, { ...filter, after: undefined })}
      group by d.id
    ) as behind`;
  return rows[0] ?? { documents: 0, sources: 0, heat: 0, negated: 0 };
}
