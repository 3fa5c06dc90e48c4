import { createReadStream, existsSync } from 'node:fs';
import { basename } from 'node:path';
import { AppError } from '../core/errors.ts';
import type { ProgressStage } from '../core/progress.ts';
import { readImport } from '../crawlers/index.ts';
import { listSources, pausedError, type StoredSource } from '../storage/sources.ts';
import type { JobContext } from './context.ts';
import type { Counts } from './handler.ts';
import { saveRows, type GoodRow } from './save-rows.ts';

export interface ImportOptions {
  path: string;
  /** The source rows belong to where they do not say it themselves. */
  source?: string | undefined;
  /** Column of the file → field of ours. */
  columns?: Record<string, string> | undefined;
  /** What the rows are written in, where the path does not say it. */
  format?: 'jsonl' | 'csv' | 'tsv' | undefined;
  /** Rows from elsewhere than a file (standard input); the path then only names them. */
  input?: AsyncIterable<Uint8Array> | undefined;
}

const BATCH = 1_000;
/** Bad rows that are named in the log; the rest are only counted. */
const NAMED_BAD_ROWS = 10;

/** Brings a JSONL, CSV or TSV file in, batch by batch. The same file again changes nothing. */
export async function importFile(
  context: JobContext,
  options: ImportOptions,
  progress?: ProgressStage,
): Promise<Counts> {
  const stage = progress ?? context.progress.start(`import ${basename(options.path)}`, null);
  stage.setTotal(options.input ? 0 : await countLines(options.path));
  const sources = new Map((await listSources(context.sql)).map((source) => [source.id, source]));
  if (options.source !== undefined) refuseSource(options.source, sources);
  const counts: Counts = { rows: 0, added: 0, changed: 0, products: 0, observations: 0, dropped: 0 };
  const rows = readImport(options.path, {
    ...options,
    sources: [...sources.values()].map(({ definition }) => definition),
    hashKey: await context.hashKey(),
    now: context.clock.now(),
  });
  let batch: GoodRow[] = [];
  for await (const row of rows) {
    counts['rows'] = (counts['rows'] ?? 0) + 1;
    if ('dropped' in row) noteDropped(context, counts, row);
    else batch.push(row);
    if (batch.length < BATCH) continue;
    await saveBatch(context, sources, batch, counts);
    stage.advance(batch.length);
    batch = [];
    if (context.signal.aborted) break;
  }
  await saveBatch(context, sources, batch, counts);
  stage.advance(batch.length);
  if (!progress) stage.finish(`${counts['rows']} rows, ${counts['dropped']} dropped`);
  return counts;
}

/** A source that was named for all rows is refused before the first of them, not once a row. */
function refuseSource(id: string, sources: ReadonlyMap<string, StoredSource>): void {
  const source = sources.get(id);
  if (!source) throw new AppError('NOT_FOUND', `There is no source ${id}; hemline sources list names them.`);
  if (source.health === 'paused') throw pausedError(id, source.healthReason);
}

function noteDropped(
  context: JobContext,
  counts: Counts,
  row: { dropped: string; line: number; message: string },
) {
  add(counts, 'dropped', 1);
  add(counts, `dropped ${row.dropped}`, 1);
  if ((counts['dropped'] ?? 0) > NAMED_BAD_ROWS) return;
  context.log.warn({ line: row.line, reason: row.dropped, message: row.message }, 'a row was dropped');
}

async function saveBatch(
  context: JobContext,
  sources: ReadonlyMap<string, StoredSource>,
  batch: readonly GoodRow[],
  counts: Counts,
): Promise<void> {
  for (const id of new Set(batch.map((row) => row.source))) {
    const source = sources.get(id);
    if (!source) continue;
    const own = batch.filter((row) => row.source === id);
    if (source.health === 'paused') {
      add(counts, 'dropped', own.length);
      add(counts, 'dropped source-paused', own.length);
      context.log.warn({ source: id }, pausedError(id, source.healthReason).message);
      continue;
    }
    const { dropped, ...saved } = await saveRows(context.sql, source, own, context.clock.now());
    for (const [name, count] of Object.entries(saved)) add(counts, name, count);
    for (const [reason, count] of Object.entries(dropped)) {
      add(counts, 'dropped', count);
      add(counts, `dropped ${reason}`, count);
    }
  }
}

function add(counts: Counts, name: string, count: number): void {
  counts[name] = (counts[name] ?? 0) + count;
}

/** For the bar only: lines of the file as it lies there, or 0 where it is packed. */
async function countLines(path: string): Promise<number> {
  if (path.endsWith('.gz') || !existsSync(path)) return 0;
  let lines = 0;
  for await (const chunk of createReadStream(path)) {
    for (const byte of chunk as Uint8Array) if (byte === 10) lines += 1;
  }
  return lines;
}
