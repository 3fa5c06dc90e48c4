import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { systemClock } from '../../core/clock.ts';
import { sha256Hex } from '../../core/hash.ts';
import { openDatabase, type Database, type Sql } from '../../storage/connect.ts';
import { isAlive } from '../../storage/embedded/postmaster.ts';
import { migrate, readMigrations } from '../../storage/migrate.ts';
import type { AnySql } from '../../storage/sql.ts';

export type DatabaseKind = 'embedded' | 'server';

export interface TestDatabase {
  sql: Sql;
  kind: DatabaseKind;
  name: string;
  url: string;
  /** With `name`, what `openDatabase` takes to open the same database again, in a child process say. */
  config: { dataDir: string; databaseUrl: string | undefined };
  /** Drops it. */
  close(): Promise<void>;
}

const SERVER_URL = process.env['TEST_DATABASE_URL'] ?? 'postgres://root@127.0.0.1:5432/postgres';
const MUST_HAVE_SERVER = ['1', 'true'].includes(process.env['HEMLINE_REQUIRE_SERVICES'] ?? '');
/** Shared by all test processes of this account: they join one server, and the next run starts warm. */
const EMBEDDED_DIR = join(tmpdir(), `hemline-test-${process.getuid?.() ?? 'data'}`);
const LEFT_OVER_AFTER_MS = 3_600_000;
const LOCK = 8_513_091_406;

function configOf(kind: DatabaseKind): TestDatabase['config'] {
  return { dataDir: EMBEDDED_DIR, databaseUrl: kind === 'server' ? SERVER_URL : undefined };
}

/** Why the server cannot be used, or null. */
async function probeServer(): Promise<string | null> {
  try {
    const database = await openDatabase({ config: configOf('server'), database: 'postgres', poolSize: 1 });
    await database.close();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

const serverMissing = MUST_HAVE_SERVER ? null : await probeServer();

/** One migrated template per state of the migrations; made by whichever process comes first. */
async function ensureTemplate(admin: Sql, kind: DatabaseKind): Promise<string> {
  const state = readMigrations()
    .map((migration) => migration.hash)
    .join();
  const template = `hemline_template_${sha256Hex(state).slice(0, 12)}`;
  const connection = await admin.reserve();
  try {
    await connection`select pg_advisory_lock(${LOCK})`;
    const found = await connection`select 1 from pg_database where datname = ${template}`;
    if (found.length > 0) return template;
    const building = `${template}_building`;
    await connection`drop database if exists ${connection(building)} with (force)`;
    await connection`create database ${connection(building)}`;
    const database = await openDatabase({ config: configOf(kind), database: building, poolSize: 2 });
    await migrate(database.sql, systemClock);
    await database.close();
    await connection`alter database ${connection(building)} rename to ${connection(template)}`;
    await dropOldTemplates(connection);
    return template;
  } finally {
    await connection`select pg_advisory_unlock(${LOCK})`;
    connection.release();
  }
}

/** Templates of former states of the migrations; the newest few may belong to other checkouts at work. */
async function dropOldTemplates(admin: AnySql): Promise<void> {
  const rows = await admin<{ datname: string }[]>`
    select datname from pg_database where datname ~ '^hemline_template_[0-9a-f]{12}$' order by oid desc offset 4`;
  for (const { datname } of rows) await admin`drop database if exists ${admin(datname)} with (force)`;
}

/** Test databases of processes that are gone (names are hemline_test_<time>_<pid>_<count>). */
async function dropLeftOvers(admin: Sql): Promise<void> {
  const rows = await admin<{ datname: string }[]>`
    select datname from pg_database where datname like 'hemline\\_test\\_%'`;
  for (const { datname } of rows) {
    const [, , time, pid] = datname.split('_');
    const old = Date.now() - Number.parseInt(time ?? '0', 36) > LEFT_OVER_AFTER_MS;
    const local = SERVER_URL.includes('127.0.0.1') || SERVER_URL.includes('localhost');
    if (old || (local && !isAlive(Number(pid)))) {
      await admin`drop database if exists ${admin(datname)} with (force)`;
    }
  }
}

const SOURCE_IN_USE = '55006';

async function cloneTemplate(admin: Sql, template: string, name: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await admin`create database ${admin(name)} template ${admin(template)}`;
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== SOURCE_IN_USE || attempt === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

let made = 0;

/** A migrated database of one's own, on the embedded engine unless said otherwise. Close it when done. */
export async function openTestDatabase(
  kind: DatabaseKind = 'embedded',
  options: { empty?: boolean; poolSize?: number } = {},
): Promise<TestDatabase> {
  const config = configOf(kind);
  const name = `hemline_test_${Date.now().toString(36)}_${process.pid}_${(made += 1)}`;
  const admin = await openDatabase({ config, database: 'postgres', poolSize: 2 });
  let database: Database;
  try {
    if (made === 1) await dropLeftOvers(admin.sql);
    if (options.empty === true) await admin.sql`create database ${admin.sql(name)}`;
    else await cloneTemplate(admin.sql, await ensureTemplate(admin.sql, kind), name);
    database = await openDatabase({ config, database: name, poolSize: options.poolSize ?? 4 });
  } finally {
    await admin.close();
  }
  const close = async (): Promise<void> => {
    const again = await openDatabase({ config, database: 'postgres', poolSize: 1 });
    await database.close();
    await again.sql`drop database if exists ${again.sql(name)} with (force)`;
    await again.close();
  };
  return { sql: database.sql, kind, name, url: database.url, config, close };
}

/** Opens a database before the tests of this file or `describe` and drops it after them. */
export function useDatabase(
  kind: DatabaseKind = 'embedded',
  options: { empty?: boolean; poolSize?: number } = {},
): () => TestDatabase {
  let database: TestDatabase | undefined;
  beforeAll(async () => {
    database = await openTestDatabase(kind, options);
  });
  afterAll(async () => {
    await database?.close();
  });
  return () => {
    if (database === undefined) throw new Error('The test database is there only inside tests and hooks.');
    return database;
  };
}

/**
 * Runs one contract suite over the embedded database and over the server. Where there is no server its half
 * is skipped with the reason in its name, unless HEMLINE_REQUIRE_SERVICES=1.
 */
export function describeDatabases(
  name: string,
  suite: (database: () => TestDatabase, kind: DatabaseKind) => void,
  options: { empty?: boolean; poolSize?: number } = {},
): void {
  describe(`${name} (embedded)`, () => suite(useDatabase('embedded', options), 'embedded'));
  const reason = serverMissing === null ? '' : `, skipped: ${serverMissing}`;
  describe.skipIf(serverMissing !== null)(`${name} (server${reason})`, () =>
    suite(useDatabase('server', options), 'server'),
  );
}
