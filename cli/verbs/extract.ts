import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Command } from 'commander';
import { AppError } from '../../core/errors.ts';
import type { Cli } from '../cli.ts';
import { answerLines, type JsonObject } from '../json-lines.ts';
import { textOr } from '../option-values.ts';

/** Largest page read, bytes after unpacking. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;
const unpack = promisify(gunzip);

export function addExtract(program: Command, _cli: Cli): void {
  program
    .command('extract')
    .description('page bytes to content: article, products, reviews, entries (JSON Lines in and out)')
    .addHelpText(
      'after',
      '\nIn: {"id", "url", "file", "contentType"?, "fetchedAt"?}; a .gz file is unpacked first',
    )
    .action(async () => {
      // Not through the front door: extraction needs no fetcher and no catalogue, which take three times as long to load.
      const { extractPage } = await import('../../crawlers/extract/extract-page.ts');
      await answerLines(process.stdin, process.stdout, async (line) => {
        const input = readInput(line);
        const body = await readBody(input.file);
        return { id: line.id ?? null, ...extractPage({ ...input, body }) };
      });
    });
}

function readInput(line: JsonObject): { url: string; file: string; contentType?: string; fetchedAt?: Date } {
  if (typeof line.url !== 'string') throw new AppError('BAD_INPUT', 'The line has no "url" (a string).');
  if (typeof line.file !== 'string') throw new AppError('BAD_INPUT', 'The line has no "file" (a path).');
  const contentType = typeof line.contentType === 'string' ? line.contentType : undefined;
  if (line.fetchedAt === undefined || line.fetchedAt === null)
    return { url: line.url, file: line.file, contentType };
  const fetchedAt = new Date(textOr(line.fetchedAt, ''));
  if (Number.isNaN(fetchedAt.getTime()))
    throw new AppError('BAD_INPUT', '"fetchedAt" is not an ISO 8601 date.');
  return { url: line.url, file: line.file, contentType, fetchedAt };
}

async function readBody(file: string): Promise<Uint8Array> {
  let body: Buffer;
  try {
    body = await readFile(file);
  } catch (cause) {
    throw new AppError('BAD_INPUT', `"file" cannot be read: ${(cause as Error).message}`, { cause });
  }
  if (!file.endsWith('.gz')) return body;
  try {
    return await unpack(body, { maxOutputLength: MAX_BODY_BYTES });
  } catch (cause) {
    const code =
      (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'TOO_LARGE' : 'UNREADABLE';
    throw new AppError(code, `"file" cannot be unpacked: ${(cause as Error).message}`, { cause });
  }
}
