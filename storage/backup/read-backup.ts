import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { applyNamed, migrate, readMigrations } from '../migrate.ts';
import { asSql } from '../queries/bounded.ts';
import type { Sql } from '../sql.ts';
import { bodyLine, headLine, LineReader, tableEndLine, type BackupHead } from './archive.ts';
import { copyTarget, dropEverything, listFilled, type TableShape } from './catalogue.ts';
import { asText, type BackupSummary } from './write-backup.ts';

const LOCK_LIMIT_MS = 10_000;

/**
 * Puts a database back as a backup holds it, in one transaction: it is there whole, or all is as it was before. A
 * backup of an older version is brought to the newest schema afterwards.
 */
export async function readBackup(
  sql: Sql,
  file: string,
  clock: Clock,
  options: { overwrite: boolean },
): Promise<BackupSummary> {
  const summary = await inArchive(file, async (lines) => {
    const head = await parsedLine(lines, headLine);
    refuseUnknown(head);
    return sql.begin(async (transaction) => {
      const tx = asSql(transaction);
      await asText(tx);
      await tx.unsafe(`set local lock_timeout = ${LOCK_LIMIT_MS}`);
      const filled = await listFilled(tx);
      if (filled.length > 0 && !options.overwrite) throw notEmpty(filled);
      await dropEverything(tx);
      await applyNamed(
        tx,
        head.migrations.map(({ name }) => name),
      );
      return fill(tx, lines, head);
    });
  });
  await migrate(sql, clock);
  await sql`analyze`;
  return summary;
}

/** What zlib and the file system throw is said as what it means: the file is not a whole backup. */
async function inArchive<T>(file: string, read: (lines: LineReader) => Promise<T>): Promise<T> {
  const bytes = createReadStream(file);
  const unpacked = bytes.pipe(createGunzip());
  bytes.on('error', (error) => unpacked.destroy(error));
  try {
    return await read(new LineReader(unpacked));
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    const { code = '', message } = thrown as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new AppError('BAD_INPUT', `There is no file ${file}.`, { cause: thrown });
    if (code.startsWith('Z_') || message.includes('the file ends')) throw broken(message, thrown);
    throw thrown;
  } finally {
    bytes.destroy();
    unpacked.destroy();
  }
}

function broken(why: string, cause?: unknown): AppError {
  return new AppError('BAD_INPUT', `The file is no whole backup of Hemline (${why}); nothing was changed.`, {
    cause,
  });
}

async function parsedLine<Schema extends z.ZodType>(
  lines: LineReader,
  schema: Schema,
): Promise<z.output<Schema>> {
  const line = await lines.line();
  if (line === null) throw broken('it ends too early');
  let value: unknown;
  try {
    value = JSON.parse(line.toString('utf8'));
  } catch (cause) {
    throw broken('a line is not as it should be', cause);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw broken('a line is not as it should be', parsed.error);
}

function refuseUnknown(head: BackupHead): void {
  const known = new Map(readMigrations().map(({ name, hash }) => [name, hash]));
  const foreign = head.migrations.filter(({ name, hash }) => known.get(name) !== hash);
  if (foreign.length === 0) return;
  throw new AppError(
    'MIGRATION_CHANGED',
    `The backup was made by another version of Hemline: ${foreign.map(({ name }) => name).join(', ')} is not what stands here.`,
  );
}

function notEmpty(filled: string[]): AppError {
  return new AppError(
    'CONFLICT',
    `The database is not empty (${filled.slice(0, 3).join(', ')}${filled.length > 3 ? ', ...' : ''}). ` +
      'Restore into an empty one, or say --force: all that is in it is then lost.',
  );
}

async function fill(tx: Sql, lines: LineReader, head: BackupHead): Promise<BackupSummary> {
  const summary: BackupSummary = { tables: 0, rows: 0 };
  for (;;) {
    const next = await parsedLine(lines, bodyLine);
    if ('end' in next) {
      if (next.tables !== summary.tables) throw broken('tables are missing');
      break;
    }
    summary.rows += await copyIn(tx, lines, next);
    summary.tables += 1;
  }
  for (const { sequence, last } of head.sequences) {
    if (last !== null) await tx`select setval(${sequence}::regclass, ${last}::bigint)`;
  }
  return summary;
}

async function copyIn(tx: Sql, lines: LineReader, shape: TableShape): Promise<number> {
  const into = await tx.unsafe(`copy ${copyTarget(shape)} from stdin`).writable();
  await pipeline(Readable.from(lines.rows()), into);
  const [row] = await tx<{ rows: string }[]>`select count(*) as rows from ${tx(shape.table)}`;
  const { rows } = await parsedLine(lines, tableEndLine);
  if (Number(row?.rows) !== rows) throw broken(`${shape.table} has ${row?.rows} rows of ${rows}`);
  return rows;
}
