import type { AnySql } from './sql.ts';

/**
 * Brand figures of the weeks in `build_cells`: how often a brand is spoken of, in which tone, and its aspects.
 * A document belongs to a brand that it mentions, or whose product it reviews. Share of voice is a brand's part
 * of all brands' documents of that market and week.
 */
export async function countBrandWeeks(tx: AnySql, version: number): Promise<number> {
  await collectBrandDocuments(tx, version);
  await tx`delete from brand_weeks where week in (select week from build_cells)`;
  const made = await tx`
    insert into brand_weeks (brand_id, market, week, documents, positive, negative, share_of_voice)
    select brand_id, market, week, count(*),
      count(*) filter (where tone > 0.1), count(*) filter (where tone < -0.1),
      round(count(*)::numeric / sum(count(*)) over (partition by market, week), 6)::double precision
    from build_brands group by 1, 2, 3`;
  await tx`delete from brand_aspect_weeks where week in (select week from build_cells)`;
  await tx`
    insert into brand_aspect_weeks (brand_id, market, week, aspect, positive, negative, neutral)
    select b.brand_id, b.market, b.week, o.aspect,
      count(*) filter (where o.polarity = 'positive'), count(*) filter (where o.polarity = 'negative'),
      count(*) filter (where o.polarity = 'neutral')
    from build_brands b
    join opinions o on o.document_id = b.document_id and o.taxonomy_version = ${version}
    group by 1, 2, 3, 4`;
  return made.count;
}

/**
 * `build_brands (brand_id, document_id, market, week, tone)`, each market and 'all'. Tone is the mean of the clauses
 * that name the brand (of the whole review where none does), plus the balance of the document's opinions: a brand
 * is mostly named in a neutral clause and judged in the next.
 */
async function collectBrandDocuments(tx: AnySql, version: number): Promise<void> {
  await tx`
    create temporary table build_spoken on commit drop as
    select d.id, d.product_id, s.market, w.week
    from (select distinct week from build_cells) w
    join documents d on date_trunc('week', d.published_at at time zone 'UTC')::date = w.week
    join sources s on s.id = d.source_id
    where d.duplicate_of is null and d.kind <> 'product'
      and d.published_at >= (select min(week) from build_cells)::timestamp at time zone 'UTC'
      and d.published_at < (select max(week) + 7 from build_cells)::timestamp at time zone 'UTC'`;
  await collectBrandProducts(tx);
  await tx`
    create temporary table build_tones on commit drop as
    select m.concept_id as brand_id, d.id, d.market, d.week, avg(m.sentiment)::real as tone, true as named
    from mentions m
    join concepts c on c.id = m.concept_id and c.facet = 'brand'
    join build_spoken d on d.id = m.document_id
    where m.taxonomy_version = ${version} and not m.negated
    group by 1, 2, 3, 4`;
  await tx`
    insert into build_tones
    select p.brand_id, d.id, d.market, d.week, r.score, false
    from build_spoken d
    join build_brand_products p on p.product_id = d.product_id
    join readings r on r.document_id = d.id and r.taxonomy_version = ${version}`;
  await tx`
    create temporary table build_brands on commit drop as
    select one.brand_id, one.id as document_id, markets.market, one.week,
      one.tone + coalesce((o.positive - o.negative) / (o.positive + o.negative + 1.0), 0) as tone
    from (select distinct on (brand_id, id) * from build_tones order by brand_id, id, named desc) one
    left join (
      select document_id, count(*) filter (where polarity = 'positive') as positive,
        count(*) filter (where polarity = 'negative') as negative
      from opinions
      where taxonomy_version = ${version} and document_id in (select id from build_tones)
      group by 1) o on o.document_id = one.id
    cross join lateral (values (one.market), ('all')) markets (market)`;
  await tx`analyze build_brands`;
}

/** Products whose printed brand is a name of a brand concept, whatever its case. */
async function collectBrandProducts(tx: AnySql): Promise<void> {
  await tx`
    create temporary table build_brand_products on commit drop as
    select distinct p.id as product_id, n.id as brand_id
    from products p
    join (select c.id, lower(name) as name from concepts c
      cross join lateral unnest(array[c.label_zh, c.label_en] || c.aliases_zh || c.aliases_en) name
      where c.facet = 'brand' and c.active) n on n.name = lower(p.brand)`;
  await tx`analyze build_spoken, build_brand_products`;
}
