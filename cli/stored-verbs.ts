import type { CrawlDates, PipelineStep } from '../jobs/index.ts';
import type { Cli } from './cli.ts';
import { inHouse, sourceFolders, type House } from './house.ts';
import { printSummary } from './summary.ts';

/** The stages `hemline analyze` runs; `forecast --stored` runs the last two. */
const ANALYSIS: readonly PipelineStep[] = [
  'fold-duplicates',
  'read-documents',
  'build-series',
  'discover-terms',
  'cluster-themes',
];
const FORECAST: readonly PipelineStep[] = ['forecast-series', 'raise-signals'];

/** Runs stages over the stored data and prints what came of it. */
async function runStages(cli: Cli, demo: boolean, stages: readonly PipelineStep[]): Promise<void> {
  await inHouse(cli, { demo }, async ({ context }) => {
    const { runPipeline } = await import('../jobs/index.ts');
    printSummary(process.stdout, await runPipeline(context, { stages }), demo);
  });
}

export const analyzeStored = (cli: Cli, demo: boolean): Promise<void> => runStages(cli, demo, ANALYSIS);
export const forecastStored = (cli: Cli, demo: boolean): Promise<void> => runStages(cli, demo, FORECAST);

/** Crawls the named sources, or those that are due; with `demo` the made-up web is started for it. */
export async function crawlStored(
  cli: Cli,
  options: { demo: boolean; sources: string[]; dates: CrawlDates },
): Promise<void> {
  const { runPipeline, syncCatalogue } = await import('../jobs/index.ts');
  const sources = options.sources.length > 0 ? options.sources : undefined;
  const crawl = async ({ context }: House): Promise<void> => {
    const summary = await runPipeline(context, {
      stages: ['crawl-source'],
      sources,
      dates: options.dates,
    });
    printSummary(process.stdout, summary, options.demo);
  };
  if (options.demo) {
    const { withDemoWeb } = await import('./demo-web.ts');
    await withDemoWeb(cli, crawl);
    return;
  }
  await inHouse(cli, { demo: false }, async (house) => {
    await syncCatalogue(house.context, sourceFolders(house.config));
    const { refusePaused } = await import('../storage/sources.ts');
    await refusePaused(house.database.sql, options.sources);
    await crawl(house);
  });
}
