import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Config } from '../core/config.ts';
import { toAppError } from '../core/errors.ts';
import { openDatabase, type Database } from './connect.ts';
import { pendingMigrations } from './migrate.ts';

/** What there is to say about the database, in facts; null is unknown. */
export interface DatabaseFacts {
  kind: 'embedded' | 'server';
  reachable: boolean;
  /** Why it is not reachable and what to do, else null. */
  problem: string | null;
  /** `18.4`, `15.20 (Debian ...)`. */
  version: string | null;
  database: string;
  /** Folder of the embedded data, or the server's address without its password. */
  where: string;
  sizeBytes: number | null;
  /** Free on the disk of the data folder; null for a server elsewhere. */
  freeBytes: number | null;
  pendingMigrations: string[] | null;
}

/** Looks without changing anything but what opening does, and never throws. */
export async function examineDatabase(options: {
  config: Pick<Config, 'dataDir' | 'databaseUrl'>;
  database?: string | undefined;
  connectTimeoutMs?: number | undefined;
}): Promise<DatabaseFacts> {
  const { config } = options;
  const kind = config.databaseUrl === undefined ? 'embedded' : 'server';
  const facts: DatabaseFacts = {
    kind,
    reachable: false,
    problem: null,
    version: null,
    database: options.database ?? 'hemline',
    where: kind === 'embedded' ? resolve(config.dataDir) : withoutPassword(config.databaseUrl ?? ''),
    sizeBytes: null,
    freeBytes: kind === 'embedded' ? await freeBytesAt(config.dataDir) : null,
    pendingMigrations: null,
  };
  try {
    const database = await openDatabase({ ...options, poolSize: 1, statementTimeoutMs: 10_000 });
    try {
      return { ...facts, reachable: true, ...(await askDatabase(database)) };
    } finally {
      await database.close();
    }
  } catch (error) {
    return { ...facts, problem: toAppError(error).message };
  }
}

async function askDatabase({ sql }: Database) {
  const [row] = await sql<{ version: string; name: string; size: string }[]>`
    select current_setting('server_version') as version, current_database() as name,
      pg_database_size(current_database()) as size`;
  return {
    version: row?.version ?? null,
    database: row?.name ?? '',
    sizeBytes: Number(row?.size ?? 0),
    pendingMigrations: await pendingMigrations(sql),
  };
}

function withoutPassword(databaseUrl: string): string {
  if (!URL.canParse(databaseUrl)) return 'an address that is no valid URL';
  const url = new URL(databaseUrl);
  url.password = '';
  return url.toString();
}

/** Free space where the folder is, or will be. */
async function freeBytesAt(folder: string): Promise<number | null> {
  let at = resolve(folder);
  while (!existsSync(at) && dirname(at) !== at) at = dirname(at);
  try {
    const disk = await statfs(at);
    return disk.bavail * disk.bsize;
  } catch {
    return null; // Some network disks do not tell.
  }
}
