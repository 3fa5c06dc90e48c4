import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { serveApi } from '../../api/index.ts';
import { bumpDataVersion } from '../../storage/stage-runs.ts';
import { SECURE_HEADERS } from '../../api/guard.ts';
import { buildApi, useApi } from './use-api.ts';

const api = useApi();

describe('caching', () => {
  test('an ETag saves the body until the data version changes', async () => {
    const path = '/api/v1/trends?facet=fabric';
    const first = await api().app.request(path);
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^W\/"[0-9a-f]{24}"$/);
    const second = await api().app.request(path, { headers: { 'if-none-match': `"other", ${etag}` } });
    expect(second.status).toBe(304);
    expect(await second.text()).toBe('');
    await bumpDataVersion(api().database.sql);
    const third = await api().app.request(path, { headers: { 'if-none-match': etag } });
    expect(third.status).toBe(200);
    expect(await third.text()).toContain('"dataVersion":"8"');
  });

  test('crawl state is never kept', async () => {
    const answer = await api().json('/api/v1/sources');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('etag')).toBeNull();
  });

  test.each([
    ['gzip, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0.5, gzip', 'gzip'],
    ['br;q=0, gzip;q=0.1', 'gzip'],
    ['*', 'br'],
    ['gzip;q=0', null],
    ['identity', null],
    ['deflate, zstd', null],
  ])('asked for %s, it is packed as %s', async (accepted, coding) => {
    for (const path of ['/api/v1/trends', '/api/v1/sources']) {
      const answer = await api().app.request(path, { headers: { 'accept-encoding': accepted } });
      expect(answer.headers.get('content-encoding')).toBe(coding);
      expect(answer.headers.get('vary')).toContain('Accept-Encoding');
      const bytes = Buffer.from(await answer.arrayBuffer());
      const plain =
        coding === 'br' ? brotliDecompressSync(bytes) : coding === 'gzip' ? gunzipSync(bytes) : bytes;
      expect(JSON.parse(plain.toString('utf8'))).toHaveProperty('data');
    }
  });

  test('only the fields asked for, and a name that is none is told', async () => {
    const lean = await api().json('/api/v1/trends?limit=3&fields=conceptId,growth');
    for (const row of lean.rows()) expect(Object.keys(row).toSorted()).toEqual(['conceptId', 'growth']);
    const one = await api().json('/api/v1/concepts/color:butter-yellow?fields=labelZh');
    expect(one.get('data')).toEqual({ labelZh: '黄油黄' });
    const wrong = await api().json('/api/v1/trends?fields=growth,colour');
    expect(wrong.get('code')).toBe('BAD_INPUT');
    expect(String(wrong.get('detail'))).toContain('colour');
    expect((await api().json('/api/v1/trends?fields=__proto__')).status).toBe(400);
    expect((await api().json('/api/v1/trends?fields=a&fields=b')).status).toBe(400);
  });
});

describe('pages of trends', () => {
  test.each(['growth', 'magnitude', 'momentum', 'confidence'])(
    'by %s, either way, give every trend once',
    async (sort) => {
      for (const order of ['desc', 'asc']) {
        const whole = await api().json(`/api/v1/trends?sort=${sort}&order=${order}&limit=200`);
        const seen: unknown[] = [];
        let next: unknown = '';
        do {
          const page = await api().json(
            `/api/v1/trends?sort=${sort}&order=${order}&limit=3&cursor=${String(next)}`,
          );
          seen.push(...page.rows().map((row) => row['conceptId']));
          next = page.get('next');
        } while (next !== null);
        expect(seen).toEqual(whole.rows().map((row) => row['conceptId']));
        expect(seen).toHaveLength(20);
      }
    },
  );
});

