import { join, resolve } from 'node:path';
import type { DemoWeb, DemoWebOptions } from '../demo/index.ts';
import type { Cli } from './cli.ts';
import { inHouse, type House } from './house.ts';

export interface RunningDemo {
  web: DemoWeb;
  /** Where the demo keeps its files. */
  folder: string;
}

/** Starts the made-up fashion web, brings its sources into the demo database, does the work, stops the web. */
export async function withDemoWeb<T>(
  cli: Cli,
  work: (house: House, demo: RunningDemo) => Promise<T>,
  options: DemoWebOptions = {},
): Promise<T> {
  const { startDemoWeb, writeDemoSources } = await import('../demo/index.ts');
  const { syncCatalogue } = await import('../jobs/index.ts');
  const web = await startDemoWeb(options);
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
