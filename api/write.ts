import type { z } from 'zod';
import { AppError } from '../core/errors.ts';
import type { ApiApp } from './app.ts';
import { API_BASE, envelopeOf } from './openapi.ts';
import { badParameters, problemSchema } from './problem.ts';
import { sendLive, type ResponseCache } from './response-cache.ts';

interface Write<Params extends z.ZodObject, Body extends z.ZodObject, Data extends z.ZodType> {
  /** `post` by default. */
  method?: 'post' | 'delete';
  name: string;
  path: string;
  summary: string;
  params: Params;
  body: Body;
  data: Data;
  act(input: { params: z.output<Params>; body: z.output<Body>; actor: string }): Promise<z.input<Data>>;
}

/** A POST or DELETE with a small JSON body (or none); what was cached before it is not served after it. */
export function mountWrite<Params extends z.ZodObject, Body extends z.ZodObject, Data extends z.ZodType>(
  app: ApiApp,
  cache: ResponseCache,
  write: Write<Params, Body, Data>,
): void {
  describeWrite(app, write);
  const { method = 'post' } = write;
  app[method](API_BASE + write.path.replace(/\{(\w+)\}/g, ':$1'), async (c) => {
    const params = write.params.safeParse(c.req.param());
    if (!params.success) throw badParameters(params.error);
    const body = write.body.safeParse(await readJsonBody(c.req.raw));
    if (!body.success) throw badParameters(body.error);
    const data = await write.act({ params: params.data, body: body.data, actor: c.get('actor') });
    cache.refresh();
    return sendLive(c, 'application/json', JSON.stringify({ data }));
  });
}

/** A JSON body; none is an empty object. */
export async function readJsonBody(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new AppError('BAD_INPUT', 'The body is not JSON.', { cause: thrown });
  }
}

function describeWrite<Params extends z.ZodObject, Body extends z.ZodObject, Data extends z.ZodType>(
  app: ApiApp,
  write: Write<Params, Body, Data>,
): void {
  app.openAPIRegistry.registerPath({
    method: write.method ?? 'post',
    path: `${API_BASE}${write.path}`,
    operationId: write.name,
    tags: ['Decisions'],
    summary: write.summary,
    security: [{ key: [] }, {}],
    request: { params: write.params, body: { content: { 'application/json': { schema: write.body } } } },
    responses: {
      200: {
        description: write.summary,
        content: { 'application/json': { schema: envelopeOf(write.data) } },
      },
      default: {
        description: 'problem+json',
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    },
  });
}
