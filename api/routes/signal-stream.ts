import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'hono';
import { streamSSE, type SSEStreamingApi } from 'hono/streaming';
import { z } from 'zod';
import { AppError, toAppError } from '../../core/errors.ts';
import { asReasons } from '../../core/reason.ts';
import { SEVERITIES } from '../../core/signal-rule.ts';
import { newestSignal, signalsAfter, type SignalRow } from '../../storage/queries/signals.ts';
import type { ApiApp } from '../app.ts';
import type { ApiContext, ApiEnv } from '../context.ts';
import { API_BASE } from '../openapi.ts';
import { bigintId } from '../parameters.ts';
import { badParameters, problemSchema } from '../problem.ts';

const PATH = `${API_BASE}/signals/stream`;
const PAGE = 100;
const RETRY_MS = 5_000;
/** A stream ends then and is asked for again by its client, so that a key that was revoked holds no longer. */
const LONGEST_MS = 3_600_000;

const query = z.strictObject({
  after: bigintId
    .optional()
    .describe('id of the last signal seen, as Last-Event-ID; without either only new ones come'),
  minSeverity: z.enum(SEVERITIES).default('info'),
  rule: z.string().max(120).optional(),
});
type Query = z.output<typeof query>;

/** Signals as they are raised: server-sent events (WHATWG HTML 9.2), resumed from Last-Event-ID. */
export function mountSignalStream(app: ApiApp, context: ApiContext): void {
  describeStream(app);
  const { pollMs = 2_000, heartbeatMs = 15_000, most = 50 } = context.options.signalStream ?? {};
  const newest = remembered(pollMs / 2, () => newestSignal(context.options.sql));
  let open = 0;
  app.get(PATH, async (c) => {
    const asked = parsed(c);
    if (c.req.method === 'HEAD') return c.body(null, 200, { 'content-type': 'text/event-stream' });
    if (open >= most)
      throw new AppError('RATE_LIMITED', `There are ${most} streams already.`, { retryAfterMs: RETRY_MS });
    open += 1;
    return streamSSE(c, async (stream) => {
      try {
        await follow(context, stream, { asked, newest, pollMs, heartbeatMs });
      } catch (thrown) {
        // Its client comes again by itself; what failed is not told to it.
        context.log.warn({ code: toAppError(thrown).code }, 'a stream of signals ended early');
      } finally {
        open -= 1;
      }
    });
  });
}

function parsed(c: Context<ApiEnv>): Query {
  const header = c.req.header('last-event-id');
  const given = { ...c.req.query(), ...(header === undefined || header === '' ? {} : { after: header }) };
  const result = query.safeParse(given);
  if (!result.success) throw badParameters(result.error);
  return result.data;
}

interface Following {
  asked: Query;
  newest: () => Promise<string>;
  pollMs: number;
  heartbeatMs: number;
}

async function follow(context: ApiContext, stream: SSEStreamingApi, options: Following): Promise<void> {
  const { asked, newest, pollMs, heartbeatMs } = options;
  const ended = endOf(context, stream);
  let last = asked.after ?? (await newest());
  await stream.write(`retry: ${RETRY_MS}\n\n`);
  let wroteAt = performance.now();
  while (!ended.aborted) {
    const rows = await rowsAfter(context, newest, last);
    for (const row of rows) {
      last = row.id;
      if (!wanted(row, asked) || ended.aborted) continue;
      // Waits for a slow reader: nothing is piled up for it.
      await stream.writeSSE({ event: 'signal', id: row.id, data: JSON.stringify(shown(context, row)) });
      wroteAt = performance.now();
    }
    if (rows.length === PAGE) continue;
    if (performance.now() - wroteAt >= heartbeatMs) {
      await stream.write(': heartbeat\n\n');
      wroteAt = performance.now();
    }
    await sleep(pollMs, undefined, { signal: ended }).catch(() => {}); // Woken early where it ends.
  }
}

/** Ends when the reader goes, the process stops, or it was long enough. */
function endOf(context: ApiContext, stream: SSEStreamingApi): AbortSignal {
  const gone = new AbortController();
  stream.onAbort(() => gone.abort());
  const { stopping } = context.options;
  const ends = [gone.signal, AbortSignal.timeout(LONGEST_MS)];
  return AbortSignal.any(stopping === undefined ? ends : [...ends, stopping]);
}

/** The newest id is looked up once for all streams; only what is behind it reads rows. */
async function rowsAfter(
  context: ApiContext,
  newest: () => Promise<string>,
  last: string,
): Promise<SignalRow[]> {
  if (BigInt(await newest()) <= BigInt(last)) return [];
  return context.read((sql) => signalsAfter(sql, last, PAGE));
}

const wanted = (row: SignalRow, { minSeverity, rule }: Query): boolean =>
  SEVERITIES.findIndex((one) => one === row.severity) >= SEVERITIES.indexOf(minSeverity) &&
  (rule === undefined || row.rule === rule);

function shown({ demo }: ApiContext, row: SignalRow): object {
  return { ...row, reasons: asReasons(row.reasons), raisedAt: row.raisedAt.toISOString(), demo };
}

function remembered<T>(ms: number, make: () => Promise<T>): () => Promise<T> {
  let known: { value: Promise<T>; at: number } | undefined;
  return () => {
    const now = performance.now();
    if (known === undefined || now - known.at > ms) known = { value: make(), at: now };
    return known.value;
  };
}

function describeStream(app: ApiApp): void {
  app.openAPIRegistry.registerPath({
    method: 'get',
    path: PATH,
    operationId: 'signalStream',
    tags: ['Operations'],
    summary: 'Signals as they are raised, as server-sent events; resumed from Last-Event-ID',
    security: [{ key: [] }, {}],
    request: { query, headers: z.object({ 'last-event-id': bigintId.optional() }) },
    responses: {
      200: { description: 'Events named signal', content: { 'text/event-stream': { schema: z.string() } } },
      default: {
        description: 'problem+json',
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    },
  });
}
