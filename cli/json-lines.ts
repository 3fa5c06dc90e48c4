import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { AppError, toAppError } from '../core/errors.ts';

export type JsonObject = Record<string, unknown>;

/** Longest line taken, in UTF-16 units: past it the line is answered with TOO_LARGE and skipped. */
const MAX_LINE = 64 * 1024 * 1024;

/**
 * Lines of a byte stream, split at LF alone (U+2028 inside JSON strings is data), a CR before it dropped, in batches as
 * its pieces come. Holds one piece and one line at a time; an over-long line is given as null.
 */
export async function* readLineBatches(
  input: Readable,
  maxLine = MAX_LINE,
): AsyncGenerator<(string | null)[]> {
  const decoder = new TextDecoder('utf-8');
  let parts: string[] = [];
  let length = 0;
  const take = (): string | null => {
    const line = length > maxLine ? null : parts.join('');
    parts = [];
    length = 0;
    return line?.endsWith('\r') ? line.slice(0, -1) : line;
  };
  const keep = (piece: string): void => {
    length += piece.length;
    if (length <= maxLine) parts.push(piece);
  };
  for await (const chunk of input) {
    const lines: (string | null)[] = [];
    const text = decoder.decode(chunk as Uint8Array, { stream: true });
    let from = 0;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      keep(text.slice(from, at));
      from = at + 1;
      lines.push(take());
    }
    keep(text.slice(from));
    if (lines.length > 0) yield lines;
  }
  keep(decoder.decode());
  if (length > 0) yield [take()];
}

/** The same lines one by one. */
export async function* readLines(input: Readable, maxLine = MAX_LINE): AsyncGenerator<string | null> {
  for await (const lines of readLineBatches(input, maxLine)) yield* lines;
}

/** Blank lines have no answer. */
export function isBlankLine(line: string | null): boolean {
  return line !== null && line.trim() === '';
}

/** Writes bytes or text, waiting while the reader of the stream is behind. */
export async function writeAll(output: Writable, data: Uint8Array | string): Promise<void> {
  if (!output.write(data)) await once(output, 'drain');
}

/** Writes one JSON line. */
export async function writeLine(output: Writable, value: unknown): Promise<void> {
  await writeAll(output, `${JSON.stringify(value)}\n`);
}

/** One input line as an object, or the AppError that says what is wrong with it. */
export function parseLine(line: string | null): JsonObject | AppError {
  if (line === null) return new AppError('TOO_LARGE', 'The line is longer than 64 Mi characters; split it.');
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
    return new AppError('BAD_INPUT', 'The line is JSON but not an object; give one object a line.');
  } catch (cause) {
    return new AppError('BAD_INPUT', `The line is not JSON: ${(cause as Error).message}`, { cause });
  }
}

/** The contract's error answer for a line. */
export function errorAnswer(id: unknown, thrown: unknown): JsonObject {
  const error = toAppError(thrown);
  return { id: id ?? null, error: { code: error.code, message: error.message } };
}

/** Answers each line of `input` by `handle`, in order; a line that fails is answered with its error. */
export async function answerLines(
  input: Readable,
  output: Writable,
  handle: (value: JsonObject) => Promise<JsonObject> | JsonObject,
): Promise<void> {
  for await (const line of readLines(input)) {
    if (isBlankLine(line)) continue;
    const value = parseLine(line);
    if (value instanceof AppError) {
      await writeLine(output, errorAnswer(null, value));
      continue;
    }
    let answer: JsonObject;
    try {
      answer = await handle(value);
    } catch (thrown) {
      answer = errorAnswer(value.id, thrown);
    }
    await writeLine(output, answer);
  }
}
