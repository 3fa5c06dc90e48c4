import { once } from 'node:events';
import { InvalidArgumentError, type Command } from 'commander';
import { AppError } from '../../core/errors.ts';
import type { QueueName } from '../../jobs/table.ts';
import { QUEUES } from '../../jobs/table.ts';
import type { Cli } from '../cli.ts';
import { inHouse, sourceFolders } from '../house.ts';
import { wholeNumber } from '../option-values.ts';
import { serveUntilStopped } from '../serving.ts';

export function addStart(program: Command, cli: Cli): void {
  program
    .command('start')
    .description('crawl the catalogue and your own sources on their cadences, analyse, and serve')
    .action(async () =>
      inHouse(cli, { demo: false }, async (house) => {
        const { syncCatalogue } = await import('../../jobs/index.ts');
        const count = await syncCatalogue(house.context, sourceFolders(house.config));
        process.stdout.write(`${count} sources are watched.\n`);
        await serveUntilStopped(house, { demo: false, schedule: true });
      }),
    );
}

export function addServe(program: Command, cli: Cli): void {
  program
    .command('serve')
    .description('serve API and dashboard over what is stored; crawl nothing')
    .option('--demo', 'the demo database')
    .action(async (options: { demo?: boolean }) => {
      const demo = options.demo ?? false;
      await inHouse(cli, { demo }, (house) => serveUntilStopped(house, { demo, schedule: false }));
    });
}

interface WorkerFlags {
  concurrency?: number;
  queues: QueueName[];
}

export function addWorker(program: Command, cli: Cli): void {
  program
    .command('worker')
    .description('work off the jobs on Redis (REDIS_URL); any number on any number of machines')
    .option('--concurrency <n>', 'jobs at once', wholeNumber(1, 256))
    .option('--queues <list>', `some of ${QUEUES.join(',')}`, queues, [...QUEUES])
    .action(async (flags: WorkerFlags) => runWorker(cli, flags));
}

function queues(value: string): QueueName[] {
  const names = value.split(',');
  const known = QUEUES.filter((queue) => names.includes(queue));
  if (known.length !== names.length) throw new InvalidArgumentError(`They are ${QUEUES.join(', ')}.`);
  return known;
}

async function runWorker(cli: Cli, flags: WorkerFlags): Promise<void> {
  const { redisUrl, databaseUrl, concurrency } = cli.config();
  if (redisUrl === undefined || databaseUrl === undefined) {
    throw new AppError(
      'BAD_CONFIG',
      'A worker needs REDIS_URL and DATABASE_URL; without them `hemline start` does all the work in one process.',
    );
  }
  await inHouse(cli, { demo: false }, async ({ context, signal, log }) => {
    const { createRunner } = await import('../../jobs/index.ts');
    const runner = await createRunner(context, {
      redisUrl,
      concurrency: flags.concurrency ?? concurrency,
      queues: flags.queues,
    });
    await runner.start();
    log.info({ queues: flags.queues }, 'working');
    if (!signal.aborted) await once(signal, 'abort');
    await runner.stop();
    await runner.close();
  });
}
