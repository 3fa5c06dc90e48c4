import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';
import { sha256Hex } from '../core/hash.ts';
import { silentProgress, type Progress } from '../core/progress.ts';
import type { AnySql, Sql } from './sql.ts';

const SHIPPED = fileURLToPath(new URL('migrations', import.meta.url));
/** Any number that no one else uses as an advisory lock of this database: 'hemline' in letters' places. */
const LOCK = 8_513_091_405;

export interface MigrateOptions {
  folder?: string;
  progress?: Progress;
}

interface Migration {
  name: string;
  text: string;
  hash: string;
}

/** The files in their order. A checkout that turned line feeds into CRLF gives the same hash. */
export function readMigrations(folder = SHIPPED): Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  return names.sort().map((name) => {
    const text = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n');
    return { name, text, hash: sha256Hex(text) };
  });
}

async function appliedHashes(sql: AnySql): Promise<Map<string, string>> {
  const rows = await sql<{ name: string; hash: string }[]>`select name, hash from schema_migrations`;
  return new Map(rows.map((row) => [row.name, row.hash]));
}

function checkUnchanged(migrations: Migration[], applied: Map<string, string>): void {
  const shipped = new Map(migrations.map((migration) => [migration.name, migration.hash]));
  const problems = [...applied].flatMap(([name, hash]) => {
    const now = shipped.get(name);
    if (now === hash) return [];
    return [
      now === undefined ? `${name} was applied but is not here` : `${name} was edited after it was applied`,
    ];
  });
  if (problems.length === 0) return;
  throw new AppError(
    'MIGRATION_CHANGED',
    `The database and the migrations disagree: ${problems.join('; ')}. ` +
      'Put the file back as it was (a change goes into a new file), or use the version of Hemline that made this database.',
    { details: { problems } },
  );
}

/**
 * Rolls the schema forward: each file in its own transaction, its SHA-256 kept and checked at every later start.
 * Two at once take turns by an advisory lock.
 */
export async function migrate(
  sql: Sql,
  clock: Clock,
  options: MigrateOptions = {},
): Promise<{ applied: string[] }> {
  const migrations = readMigrations(options.folder);
  const connection = await sql.reserve();
  try {
    await connection`select pg_advisory_lock(${LOCK})`;
    await ensureTable(connection);
    const before = await appliedHashes(connection);
    checkUnchanged(migrations, before);
    const open = migrations.filter((migration) => !before.has(migration.name));
    await applyAll(connection, open, clock, options.progress ?? silentProgress);
    return { applied: open.map((migration) => migration.name) };
  } finally {
    await connection`select pg_advisory_unlock(${LOCK})`;
    connection.release();
  }
}

/**
 * Runs the named files in a transaction that is given, for a schema whose record of them comes from elsewhere (a
 * backup).
 */
export async function applyNamed(tx: AnySql, names: readonly string[]): Promise<void> {
  await ensureTable(tx);
  for (const { name, text } of readMigrations()) if (names.includes(name)) await tx.unsafe(text);
}

async function ensureTable(sql: AnySql): Promise<void> {
  await sql`
    create table if not exists schema_migrations (
      name text primary key,
      hash text not null,
      applied_at timestamptz not null
    )`;
}

async function applyAll(sql: AnySql, open: Migration[], clock: Clock, progress: Progress): Promise<void> {
  if (open.length === 0) return;
  const stage = progress.start('migrate', open.length);
  for (const { name, text, hash } of open) {
    await sql`begin`;
    try {
      await sql.unsafe(text);
      await sql`insert into schema_migrations (name, hash, applied_at) values (${name}, ${hash}, ${clock.now()})`;
      await sql`commit`;
    } catch (cause) {
      await sql`rollback`;
      throw new AppError('INTERNAL', `Migration ${name} failed: ${(cause as Error).message}`, { cause });
    }
    stage.advance();
  }
  stage.finish(`${open.length} applied`);
}

/** Files not applied yet; all of them when the database is empty. Reads only. */
export async function pendingMigrations(sql: AnySql, folder?: string): Promise<string[]> {
  const names = readMigrations(folder).map((migration) => migration.name);
  const [row] = await sql<{ there: boolean }[]>`select to_regclass('schema_migrations') is not null as there`;
  if (row?.there !== true) return names;
  const applied = await appliedHashes(sql);
  return names.filter((name) => !applied.has(name));
}
