import type { AnySql } from '../sql.ts';

/** A table as it is copied: its columns by name, without those the database works out itself. */
export interface TableShape {
  table: string;
  columns: string[];
}

export interface SequenceState {
  sequence: string;
  /** Null where it was never asked. */
  last: string | null;
}

/** Every table of ours, each after those it refers to, so that rows can be copied in with all keys checked. */
export async function listTables(sql: AnySql): Promise<TableShape[]> {
  const tables = await sql<TableShape[]>`
    select c.relname as table, array_agg(a.attname order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    group by c.relname order by c.relname collate "C"`;
  const references = await sql<{ from: string; to: string }[]>`
    select distinct f.relname as from, t.relname as to
    from pg_constraint n join pg_class f on f.oid = n.conrelid join pg_class t on t.oid = n.confrelid
    where n.contype = 'f' and f.relnamespace = 'public'::regnamespace and f.oid <> t.oid`;
  return inOrder(tables, references);
}

function inOrder(tables: TableShape[], references: { from: string; to: string }[]): TableShape[] {
  const ordered = new Map<string, TableShape>();
  const place = (shape: TableShape, above: readonly string[]): void => {
    if (ordered.has(shape.table) || above.includes(shape.table)) return;
    const wanted = new Set(references.filter(({ from }) => from === shape.table).map(({ to }) => to));
    for (const other of tables.filter(({ table }) => wanted.has(table)))
      place(other, [...above, shape.table]);
    ordered.set(shape.table, shape);
  };
  for (const shape of tables) place(shape, []);
  return [...ordered.values()];
}

export async function listSequences(sql: AnySql): Promise<SequenceState[]> {
  return sql<SequenceState[]>`
    select sequencename as sequence, last_value::text as last from pg_sequences
    where schemaname = 'public' order by 1`;
}

/** Tables with anything in them, but for the record of migrations. */
export async function listFilled(sql: AnySql): Promise<string[]> {
  const filled: string[] = [];
  for (const { table } of await listTables(sql)) {
    if (table === 'schema_migrations') continue;
    const [row] = await sql<{ there: boolean }[]>`select exists (select from ${sql(table)}) as there`;
    if (row?.there === true) filled.push(table);
  }
  return filled;
}

/** Takes all that the migrations make out of the schema; the schema itself, and what others granted on it, stays. */
export async function dropEverything(sql: AnySql): Promise<void> {
  const drops = await sql<{ text: string }[]>`
    select format('drop table if exists %I cascade', relname) as text from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
    union all
    select format('drop sequence if exists %I cascade', relname) from pg_class c
    where relnamespace = 'public'::regnamespace and relkind = 'S'
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype in ('a', 'i'))
    union all
    select format('drop function if exists %s cascade', p.oid::regprocedure) from pg_proc p
    where p.pronamespace = 'public'::regnamespace
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`;
  for (const { text } of drops) await sql.unsafe(text);
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** `"documents" ("id", "title", ...)` for COPY. */
export function copyTarget({ table, columns }: TableShape): string {
  return `${quoted(table)} (${columns.map(quoted).join(', ')})`;
}
