import type { AnySql, Sql } from './sql.ts';
import type { Clock } from '../core/clock.ts';
import type { Concept } from '../core/reading.ts';
import type { Facet } from '../core/words.ts';

export type ConceptOrigin = 'shipped' | 'user' | 'discovered';

interface ConceptRow {
  id: string;
  facet: Facet;
  label_zh: string;
  label_en: string;
  aliases_zh: string[];
  aliases_en: string[];
  hex: string | null;
  parent_id: string | null;
}

/** Concepts that came from the inbox: they live in the database, not in a file. */
export async function discoveredConcepts(sql: AnySql): Promise<Concept[]> {
  const rows = await sql<ConceptRow[]>`
    select id, facet, label_zh, label_en, aliases_zh, aliases_en, hex, parent_id
    from concepts where origin = 'discovered' and active order by id`;
  return rows.map(conceptOf);
}

function conceptOf(row: ConceptRow): Concept {
  return {
    id: row.id,
    facet: row.facet,
    labelZh: row.label_zh,
    labelEn: row.label_en,
    aliasesZh: row.aliases_zh,
    aliasesEn: row.aliases_en,
    hex: row.hex,
    parent: row.parent_id,
  };
}

/** The version whose readings count, or null before any taxonomy was stored. */
export async function currentTaxonomyVersion(sql: AnySql): Promise<number | null> {
  const [row] = await sql<{ version: number }[]>`
    select (value #>> '{}')::integer as version from settings where key = 'taxonomy_version'`;
  return row?.version ?? null;
}

/**
 * Brings `concepts` into line with the loaded taxonomy and makes its version the current one.
 * A hash seen before gets its old version back, so going back to a former taxonomy needs no new reading.
 */
export async function syncTaxonomy(
  sql: Sql,
  taxonomy: { hash: string; concepts: readonly Concept[] },
  originOf: (id: string) => ConceptOrigin,
  clock: Clock,
): Promise<number> {
  return sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext('hemline:taxonomy'))`;
    await tx`
      insert into taxonomy_versions (hash, concepts, created_at)
      values (${taxonomy.hash}, ${taxonomy.concepts.length}, ${clock.now()}) on conflict (hash) do nothing`;
    const [row] = await tx<{ version: number }[]>`
      select version from taxonomy_versions where hash = ${taxonomy.hash}`;
    const version = row!.version;
    if ((await currentTaxonomyVersion(tx)) !== version) {
      await upsertConcepts(tx, taxonomy.concepts, originOf);
      await tx`
        insert into settings (key, value) values ('taxonomy_version', to_jsonb(${version}::integer))
        on conflict (key) do update set value = excluded.value`;
    }
    return version;
  });
}

async function upsertConcepts(
  tx: AnySql,
  concepts: readonly Concept[],
  originOf: (id: string) => ConceptOrigin,
): Promise<void> {
  const rows = concepts.map((concept) => ({
    id: concept.id,
    facet: concept.facet,
    label_zh: concept.labelZh,
    label_en: concept.labelEn,
    aliases_zh: concept.aliasesZh,
    aliases_en: concept.aliasesEn,
    hex: concept.hex,
    parent_id: concept.parent,
    origin: originOf(concept.id),
  }));
  await tx`
    insert into concepts (id, facet, label_zh, label_en, aliases_zh, aliases_en, hex, parent_id, origin, active)
    select id, facet, label_zh, label_en, aliases_zh, aliases_en, hex, parent_id, origin, true
    from jsonb_to_recordset(${tx.json(rows)}) as given (
      id text, facet text, label_zh text, label_en text, aliases_zh text[], aliases_en text[],
      hex text, parent_id text, origin text)
    on conflict (id) do update set
      facet = excluded.facet, label_zh = excluded.label_zh, label_en = excluded.label_en,
      aliases_zh = excluded.aliases_zh, aliases_en = excluded.aliases_en, hex = excluded.hex,
      parent_id = excluded.parent_id, origin = excluded.origin, active = true`;
  await tx`
    update concepts set active = false
    where active and origin <> 'discovered' and not (id = any(${concepts.map((c) => c.id)}))`;
}
