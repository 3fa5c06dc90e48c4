import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';
import { AppError, ERROR_TABLE, toAppError } from '../core/errors.ts';
import type { ApiContext, ApiEnv } from './context.ts';

/** RFC 9457 problem details, with our code and the request's id. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.string(),
  detail: z.string(),
  requestId: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
});

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'A key is needed',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  413: 'Too large',
  422: 'Cannot be done',
  429: 'Too many requests',
  500: 'Our fault',
  502: 'Upstream failed',
  503: 'Not available right now',
  504: 'Took too long',
};

/** The one place where an error becomes an answer. What is INTERNAL is logged, not told. */
export function answerProblem(context: ApiContext, c: Context<ApiEnv>, thrown: unknown): Response {
  const error = thrown instanceof HTTPException ? fromHttp(thrown) : toAppError(thrown);
  const { httpStatus, level } = ERROR_TABLE[error.code];
  const internal = error.code === 'INTERNAL' || error.code === 'BAD_CONFIG';
  context.log[level](
    { requestId: c.get('requestId'), code: error.code, ...(internal ? { err: error.cause ?? error } : {}) },
    internal ? 'request failed' : error.message,
  );
  const body: z.infer<typeof problemSchema> = {
    type: `urn:hemline:problem:${error.code.toLowerCase().replaceAll('_', '-')}`,
    title: TITLES[httpStatus] ?? 'Error',
    status: httpStatus,
    code: error.code,
    detail: internal
      ? 'Something went wrong on our side. The log has it under this request id.'
      : error.message,
    requestId: c.get('requestId'),
    ...(Object.keys(error.details).length > 0 && !internal ? { details: { ...error.details } } : {}),
  };
  const headers: Record<string, string> = {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
  };
  if (error.retryAfterMs !== undefined) headers['retry-after'] = String(Math.ceil(error.retryAfterMs / 1000));
  if (httpStatus === 401) headers['www-authenticate'] = 'Bearer realm="hemline"';
  return c.body(JSON.stringify(body), httpStatus as ContentfulStatusCode, headers);
}

function fromHttp(thrown: HTTPException): AppError {
  if (thrown.status === 413) return new AppError('TOO_LARGE', 'The body is too large.', { cause: thrown });
  if (thrown.status < 500)
    return new AppError('BAD_INPUT', thrown.message || 'Bad request.', { cause: thrown });
  return new AppError('INTERNAL', thrown.message, { cause: thrown });
}

/** All that is wrong with the parameters at once. */
export function badParameters(error: z.ZodError): AppError {
  const problems = error.issues.map((issue) => ({
    parameter: issue.path.join('.') || (issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : 'body'),
    problem: issue.message,
  }));
  const words = problems.map((p) => `${p.parameter}: ${p.problem}`).join('; ');
  return new AppError('BAD_INPUT', words, { details: { problems } });
}
