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
  week: string;
  lagWeeks: number;
  lagLow: number;
  lagHigh: number;
  correlation: number;
  p: number;
  q: number;
}

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
      l.leader, l.follower, to_char(l.week, 'YYYY-MM-DD') as week, l.lag_weeks as "lagWeeks", l.lag_low as "lagLow",
      l.lag_high as "lagHigh", l.correlation, l.p, l.q
    from leads l join concepts c on c.id = l.concept_id
    where l.q <= ${filter.maxQ}
      and ${filter.scope === undefined ? sql`true` : sql`l.scope = ${filter.scope}`}
      and ${filter.concept === undefined ? sql`true` : sql`l.concept_id = ${filter.concept}`}
      and ${filter.leader === undefined ? sql`true` : sql`l.leader = ${filter.leader}`}
    order by l.q, l.correlation desc, l.concept_id, l.leader, l.follower limit ${filter.limit}`;
}
