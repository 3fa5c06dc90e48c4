import { AppError, ERROR_TABLE, toAppError } from '../core/errors.ts';
import type { RetryPolicy } from './table.ts';

/** A host may ask to be left alone this often before its job counts as failed. */
const MAX_PACES = 20;
const LONGEST_BACKOFF_MS = 10 * 60_000;
/** Postgres and socket errors that pass: connection lost, server restarting, deadlock, serialisation. */
const PASSING = /^(CONNECTION_|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|57P0[123]|08\d{3}|40001|40P01|53300)/;

export type RetryDecision =
  | { action: 'retry'; delayMs: number }
  | { action: 'pace'; delayMs: number }
  | { action: 'fail' };

/** Anything thrown in a job as an AppError; database troubles that pass become DATABASE_UNAVAILABLE. */
export function jobError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const code = (thrown as { code?: unknown } | null)?.code;
  if (typeof code === 'string' && PASSING.test(code)) {
    return new AppError('DATABASE_UNAVAILABLE', `the database did not answer (${code})`, { cause: thrown });
  }
  return toAppError(thrown);
}

/** What ERROR_TABLE says of this error, within the job's bounds. `attempt` counts tries so far, this one included. */
export function decideRetry(
  error: AppError,
  policy: RetryPolicy,
  made: { attempt: number; paces: number },
): RetryDecision {
  const { action } = ERROR_TABLE[error.code];
  if (action === 'pace' && made.paces < MAX_PACES) {
    return { action, delayMs: Math.min(LONGEST_BACKOFF_MS, error.retryAfterMs ?? policy.backoffMs) };
  }
  if (action === 'retry' && made.attempt < policy.attempts) {
    return { action, delayMs: Math.min(LONGEST_BACKOFF_MS, policy.backoffMs * 2 ** (made.attempt - 1)) };
  }
  return { action: 'fail' };
}
