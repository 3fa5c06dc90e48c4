import { BullmqRunner } from './bullmq-runner.ts';
import type { JobContext } from './context.ts';
import { InProcessRunner } from './in-process-runner.ts';
import { performer } from './perform.ts';
import type { Runner, RunnerOptions } from './runner.ts';

/** BullMQ where `redisUrl` is given, in process otherwise. Not started: `start()` or `run()` does the work. */
export async function createRunner(context: JobContext, options: RunnerOptions = {}): Promise<Runner> {
  const settings = { concurrency: context.config.concurrency, ...options };
  if (options.redisUrl === undefined) return new InProcessRunner(performer(context), context.log, settings);
  const runner = new BullmqRunner(performer(context), context.log, options.redisUrl, settings);
  await runner.ready();
  return runner;
}