describe('errors', () => {
  test('are problem+json with code and request id', async () => {
    const answer = await api().json('/api/v1/concepts/color:none', { headers: { 'x-request-id': 'abc-1' } });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.headers.get('x-request-id')).toBe('abc-1');
    expect(answer.body).toMatchObject({
      code: 'NOT_FOUND',
      status: 404,
      requestId: 'abc-1',
      title: 'Not found',
    });
  });

  test('an unknown path and a hostile request id', async () => {
    const answer = await api().json('/api/v1/nowhere', { headers: { 'x-request-id': '<script>' } });
    expect(answer.get('code')).toBe('NOT_FOUND');
    expect(answer.get('requestId')).toMatch(/^[0-9a-f]{16}$/);
  });

  test('all bad parameters are named at once', async () => {
    const answer = await api().json('/api/v1/trends?sector=moon&limit=9999&stage=rising,flying');
    expect(answer.status).toBe(400);
    for (const name of ['sector', 'limit', 'stage']) expect(String(answer.get('detail'))).toContain(name);
    expect((await api().json('/api/v1/trends?limit=1&limit=2')).get('code')).toBe('BAD_INPUT');
  });

  test('a query past its time limit is cancelled with TIMEOUT', async () => {
    const { app } = buildApi(api().database, { queryLimitMs: 150 });
    const other = await api().database.sql.reserve();
    await other`begin`;
    await other`lock table concept_states in access exclusive mode`;
    const answer = await app.request('/api/v1/trends?q=slow');
    await other`rollback`;
    other.release();
    expect(answer.status).toBe(504);
    expect(await answer.json()).toMatchObject({ code: 'TIMEOUT' });
  });

  test('a broken database tells nothing of itself', async () => {
    const broken = Object.assign(() => Promise.reject(new Error('password=hunter2')), {
      begin: () => Promise.reject(new Error('password=hunter2')),
    });
    const { app } = buildApi({ ...api().database, sql: broken as never });
    const answer = await app.request('/api/v1/trends');
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('hunter2');
    expect((await app.request('/readyz')).status).toBe(503);
    expect((await app.request('/healthz')).status).toBe(200);
  });
});

describe('openapi', () => {
  test('is 3.1, generated from the code, and shown offline', async () => {
    const document = await api().json('/openapi.json');
    expect(document.get('openapi')).toBe('3.1.0');
    const paths = document.get('paths') as Record<string, unknown>;
    expect(Object.keys(paths)).toContain('/api/v1/concepts/{id}');
    expect(Object.keys(paths)).toContain('/api/v1/candidates/{id}/accept');
    const page = await (await api().app.request('/reference')).text();
    expect(page).toContain('/api/v1/evidence');
    expect(page).not.toMatch(/(src|href)="https?:/);
  });
});

describe('serving', () => {
  test('binds a free port, answers and closes', async () => {
    const served = await serveApi(api().app, { host: '127.0.0.1', port: 0 });
    const answer = await fetch(`${served.url}/healthz`);
    expect(await answer.json()).toEqual({ status: 'ok' });
    const taken = serveApi(api().app, { host: '127.0.0.1', port: Number(new URL(served.url).port) });
    await expect(taken).rejects.toMatchObject({ code: 'BAD_CONFIG' });
    await served.close();
    await expect(fetch(`${served.url}/healthz`)).rejects.toThrow();
  });
});

test('a kept answer has the headers of a fresh one, also where other origins may read', async () => {
  const names = [...Object.keys(SECURE_HEADERS), 'x-request-id', 'etag', 'vary', 'cache-control'];
  const fresh = await api().app.request('/api/v1/concepts?limit=3');
  const kept = await api().app.request('/api/v1/concepts?limit=3');
  const unchanged = await api().app.request('/api/v1/concepts?limit=3', {
    headers: { 'if-none-match': kept.headers.get('etag') ?? '' },
  });
  expect([kept.status, unchanged.status]).toEqual([200, 304]);
  for (const answer of [fresh, kept, unchanged]) {
    for (const name of names) expect(answer.headers.get(name), name).toBeTruthy();
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  }
  expect(kept.headers.get('x-request-id')).not.toBe(fresh.headers.get('x-request-id'));
  const open = buildApi(api().database, { corsOrigins: ['https://studio.example'] });
  for (let again = 0; again < 2; again++) {
    const answer = await open.app.request('/api/v1/concepts?limit=3', {
      headers: { origin: 'https://studio.example' },
    });
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://studio.example');
    expect(answer.headers.get('cross-origin-resource-policy')).toBeNull();
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  }
});
