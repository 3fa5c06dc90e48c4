import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import type { PushDelivery, PushDoor } from '../../core/push.ts';
import type { ApiApp } from '../app.ts';
import type { ApiContext, ApiEnv } from '../context.ts';
import { API_BASE } from '../openapi.ts';
import { problemSchema } from '../problem.ts';
import { checkSignature, signedHeaders } from '../push-signature.ts';
import type { ResponseCache } from '../response-cache.ts';

const MOST_BYTES = 4 * 1024 * 1024;
const PATH = '/push/{source}';
/** Deliveries that come close together are read together. */
const GATHER_MS = 15_000;

const params = z.strictObject({ source: z.string().regex(/^[a-z0-9][a-z0-9-]{1,62}$/) });
const headers = z.object({
  'webhook-id': z.string(),
  'webhook-timestamp': z.string(),
  'webhook-signature': z.string(),
});
const row = z.record(z.string(), z.unknown());
const answered = z.object({
  data: z.object({
    source: z.string(),
    delivery: z.string(),
    rows: z.number(),
    added: z.number(),
    changed: z.number(),
    products: z.number(),
    observations: z.number(),
    dropped: z.record(z.string(), z.number()),
    problems: z.array(z.object({ row: z.number(), reason: z.string(), message: z.string() })),
  }),
});

/** Rows pushed by a sender that knows the source's secret. Its signature is its key: no other is asked for. */
export function mountPush(app: ApiApp, context: ApiContext, cache: ResponseCache, door: PushDoor): void {
  describePush(app);
  const path = API_BASE + PATH.replace('{source}', ':source');
  app.post(path, refuseUnsigned(context), bodyLimit({ maxSize: MOST_BYTES }), async (c) => {
    const delivery = await signedDelivery(c, context, door);
    const outcome = await door.receive(delivery);
    cache.refresh();
    if (outcome.added + outcome.changed + outcome.products + outcome.observations > 0)
      await context.options.enqueue(
        'fold-duplicates',
        { chain: 'all' },
        { dedupeKey: 'fold-duplicates', delayMs: GATHER_MS },
      );
    const data = { source: delivery.source, delivery: delivery.id, ...outcome };
    return c.json({ data }, 202, { 'cache-control': 'no-store' });
  });
}

/** What carries no signature is refused before any of its body is read. */
function refuseUnsigned(context: ApiContext): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    signedHeaders((name) => c.req.header(name), context.clock.now());
    await next();
  };
}

/** The signature is looked at while the body is still bytes; of the source only its secret was looked up. */
async function signedDelivery(
  c: Context<ApiEnv>,
  context: ApiContext,
  door: PushDoor,
): Promise<PushDelivery> {
  const signed = signedHeaders((name) => c.req.header(name), context.clock.now());
  const source = params.safeParse(c.req.param());
  if (!source.success) throw new AppError('BAD_INPUT', 'source: must be a source id.');
  const body = new Uint8Array(await c.req.arrayBuffer());
  checkSignature(await door.secret(source.data.source), signed, body);
  return { source: source.data.source, id: signed.id, body, format: formatOf(c) };
}

function formatOf(c: Context<ApiEnv>): PushDelivery['format'] {
  const type = (c.req.header('content-type') ?? '').split(';')[0]!.trim().toLowerCase();
  if ((c.req.header('content-encoding') ?? 'identity') !== 'identity')
    throw new AppError('BAD_INPUT', 'content-encoding: send the body as it is.');
  if (type === 'application/json') return 'json';
  if (/^application\/(x-)?(ndjson|jsonl|jsonlines)$/.test(type)) return 'jsonl';
  throw new AppError('BAD_INPUT', 'content-type: application/json (a list of rows) or application/x-ndjson.');
}

function describePush(app: ApiApp): void {
  app.openAPIRegistry.registerPath({
    method: 'post',
    path: `${API_BASE}${PATH}`,
    operationId: 'push',
    tags: ['Decisions'],
    summary: 'Takes in signed rows of a source of the platform push (docs/sources.md)',
    request: {
      params,
      headers,
      body: {
        content: {
          'application/json': { schema: z.array(row) },
          'application/x-ndjson': { schema: z.string() },
        },
      },
    },
    responses: {
      202: { description: 'Stored; read soon', content: { 'application/json': { schema: answered } } },
      default: {
        description: 'problem+json',
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    },
  });
}
