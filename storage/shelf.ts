import type { AnySql } from './sql.ts';

/** Weeks before, over which a product's highest price is its baseline where the page names no list price. */
const BASELINE_WEEKS = 13;

/**
 * What each concept's products did on the shelf in the weeks of `build_cells` and those they bear on.
 * new_in_share: products first seen that week; null in a source's first week, when everything is new to us.
 * markdown_depth: 1 - price / baseline, the baseline being the list price or the highest price of 13 weeks.
 * out_of_stock_share: last seen out of stock, or gone though its source was seen; only a product listed in each of
 * the two weeks before counts as gone, one that leaves a ranking does not.
 * bestseller_score: the products' part of all ranks' weight of that market, a rank weighing 1 / log2(1 + rank).
 */
export async function countShelfWeeks(tx: AnySql, version: number): Promise<number> {
  await collectShelf(tx);
  await collectProductConcepts(tx, version);
  await tx`delete from shelf_weeks where week in (select week from build_shelf_weeks)`;
  const made = await tx`
    insert into shelf_weeks
      (concept_id, market, week, products, new_in_share, markdown_depth, out_of_stock_share, bestseller_score)
    select c.concept_id, f.market, f.week, count(*) filter (where not gone),
      round((avg(is_new) filter (where not gone))::numeric, 6)::double precision,
      round((avg(markdown) filter (where not gone))::numeric, 6)::double precision,
      round(avg(out_of_stock)::numeric, 6)::double precision,
      round((sum(rank_weight) / nullif(max(f.all_weight), 0))::numeric, 6)::double precision
    from build_facts f
    join build_product_concepts c on c.product_id = f.product_id
    group by 1, 2, 3
    having count(*) filter (where not gone) > 0`;
  return made.count;
}

/** `build_facts`: a row for each product, market ('all' too) and week. A price counts in the weeks after it too. */
async function collectShelf(tx: AnySql): Promise<void> {
  await tx`
    create temporary table build_shelf_weeks on commit drop as
    select distinct c.week + after * 7 as week
    from build_cells c cross join generate_series(0, ${BASELINE_WEEKS}::integer) after
    where exists (select 1 from source_weeks w where w.week = c.week + after * 7 and w.sector = 'commerce')`;
  await collectShelfWeeks(tx);
  await tx`
    create temporary table build_facts on commit drop as
    select f.product_id, m.market, f.week, f.gone, f.is_new, f.markdown, f.out_of_stock, f.rank_weight,
      sum(f.rank_weight) over (partition by m.market, f.week) as all_weight
    from (
      select product_id, source_id, market, week, false as gone,
        case when first_week < week then 0.0 when source_first_week < week then 1.0 end as is_new,
        case when price > 0 and baseline > 0 then greatest(0, 1 - price / baseline) end as markdown,
        case when availability = 'out_of_stock' then 1.0 else 0.0 end as out_of_stock,
        case when rank >= 1 then 1 / (ln(1 + rank) / ln(2)) else 0 end as rank_weight
      from build_shelf
      union all
      select product_id, source_id, market, week + 7, true, null, null, 1.0, 0
      from build_shelf s
      where listed and listed_before and not seen_after
        and exists (select 1 from source_weeks w
          where w.source_id = s.source_id and w.week = s.week + 7 and w.sector = 'commerce' and w.documents > 0)) f
    cross join lateral (values (f.market), ('all')) m (market)
    where f.week in (select week from build_shelf_weeks)`;
  await tx`analyze build_facts`;
}

/** `build_shelf`: a row for each product and week it was seen in, with what went before and comes after. */
async function collectShelfWeeks(tx: AnySql): Promise<void> {
  await tx`
    create temporary table build_shelf on commit drop as
    select w.product_id, p.source_id, s.market, w.week, w.price, w.rank, w.availability, w.listed,
      greatest(w.list_price, max(w.price) over (partition by w.product_id order by w.week
        range between ${`${BASELINE_WEEKS * 7} days`}::interval preceding and current row)) as baseline,
      coalesce(lag(w.week) over product = w.week - 7 and lag(w.listed) over product, false) as listed_before,
      coalesce(lead(w.week) over product = w.week + 7, false) as seen_after,
      date_trunc('week', p.first_seen_at at time zone 'UTC')::date as first_week,
      date_trunc('week', f.first_seen_at at time zone 'UTC')::date as source_first_week
    from (
      select o.product_id, date_trunc('week', o.observed_on::timestamp)::date as week,
        min(o.price) as price, max(o.list_price) as list_price, min(o.rank) as rank, bool_or(o.list = '') as listed,
        (array_agg(o.availability order by o.observed_at desc, o.list))[1] as availability
      from observations o
      where o.observed_on >= (select min(week) from build_shelf_weeks) - ${BASELINE_WEEKS}::integer * 7
        and o.observed_on < (select max(week) from build_shelf_weeks) + 14
      group by 1, 2) w
    join products p on p.id = w.product_id
    join sources s on s.id = p.source_id
    join (select source_id, min(first_seen_at) as first_seen_at from products group by 1) f
      on f.source_id = p.source_id
    window product as (partition by w.product_id order by w.week)`;
}

async function collectProductConcepts(tx: AnySql, version: number): Promise<void> {
  await tx`
    create temporary table build_product_concepts on commit drop as
    select distinct d.product_id, m.concept_id
    from documents d
    join mentions m on m.document_id = coalesce(d.duplicate_of, d.id) and m.taxonomy_version = ${version}
    where d.kind = 'product' and not m.negated
      and d.product_id in (select product_id from build_facts)`;
  await tx`analyze build_product_concepts`;
}
