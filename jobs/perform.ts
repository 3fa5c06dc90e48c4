import { AppError } from '../core/errors.ts';
import { silentProgress, type ProgressStage } from '../core/progress.ts';
import { bumpDataVersion, closeStageRun, openStageRun } from '../storage/stage-runs.ts';
import type { JobContext } from './context.ts';
import type { Counts, Handler } from './handler.ts';
import { HANDLERS } from './handlers.ts';
import { jobError } from './retry-decision.ts';
import type { FollowUp, Perform } from './runner.ts';
import { isJobName, JOBS, type JobName } from './table.ts';

export interface PerformOptions {
  signal?: AbortSignal;
  progress?: ProgressStage;
}

/** Does one job: payload checked, run recorded, failures mapped to AppErrors, readers told what changed. */
export async function performJob(
  context: JobContext,
  name: JobName,
  payload: unknown,
  options: PerformOptions = {},
): Promise<Counts> {
  const parsed = JOBS[name].payload.safeParse(payload);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new AppError('BAD_INPUT', `The payload of ${name} has problems: ${problems.join('; ')}`);
  }
  const { sql, clock, log } = context;
  const runId = await openStageRun(sql, name, clock);
  const started = performance.now();
  try {
    const handler = HANDLERS[name] as Handler<JobName>;
    const counts = await handler(context, parsed.data, {
      signal: options.signal ? AbortSignal.any([context.signal, options.signal]) : context.signal,
      progress: options.progress ?? silentProgress.start(name, null),
    });
    await closeStageRun(sql, runId, { counts }, clock);
    if (Object.values(counts).some((count) => count > 0)) await bumpDataVersion(sql);
    log.info({ job: name, payload, counts, durationMs: Math.round(performance.now() - started) }, 'job done');
    return counts;
  } catch (thrown) {
    const error = jobError(thrown);
    log.warn({ job: name, payload, code: error.code, reason: error.message }, 'job did not end well');
    await recordFailure(context, runId, error);
    throw error;
  }
}

/** The record of a failure must not hide it: where the database is what failed, the log has to do. */
async function recordFailure(context: JobContext, runId: string, error: AppError): Promise<void> {
  try {
    await closeStageRun(context.sql, runId, { error }, context.clock);
  } catch (second) {
    context.log.warn({ reason: jobError(second).message }, 'the failed run could not be recorded');
  }
}

/** What the runners call: the job, and what follows it in its chain. */
export function performer(context: JobContext): Perform {
  return async (name, payload, signal) => ({
    counts: await performJob(context, name, payload, { signal }),
    next: followUp(name, payload),
  });
}

/** The next stage of a chain, or null at its end. */
export function followUp(name: JobName, payload: unknown): FollowUp | null {
  const { chain } = payload as { chain?: 'none' | 'counts' | 'all' };
  const { next, nextDelayMs, endsCounts } = JOBS[name];
  if (chain === undefined || chain === 'none' || next === null || !isJobName(next)) return null;
  if (chain === 'counts' && endsCounts) return null;
  return { name: next, payload: { chain }, delayMs: nextDelayMs };
}
