import { join, resolve } from 'node:path';
import type { DemoWeb } from '../demo/index.ts';
import type { Cli } from './cli.ts';
import { inHouse, type House } from './house.ts';

/** First of the consecutive loopback ports the made-up sites listen on. */
export const DEMO_BASE_PORT = 18_200;

export interface RunningDemo {
  web: DemoWeb;
  /** Where the demo keeps its files. */
  folder: string;
}

/** Starts the made-up fashion web, brings its sources into the demo database, does the work, stops the web. */
export async function withDemoWeb<T>(
  cli: Cli,
  work: (house: House, demo: RunningDemo) => Promise<T>,
  basePort = DEMO_BASE_PORT,
): Promise<T> {
  const { startDemoWeb, writeDemoSources } = await import('../demo/index.ts');
  const { syncCatalogue } = await import('../jobs/index.ts');
  const web = await startDemoWeb({ basePort });
  try {
    const folder = join(resolve(cli.config().dataDir), 'demo');
    const sources = join(folder, 'sources');
    await writeDemoSources(sources, web);
    return await inHouse(cli, { demo: true, allowHosts: web.hosts }, async (house) => {
      await syncCatalogue(house.context, [{ folder: sources, origin: 'demo' }]);
      return work(house, { web, folder });
    });
  } finally {
    await web.close();
  }
}
