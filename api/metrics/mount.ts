import { toAppError } from '../../core/errors.ts';
import { readOperationsFigures } from '../../storage/queries/operations-figures.ts';
import type { ApiApp } from '../app.ts';
import type { ApiContext } from '../context.ts';
import { METRICS_TYPE, writeMetrics, type Metric } from './exposition.ts';
import { createProcessMetrics, gauge } from './process-metrics.ts';
import { queueMetrics } from './queue-metrics.ts';
import type { RequestMetrics } from './request-metrics.ts';
import { storedMetrics } from './stored-metrics.ts';

/** Several scrapers ask the database once. */
const KEPT_MS = 10_000;

type Part = () => Promise<Metric[]>;

/** `/metrics` for Prometheus. A part that cannot be had is left out and says so in `hemline_up`; the others are told. */
export function mountMetrics(app: ApiApp, context: ApiContext, requests: RequestMetrics): void {
  const processMetrics = createProcessMetrics();
  const { queues } = context.options;
  const parts: Record<string, Part> = {
    database: keptFor(KEPT_MS, async () =>
      storedMetrics(await context.read((sql) => readOperationsFigures(sql, context.clock.now()))),
    ),
    ...(queues ? { queues: async () => queueMetrics(await queues.depths()) } : {}),
  };
  app.get('/metrics', async (c) => {
    const told = await Promise.all(Object.entries(parts).map(([name, part]) => tell(context, name, part)));
    const up = gauge(
      'hemline_up',
      'Whether this part could be asked.',
      told.map(({ name, metrics }) => ({ labels: { part: name }, value: metrics === null ? 0 : 1 })),
    );
    const stored = told.flatMap(({ metrics }) => metrics ?? []);
    const body = writeMetrics([up, ...requests.read(), ...stored, ...processMetrics()]);
    return c.body(body, 200, { 'content-type': METRICS_TYPE, 'cache-control': 'no-store' });
  });
}

async function tell(context: ApiContext, name: string, part: Part) {
  try {
    return { name, metrics: await part() };
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    context.log.warn({ part: name, code, reason: message }, 'a part of the metrics is missing');
    return { name, metrics: null };
  }
}

/** Asks again only when the last answer is older; a failure is not kept. */
function keptFor(ms: number, part: Part): Part {
  let kept: { at: number; metrics: Metric[] } | undefined;
  return async () => {
    const now = performance.now();
    if (kept === undefined || now - kept.at > ms) kept = { at: now, metrics: await part() };
    return kept.metrics;
  };
}
