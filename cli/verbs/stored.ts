import { resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { AppError } from '../../core/errors.ts';
import type { Cli } from '../cli.ts';
import { inHouse } from '../house.ts';
import { instant } from '../option-values.ts';
import { analyzeStored, crawlStored } from '../stored-verbs.ts';

const DEMO_OPTION = ['--demo', 'work on the demo database and its made-up web'] as const;

export function addCrawl(program: Command, cli: Cli): void {
  program
    .command('crawl [source...]')
    .description('crawl the named sources, or those that are due')
    .option(...DEMO_OPTION)
    .option('--since <date>', 'keep to what was published from this day or instant on', instant)
    .option('--until <date>', 'keep to what was published before this day or instant', instant)
    .action(async (sources: string[], options: { demo?: boolean; since?: string; until?: string }) => {
      const { since, until, demo = false } = options;
      if (since !== undefined && until !== undefined && since >= until)
        throw new AppError(
          'BAD_INPUT',
          `--since ${since} is not before --until ${until}: nothing lies between.`,
        );
      await crawlStored(cli, { demo, sources, dates: { since, until } });
    });
}

export function addAnalyze(program: Command, cli: Cli): void {
  program
    .command('analyze')
    .description('read what was crawled: mentions, series, new terms, themes')
    .option(...DEMO_OPTION)
    .action(async (options: { demo?: boolean }) => analyzeStored(cli, options.demo ?? false));
}

const FORMATS = ['jsonl', 'csv', 'tsv'] as const;

interface ImportFlags {
  source?: string;
  format?: (typeof FORMATS)[number];
  map: Record<string, string>;
  demo?: boolean;
}

export function addImport(program: Command, cli: Cli): void {
  program
    .command('import <file...>')
    .description(
      'bring in documents, products and observations from JSONL, CSV or TSV files (also .gz), or - for standard input',
    )
    .addOption(
      new Option('--format <name>', 'what the rows are written in, where the name does not say it').choices([
        ...FORMATS,
      ]),
    )
    .option('--source <id>', 'the source the rows belong to, where they do not say it themselves')
    .option('--map <column=field>', 'a column of the file and our field (may be repeated)', mapping, {})
    .option(...DEMO_OPTION)
    .action(async (files: string[], flags: ImportFlags) => importFiles(cli, files, flags));
}

function mapping(value: string, before: Record<string, string>): Record<string, string> {
  const at = value.lastIndexOf('=');
  if (at < 1 || at === value.length - 1) throw new InvalidArgumentError('It is COLUMN=FIELD.');
  return { ...before, [value.slice(0, at)]: value.slice(at + 1) };
}

async function importFiles(cli: Cli, files: string[], flags: ImportFlags): Promise<void> {
  if (files.includes('-') && flags.format === undefined)
    throw new AppError('BAD_INPUT', 'Standard input has no name to tell by: say --format jsonl, csv or tsv');
  await inHouse(cli, { demo: flags.demo ?? false }, async ({ context }) => {
    const { importFile } = await import('../../jobs/index.ts');
    for (const file of files) {
      const counts = await importFile(context, {
        path: file === '-' ? 'standard input' : resolve(file),
        input: file === '-' ? process.stdin : undefined,
        format: flags.format,
        source: flags.source,
        columns: flags.map,
      });
      process.stdout.write(`${file}: ${JSON.stringify(counts)}\n`);
    }
  });
}
