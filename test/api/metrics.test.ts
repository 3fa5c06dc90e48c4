import { beforeAll, describe, expect, test } from 'vitest';
import { createApiKey } from '../../api/index.ts';
import { writeMetrics } from '../../api/metrics/exposition.ts';
import { AppError } from '../../core/errors.ts';
import type { QueueDepth } from '../../core/queue-door.ts';
import { closeStageRun, openStageRun } from '../../storage/stage-runs.ts';
import { buildApi, CLOCK, useApi, type ApiUnderTest } from './use-api.ts';

const depth: QueueDepth = {
  queue: 'crawl',
  waiting: 3,
  delayed: 1,
  active: 2,
  failed: 4,
  oldestWaitingMs: 2500,
};
const door = { depths: async () => [depth], dead: async () => [], redrive: async () => {} };

const local = useApi({ queues: door });

/** Series by `name{labels}`; fails on a line that the text format does not know. */
async function scrape(api: ApiUnderTest, init?: RequestInit): Promise<Map<string, number>> {
  const answer = await api.app.request('/metrics', init);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const series = new Map<string, number>();
  const typed = new Set<string>();
  for (const line of (await answer.text()).trimEnd().split('\n')) {
    const type = /^# TYPE ([a-z_]+) (?:counter|gauge|histogram)$/.exec(line)?.[1];
    if (type !== undefined) {
      expect(typed.has(type), `${type} twice`).toBe(false);
      typed.add(type);
    }
    if (line.startsWith('#')) continue;
    const [, name, labels = '', value] =
      /^([a-z_]+)(\{(?:[a-z_]+="(?:[^"\\\n]|\\.)*",?)+\})? ([-+\d.e]+|NaN|[+-]Inf)$/.exec(line) ?? [];
    expect(name, line).toBeDefined();
    expect(typed, line).toContain(name!.replace(/_(bucket|sum|count)$/, ''));
    expect(series.has(name! + labels), `${line} twice`).toBe(false);
    series.set(name! + labels, Number(value));
  }
  return series;
}

describe('the text format', () => {
  test('escapes what would end a label or a line', () => {
    const text = writeMetrics([
      {
        name: 'a',
        type: 'gauge',
        help: 'one\ntwo \\',
        samples: [{ labels: { b: 'x"y\\z\n' }, value: Infinity }],
      },
    ]);
    expect(text).toBe('# HELP a one\\ntwo \\\\\n# TYPE a gauge\na{b="x\\"y\\\\z\\n"} +Inf\n');
  });
});

describe('/metrics', () => {
  test('counts requests by route, method and status, with a cumulative histogram', async () => {
    const api = buildApi(local().database);
    for (const id of ['color:butter-yellow', 'color:none', 'color:nothing'])
      await api.app.request(`/api/v1/concepts/${id}`);
    const series = await scrape(api);
    const route = '/api/v1/concepts/:id';
    expect(series.get(`hemline_http_requests_total{route="${route}",method="GET",status="200"}`)).toBe(1);
    expect(series.get(`hemline_http_requests_total{route="${route}",method="GET",status="404"}`)).toBe(2);
    const name = 'hemline_http_request_duration_seconds';
    const buckets = [...series].filter(([key]) => key.startsWith(`${name}_bucket{route="${route}"`));
    expect(buckets).toHaveLength(12);
    const counts = buckets.map(([, count]) => count);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(series.get(`${name}_bucket{route="${route}",le="+Inf"}`)).toBe(3);
    expect(series.get(`${name}_count{route="${route}"}`)).toBe(3);
  });

  test('nobody makes series by asking for addresses or with methods of their own', async () => {
    const api = buildApi(local().database);
    for (let i = 0; i < 40; i += 1) {
      await api.app.request(`/nowhere/${i}`);
      await api.app.request(`/api/v1/concepts/made:up-${i}`);
      await api.app.request(`/api/v1/evidence?concept=made:up-${i}`);
      await api.app.request('/api/v1/trends', { method: `M${i}` });
    }
    const series = await scrape(api);
    const routes = [...series.keys()].filter((key) => key.startsWith('hemline_http_requests_total'));
    expect(routes.length).toBeLessThanOrEqual(5);
    expect(routes.filter((key) => key.includes('made:up') || key.includes('nowhere'))).toEqual([]);
    expect(series.get('hemline_http_requests_total{route="none",method="GET",status="404"}')).toBe(40);
  });

  test('tells what all processes did, from the database', async () => {
    const { sql } = local().database;
    const before = await scrape(buildApi(local().database));
    const done = await openStageRun(sql, 'read-documents', CLOCK);
    const later = { now: () => new Date(CLOCK.now().getTime() + 2_000) };
    await closeStageRun(sql, done, { counts: { documents: 1 } }, later);
    const error = new AppError('TIMEOUT', 'late');
    for (let i = 0; i < 2; i += 1)
      await closeStageRun(sql, await openStageRun(sql, 'read-documents', CLOCK), { error }, CLOCK);
    const after = await scrape(buildApi(local().database));
    const grown = (key: string) => (after.get(key) ?? 0) - (before.get(key) ?? 0);
    expect(grown('hemline_jobs_total{job="read-documents",outcome="done"}')).toBe(1);
    expect(grown('hemline_jobs_total{job="read-documents",outcome="TIMEOUT"}')).toBe(2);
    expect(grown('hemline_job_seconds_total{job="read-documents",outcome="done"}')).toBe(2);
    const [rows] = await sql`select count(*)::int as documents from documents`;
    expect(after.get('hemline_documents')).toBe(rows!['documents']);
    const health = await sql`
      select sector, health, count(*)::int as count from sources where enabled group by 1, 2`;
    for (const { sector, health: state, count } of health)
      expect(after.get(`hemline_sources{sector="${sector}",health="${state}"}`)).toBe(count);
    const [scored] = await sql`
      select sum(scored)::int as weeks, sum(inside80)::float8 / sum(scored) as coverage
      from scoreboard_steps where not replayed`;
    expect(after.get('hemline_forecast_scored_weeks')).toBe(scored!['weeks'] ?? 0);
    if (scored!['weeks'] !== null)
      expect(after.get('hemline_forecast_coverage_ratio{level="80"}')).toBeCloseTo(scored!['coverage'], 9);
    expect(after.get('hemline_table_bytes{table="documents"}')).toBeGreaterThan(0);
  });

  test('tells fetches of the last hour by reason', async () => {
    const { sql } = local().database;
    const [source] = await sql`select id from sources limit 1`;
    const at = (minutes: number) => new Date(CLOCK.now().getTime() - minutes * 60_000);
    for (const [reason, minutes] of [
      ['robots', 5],
      ['robots', 59],
      ['robots', 61],
    ] as const) {
      await sql`
        insert into fetch_ledger (source_id, run_id, url, outcome, reason, status, bytes, duration_ms, at)
        values (${source!['id']}, 1, 'https://a.example/', 'refused', ${reason}, null, 0, 1, ${at(minutes)})`;
    }
    const series = await scrape(buildApi(local().database));
    expect(series.get('hemline_fetches_last_hour{outcome="refused",reason="robots"}')).toBe(2);
  });

  test('tells queues and the process', async () => {
    const series = await scrape(local());
    expect(series.get('hemline_queue_jobs{queue="crawl",state="failed"}')).toBe(4);
    expect(series.get('hemline_queue_oldest_waiting_seconds{queue="crawl"}')).toBe(2.5);
    expect(series.get('hemline_up{part="queues"}')).toBe(1);
    expect(series.get('process_resident_memory_bytes')).toBeGreaterThan(1e7);
    expect(series.get('nodejs_eventloop_lag_seconds{quantile="0.99"}')).toBeGreaterThanOrEqual(0);
  });

  test('a part that cannot be asked is said to be down; the rest is told', async () => {
    const away = async (): Promise<never> => {
      throw new AppError('QUEUE_UNAVAILABLE', 'away');
    };
    const api = buildApi(local().database, { queues: { ...door, depths: away } });
    const series = await scrape(api);
    expect(series.get('hemline_up{part="queues"}')).toBe(0);
    expect(series.get('hemline_up{part="database"}')).toBe(1);
    expect(series.get('hemline_backlog{kind="unfolded"}')).toBeDefined();
  });
});

describe('bound elsewhere', () => {
  let api: ApiUnderTest;
  beforeAll(() => {
    api = buildApi(local().database, { host: '0.0.0.0' });
  });

  test('metrics need a key, and any key that reads will do', async () => {
    expect((await api.app.request('/metrics')).status).toBe(401);
    const { sql } = local().database;
    const { key } = await createApiKey(sql, { name: 'scraper', scopes: ['read'], clock: CLOCK });
    await scrape(api, { headers: { authorization: `Bearer ${key}` } });
  });
});
