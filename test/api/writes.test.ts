import { describe, expect, test } from 'vitest';
import { useApi } from './use-api.ts';

const api = useApi();
const post = (path: string, body?: unknown, headers: Record<string, string> = {}) =>
  api().json(`/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

describe('the inbox', () => {
  test('accepting makes a concept, an audit line and work; a second decision is a conflict', async () => {
    const answer = await post('/candidates/en:cloudpleat%20skirt/accept', { labelZh: '云朵褶裙' });
    expect(answer.get('data')).toMatchObject({ status: 'accepted', conceptId: 'garment:cloudpleat-skirt' });
    expect((await api().json('/api/v1/concepts/garment:cloudpleat-skirt')).get('data')).toMatchObject({
      labelZh: '云朵褶裙',
      aliasesEn: ['cloudpleat skirt'],
      origin: 'discovered',
    });
    expect(api().enqueued.at(-1)).toEqual({ name: 'reread-history', payload: { chain: 'all' } });
    const audit = await api().database.sql`select actor, action, subject from audit_log`;
    expect(audit[0]).toEqual({
      actor: 'local',
      action: 'candidate.accepted',
      subject: 'en:cloudpleat skirt',
    });
    expect((await post('/candidates/en:cloudpleat%20skirt/reject')).get('code')).toBe('CONFLICT');
  });

  test('merging needs a concept that is there', async () => {
    const id = encodeURIComponent('zh:云朵褶');
    expect((await post(`/candidates/${id}/merge`, { concept: 'detail:none' })).get('code')).toBe('BAD_INPUT');
    expect((await post(`/candidates/${id}/merge`, { concept: 'detail:bow' })).get('data.status')).toBe(
      'merged',
    );
  });

  test('accepting without a facet says what is missing; rejecting enqueues nothing', async () => {
    const before = api().enqueued.length;
    expect(String((await post('/candidates/en:gloss%20hem/accept')).get('detail'))).toContain('facet');
    const reason = 'a shop, not a garment';
    expect((await post('/candidates/en:gloss%20hem/reject', { reason })).get('data.status')).toBe('rejected');
    const rejected = await api().json('/api/v1/candidates?status=rejected');
    expect(rejected.rows().map((row) => row['reason'])).toContain(reason);
    expect(api().enqueued).toHaveLength(before);
    expect((await api().json('/api/v1/candidates')).rows()).toEqual([]);
  });

  test('what is not JSON, too large or unknown is refused', async () => {
    const raw = (body: string) => api().json('/api/v1/candidates/x/reject', { method: 'POST', body });
    expect((await raw('{')).get('code')).toBe('BAD_INPUT');
    expect((await raw('"'.padEnd(70_000, 'x'))).get('code')).toBe('TOO_LARGE');
    expect((await post('/candidates/none/reject')).get('code')).toBe('NOT_FOUND');
  });
});

describe('sources', () => {
  test('only a paused source is resumed, and then crawled', async () => {
    expect((await post('/sources/loom-daily/resume')).get('code')).toBe('CONFLICT');
    expect((await post('/sources/lane-shop/resume')).get('data')).toEqual({ id: 'lane-shop', health: 'new' });
    expect(api().enqueued.at(-1)).toMatchObject({ name: 'crawl-source', payload: { source: 'lane-shop' } });
    expect((await post('/sources/none/resume')).get('code')).toBe('NOT_FOUND');
  });
});

describe('writes from elsewhere', () => {
  test('pages of other sites and names that are not loopback are refused', async () => {
    const cross = await post('/sources/lane-shop/resume', {}, { 'sec-fetch-site': 'cross-site' });
    expect(cross.get('code')).toBe('FORBIDDEN');
    const origin = await post(
      '/sources/lane-shop/resume',
      {},
      { origin: 'https://evil.example', host: 'localhost' },
    );
    expect(origin.get('code')).toBe('FORBIDDEN');
    const rebound = await api().json('/api/v1/summary', { headers: { host: 'evil.example' } });
    expect(rebound.get('code')).toBe('FORBIDDEN');
  });
});
