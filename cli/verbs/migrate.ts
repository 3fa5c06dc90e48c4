import type { Command } from 'commander';
import { systemClock } from '../../core/clock.ts';
import { createLogger } from '../../core/log.ts';
import type { Cli } from '../cli.ts';
import { DEMO_DATABASE } from '../house.ts';

export function addMigrate(program: Command, cli: Cli): void {
  program
    .command('migrate')
    .description('bring the database to the newest schema (roll forward; applied files are hash-checked)')
    .option('--demo', 'the demo database')
    .action(async (options: { demo?: boolean }) => {
      const { openDatabase } = await import('../../storage/connect.ts');
      const { migrate } = await import('../../storage/migrate.ts');
      const config = cli.config();
      const log = createLogger(config.logLevel);
      const database = await openDatabase({
        config,
        log,
        ...(options.demo ? { database: DEMO_DATABASE } : {}),
      });
      try {
        const { applied } = await migrate(database.sql, systemClock);
        const said = applied.length === 0 ? 'nothing to apply' : `applied ${applied.join(', ')}`;
        process.stdout.write(`${database.kind} database: ${said}.\n`);
      } finally {
        await database.close();
      }
    });
}
