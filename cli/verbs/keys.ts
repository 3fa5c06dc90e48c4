import { Option, type Command } from 'commander';
import { AppError } from '../../core/errors.ts';
import { dayOf } from '../../core/dates.ts';
import type { Cli } from '../cli.ts';
import { inHouse } from '../house.ts';
import { wholeNumber } from '../option-values.ts';
import { plainLine } from '../plain-line.ts';

const DEMO_OPTION = ['--demo', 'keys of the demo database'] as const;
const MOST_DAYS = 3650;

/** Keys for the API: anything bound elsewhere than to loopback asks for one. */
export function addKeys(program: Command, cli: Cli): void {
  const keys = program.command('keys').description('make, list and revoke keys for the API');
  keys
    .command('create <name>')
    .description('make a key; it is printed this once, only its hash is kept')
    .addOption(
      new Option('--scope <scope>', 'write may also read').choices(['read', 'write']).default('read'),
    )
    .option('--expires-days <days>', 'the key ends after so many days', wholeNumber(1, MOST_DAYS))
    .option(...DEMO_OPTION)
    .action(async (name: string, flags: CreateFlags) => createKey(cli, name, flags));
  keys
    .command('list')
    .description('names, scopes and dates of all keys')
    .option(...DEMO_OPTION)
    .action(async (flags: { demo?: boolean }) => listKeys(cli, flags.demo ?? false));
  keys
    .command('revoke <id>')
    .description('end a key at once')
    .option(...DEMO_OPTION)
    .action(async (id: string, flags: { demo?: boolean }) => revokeKey(cli, id, flags.demo ?? false));
}

interface CreateFlags {
  scope: 'read' | 'write';
  expiresDays?: number;
  demo?: boolean;
}

async function createKey(cli: Cli, name: string, flags: CreateFlags): Promise<void> {
  await inHouse(cli, { demo: flags.demo ?? false }, async ({ database, clock }) => {
    const { createApiKey } = await import('../../api/index.ts');
    const made = await createApiKey(database.sql, {
      name,
      scopes: flags.scope === 'write' ? ['read', 'write'] : ['read'],
      clock,
      expiresInDays: flags.expiresDays,
    });
    const ends = made.expiresAt === null ? 'It does not expire.' : `It expires on ${dayOf(made.expiresAt)}.`;
    process.stderr.write(`Key ${made.id} (${flags.scope}). ${ends} It is shown only now:\n`);
    process.stdout.write(`${made.key}\n`);
  });
}

async function listKeys(cli: Cli, demo: boolean): Promise<void> {
  await inHouse(cli, { demo }, async ({ database, clock }) => {
    const { listApiKeys } = await import('../../storage/queries/api-keys.ts');
    const now = clock.now();
    const rows = (await listApiKeys(database.sql)).map((key) => {
      const state =
        key.revokedAt !== null
          ? `revoked ${dayOf(key.revokedAt)}`
          : key.expiresAt === null
            ? 'alive'
            : `${key.expiresAt <= now ? 'expired' : 'expires'} ${dayOf(key.expiresAt)}`;
      return `${key.id}  ${dayOf(key.createdAt)}  ${key.scopes.join('+').padEnd(10)}  ${state.padEnd(18)}  ${plainLine(key.name)}\n`;
    });
    process.stdout.write(rows.length === 0 ? 'There is no key.\n' : rows.join(''));
  });
}

async function revokeKey(cli: Cli, id: string, demo: boolean): Promise<void> {
  await inHouse(cli, { demo }, async ({ database, clock }) => {
    const { revokeApiKey } = await import('../../storage/queries/api-keys.ts');
    if (!(await revokeApiKey(database.sql, id, clock.now()))) {
      throw new AppError('BAD_INPUT', `There is no key ${plainLine(id)}; \`hemline keys list\` names them.`);
    }
    process.stdout.write(`Key ${id} is revoked.\n`);
  });
}
