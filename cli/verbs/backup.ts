import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { systemClock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { createLogger } from '../../core/log.ts';
import type { Database } from '../../storage/connect.ts';
import type { Cli } from '../cli.ts';
import { DEMO_DATABASE } from '../house.ts';

interface BackupFlags {
  demo?: boolean;
  force?: boolean;
}

const DEMO_OPTION = ['--demo', 'the demo database'] as const;

export function addBackup(program: Command, cli: Cli): void {
  program
    .command('backup <file>')
    .description('write all that is stored into one file, as of one instant, while others work on')
    .option(...DEMO_OPTION)
    .option('--force', 'over a file that is there')
    .action(async (file: string, flags: BackupFlags) => {
      if (existsSync(file) && flags.force !== true)
        throw new AppError('BAD_INPUT', `${file} is there already; --force writes over it.`);
      await withDatabase(cli, flags, async ({ sql, kind }) => {
        const { writeBackup } = await import('../../storage/backup/write-backup.ts');
        const { tables, rows } = await writeBackup(sql, resolve(file), systemClock);
        process.stdout.write(`${kind} database: ${rows} rows of ${tables} tables are in ${file}.\n`);
      });
    });
}

export function addRestore(program: Command, cli: Cli): void {
  program
    .command('restore <file>')
    .description('put a backup into an empty database; all of it, or nothing where it is not whole')
    .option(...DEMO_OPTION)
    .option('--force', 'into one that is not empty: what is in it is lost')
    .action(async (file: string, flags: BackupFlags) =>
      withDatabase(cli, flags, async ({ sql, kind }) => {
        const { readBackup } = await import('../../storage/backup/read-backup.ts');
        const overwrite = flags.force ?? false;
        const { tables, rows } = await readBackup(sql, resolve(file), systemClock, { overwrite });
        process.stdout.write(`${kind} database: ${rows} rows of ${tables} tables are back.\n`);
      }),
    );
}

async function withDatabase(
  cli: Cli,
  flags: BackupFlags,
  act: (database: Database) => Promise<void>,
): Promise<void> {
  const { openDatabase } = await import('../../storage/connect.ts');
  const config = cli.config();
  const log = createLogger(config.logLevel);
  const database = await openDatabase({ config, log, ...(flags.demo ? { database: DEMO_DATABASE } : {}) });
  try {
    await act(database);
  } finally {
    await database.close();
  }
}
