import type { Sql } from '../sql.ts';

interface ConceptRow {
  id: string;
  facet: string;
  labelZh: string;
  labelEn: string;
  aliasesZh: string[];
  aliasesEn: string[];
  hex: string | null;
  parentId: string | null;
  origin: string;
}

const conceptColumns = (sql: Sql) => sql`
  c.id, c.facet, c.label_zh as "labelZh", c.label_en as "labelEn", c.aliases_zh as "aliasesZh",
  c.aliases_en as "aliasesEn", c.hex, c.parent_id as "parentId", c.origin`;

/** True where a text stands in a label, an alias (either language) or the id. `c` is the concepts alias. */
export const conceptMatches = (sql: Sql, text: string | undefined) =>
  text === undefined
    ? sql`true`
    : sql`position(lower(${text}) in lower(concat_ws(' | ', c.id, c.label_en, c.label_zh,
        array_to_string(c.aliases_en, ' | '), array_to_string(c.aliases_zh, ' | ')))) > 0`;

interface ConceptFilter {
  facet?: string | undefined;
  origin?: string | undefined;
  q?: string | undefined;
  after?: string | undefined;
  limit: number;
}

export async function listConcepts(sql: Sql, filter: ConceptFilter): Promise<ConceptRow[]> {
  return sql<ConceptRow[]>`
    select ${conceptColumns(sql)} from concepts c
    where c.active
      and ${filter.facet === undefined ? sql`true` : sql`c.facet = ${filter.facet}`}
      and ${filter.origin === undefined ? sql`true` : sql`c.origin = ${filter.origin}`}
      and ${conceptMatches(sql, filter.q)}
      and ${filter.after === undefined ? sql`true` : sql`c.id > ${filter.after}`}
    order by c.id limit ${filter.limit}`;
}

export async function findConcept(sql: Sql, id: string): Promise<ConceptRow | null> {
  const rows = await sql<ConceptRow[]>`select ${conceptColumns(sql)} from concepts c where c.id = ${id}`;
  return rows[0] ?? null;
}

/** An active concept that has one of the names for a label or an alias, letter case aside; null where all are free. */
export async function findConceptNamed(
  sql: Sql,
  names: readonly string[],
): Promise<{ id: string; name: string } | null> {
  const rows = await sql<{ id: string; name: string }[]>`
    select c.id, n.name from unnest(${[...names]}::text[]) as n (name)
    join concepts c on c.active and lower(n.name) in (
      select lower(known) from unnest(array[c.label_zh, c.label_en] || c.aliases_zh || c.aliases_en) as known)
    order by c.id limit 1`;
  return rows[0] ?? null;
}

/** Markets that have series, the most documented first; 'all' is not among them. */
export async function listMarkets(sql: Sql): Promise<string[]> {
  const rows = await sql<{ market: string }[]>`
    select market from concept_states where market <> 'all' and sector = 'all'
    group by market order by sum(documents) desc, market`;
  return rows.map((row) => row.market);
}
