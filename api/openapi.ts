import type { OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { ERROR_TABLE } from '../core/errors.ts';
import type { ApiEnv } from './context.ts';
import { problemSchema } from './problem.ts';
import type { Read } from './read.ts';
import { fieldsParameter } from './sparse-fields.ts';

export const API_BASE = '/api/v1';

/** Says what an answer is of: the data version and week, and whether all of it is made up. */
export const envelopeOf = (data: z.ZodType) =>
  z.object({
    data,
    next: z.string().nullable().optional(),
    insufficient: z.string().nullable(),
    demo: z.boolean(),
    notice: z.string().nullable(),
    dataVersion: z.string(),
  });

const problem = {
  description: `problem+json; codes: ${Object.keys(ERROR_TABLE).join(', ')}`,
  content: { 'application/problem+json': { schema: problemSchema } },
};

/** Writes a read down for /openapi.json. */
export function describeRead(api: OpenAPIHono<ApiEnv>, read: Read): void {
  api.openAPIRegistry.registerPath({
    method: 'get',
    path: `${API_BASE}${read.path}`,
    operationId: read.name,
    tags: [read.tag],
    summary: read.summary,
    security: [{ key: [] }, {}],
    request: { params: read.params, query: read.query.extend({ fields: fieldsParameter }) },
    responses: {
      200: {
        description: read.summary,
        content: { 'application/json': { schema: envelopeOf(read.data) } },
      },
      ...(read.live ? {} : { 304: { description: 'Nothing changed since the given ETag' } }),
      400: problem,
      default: problem,
    },
  });
}

/** OpenAPI 3.1 from what was registered. */
export function openApiDocument(api: OpenAPIHono<ApiEnv>): object {
  api.openAPIRegistry.registerComponent('securitySchemes', 'key', { type: 'http', scheme: 'bearer' });
  return api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Hemline',
      version: '1',
      description:
        'Fashion trends with their evidence. Every answer is {data, next?, insufficient, demo, notice, dataVersion}; every error is problem+json with a code.',
    },
  });
}
