import type { JobContext } from './context.ts';
import type { Runner, RunnerOptions } from './runner.ts';

/** BullMQ where a Redis is given (option, or `REDIS_URL`), in process otherwise. */
export async function createRunner(context: JobContext, options: RunnerOptions = {}): Promise<Runner> {
  throw new Error(`not built yet: ${String(context)} ${String(options)}`);
}
