import type { Facet } from '../core/words.ts';
import { storableJson, type AnySql, type Sql } from './sql.ts';

export interface ThemeMemberRow {
  id: string;
  labelZh: string;
  labelEn: string;
  facet: Facet;
  hex: string | null;
  documents: number;
}

/** Concepts worth clustering: those in at least `minDocuments` documents of the weeks. Brands are no themes. */
export async function themeMembers(
  sql: AnySql,
  options: { from: string; until: string; minDocuments: number; limit: number },
): Promise<ThemeMemberRow[]> {
  return sql<ThemeMemberRow[]>`
    select c.id, c.label_zh as "labelZh", c.label_en as "labelEn", c.facet, c.hex, w.documents
    from (
      select concept_id, sum(documents)::integer as documents from concept_weeks
      where week >= ${options.from} and week < ${options.until} and sector <> 'commerce'
      group by 1 having sum(documents) >= ${options.minDocuments}
      order by 2 desc, 1 limit ${options.limit}) w
    join concepts c on c.id = w.concept_id
    where c.active and c.facet not in ('brand', 'occasion')
    order by c.id`;
}

/** Terms of the inbox seen in the weeks, with the concepts their documents mention. */
export async function candidateMembers(
  sql: AnySql,
  options: { from: string; until: string; minDocuments: number; limit: number },
): Promise<{ members: ThemeMemberRow[]; pairs: { a: string; b: string; documents: number }[] }> {
  const rows = await sql<(Omit<ThemeMemberRow, 'hex'> & { beside: unknown })[]>`
    select id, term as "labelZh", term as "labelEn", coalesce(suggested_facet, 'style') as facet, documents,
      cooccurring as beside
    from candidates
    where status = 'inbox' and last_seen >= ${options.from} and first_seen < ${options.until}
      and documents >= ${options.minDocuments} and coalesce(suggested_facet, 'style') not in ('brand', 'occasion')
    order by documents desc, id limit ${options.limit}`;
  return {
    members: rows.map(({ beside: _beside, ...row }) => ({ ...row, hex: null })),
    pairs: rows.flatMap(({ id, beside }) => besideOf(beside).map((other) => ({ a: id, ...other }))),
  };
}

function besideOf(stored: unknown): { b: string; documents: number }[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((entry: { concept?: unknown; documents?: unknown } | null) =>
    typeof entry?.concept === 'string' && typeof entry.documents === 'number'
      ? [{ b: entry.concept, documents: entry.documents }]
      : [],
  );
}

/** In how many documents of the weeks two concepts are both mentioned. */
export async function comentions(
  sql: AnySql,
  options: { from: string; until: string; version: number; members: readonly string[] },
): Promise<{ pairs: { a: string; b: string; documents: number }[]; totalDocuments: number }> {
  const { from, until, version, members } = options;
  const window = sql`
    d.duplicate_of is null and d.kind <> 'product'
    and d.published_at >= ${from}::timestamp at time zone 'UTC'
    and d.published_at < ${until}::timestamp at time zone 'UTC'`;
  const pairs = await sql<{ a: string; b: string; documents: number }[]>`
    with said as materialized (
      select distinct m.document_id, m.concept_id from documents d
      join mentions m on m.document_id = d.id and m.taxonomy_version = ${version} and not m.negated
      where ${window} and m.concept_id = any(${[...members]}::text[]))
    select x.concept_id as a, y.concept_id as b, count(*)::integer as documents
    from said x join said y on y.document_id = x.document_id and x.concept_id < y.concept_id
    group by 1, 2 order by 1, 2`;
  const [row] = await sql<
    { count: number }[]
  >`select count(*)::integer as count from documents d where ${window}`;
  return { pairs, totalDocuments: row?.count ?? 0 };
}

/** The themes of the last clustered week before `week`, for identity from week to week. */
export async function previousThemes(
  sql: AnySql,
  week: string,
): Promise<{ id: string; members: { id: string; weight: number }[] }[]> {
  return sql<{ id: string; members: { id: string; weight: number }[] }[]>`
    select theme_id::text as id,
      jsonb_agg(jsonb_build_object('id', member, 'weight', weight) order by weight desc, member) as members
    from theme_members
    where week = (select max(week) from theme_members where week < ${week})
    group by theme_id order by theme_id`;
}

