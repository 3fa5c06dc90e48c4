import { setMaxListeners } from 'node:events';
import { resolve } from 'node:path';
import { systemClock, type Clock } from '../core/clock.ts';
import type { Config } from '../core/config.ts';
import { createLogger, type Logger } from '../core/log.ts';
import type { JobContext } from '../jobs/index.ts';
import type { Database } from '../storage/connect.ts';
import type { Cli } from './cli.ts';
import { terminalProgress } from './terminal-progress.ts';

/** An open database, migrated, and the job context over it: what every verb that works on stored data needs. */
export interface House {
  config: Config;
  clock: Clock;
  log: Logger;
  database: Database;
  context: JobContext;
  /** Aborts at SIGINT or SIGTERM, so that running work ends in order. */
  signal: AbortSignal;
  close(): Promise<void>;
}

export interface HouseOptions {
  /** The demo's database, clock, hosts and made-up brands instead of the real ones. */
  demo: boolean;
  /** Hosts that may be fetched though they are on loopback: the made-up web's. */
  allowHosts?: string[];
}

export const DEMO_DATABASE = 'hemline_demo';
/** The demo's key for personal identifiers: fixed, so that two runs give the same rows. Its people are made up. */
const DEMO_HASH_KEY = 'the demo hashes made-up names with this';

export async function openHouse(cli: Cli, options: HouseOptions): Promise<House> {
  const { createJobContext } = await import('../jobs/index.ts');
  const { openDatabase } = await import('../storage/connect.ts');
  const { migrate } = await import('../storage/migrate.ts');
  const config = options.demo ? demoConfig(cli.config(), options.allowHosts ?? []) : cli.config();
  const log = createLogger(config.logLevel);
  const clock = options.demo ? (await import('../demo/index.ts')).demoClock : systemClock;
  const stop = stopSignal();
  const database = await openDatabase({
    config,
    log,
    ...(options.demo ? { database: DEMO_DATABASE } : {}),
  });
  try {
    await migrate(database.sql, clock);
    const context = createJobContext({
      database,
      config,
      clock,
      log,
      progress: terminalProgress(process.stderr),
      signal: stop.signal,
      ...(options.demo ? { taxonomyFolders: [await demoTaxonomyFolder(), ...userFolders(config)] } : {}),
    });
    const close = async (): Promise<void> => {
      stop.dispose();
      await context.close();
      await database.close();
    };
    return { config, clock, log, database, context, signal: stop.signal, close };
  } catch (thrown) {
    await database.close();
    throw thrown;
  }
}

/** Opens the house, does the work, closes it whatever happened. */
export async function inHouse<T>(
  cli: Cli,
  options: HouseOptions,
  work: (house: House) => Promise<T>,
): Promise<T> {
  const house = await openHouse(cli, options);
  try {
    return await work(house);
  } finally {
    await house.close();
  }
}

/** The shipped catalogue and, where HEMLINE_SOURCES_DIR names one, the user's own folder. */
export function sourceFolders(config: Config): { folder: string; origin: 'shipped' | 'user' }[] {
  const shipped = { folder: resolve(import.meta.dirname, '../crawlers/sources'), origin: 'shipped' as const };
  if (config.sourcesDir === undefined) return [shipped];
  return [shipped, { folder: resolve(config.sourcesDir), origin: 'user' }];
}

function demoConfig(config: Config, allowHosts: string[]): Config {
  return {
    ...config,
    allowHosts,
    hashKey: DEMO_HASH_KEY,
    logLevel: config.logLevel === 'info' ? 'warn' : config.logLevel,
  };
}

async function demoTaxonomyFolder(): Promise<string> {
  return (await import('../demo/index.ts')).demoTaxonomyFolder;
}

const userFolders = (config: Config): string[] =>
  config.taxonomyDir === undefined ? [] : [config.taxonomyDir];

/** A first SIGINT or SIGTERM asks the work to end; a second one ends the process as it stands. */
function stopSignal(): { signal: AbortSignal; dispose(): void } {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal); // One listener a running crawl; they go with it.
  const ask = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on('SIGINT', ask);
  process.on('SIGTERM', ask);
  return {
    signal: controller.signal,
    dispose() {
      process.off('SIGINT', ask);
      process.off('SIGTERM', ask);
    },
  };
}
