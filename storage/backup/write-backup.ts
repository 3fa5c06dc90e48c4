import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Clock } from '../../core/clock.ts';
import { asSql } from '../queries/bounded.ts';
import type { Sql } from '../sql.ts';
import { END_OF_ROWS, type BackupHead } from './archive.ts';
import { copyTarget, listSequences, listTables, type TableShape } from './catalogue.ts';

export interface BackupSummary {
  tables: number;
  rows: number;
}

/** Fast: a backup is written once a day and read hardly ever. */
const GZIP_LEVEL = 3;

/**
 * Writes everything the database holds into one file, as of one instant and while others work on. Under its name the
 * file is there only when it is whole; only its owner may read it, for it holds the installation's key.
 */
export async function writeBackup(sql: Sql, file: string, clock: Clock): Promise<BackupSummary> {
  const part = `${file}.part`;
  const summary: BackupSummary = { tables: 0, rows: 0 };
  try {
    await sql.begin('isolation level repeatable read read only', async (transaction) => {
      const tx = asSql(transaction);
      await asText(tx);
      const lines = archive(tx, await readHead(tx, clock), summary);
      await pipeline(lines, createGzip({ level: GZIP_LEVEL }), createWriteStream(part, { mode: 0o600 }));
    });
    await rename(part, file);
    return summary;
  } finally {
    await rm(part, { force: true });
  }
}

/** Values read back are the same whatever the server's settings are. */
export async function asText(tx: Sql): Promise<void> {
  await tx.unsafe(
    "set local datestyle = 'ISO'; set local timezone = 'UTC'; set local intervalstyle = 'postgres'; set local extra_float_digits = 1; set local bytea_output = 'hex'",
  );
}

async function readHead(tx: Sql, clock: Clock): Promise<BackupHead> {
  const migrations = await tx<{ name: string; hash: string }[]>`
    select name, hash from schema_migrations order by name`;
  const sequences = await listSequences(tx);
  const madeAt = clock.now().toISOString();
  return {
    format: 'hemline-backup',
    version: 1,
    madeAt,
    migrations: [...migrations],
    sequences: [...sequences],
  };
}

async function* archive(tx: Sql, head: BackupHead, summary: BackupSummary): AsyncGenerator<Buffer | string> {
  yield `${JSON.stringify(head)}\n`;
  for (const shape of await listTables(tx)) {
    yield `${JSON.stringify(shape)}\n`;
    yield* copyOut(tx, shape);
    const rows = await countOf(tx, shape);
    yield `${END_OF_ROWS}\n${JSON.stringify({ rows })}\n`;
    summary.tables += 1;
    summary.rows += rows;
  }
  yield `${JSON.stringify({ end: true, tables: summary.tables })}\n`;
}

async function* copyOut(tx: Sql, shape: TableShape): AsyncGenerator<Buffer> {
  const rows = await tx.unsafe(`copy ${copyTarget(shape)} to stdout`).readable();
  for await (const chunk of rows) yield chunk as Buffer;
  // The driver pauses its socket when the stream is full and resumes it in `_read`, which an ended stream no longer calls.
  rows._read(0);
}

/** Counted by itself, so that rows lost on the way would be seen when they are read back. */
async function countOf(tx: Sql, { table }: TableShape): Promise<number> {
  const [row] = await tx<{ rows: string }[]>`select count(*) as rows from ${tx(table)}`;
  return Number(row?.rows ?? 0);
}
