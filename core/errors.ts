/**
 * One error class with a code; one table says what each code means to the engine and to the API.
 * `action` is read by the job runner, `httpStatus` by the API, `level` by both loggers.
 */
export const ERROR_TABLE = {
  BAD_INPUT: { action: 'stop', httpStatus: 400, level: 'warn' },
  BAD_CONFIG: { action: 'stop', httpStatus: 500, level: 'error' },
  BAD_SOURCE: { action: 'stop', httpStatus: 422, level: 'error' },
  UNAUTHORIZED: { action: 'stop', httpStatus: 401, level: 'warn' },
  FORBIDDEN: { action: 'stop', httpStatus: 403, level: 'warn' },
  NOT_FOUND: { action: 'stop', httpStatus: 404, level: 'info' },
  CONFLICT: { action: 'stop', httpStatus: 409, level: 'warn' },
  TOO_LARGE: { action: 'stop', httpStatus: 413, level: 'warn' },
  RATE_LIMITED: { action: 'pace', httpStatus: 429, level: 'info' },
  INSUFFICIENT_HISTORY: { action: 'stop', httpStatus: 422, level: 'info' },
  FETCH_REFUSED: { action: 'stop', httpStatus: 403, level: 'info' },
  FETCH_FAILED: { action: 'retry', httpStatus: 502, level: 'warn' },
  FETCH_PACED: { action: 'pace', httpStatus: 503, level: 'info' },
  UNREADABLE: { action: 'stop', httpStatus: 422, level: 'warn' },
  SOURCE_PAUSED: { action: 'stop', httpStatus: 409, level: 'warn' },
  BROWSER_MISSING: { action: 'stop', httpStatus: 503, level: 'warn' },
  DATABASE_UNAVAILABLE: { action: 'retry', httpStatus: 503, level: 'error' },
  MIGRATION_CHANGED: { action: 'stop', httpStatus: 500, level: 'error' },
  QUEUE_UNAVAILABLE: { action: 'retry', httpStatus: 503, level: 'error' },
  TIMEOUT: { action: 'retry', httpStatus: 504, level: 'warn' },
  INTERNAL: { action: 'stop', httpStatus: 500, level: 'error' },
} as const;

export type ErrorCode = keyof typeof ERROR_TABLE;

export class AppError extends Error {
  readonly code: ErrorCode;
  /** Small facts for logs and problem+json; never secrets. */
  readonly details: Readonly<Record<string, unknown>>;
  /** For codes whose action is `pace`: how long to leave the thing alone, ms. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; details?: Record<string, unknown>; retryAfterMs?: number } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = options.details ?? {};
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Anything thrown, as an AppError: itself, or INTERNAL with the original kept as cause. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError('INTERNAL', message, { cause: thrown });
}
