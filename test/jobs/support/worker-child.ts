import { fixedClock } from '../../../core/clock.ts';
import { createLogger } from '../../../core/log.ts';
import { createJobContext, createRunner } from '../../../jobs/index.ts';
import { openDatabase } from '../../../storage/connect.ts';
import { testConfig } from './config.ts';

/** What a worker process of a test is told. */
export interface WorkerGiven {
  dataDir: string;
  databaseUrl?: string | undefined;
  database: string;
  redisUrl: string;
  now: string;
}

/** A worker in a process of its own, as `hemline worker` is one, until it is killed or asked to end. */
const given = JSON.parse(process.argv[2] ?? '{}') as WorkerGiven;
const config = { ...testConfig(), dataDir: given.dataDir, databaseUrl: given.databaseUrl };
const database = await openDatabase({ config, database: given.database, poolSize: 4 });
const context = createJobContext({
  database,
  config,
  clock: fixedClock(given.now),
  log: createLogger('silent'),
});
const runner = await createRunner(context, { redisUrl: given.redisUrl, stalledMs: 1_500, concurrency: 1 });
await runner.start();
process.stdout.write('working\n');
process.once('SIGTERM', () => {
  void (async () => {
    await runner.stop();
    await runner.close();
    await context.close();
    await database.close();
    process.stdout.write('ended in order\n');
    process.exit(0);
  })();
});
