import type { Sql } from '../sql.ts';

export interface LeadRow {
  scope: string;
  conceptId: string;
  facet: string;
  labelZh: string;
  labelEn: string;
  hex: string | null;
  leader: string;
  follower: string;
  /** The leader follows nobody: of all that was measured it moved first. */
  origin: boolean;
  week: string;
  lagWeeks: number;
  lagLow: number;
  lagHigh: number;
  correlation: number;
  p: number;
  /** False discovery rate over the pairs of this concept, and over those of all concepts of the scope. */
  q: number;
  qAll: number;
}

/** Of one concept those that pass control over its own pairs; over everything those that pass it over all pairs. */
export async function listLeads(
  sql: Sql,
  filter: {
    scope?: string | undefined;
    concept?: string | undefined;
    leader?: string | undefined;
    maxQ: number;
    limit: number;
  },
): Promise<LeadRow[]> {
  return sql<LeadRow[]>`
    select l.scope, l.concept_id as "conceptId", c.facet, c.label_zh as "labelZh", c.label_en as "labelEn", c.hex,
      l.leader, l.follower, not exists (
        select from leads o where o.scope = l.scope and o.concept_id = l.concept_id and o.follower = l.leader) as origin,
      to_char(l.week, 'YYYY-MM-DD') as week, l.lag_weeks as "lagWeeks", l.lag_low as "lagLow",
      l.lag_high as "lagHigh", l.correlation, l.p, l.q, l.q_all as "qAll"
    from leads l join concepts c on c.id = l.concept_id
    where ${filter.concept === undefined ? sql`l.q_all` : sql`l.q`} <= ${filter.maxQ}
      and ${filter.scope === undefined ? sql`true` : sql`l.scope = ${filter.scope}`}
      and ${filter.concept === undefined ? sql`true` : sql`l.concept_id = ${filter.concept}`}
      and ${filter.leader === undefined ? sql`true` : sql`l.leader = ${filter.leader}`}
    order by l.q_all, l.q, l.correlation desc, l.concept_id, l.leader, l.follower limit ${filter.limit}`;
}

export interface FacetLeadRow {
  scope: string;
  facet: string;
  leader: string;
  follower: string;
  week: string;
  lagWeeks: number;
  lagLow: number;
  lagHigh: number;
  concepts: number;
  agreeing: number;
  p: number;
  q: number;
}

/** What the concepts of a facet agree on, the surest first. */
export async function listFacetLeads(
  sql: Sql,
  filter: { scope?: string | undefined; facet?: string | undefined },
): Promise<FacetLeadRow[]> {
  return sql<FacetLeadRow[]>`
    select scope, facet, leader, follower, to_char(week, 'YYYY-MM-DD') as week, lag_weeks as "lagWeeks",
      lag_low as "lagLow", lag_high as "lagHigh", concepts, agreeing, p, q
    from facet_leads
    where ${filter.scope === undefined ? sql`true` : sql`scope = ${filter.scope}`}
      and ${filter.facet === undefined ? sql`true` : sql`facet = ${filter.facet}`}
    order by q, scope, facet, leader, follower`;
}
