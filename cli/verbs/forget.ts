import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { AppError } from '../../core/errors.ts';
import type { Cli } from '../cli.ts';
import { inHouse } from '../house.ts';

interface ForgetFlags {
  author?: string;
  url?: string;
  by: string;
  reason: string;
  demo?: boolean;
}

export function addForget(program: Command, cli: Cli): void {
  program
    .command('forget')
    .description('erase what a person wrote, or one document, and keep it from coming back')
    .option('--author <name>', 'a byline, a handle or a reviewer’s name')
    .option('--url <address>', 'the address of a document')
    .option('--by <name>', 'who decides (for the audit log)', userInfo().username)
    .option('--reason <text>', 'why', 'asked to be forgotten')
    .option('--demo', 'the demo database')
    .action(async (flags: ForgetFlags) => forget(cli, flags));
}

async function forget(cli: Cli, { author, url, by, reason, demo }: ForgetFlags): Promise<void> {
  if ((author === undefined) === (url === undefined))
    throw new AppError('BAD_INPUT', 'Say who or what is to be forgotten: --author NAME or --url ADDRESS.');
  await inHouse(cli, { demo: demo ?? false }, async ({ database, context, clock }) => {
    const { storedAuthors, storedUrls } = await import('../../crawlers/index.ts');
    const { forgetAuthors, forgetUrls } = await import('../../storage/forget.ts');
    const hashKey = await context.hashKey();
    const erasure = { by, reason, at: clock.now() };
    const forms = url === undefined ? storedAuthors(author ?? '', hashKey) : storedUrls(url, hashKey);
    if (forms.length === 0) throw new AppError('BAD_INPUT', 'That is neither a name nor an http address.');
    const deleted = await (url === undefined ? forgetAuthors : forgetUrls)(database.sql, forms, erasure);
    process.stdout.write(`${deleted} documents are erased and will not be stored again.\n`);
  });
}
