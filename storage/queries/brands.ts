import type { Sql } from '../sql.ts';

export interface BrandWeekRow {
  brandId: string;
  week: string;
  documents: number;
  positive: number;
  negative: number;
  shareOfVoice: number | null;
}

export interface BrandRow {
  id: string;
  labelZh: string;
  labelEn: string;
}

export async function listBrands(sql: Sql, market: string): Promise<BrandRow[]> {
  return sql<BrandRow[]>`
    select c.id, c.label_zh as "labelZh", c.label_en as "labelEn"
    from concepts c
    where c.facet = 'brand' and c.active
      and exists (select from brand_weeks w where w.brand_id = c.id and w.market = ${market})
    order by c.id`;
}

/** The last complete weeks: the one that still runs would be judged by its first days. */
const inWeeks = (sql: Sql, weeks: number) => sql`(
  week > (${lastComplete(sql)}) - ${weeks * 7}::int and week <= (${lastComplete(sql)}))`;

const lastComplete = (sql: Sql) => sql`
  select coalesce((select max(week) from concept_states), (select max(week) from brand_weeks))`;

/** Weeks of one brand or, without an id, of all; oldest first. */
export async function listBrandWeeks(
  sql: Sql,
  filter: { market: string; brand?: string | undefined; weeks: number },
): Promise<BrandWeekRow[]> {
  return sql<BrandWeekRow[]>`
    select brand_id as "brandId", to_char(week, 'YYYY-MM-DD') as week, documents, positive, negative,
      share_of_voice as "shareOfVoice"
    from brand_weeks
    where market = ${filter.market}
      and ${filter.brand === undefined ? sql`true` : sql`brand_id = ${filter.brand}`}
      and ${inWeeks(sql, filter.weeks)}
    order by brand_id, week`;
}

export interface AspectWeekRow {
  aspect: string;
  week: string;
  positive: number;
  negative: number;
  neutral: number;
}

export async function listAspectWeeks(
  sql: Sql,
  filter: { market: string; brand: string; weeks: number },
): Promise<AspectWeekRow[]> {
  return sql<AspectWeekRow[]>`
    select aspect, to_char(week, 'YYYY-MM-DD') as week, positive, negative, neutral
    from brand_aspect_weeks
    where market = ${filter.market} and brand_id = ${filter.brand}
      and ${inWeeks(sql, filter.weeks)}
    order by aspect, week`;
}
