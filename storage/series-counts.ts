import type { AnySql } from './sql.ts';

/** Cells counted in one transaction; more wait for the next round, so that memory and locks stay bounded. */
const MAX_CELLS = 20_000;

/** From this many cells on the planner's statistics are made first: after an import they know nothing yet. */
const MANY_CELLS = 200;

/**
 * Takes dirty cells and counts them anew into `source_weeks` and `concept_weeks`. Leaves the temporary tables
 * `build_cells (source_id, week)` and `build_hits` for the steps after it in the same transaction.
 */
export async function countDirtyCells(
  tx: AnySql,
  version: number,
): Promise<{ cells: number; items: number }> {
  await tx`create temporary table build_cells (source_id text, week date, primary key (source_id, week)) on commit drop`;
  const taken = await tx`
    with taken as (
      delete from dirty_cells where (source_id, week) in (
        select source_id, week from dirty_cells order by source_id, week limit ${MAX_CELLS} for update skip locked)
      returning source_id, week)
    insert into build_cells select source_id, week from taken
    where source_id in (select id from sources) and (source_id, week) not in (select source_id, week from frozen_cells)`;
  if (taken.count === 0) return { cells: 0, items: 0 };
  if (taken.count >= MANY_CELLS) await prepareForMany(tx);
  const items = await collectItems(tx);
  await collectHits(tx, version);
  await replaceCounts(tx);
  if (taken.count >= MANY_CELLS) await tx`analyze source_weeks, concept_weeks`;
  return { cells: taken.count, items };
}

/** A whole history is joined by hashing; the planner, which takes temporary tables for small, would loop. */
async function prepareForMany(tx: AnySql): Promise<void> {
  await tx`analyze documents, products, observations, mentions, readings, opinions`;
  await tx`set local enable_nestloop = off`;
}

/**
 * What counts once in a week: a document that is no copy, or in the shop a product that was seen on a shelf.
 * Engagement is likes, comments and shares, those of its copies included; views are another order of magnitude and stay out.
 */
async function collectItems(tx: AnySql): Promise<number> {
  await tx`analyze build_cells`;
  const made = await tx`
    create temporary table build_items on commit drop as
    select c.source_id, c.week, d.sector, d.id as item, d.id as document_id,
      (select coalesce(sum(value::numeric), 0) from (
          select d.engagement union all
          select x.engagement from documents x where d.heat > 0 and x.duplicate_of = d.id and x.folded
        ) told cross join lateral jsonb_each(told.engagement)
        where key in ('likes', 'comments', 'shares') and jsonb_typeof(value) = 'number') as engagement
    from build_cells c
    join documents d on d.source_id = c.source_id
      and date_trunc('week', d.published_at at time zone 'UTC')::date = c.week
      and d.published_at >= (select min(week) from build_cells)::timestamp at time zone 'UTC'
      and d.published_at < (select max(week) + 7 from build_cells)::timestamp at time zone 'UTC'
    where d.duplicate_of is null and d.kind <> 'product'
    union all
    select s.source_id, s.week, 'commerce', s.product_id, coalesce(d.duplicate_of, d.id), 0
    from (
      select distinct c.source_id, c.week, p.id as product_id
      from build_cells c
      join products p on p.source_id = c.source_id
      join observations o on o.product_id = p.id
        and date_trunc('week', o.observed_on::timestamp)::date = c.week
        and o.observed_on >= (select min(week) from build_cells)
        and o.observed_on < (select max(week) + 7 from build_cells)
    ) s
    left join (
      select distinct on (product_id) product_id, id, duplicate_of from documents
      where kind = 'product' and product_id in (select id from products where source_id in (select source_id from build_cells))
      order by product_id, id
    ) d on d.product_id = s.product_id`;
  await tx`analyze build_items`;
  return made.count;
}

async function collectHits(tx: AnySql, version: number): Promise<void> {
  await tx`
    create temporary table build_hits on commit drop as
    select m.concept_id, i.source_id, i.week, i.sector, i.item,
      bool_or(not m.negated) as counted,
      avg(m.sentiment) filter (where not m.negated) as sentiment,
      max(i.engagement) as engagement
    from build_items i
    join mentions m on m.document_id = i.document_id and m.taxonomy_version = ${version}
    group by 1, 2, 3, 4, 5`;
  await tx`analyze build_hits`;
}

/** A clause counts as positive or negative from 0.1 on; between is neutral. */
async function replaceCounts(tx: AnySql): Promise<void> {
  await tx`delete from source_weeks w using build_cells c where w.source_id = c.source_id and w.week = c.week`;
  await tx`
    insert into source_weeks (source_id, week, sector, documents)
    select source_id, week, sector, count(distinct item) from build_items group by 1, 2, 3`;
  await tx`delete from concept_weeks w using build_cells c where w.source_id = c.source_id and w.week = c.week`;
  await tx`
    insert into concept_weeks (concept_id, source_id, week, sector, documents, negated, positive, negative, engagement)
    select concept_id, source_id, week, sector,
      count(*) filter (where counted), count(*) filter (where not counted),
      count(*) filter (where counted and sentiment > 0.1), count(*) filter (where counted and sentiment < -0.1),
      coalesce(sum(engagement) filter (where counted), 0)::bigint
    from build_hits group by 1, 2, 3, 4 order by 1, 2, 3, 4`;
}
