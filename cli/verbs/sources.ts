import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { CataloguedSource } from '../../core/source.ts';
import type { Cli } from '../cli.ts';
import { inHouse, sourceFolders } from '../house.ts';
import { addSourceSecret } from './source-secret.ts';

export function addSources(program: Command, cli: Cli): void {
  const sources = program
    .command('sources')
    .description('the watched sources: list, check, status, pause, resume, forget');
  sources
    .command('list', { isDefault: true })
    .description('the catalogue: shipped sources and your own')
    .option('--json', 'as JSON')
    .option('--stored', 'with what the database knows: health and since when, cadence and why, next run')
    .action(async (options: { json?: boolean; stored?: boolean }) => {
      if (options.stored) return printStored(cli, { demo: false, json: options.json ?? false });
      const { loadSources } = await import('../../crawlers/index.ts');
      const all = loadSources(sourceFolders(cli.config()), { allowHosts: cli.config().allowHosts });
      process.stdout.write(options.json ? `${JSON.stringify(all, null, 2)}\n` : table(all));
    });
  sources
    .command('check <folder>')
    .description('check the YAML files of a folder; every problem with its file, line and key')
    .action(async (folder: string) => {
      const { loadSources } = await import('../../crawlers/index.ts');
      // Beside the shipped ones, as a crawl reads them: an id that both have is a problem.
      const checked = resolve(folder);
      const shipped = sourceFolders(cli.config()).filter((other) => other.origin === 'shipped');
      const beside = shipped.filter((other) => resolve(other.folder) !== checked);
      const all = loadSources([...beside, { folder: checked, origin: 'user' }], {
        allowHosts: cli.config().allowHosts,
      });
      const own = all.filter((source) => source.origin === 'user');
      process.stdout.write(`${own.length} sources, no problems.\n`);
    });
  addStored(sources, cli);
  addSourceSecret(sources, cli);
}

function addStored(sources: Command, cli: Cli): void {
  sources
    .command('status')
    .description('health of each source, with the reason and since when')
    .option('--demo', 'the demo database')
    .option('--json', 'as JSON')
    .action(async (options: { demo?: boolean; json?: boolean }) =>
      printStored(cli, { demo: options.demo ?? false, json: options.json ?? false }),
    );
  sources
    .command('forget <id>')
    .description('erase all that a source brought, and pause it')
    .option('--demo', 'the demo database')
    .option('--by <name>', 'who decides (for the audit log)', userInfo().username)
    .option('--reason <text>', 'why', 'decided by hand')
    .action(async (id: string, options: { demo?: boolean; by: string; reason: string }) =>
      inHouse(cli, { demo: options.demo ?? false }, async ({ database, clock }) => {
        const { forgetSource } = await import('../../storage/forget.ts');
        const deleted = await forgetSource(database.sql, id, { ...options, at: clock.now() });
        process.stdout.write(
          `${id}: ${deleted} documents and all else it brought are erased; it is paused.\n`,
        );
      }),
    );
  for (const action of ['pause', 'resume'] as const) {
    sources
      .command(`${action} <id>`)
      .description(action === 'pause' ? 'stop crawling a source' : 'let a paused source be crawled again')
      .option('--demo', 'the demo database')
      .option('--by <name>', 'who decides (for the audit log)', userInfo().username)
      .option('--reason <text>', 'why', 'decided by hand')
      .action(async (id: string, options: { demo?: boolean; by: string; reason: string }) =>
        inHouse(cli, { demo: options.demo ?? false }, async ({ database, clock }) => {
          const { pauseSource, resumeSource } = await import('../../storage/sources.ts');
          const change = { id, by: options.by, reason: options.reason, at: clock.now() };
          await (action === 'pause' ? pauseSource : resumeSource)(database.sql, change);
          process.stdout.write(`${id} is ${action === 'pause' ? 'paused' : 'resumed'}.\n`);
        }),
      );
  }
}

/** What is stored of each source: its health and since when, how often it is asked and why. */
async function printStored(cli: Cli, options: { demo: boolean; json: boolean }): Promise<void> {
  await inHouse(cli, { demo: options.demo }, async ({ database }) => {
    const { listSources } = await import('../../storage/sources.ts');
    const stored = await listSources(database.sql);
    if (options.json) return void process.stdout.write(`${JSON.stringify(stored, null, 2)}\n`);
    if (stored.length === 0)
      process.stdout.write(
        'No sources are stored yet: hemline crawl, or hemline start, stores the catalogue.\n',
      );
    for (const source of stored) {
      const since = source.healthSince?.toISOString().slice(0, 16).replace('T', ' ') ?? 'never';
      const cadence = source.cadenceReason === null ? '' : `  (cadence ${source.cadenceReason})`;
      process.stdout.write(
        `${source.health.padEnd(9)} ${source.id.padEnd(32)} ${since}  ${source.healthReason}${cadence}\n`,
      );
    }
    if (stored.some(({ health }) => health === 'paused'))
      process.stdout.write(
        'A paused source goes on only when a person says so: hemline sources resume ID --by NAME\n',
      );
  });
}

function table(all: CataloguedSource[]): string {
  const rows = all.map(
    (source) =>
      `${source.id.padEnd(34)} ${source.sector.padEnd(10)} ${source.platform.padEnd(12)} ${source.market.padEnd(7)} ${source.language}  ${source.name}`,
  );
  return `${rows.join('\n')}\n${all.length} sources\n`;
}
