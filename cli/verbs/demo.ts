import type { Command } from 'commander';
import type { Cli } from '../cli.ts';
import { DEMO_OPTIONS } from '../../demo/options.ts';
import { withDemoWeb, type RunningDemo } from '../demo-web.ts';
import type { House } from '../house.ts';
import { wholeNumber } from '../option-values.ts';
import { serveUntilStopped } from '../serving.ts';
import { printSummary } from '../summary.ts';

export interface DemoFlags {
  serve: boolean;
  webPort: number;
  keepEvery: number;
}

export function addDemo(program: Command, cli: Cli): void {
  program
    .command('demo')
    .description(
      'a made-up fashion web on loopback, crawled, read, forecast and shown: the whole chain at once',
    )
    .option('--no-serve', 'end after the summary')
    .option(
      '--web-port <port>',
      'first of the ports of the made-up sites',
      wholeNumber(1024, 65_000),
      DEMO_OPTIONS.basePort,
    )
    .option(
      '--keep-every <n>',
      'a thinner world for quick tries: every n-th document',
      wholeNumber(1, 1000),
      DEMO_OPTIONS.keepEvery,
    )
    .action(async (flags: DemoFlags) => {
      await withDemoWeb(cli, (house, demo) => runDemo(house, demo, flags), {
        basePort: flags.webPort,
        keepEvery: flags.keepEvery,
      });
    });
}

/** The main job: history imported, the made-up web crawled, every stage run, the summary printed. */
export async function runDemo(house: House, { web, folder }: RunningDemo, flags: DemoFlags): Promise<void> {
  const { writeDemoHistory } = await import('../../demo/index.ts');
  const { importFile, runPipeline } = await import('../../jobs/index.ts');
  process.stderr.write('Hemline demo: everything in it is made up.\n');
  const history = await writeDemoHistory(folder, web);
  for (const path of history.files) await importFile(house.context, { path });
  const summary = await runPipeline(house.context, { sources: await demoSourceIds(house) });
  printSummary(process.stdout, summary, true);
  if (flags.serve) await serveUntilStopped(house, { demo: true, schedule: false });
}

async function demoSourceIds(house: House): Promise<string[]> {
  const { listSources } = await import('../../storage/sources.ts');
  const all = await listSources(house.database.sql);
  return all.filter((source) => source.enabled).map((source) => source.id);
}
