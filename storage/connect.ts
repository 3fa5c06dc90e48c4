import { dirname } from 'node:path';
import postgres from 'postgres';
import type { Config } from '../core/config.ts';
import { AppError } from '../core/errors.ts';
import type { Logger } from '../core/log.ts';
import { asUnavailable, codeOf } from './connect-errors.ts';
import { startEmbedded } from './embedded/start.ts';
import type { Endpoint } from './embedded/transport.ts';
import type { Sql } from './sql.ts';

export type { Sql } from './sql.ts';

export const DEFAULT_DATABASE = 'hemline';
const OLDEST_SERVER = 140_000;
const CONNECT_TIMEOUT_MS = 10_000;

export interface Database {
  sql: Sql;
  /** For psql and for logs of a local server; carries no password. */
  url: string;
  kind: 'embedded' | 'server';
  close(): Promise<void>;
}

export interface OpenOptions {
  config: Pick<Config, 'dataDir' | 'databaseUrl'>;
  /** Embedded: `hemline` unless given. Server: the one DATABASE_URL names, or one of this name beside it. */
  database?: string | undefined;
  log?: Logger | undefined;
  /** Most connections at once. */
  poolSize?: number | undefined;
  /** A statement that runs longer is cancelled; 0 is no limit. */
  statementTimeoutMs?: number | undefined;
  /** How long a server may take to let us in; 10 s unless given. */
  connectTimeoutMs?: number | undefined;
}

/** Opens the embedded database, or the server that DATABASE_URL names; makes the named database where it is missing. */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  return options.config.databaseUrl === undefined
    ? openEmbedded(options)
    : openServer(options, options.config.databaseUrl);
}

async function openEmbedded(options: OpenOptions): Promise<Database> {
  const server = await startEmbedded({ dataDir: options.config.dataDir, log: options.log });
  const target = { ...server.endpoint, user: 'hemline', database: options.database ?? DEFAULT_DATABASE };
  try {
    const sql = await connectTo(target, options);
    const close = async (): Promise<void> => {
      await sql.end({ timeout: 5 });
      await server.release();
    };
    const url = embeddedUrl(server.endpoint, target.database);
    return { sql, url, kind: 'embedded', close };
  } catch (error) {
    await server.release();
    throw error;
  }
}

function embeddedUrl(endpoint: Endpoint, database: string): string {
  const name = encodeURIComponent(database);
  return 'path' in endpoint
    ? `postgres://hemline@localhost/${name}?host=${encodeURIComponent(dirname(endpoint.path))}`
    : `postgres://hemline@${endpoint.host}:${endpoint.port}/${name}`;
}

async function openServer(options: OpenOptions, databaseUrl: string): Promise<Database> {
  const { target, shown } = parseTarget(databaseUrl, options.database);
  const sql = await connectTo(target, options);
  return { sql, url: shown, kind: 'server', close: () => sql.end({ timeout: 5 }) };
}

interface Target {
  database: string;
  url?: string;
  path?: string;
  host?: string;
  port?: number;
  user?: string;
  password?: string;
}

/** As libpq does, `?host=/folder` names the folder of a unix socket. */
function parseTarget(databaseUrl: string, database: string | undefined): { target: Target; shown: string } {
  let url: URL;
  try {
    url = new URL(databaseUrl);
  } catch (cause) {
    throw new AppError(
      'BAD_CONFIG',
      'DATABASE_URL is no valid URL: write postgres://user:password@host:5432/database.',
      {
        cause,
      },
    );
  }
  const folder = url.searchParams.get('host');
  url.searchParams.delete('host');
  const named = decodeURIComponent(url.pathname.slice(1));
  const name = database ?? (named === '' ? 'postgres' : named);
  const path = folder === null ? {} : { path: `${folder}/.s.PGSQL.${url.port === '' ? '5432' : url.port}` };
  const given = { url: url.toString(), database: name, ...path };
  url.password = '';
  url.pathname = `/${encodeURIComponent(name)}`;
  return { target: given, shown: url.toString() };
}

function createPool(target: Target, options: OpenOptions, max: number): Sql {
  const { url, database, ...rest } = target;
  const settings: postgres.Options<Record<string, postgres.PostgresType>> = {
    database,
    max,
    connect_timeout: (options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS) / 1_000,
    onnotice: () => {},
    types: {
      // A `date` stays the day it is: as a Date it would turn with the time zone.
      day: { to: 1082, from: [1082], serialize: dayText, parse: (day: string) => day },
    },
    connection: {
      application_name: 'hemline',
      // Left out where there is none: poolers refuse settings they do not know.
      ...(options.statementTimeoutMs ? { statement_timeout: options.statementTimeoutMs } : {}),
    },
    ...rest,
  };
  return url === undefined ? postgres(settings) : postgres(url, settings);
}

function dayText(day: unknown): string {
  return day instanceof Date ? day.toISOString().slice(0, 10) : String(day);
}

async function connectTo(target: Target, options: OpenOptions): Promise<Sql> {
  const sql = createPool(target, options, options.poolSize ?? 8);
  try {
    await inTime(checkServer(sql), options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS);
    return sql;
  } catch (error) {
    await sql.end({ timeout: 0 });
    if (codeOf(error) !== '3D000') throw asUnavailable(error, target.database);
    await createBeside(target, options);
    return connectTo(target, options);
  }
}

/** The driver tries again for ever when a server hangs up before it has let us in. */
async function inTime(check: Promise<void>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = Object.assign(new Error(`no answer within ${limitMs} ms`), { code: 'CONNECT_TIMEOUT' });
    timer = setTimeout(() => reject(error), limitMs + 100);
  });
  try {
    await Promise.race([check, late]);
  } finally {
    clearTimeout(timer);
    check.catch(() => {}); // When it was late its own failure comes later, and is of no more use.
  }
}

async function checkServer(sql: Sql): Promise<void> {
  const [row] = await sql<{ version: number; name: string }[]>`
    select current_setting('server_version_num')::int as version, current_setting('server_version') as name`;
  if (row !== undefined && row.version >= OLDEST_SERVER) return;
  throw new AppError(
    'DATABASE_UNAVAILABLE',
    `The server is PostgreSQL ${row?.name}; Hemline needs 14 or newer.`,
  );
}

/** Makes a missing database from its server's `postgres` database. */
async function createBeside(target: Target, options: OpenOptions): Promise<void> {
  const sql = createPool({ ...target, database: 'postgres' }, options, 1);
  try {
    await sql`create database ${sql(target.database)}`;
  } catch (error) {
    if (codeOf(error) === '42P04' || codeOf(error) === '23505') return; // Made by another process meanwhile.
    throw asUnavailable(error, target.database);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
