import { once } from 'node:events';
import type { Command } from 'commander';
import type { Send } from '../../api/index.ts';
import { AppError } from '../../core/errors.ts';
import type { Cli } from '../cli.ts';
import { inHouse } from '../house.ts';
import { readLines } from '../json-lines.ts';

interface McpFlags {
  url?: string;
  demo?: boolean;
}

/** A request is a line; none needs to be longer. */
const LONGEST_LINE = 8 * 1024 * 1024;
const TIMEOUT_MS = 30_000;

export function addMcp(program: Command, cli: Cli): void {
  program
    .command('mcp')
    .description(
      'answer the API’s questions as tools of the Model Context Protocol, on standard input and output',
    )
    .option(
      '--url <url>',
      'ask a running service instead of opening the database; its key is HEMLINE_API_KEY',
    )
    .option('--demo', 'the demo database')
    .action(async (flags: McpFlags) =>
      flags.url === undefined ? overDatabase(cli, flags) : overService(cli, flags.url),
    );
}

async function overDatabase(cli: Cli, { demo = false }: McpFlags): Promise<void> {
  await inHouse(cli, { demo }, async ({ database, context, clock, log }) => {
    const { createApi } = await import('../../api/index.ts');
    const { createItemReader } = await import('../../jobs/index.ts');
    const app = createApi({
      sql: database.sql,
      clock,
      log,
      demo,
      items: createItemReader(context),
      enqueue: () => Promise.reject(new AppError('FORBIDDEN', 'These tools only read.')),
    });
    await answerLines(async (path, init) => app.request(path, init));
  });
}

async function overService(cli: Cli, url: string): Promise<void> {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new AppError('BAD_INPUT', '--url: write it as https://host or http://127.0.0.1:8787.');
  const key = cli.env['HEMLINE_API_KEY'];
  await answerLines(async (path, init) => {
    const headers = new Headers(init.headers);
    if (key !== undefined && key !== '') headers.set('authorization', `Bearer ${key}`);
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    return fetch(new URL(path, url), { ...init, headers, signal });
  });
}

async function answerLines(send: Send): Promise<void> {
  const { answerMcp } = await import('../../api/index.ts');
  for await (const line of readLines(process.stdin, LONGEST_LINE)) {
    if (line?.trim() === '') continue;
    const answer = await answerMcp(line ?? '', send);
    if (answer !== null && !process.stdout.write(`${answer}\n`)) await once(process.stdout, 'drain');
  }
}
