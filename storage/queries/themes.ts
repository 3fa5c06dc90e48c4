import type { Sql } from '../sql.ts';

export interface ThemeRow {
  id: string;
  nameZh: string;
  nameEn: string;
  firstWeek: string;
  lastWeek: string;
  method: string;
  scores: Record<string, unknown>;
  palette: unknown;
  share: number | null;
  growth: number | null;
  members: ThemeMember[];
}

interface ThemeMember {
  member: string;
  weight: number;
  facet: string | null;
  labelZh: string | null;
  labelEn: string | null;
  hex: string | null;
}

const withMembers = (sql: Sql) => sql`
  t.id::text, t.name_zh as "nameZh", t.name_en as "nameEn", to_char(t.first_week, 'YYYY-MM-DD') as "firstWeek",
  to_char(t.last_week, 'YYYY-MM-DD') as "lastWeek", t.method, t.scores, t.palette, t.share, t.growth,
  coalesce((
    select json_agg(json_build_object('member', m.member, 'weight', m.weight, 'facet', c.facet,
      'labelZh', coalesce(c.label_zh, k.term), 'labelEn', coalesce(c.label_en, k.term), 'hex', c.hex)
      order by m.weight desc, m.member)
    from theme_members m
    left join concepts c on c.id = m.member
    left join candidates k on k.id = m.member
    where m.theme_id = t.id and m.week = t.last_week), '[]') as members`;

/** Themes alive in the last clustered week (or all that ever were), the strongest growth first. */
export async function listThemes(sql: Sql, filter: { past: boolean; limit: number }): Promise<ThemeRow[]> {
  return sql<ThemeRow[]>`
    select ${withMembers(sql)} from themes t
    where ${filter.past ? sql`true` : sql`t.last_week = (select max(last_week) from themes)`}
    order by t.last_week desc, t.growth desc nulls last, t.id limit ${filter.limit}`;
}

export async function findTheme(sql: Sql, id: string): Promise<ThemeRow | null> {
  const rows = await sql<ThemeRow[]>`select ${withMembers(sql)} from themes t where t.id = ${id}::bigint`;
  return rows[0] ?? null;
}

export async function listThemeHistory(
  sql: Sql,
  id: string,
): Promise<{ week: string; members: number; weight: number }[]> {
  return sql<{ week: string; members: number; weight: number }[]>`
    select to_char(week, 'YYYY-MM-DD') as week, count(*)::int as members, sum(weight) as weight
    from theme_members where theme_id = ${id}::bigint group by week order by week`;
}
