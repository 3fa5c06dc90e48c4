import type { JobContext } from './context.ts';
import type { Runner } from './runner.ts';

export interface Scheduler {
  stop(): Promise<void>;
}

/** Keeps the cadences: crawls by `next_due_at`, the analysis chain after crawls, retention daily. */
export async function startScheduler(runner: Runner, context: JobContext): Promise<Scheduler> {
  throw new Error(`not built yet: ${runner.kind} ${String(context)}`);
}
