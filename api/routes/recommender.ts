import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { ItemReader } from '../../core/item-reader.ts';
import type { ApiApp } from '../app.ts';
import { DEMO_NOTICE, type ApiContext, type ApiEnv } from '../context.ts';
import { API_BASE, envelopeOf } from '../openapi.ts';
import { badParameters, problemSchema } from '../problem.ts';
import { needAsk } from '../recommender/ask-need.ts';
import { rerankAsk } from '../recommender/ask-rerank.ts';
import { scoreAsk } from '../recommender/ask-score.ts';
import { similarAsk } from '../recommender/ask-similar.ts';
import type { Ask } from '../recommender/ask.ts';
import { createItemConcepts, type Item } from '../recommender/read-items.ts';
import { createTrendTables } from '../recommender/trend-table.ts';
import { sendLive, type ResponseCache } from '../response-cache.ts';
import { readJsonBody } from '../write.ts';
import { changesQuery, pageOfChanges } from './recommender-reads.ts';

const MOST_BYTES = 8 * 1024 * 1024;

export const RECOMMENDER_PATHS = `${API_BASE}/recommender/*`;

/** Questions with a body, by name. */
export const ASK_TABLE = {
  scoreItems: scoreAsk,
  rerankItems: rerankAsk,
  similarItems: similarAsk,
  readNeed: needAsk,
};

const ASKS = Object.values(ASK_TABLE) as unknown as Ask<z.ZodObject, z.ZodType>[];

/** Questions with a body: they change nothing, and a key that may read may ask them. */
export function mountRecommender(
  app: ApiApp,
  context: ApiContext,
  cache: ResponseCache,
  readerOf: () => Promise<ItemReader>,
): void {
  const trends = createTrendTables(context, () => cache.version());
  const conceptsOf = createItemConcepts();
  for (const one of ASKS) {
    describeAsk(app, one);
    app.post(API_BASE + one.path, bodyLimit({ maxSize: MOST_BYTES }), async (c) => {
      const body = one.body.safeParse(await readJsonBody(c.req.raw));
      if (!body.success) throw badParameters(body.error);
      const reader = await readerOf();
      const read = (item: Omit<Item, 'id'>): string[] => conceptsOf(item, reader);
      const data = await one.answer(body.data, { context, trends, reader, conceptsOf: read });
      return sendLive(c, 'application/json', JSON.stringify(await enveloped(context, cache, data)));
    });
  }
}

async function enveloped(context: ApiContext, cache: ResponseCache, data: unknown): Promise<object> {
  return {
    data,
    insufficient: null,
    demo: context.demo,
    notice: context.demo ? DEMO_NOTICE : null,
    dataVersion: await cache.version(),
  };
}

/** The same changes a line each, for pipes; the cursor to come back with is in the header `x-next-cursor`. */
export function mountChangeLines(app: ApiApp, context: ApiContext): void {
  const path = `${API_BASE}/recommender/changes.ndjson`;
  app.openAPIRegistry.registerPath({
    method: 'get',
    path,
    operationId: 'trendChangeLines',
    tags: ['Recommender'],
    summary: 'Trend scores that changed since a cursor, as NDJSON; the next cursor is in x-next-cursor',
    security: [{ key: [] }, {}],
    request: { query: changesQuery },
    responses: {
      200: { description: 'A change a line', content: { 'application/x-ndjson': { schema: z.string() } } },
      default: {
        description: 'problem+json',
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    },
  });
  app.get(path, async (c: Context<ApiEnv>) => {
    const query = changesQuery.safeParse(c.req.query());
    if (!query.success) throw badParameters(query.error);
    const { rows, next } = await context.read((sql) => pageOfChanges(sql, query.data));
    return c.body(rows.map((row) => `${JSON.stringify(row)}\n`).join(''), 200, {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'cache-control': 'no-store',
      'x-next-cursor': next,
    });
  });
}

function describeAsk(app: ApiApp, one: Ask<z.ZodObject, z.ZodType>): void {
  app.openAPIRegistry.registerPath({
    method: 'post',
    path: `${API_BASE}${one.path}`,
    operationId: one.name,
    tags: ['Recommender'],
    summary: one.summary,
    security: [{ key: [] }, {}],
    request: { body: { content: { 'application/json': { schema: one.body } } } },
    responses: {
      200: {
        description: one.summary,
        content: { 'application/json': { schema: envelopeOf(one.data) } },
      },
      default: {
        description: 'problem+json',
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    },
  });
}
