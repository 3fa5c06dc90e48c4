import type { Context, MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { ApiEnv } from '../context.ts';
import type { Metric, Sample } from './exposition.ts';

/** Upper bounds of the histogram, seconds: what is kept in memory answers in the first, a cancelled query in the last. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

interface Latency {
  /** Requests by the first bound they keep to; the last entry is for those beyond all. */
  buckets: number[];
  seconds: number;
}

export interface RequestMetrics {
  measure: MiddlewareHandler<ApiEnv>;
  read(): Metric[];
}

/**
 * Counts requests by route, method and status, and their time by route. A route is the pattern in the code, never the
 * address that was asked for, so that nobody can make series.
 */
export function createRequestMetrics(): RequestMetrics {
  const counts = new Map<string, { labels: Sample['labels']; value: number }>();
  const latencies = new Map<string, Latency>();
  const note = (c: Context<ApiEnv>, seconds: number): void => {
    const route = routeOf(c);
    const method = METHODS.has(c.req.method) ? c.req.method : 'other';
    const labels = { route, method, status: String(c.res.status) };
    const key = `${route}\n${method}\n${labels.status}`;
    const counted = counts.get(key) ?? { labels, value: 0 };
    counted.value += 1;
    counts.set(key, counted);
    const latency = latencies.get(route) ?? { buckets: BOUNDS.map(() => 0).concat(0), seconds: 0 };
    const at = BOUNDS.findIndex((bound) => seconds <= bound);
    const bucket = at < 0 ? BOUNDS.length : at;
    latency.buckets[bucket] = (latency.buckets[bucket] ?? 0) + 1;
    latency.seconds += seconds;
    latencies.set(route, latency);
  };
  return {
    async measure(c, next) {
      const from = performance.now();
      await next();
      note(c, (performance.now() - from) / 1_000);
    },
    read: () => [
      {
        name: 'hemline_http_requests_total',
        type: 'counter',
        help: 'Requests answered, by route, method and status.',
        samples: [...counts.values()].map(({ labels, value }) => ({ labels: labels ?? {}, value })),
      },
      {
        name: 'hemline_http_request_duration_seconds',
        type: 'histogram',
        help: 'Time to the answer, by route.',
        samples: [...latencies].flatMap(([route, latency]) => histogram(route, latency)),
      },
    ],
  };
}

/** What no handler answers has matched only what stands before all: the same for every address. */
function routeOf(c: Context<ApiEnv>): string {
  const path = routePath(c, -1);
  return path === '' || path === '*' || path === '/*' ? 'none' : path;
}

function histogram(route: string, { buckets, seconds }: Latency): Sample[] {
  let count = 0;
  const lines = buckets.map((requests, i) => {
    count += requests;
    const bound = BOUNDS[i];
    return {
      suffix: '_bucket',
      labels: { route, le: bound === undefined ? '+Inf' : String(bound) },
      value: count,
    };
  });
  return [
    ...lines,
    { suffix: '_sum', labels: { route }, value: seconds },
    { suffix: '_count', labels: { route }, value: count },
  ];
}
