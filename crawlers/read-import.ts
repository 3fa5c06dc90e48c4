import { isUtf8 } from 'node:buffer';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { AppError } from '../core/errors.ts';
import type { CataloguedSource } from '../core/source.ts';
import { delimitedRecords } from './delimited-rows.ts';
import { encodingFor } from './extract/decode-bytes.ts';
import { guessCharset } from './extract/guess-charset.ts';
import { columnProblem } from './import-fields.ts';
import { draftOfRow, RowProblem, type ImportedRow, type Row } from './import-rows.ts';
import { nearestWord } from './nearest-word.ts';

export interface ImportOptions {
  /** The sources rows may belong to. */
  sources: readonly CataloguedSource[];
  /** Source of the rows that name none. */
  source?: string | undefined;
  format?: 'jsonl' | 'csv' | 'tsv' | undefined;
  /** Our field by their column: `{ "Comment": "text" }`. */
  columns?: Record<string, string> | undefined;
  hashKey: string;
  /** What is dated well after it is dropped. */
  now: Date;
  /** Rows from elsewhere than a file (standard input); the path then only names them. */
  input?: AsyncIterable<Uint8Array> | undefined;
}

const MAX_LINE = 4_000_000;

/** Rows of a JSONL, CSV or TSV file (`.gz` is unpacked) as drafts; a bad row is yielded with its line and reason. */
export async function* readImport(path: string, options: ImportOptions): AsyncGenerator<ImportedRow> {
  if (!options.input && (!existsSync(path) || !statSync(path).isFile()))
    throw new AppError('BAD_INPUT', `There is no file ${path} to import`);
  const problem = columnProblem(options.columns ?? {});
  if (problem !== null) throw new AppError('BAD_INPUT', `The map of columns is wrong: ${problem}`);
  const format = options.format ?? formatOf(path);
  const chunks = textChunks(path, options.input);
  const rows = format === 'jsonl' ? jsonRows(chunks) : columnRows(chunks, format === 'csv' ? ',' : '\t');
  const byId = new Map(options.sources.map((source) => [source.id, source]));
  for await (const read of rows)
    yield 'dropped' in read ? read : toImported(read.row, read.line, byId, options);
}

function formatOf(path: string): 'jsonl' | 'csv' | 'tsv' {
  const name = path.replace(/\.gz$/, '');
  if (name.endsWith('.csv')) return 'csv';
  if (name.endsWith('.tsv') || name.endsWith('.tab')) return 'tsv';
  if (/\.(jsonl|ndjson|json)$/.test(name)) return 'jsonl';
  throw new AppError(
    'BAD_INPUT',
    `${path} does not end in .jsonl, .csv or .tsv: say which it is with --format`,
  );
}

function fileStream(path: string): AsyncIterable<Uint8Array> {
  const file = createReadStream(path, { highWaterMark: 262_144 });
  if (!path.endsWith('.gz')) return file;
  const unpacked = createGunzip();
  file.on('error', (error) => unpacked.destroy(error)); // pipe alone would leave the reader waiting
  return file.pipe(unpacked);
}

/** Text as it is written: UTF-8, or what a byte order mark or the first bytes say (spreadsheets save GBK and UTF-16). */
async function* textChunks(
  path: string,
  input: AsyncIterable<Uint8Array> | undefined,
): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  let head: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of input ?? fileStream(path)) {
    if (decoder !== null) {
      yield decoder.decode(chunk, { stream: true });
      continue;
    }
    head.push(chunk);
    size += chunk.length;
    if (size < SAMPLE_BYTES) continue;
    const bytes = Buffer.concat(head);
    head = [];
    decoder = new TextDecoder(charsetOf(bytes));
    yield decoder.decode(bytes, { stream: true });
  }
  const rest = Buffer.concat(head);
  yield (decoder ?? new TextDecoder(charsetOf(rest))).decode(rest);
}

const SAMPLE_BYTES = 65_536;

function charsetOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  // Whole lines only: a character that the sample cuts in two says nothing.
  const end = bytes.lastIndexOf(10);
  const lines = end < 0 ? bytes : bytes.subarray(0, end);
  if (isUtf8(lines)) return 'utf-8';
  return encodingFor(guessCharset(lines) ?? '') ?? 'utf-8';
}

type ReadRow = { row: Row; line: number } | { dropped: string; line: number; message: string };

/** Lines end at a line feed alone: U+2028 inside a string is data. */
async function* jsonRows(chunks: AsyncIterable<string>): AsyncGenerator<ReadRow> {
  let rest = '';
  let line = 0;
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    for (const written of lines) yield* jsonRow(written, ++line);
    if (rest.length > MAX_LINE)
      throw new AppError('BAD_INPUT', `Line ${line + 1} is longer than ${MAX_LINE} characters`);
  }
  yield* jsonRow(rest, line + 1);
}

function* jsonRow(written: string, line: number): Generator<ReadRow> {
  const text = written.trim();
  if (text === '') return;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    yield { dropped: 'bad-json', line, message: error instanceof Error ? error.message : 'not JSON' };
    return;
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) yield { row: value as Row, line };
  else yield { dropped: 'bad-json', line, message: 'a line must hold one object' };
}

async function* columnRows(chunks: AsyncIterable<string>, delimiter: ',' | '\t'): AsyncGenerator<ReadRow> {
  let header: string[] | null = null;
  for await (const { line, cells } of delimitedRecords(chunks, delimiter)) {
    if (!header) {
      header = cells.map((cell) => cell.replace(/^\uFEFF/, '').trim());
      continue;
    }
    const row: Row = {};
    for (const [i, name] of header.entries())
      if (cells[i] !== undefined && cells[i] !== '') row[name] = cells[i];
    if (cells.length > header.length)
      yield {
        dropped: 'too-many-columns',
        line,
        message: `${cells.length} cells under ${header.length} columns`,
      };
    else yield { row, line };
  }
}

function toImported(
  row: Row,
  line: number,
  byId: Map<string, CataloguedSource>,
  options: ImportOptions,
): ImportedRow {
  const named = options.columns ? renamed(row, options.columns) : row;
  const id = typeof named['source'] === 'string' && named['source'] !== '' ? named['source'] : options.source;
  if (id === undefined)
    return { dropped: 'no-source', line, message: 'the row names no source, and none was given' };
  const source = byId.get(id);
  if (!source) {
    const near = nearestWord(id, [...byId.keys()]);
    return {
      dropped: 'unknown-source',
      line,
      message: `there is no source ${id.slice(0, 80)}${near ? `; did you mean ${near}?` : ''}`,
    };
  }
  try {
    return { source: id, line, ...draftOfRow(named, source, options) };
  } catch (error) {
    if (error instanceof RowProblem) return { dropped: error.reason, line, message: error.message };
    throw error;
  }
}

function renamed(row: Row, columns: Record<string, string>): Row {
  const out: Row = {};
  for (const [name, value] of Object.entries(row)) out[columns[name] ?? name] = value;
  return out;
}
