import { beforeAll, describe, expect, test } from 'vitest';
import { createApiKey } from '../../api/index.ts';
import { fixedClock } from '../../core/clock.ts';
import { listApiKeys, revokeApiKey } from '../../storage/queries/api-keys.ts';
import { buildApi, CLOCK, useApi, type ApiUnderTest } from './use-api.ts';

const local = useApi();
let api: ApiUnderTest;
beforeAll(() => {
  api = buildApi(local().database, { host: '0.0.0.0' });
});

const ask = (key: string | undefined, path = '/api/v1/concepts', init: RequestInit = {}) =>
  api.json(path, { ...init, headers: key === undefined ? {} : { authorization: `Bearer ${key}` } });

describe('bound elsewhere', () => {
  test('nothing but health answers without a key', async () => {
    for (const path of ['/api/v1/summary', '/openapi.json', '/', '/evidence?concept=color:butter-yellow']) {
      const answer = await ask(undefined, path);
      expect(answer.status, path).toBe(401);
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    }
    expect((await ask(undefined, '/healthz')).status).toBe(200);
  });

  test('a key reads; only one with the write scope writes', async () => {
    const reader = await createApiKey(local().database.sql, {
      name: 'reader',
      scopes: ['read'],
      clock: CLOCK,
    });
    expect((await ask(reader.key)).status).toBe(200);
    const refused = await ask(reader.key, '/api/v1/candidates/none/reject', { method: 'POST' });
    expect(refused.get('code')).toBe('FORBIDDEN');
    const writer = await createApiKey(local().database.sql, {
      name: 'writer',
      scopes: ['read', 'write'],
      clock: CLOCK,
    });
    expect((await ask(writer.key, '/api/v1/candidates/none/reject', { method: 'POST' })).get('code')).toBe(
      'NOT_FOUND',
    );
  });

  test('a revoked key reads no more, keeps its first end, and is listed without the key', async () => {
    const { sql } = local().database;
    const made = await createApiKey(sql, { name: 'leaver', scopes: ['read'], clock: CLOCK });
    expect((await ask(made.key)).status).toBe(200);
    const ended = new Date('2026-11-16T07:00:00Z');
    expect(await revokeApiKey(sql, made.id, ended)).toBe(true);
    expect((await ask(made.key)).status).toBe(401);
    expect(await revokeApiKey(sql, made.id, new Date('2026-11-17T07:00:00Z'))).toBe(true);
    expect(await revokeApiKey(sql, 'no such key', ended)).toBe(false);
    const listed = (await listApiKeys(sql)).find(({ id }) => id === made.id);
    expect(listed).toMatchObject({ name: 'leaver', scopes: ['read'], revokedAt: ended });
    expect(JSON.stringify(listed)).not.toContain(made.key.slice(-20));
  });

  test('only the hash is stored', async () => {
    const made = await createApiKey(local().database.sql, { name: 'kept', scopes: ['read'], clock: CLOCK });
    const rows = await local().database.sql`select * from api_keys`;
    expect(JSON.stringify(rows)).not.toContain(made.key);
  });

  test('expired, revoked and made-up keys are refused', async () => {
    const early = fixedClock('2026-01-01T00:00:00Z');
    const old = await createApiKey(local().database.sql, {
      name: 'old',
      scopes: ['read'],
      clock: early,
      expiresInDays: 30,
    });
    expect(String((await ask(old.key)).get('detail'))).toContain('expired');
    const gone = await createApiKey(local().database.sql, { name: 'gone', scopes: ['read'], clock: CLOCK });
    await local().database.sql`update api_keys set revoked_at = now() where id = ${gone.id}`;
    expect((await ask(gone.key)).status).toBe(401);
    expect((await ask('hml_made_up_key_that_is_long_enough')).status).toBe(401);
    expect((await ask("x' or 1=1 --")).status).toBe(401);
  });

  test('a browser signs in once and then sees the pages', async () => {
    const made = await createApiKey(local().database.sql, {
      name: 'browser',
      scopes: ['read'],
      clock: CLOCK,
    });
    const sent = await api.app.request('/', { headers: { accept: 'text/html' } });
    expect(sent.headers.get('location')).toBe('/sign-in');
    const entered = await api.app.request('/sign-in', {
      method: 'POST',
      body: new URLSearchParams({ key: made.key }),
    });
    expect(entered.status).toBe(303);
    const cookie = entered.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly.*SameSite=Strict/i);
    const page = await api.app.request('/', { headers: { cookie: cookie.split(';')[0] ?? '' } });
    expect(page.status).toBe(200);
    const wrong = await api.app.request('/sign-in', {
      method: 'POST',
      body: new URLSearchParams({ key: 'x'.repeat(40) }),
    });
    expect(wrong.status).toBe(401);
  });

  test('callers have their allowance and are told when it is used up', async () => {
    const slow = buildApi(local().database, { requestsPerMinute: 3 });
    const answers = [];
    for (let i = 0; i < 4; i += 1) answers.push(await slow.json('/api/v1/themes'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(answers[2]?.headers.get('ratelimit-remaining')).toBe('0');
    expect(answers[3]?.get('code')).toBe('RATE_LIMITED');
    expect(Number(answers[3]?.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('only named origins may read from a browser', async () => {
    const open = buildApi(local().database, { corsOrigins: ['https://studio.example'] });
    const from = async (origin: string) =>
      (await open.json('/api/v1/themes', { headers: { origin } })).headers.get('access-control-allow-origin');
    expect(await from('https://studio.example')).toBe('https://studio.example');
    expect(await from('https://evil.example')).toBeNull();
  });
});
