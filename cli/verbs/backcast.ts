import { Option, type Command } from 'commander';
import type { ScoreboardGroup } from '../../storage/queries/scoreboard.ts';
import { SCOREBOARD_GROUPS } from '../../storage/queries/scoreboard.ts';
import type { Cli } from '../cli.ts';
import { inHouse } from '../house.ts';
import { day, wholeNumber } from '../option-values.ts';
import { printScoreboard } from '../print-scoreboard.ts';

interface BackcastFlags {
  from?: string;
  to?: string;
  every?: number;
  demo?: boolean;
}

const DEMO_OPTION = ['--demo', 'the demo database'] as const;

export function addBackcast(program: Command, cli: Cli): void {
  program
    .command('backcast')
    .description(
      'make the forecasts of past weeks from what was known then, marked as replayed, and score them',
    )
    .option('--from <day>', 'the first cut-off; by default a year and a half ago', day)
    .option('--to <day>', 'the last cut-off; by default two weeks ago', day)
    .option('--every <weeks>', 'weeks from one cut-off to the next; by default 6', wholeNumber(1, 104))
    .option(...DEMO_OPTION)
    .action(async ({ demo = false, ...flags }: BackcastFlags) =>
      inHouse(cli, { demo }, async ({ context, database }) => {
        const { performJob } = await import('../../jobs/index.ts');
        const progress = context.progress.start('backcast', null);
        const counts = await performJob(context, 'backcast', flags, { progress });
        progress.finish(`${counts['forecasts']} forecasts at ${counts['cutoffs']} cut-offs`);
        process.stdout.write(`${JSON.stringify(counts)}\n`);
        await printScoreboard(process.stdout, database.sql, { replayed: true, by: 'facet' });
      }),
    );
}

interface ScoreboardFlags {
  by: ScoreboardGroup;
  replayed?: boolean;
  demo?: boolean;
}

export function addScoreboard(program: Command, cli: Cli): void {
  program
    .command('scoreboard')
    .description('how forecasts and stage calls did when their weeks came')
    .addOption(new Option('--by <group>', 'a row for each').choices(SCOREBOARD_GROUPS).default('model'))
    .option('--replayed', 'those that `hemline backcast` made, instead of the lived ones')
    .option(...DEMO_OPTION)
    .action(async ({ by, replayed = false, demo = false }: ScoreboardFlags) =>
      inHouse(cli, { demo }, ({ database }) =>
        printScoreboard(process.stdout, database.sql, { replayed, by }),
      ),
    );
}
