import { once } from 'node:events';
import type { House } from './house.ts';

export interface ServingOptions {
  demo: boolean;
  /** Whether sources are crawled on their cadences meanwhile. */
  schedule: boolean;
}

/** Serves API and dashboard and works off what they enqueue, until SIGINT or SIGTERM. */
export async function serveUntilStopped(house: House, options: ServingOptions): Promise<void> {
  const { createApi, serveApi } = await import('../api/index.ts');
  const {
    createItemReader,
    createPushDoor,
    createQueueDoor,
    createRunner,
    inTime,
    rehearseRule,
    startScheduler,
  } = await import('../jobs/index.ts');
  const { config, clock, log, database, context, signal } = house;
  const runner = await createRunner(context, {
    redisUrl: options.demo ? undefined : config.redisUrl,
    concurrency: config.concurrency,
  });
  // With Redis the workers do the work; this process only enqueues, serves and keeps the schedule.
  if (runner.kind === 'in-process') await runner.start();
  const scheduler = options.schedule ? await startScheduler(runner, context) : null;
  const app = createApi({
    sql: database.sql,
    clock,
    log,
    demo: options.demo,
    host: config.host,
    enqueue: (name, payload, how) => inTime(runner.enqueue(name, payload, how)),
    queues: createQueueDoor(runner),
    push: createPushDoor(context),
    items: createItemReader(context),
    rehearse: rehearseRule,
    stopping: signal,
  });
  const served = await serveApi(app, { host: config.host, port: config.port });
  process.stdout.write(
    `Dashboard  ${served.url}/\nAPI        ${served.url}/api/v1/summary\nReference  ${served.url}/reference\n`,
  );
  process.stdout.write('Stop with Ctrl+C.\n');
  if (!signal.aborted) await once(signal, 'abort');
  await served.close();
  await scheduler?.stop();
  await runner.stop();
  await runner.close();
}
