import type { Sql } from '../sql.ts';

export interface ProductCandidate {
  id: string;
  url: string;
  name: string;
  brand: string | null;
  category: string | null;
  color: string | null;
  image: string | null;
  market: string;
  lastSeenAt: Date;
  price: number | null;
  currency: string | null;
  availability: string | null;
  concepts: string[];
}

/** Products looked through for one element; the newest first, so that black does not bring the whole shelf. */
const MOST_OF_A_CONCEPT = 3_000;

/**
 * Products that name any of the concepts given, those that share most first, with all the concepts they name and their
 * last observation: candidates to be weighed.
 */
export async function listProductCandidates(
  sql: Sql,
  question: { concepts: string[]; weights: number[]; market: string; limit: number },
): Promise<ProductCandidate[]> {
  const { concepts, weights, market, limit } = question;
  return sql<ProductCandidate[]>`
    with version as materialized (
      select coalesce((select (value #>> '{}')::integer from settings where key = 'taxonomy_version'),
        (select max(version) from taxonomy_versions)) as number
    ), wanted as (
      select * from unnest(${concepts}::text[], ${weights}::float8[]) as w (concept, weight)
    ), shared as (
      select f.product_id, sum(w.weight) as weight
      from wanted w cross join lateral (
        select distinct d.product_id
        from mentions m join documents d on d.id = m.document_id
        where m.concept_id = w.concept and m.taxonomy_version = (select number from version) and not m.negated
          and d.kind = 'product' and d.product_id is not null
          and ${market === 'all' ? sql`true` : sql`d.market = ${market}`}
        order by d.product_id desc limit ${MOST_OF_A_CONCEPT}
      ) f
      group by f.product_id order by 2 desc, 1 limit ${limit}
    )
    select p.id::text, p.url, p.name, p.brand, p.category, p.color, p.image, p.market, p.last_seen_at as "lastSeenAt",
      o.price, o.currency, o.availability,
      (select coalesce(array_agg(distinct m.concept_id), '{}')
        from documents d join mentions m on m.document_id = d.id
        where d.product_id = p.id and d.kind = 'product' and not m.negated
          and m.taxonomy_version = (select number from version)) as concepts
    from shared s join products p on p.id = s.product_id
    left join lateral (
      select price, currency, availability from observations
      where product_id = p.id order by observed_on desc, observed_at desc limit 1
    ) o on true
    order by s.weight desc, p.id`;
}
