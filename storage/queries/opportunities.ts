import type { Sql } from '../sql.ts';
import { MIN_DOCUMENTS } from './trends.ts';

export interface OpportunityRow {
  conceptId: string;
  facet: string;
  labelZh: string;
  labelEn: string;
  hex: string | null;
  market: string;
  supplyDemandGap: number;
  documents: number;
  confidence: number;
  stage: string;
  socialGrowth: number | null;
  reviewGrowth: number | null;
  commerceGrowth: number | null;
  /** Documents (products seen, on the shelf) of the last 13 weeks; null where there is no series. */
  socialDocuments: number | null;
  reviewDocuments: number | null;
  commerceDocuments: number | null;
  demandMagnitude: number | null;
  supplyMagnitude: number | null;
  products: number | null;
  newInShare: number | null;
  markdownDepth: number | null;
  outOfStockShare: number | null;
}

/** Concepts whose demand (social and review) grows ahead of their supply (commerce), the widest gap first. */
export async function listOpportunities(
  sql: Sql,
  filter: { market: string; facet?: string | undefined; limit: number },
): Promise<OpportunityRow[]> {
  return sql<OpportunityRow[]>`
    select s.concept_id as "conceptId", c.facet, c.label_zh as "labelZh", c.label_en as "labelEn", c.hex, s.market,
      s.supply_demand_gap as "supplyDemandGap", s.documents, s.confidence, s.stage,
      social.growth as "socialGrowth", review.growth as "reviewGrowth", commerce.growth as "commerceGrowth",
      social.documents as "socialDocuments", review.documents as "reviewDocuments",
      commerce.documents as "commerceDocuments",
      greatest(social.magnitude, review.magnitude) as "demandMagnitude",
      commerce.magnitude as "supplyMagnitude",
      w.products, w.new_in_share as "newInShare", w.markdown_depth as "markdownDepth",
      w.out_of_stock_share as "outOfStockShare"
    from concept_states s
    join concepts c on c.id = s.concept_id
    left join concept_states social on (social.concept_id, social.sector, social.market) = (s.concept_id, 'social', s.market)
    left join concept_states review on (review.concept_id, review.sector, review.market) = (s.concept_id, 'review', s.market)
    left join concept_states commerce on (commerce.concept_id, commerce.sector, commerce.market) = (s.concept_id, 'commerce', s.market)
    left join shelf_weeks w on (w.concept_id, w.market, w.week) = (s.concept_id, s.market, s.week)
    where s.sector = 'all' and s.market = ${filter.market} and s.supply_demand_gap is not null
      and s.documents >= ${MIN_DOCUMENTS} and c.facet <> 'brand'
      and ${filter.facet === undefined ? sql`true` : sql`c.facet = ${filter.facet}`}
    order by s.supply_demand_gap desc, s.concept_id limit ${filter.limit}`;
}

export interface ShelfWeekRow {
  week: string;
  products: number;
  newInShare: number | null;
  markdownDepth: number | null;
  outOfStockShare: number | null;
  bestsellerScore: number | null;
}

export async function listShelfWeeks(sql: Sql, concept: string, market: string): Promise<ShelfWeekRow[]> {
  return sql<ShelfWeekRow[]>`
    select to_char(week, 'YYYY-MM-DD') as week, products, new_in_share as "newInShare",
      markdown_depth as "markdownDepth", out_of_stock_share as "outOfStockShare", bestseller_score as "bestsellerScore"
    from shelf_weeks where concept_id = ${concept} and market = ${market} order by week`;
}
