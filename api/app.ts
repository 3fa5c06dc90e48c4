import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { AppError } from '../core/errors.ts';
import { createApiContext, DEMO_NOTICE, type ApiContext, type ApiEnv, type ApiOptions } from './context.ts';
import { mountAssets } from './dashboard/assets.ts';
import { asPage } from './dashboard/error-page.ts';
import { mountDashboard } from './dashboard/mount.ts';
import { allowOrigins, keepOthersOut, refuseNul, secureHeaders } from './guard.ts';
import { requireKey } from './keys.ts';
import { API_BASE, describeRead, openApiDocument } from './openapi.ts';
import { answerProblem, badParameters } from './problem.ts';
import type { Read } from './read.ts';
import { limitRate } from './rate-limit.ts';
import { mountMetrics } from './metrics/mount.ts';
import { createRequestMetrics } from './metrics/request-metrics.ts';
import { mountReference } from './reference.ts';
import { logRequests } from './request-log.ts';
import { fieldsParameter, pickFields } from './sparse-fields.ts';
import { createResponseCache, sendLive, type ResponseCache } from './response-cache.ts';
import { mountHealth } from './routes/health.ts';
import { mountSignIn } from './sign-in.ts';
import { mountPush } from './routes/push.ts';
import { mountPacks } from './routes/packs.ts';
import { mountPaletteFiles } from './routes/palettes.ts';
import { mountChangeLines, mountRecommender, RECOMMENDER_PATHS } from './routes/recommender.ts';
import { mountSignalStream } from './routes/signal-stream.ts';
import { READS } from './routes/table.ts';
import { mountWrites } from './routes/writes.ts';

const MOST_BODY_BYTES = 64 * 1024;

export type ApiApp = OpenAPIHono<ApiEnv>;

/** Assembles the app: guards, reads, writes, reference and dashboard. Opens no port. */
export function createApi(options: ApiOptions): ApiApp {
  const context = createApiContext(options);
  const cache = createResponseCache(context);
  const app: ApiApp = new OpenAPIHono<ApiEnv>({ strict: false });
  app.onError((thrown, c) => asPage(context, c, answerProblem(context, c, thrown)));
  app.notFound((c) =>
    asPage(context, c, answerProblem(context, c, new AppError('NOT_FOUND', `Nothing is at ${c.req.path}.`))),
  );
  const requests = createRequestMetrics();
  app.use(
    requests.measure,
    logRequests(context),
    secureHeaders(),
    allowOrigins(context),
    keepOthersOut(context),
    refuseNul,
  );
  mountHealth(app, context);
  mountAssets(app, context.log);
  mountSignIn(app, context);
  app.use(limitRate(context));
  if (options.push) mountPush(app, context, cache, options.push);
  if (options.items) {
    app.use(RECOMMENDER_PATHS, requireKey(context));
    mountRecommender(app, context, cache, options.items);
  }
  app.use(bodyLimit({ maxSize: MOST_BODY_BYTES }), requireKey(context));
  mountMetrics(app, context, requests);
  for (const read of READS) mountRead(app, context, cache, read);
  mountPaletteFiles(app, context);
  mountPacks(app, context);
  mountChangeLines(app, context);
  mountSignalStream(app, context);
  mountWrites(app, context, cache);
  mountReference(app, context.log, () => openApiDocument(app));
  mountDashboard(app, context, cache);
  return app;
}

function mountRead(app: ApiApp, context: ApiContext, cache: ResponseCache, read: Read): void {
  describeRead(app, read);
  app.get(API_BASE + read.path.replace(/\{(\w+)\}/g, ':$1'), async (c) => {
    const make = async () => {
      const { fields, ...queries } = c.req.queries();
      const input = parseInput(read, c.req.param(), queries);
      const wanted = parseFields(fields);
      const [answer, dataVersion] = await Promise.all([read.answer(context, input), cache.version()]);
      return JSON.stringify({
        data: pickFields(answer.data, read.data, wanted),
        ...(answer.next === undefined ? {} : { next: answer.next }),
        insufficient: answer.insufficient ?? null,
        demo: context.demo,
        notice: context.demo ? DEMO_NOTICE : null,
        dataVersion,
      });
    };
    if (read.live) return sendLive(c, 'application/json', await make());
    return cache.serve(c, c.req.url.slice(c.req.url.indexOf('/', 8)), 'application/json', make);
  });
}

function parseFields(given: string[] | undefined): string | undefined {
  const parsed = z.strictObject({ fields: fieldsParameter }).safeParse({ fields: given?.join(',') });
  if (!parsed.success) throw badParameters(parsed.error);
  return parsed.data.fields;
}

function parseInput(read: Read, params: Record<string, string>, queries: Record<string, string[]>) {
  const given: Record<string, string> = {};
  for (const [name, values] of Object.entries(queries)) {
    if (values.length > 1) throw new AppError('BAD_INPUT', `${name}: is given more than once.`);
    // An empty value is what a form sends for "not chosen".
    if (values[0] !== undefined && values[0] !== '') given[name] = values[0];
  }
  const query = read.query.safeParse(given);
  if (!query.success) throw badParameters(query.error);
  const path = read.params.safeParse(params);
  if (!path.success) throw badParameters(path.error);
  return { params: path.data, query: query.data };
}