/**
 * How the themes of the week before were clustered. A week done again is told what it was told first: a theme's row
 * keeps only its last week's scores, so these carry the choice they came `after`.
 */
export async function previousChoice(
  sql: AnySql,
  week: string,
): Promise<{ method: string; setting: number } | null> {
  const [row] = await sql<{ method: string | null; setting: number | null }[]>`
    select case when last_week = ${week} then scores -> 'after' ->> 'method' else method end as method,
      case when last_week = ${week} then scores -> 'after' -> 'setting' else scores -> 'setting' end as setting
    from themes where last_week <= ${week} order by last_week desc, id limit 1`;
  if (row === undefined || row.method === null || typeof row.setting !== 'number') return null;
  return { method: row.method, setting: row.setting };
}

export interface ThemeToSave {
  previousId: string | null;
  nameZh: string;
  nameEn: string;
  members: { id: string; weight: number }[];
  palette: unknown[];
  share: number | null;
  growth: number | null;
}

/**
 * Writes a week's themes. Doing the same week again gives the same rows: a theme that began in this very week
 * is found again by its members, so its id stays.
 */
export async function saveThemes(
  sql: Sql,
  week: string,
  method: string,
  scores: unknown,
  themes: readonly ThemeToSave[],
): Promise<number> {
  return sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext('hemline:themes'))`;
    const born = await bornThisWeek(tx, week);
    await tx`delete from theme_members where week = ${week}`;
    await tx`update themes set last_week = coalesce(
      (select max(week) from theme_members m where m.theme_id = themes.id), first_week) where last_week = ${week}`;
    for (const theme of themes) {
      const id = theme.previousId ?? takeBorn(born, theme);
      const themeId = await upsertTheme(tx, id, week, method, scores, theme);
      await tx`
        insert into theme_members (theme_id, week, member, weight)
        select ${themeId}::bigint, ${week}::date, member, weight
        from unnest(${theme.members.map((m) => m.id)}::text[], ${theme.members.map((m) => m.weight)}::float8[])
          as given (member, weight) on conflict do nothing`;
    }
    await tx`delete from themes t where not exists (select 1 from theme_members m where m.theme_id = t.id)`;
    return themes.length;
  });
}

async function bornThisWeek(tx: AnySql, week: string): Promise<{ id: string; members: string[] }[]> {
  const rows = await tx<{ id: string; members: string[] }[]>`
    select t.id::text as id, array_agg(m.member) as members
    from themes t join theme_members m on m.theme_id = t.id and m.week = ${week}
    where t.first_week = ${week} group by t.id order by t.id`;
  return [...rows];
}

/** The theme born this week that shares most members (at least half of them); taken once. */
function takeBorn(born: { id: string; members: string[] }[], theme: ThemeToSave): string | null {
  const own = new Set(theme.members.map((m) => m.id));
  let best = -1;
  let bestShare = 0.5;
  born.forEach((candidate, at) => {
    const both = candidate.members.filter((member) => own.has(member)).length;
    const share = both / Math.max(candidate.members.length, own.size);
    if (share >= bestShare && (best < 0 || share > bestShare)) [best, bestShare] = [at, share];
  });
  return best < 0 ? null : (born.splice(best, 1)[0]?.id ?? null);
}

async function upsertTheme(
  tx: AnySql,
  id: string | null,
  week: string,
  method: string,
  scores: unknown,
  theme: ThemeToSave,
): Promise<string> {
  const columns = tx`
    name_zh = ${theme.nameZh}, name_en = ${theme.nameEn}, last_week = ${week}, method = ${method},
    scores = ${storableJson(scores)}::text::jsonb, palette = ${storableJson(theme.palette)}::text::jsonb,
    share = ${theme.share}, growth = ${theme.growth}`;
  if (id !== null) {
    const changed = await tx`update themes set ${columns} where id = ${id}::bigint`;
    if (changed.count === 1) return id;
  }
  const [row] = await tx<{ id: string }[]>`
    insert into themes (name_zh, name_en, first_week, last_week, method, scores, palette, share, growth)
    values (${theme.nameZh}, ${theme.nameEn}, ${week}, ${week}, ${method}, ${storableJson(scores)}::text::jsonb,
      ${storableJson(theme.palette)}::text::jsonb, ${theme.share}, ${theme.growth})
    returning id::text as id`;
  return row!.id;
}
