import { AppError } from '../core/errors.ts';
import type { ProgressStage } from '../core/progress.ts';
import type { JobContext } from './context.ts';
import type { JobName, ParsedPayload } from './table.ts';

/** What a stage counted, by name; for the log, the summary and `stage_runs`. */
export type Counts = Record<string, number>;

/** What a handler gets for this one run beside the process's context. */
export interface JobRun {
  /** Aborts when the runner or the process stops; a handler then ends after its transaction in hand. */
  signal: AbortSignal;
  progress: ProgressStage;
}

export type Handler<Name extends JobName> = (
  context: JobContext,
  payload: ParsedPayload<Name>,
  run: JobRun,
) => Promise<Counts>;

export type Handlers = { [Name in JobName]: Handler<Name> };

/** For a stage that was asked to stop with work left: the runner does it again, the stages after it do not start. */
export function stoppedMidway(what: string): AppError {
  return new AppError('TIMEOUT', `${what} was asked to stop; it goes on when started again.`);
}
