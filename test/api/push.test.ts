import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from 'vitest';
import { createLogger } from '../../core/log.ts';
import { signPush, writtenSecret } from '../../core/push.ts';
import { createJobContext, createPushDoor, pushSecretOf, type JobContext } from '../../jobs/index.ts';
import { listAudit } from '../../storage/audit.ts';
import { findSource, pauseSource, resumeSource, upsertSources } from '../../storage/sources.ts';
import { testSource } from '../crawlers/support/crawl.ts';
import { testConfig } from '../jobs/support/config.ts';
import { useDatabase } from '../support/database.ts';
import { buildApi, CLOCK, type ApiUnderTest } from './use-api.ts';

const SOURCE = 'pushed-reviews';
const SECONDS = CLOCK.now().getTime() / 1000;
const database = useDatabase();
let api: ApiUnderTest;
let context: JobContext;

beforeAll(async () => {
  const { sql } = database();
  const source = (id: string, part: object) =>
    testSource({ id, platform: 'push', sector: 'review', urls: [], ...part });
  await upsertSources(sql, [
    source(SOURCE, {}),
    source('pushed-off', { enabled: false }),
    source('a-feed', { platform: 'feed', urls: ['https://example.org/feed'] }),
  ]);
  context = createJobContext({
    database: { ...database(), close: async () => {} },
    config: { ...testConfig(), hashKey: 'a key for these tests only' },
    clock: CLOCK,
    log: createLogger('silent'),
  });
  api = buildApi(database(), { demo: false, host: '0.0.0.0', push: createPushDoor(context) });
});

let deliveries = 0;
interface Sent {
  source?: string;
  body?: string;
  id?: string;
  at?: number | string;
  type?: string;
  /** What is really sent, when it is not what was signed. */
  forged?: string;
  headers?: Record<string, string>;
}

const review = (n: number) => ({
  type: 'document',
  url: `https://reviews.example/${n}?utm_source=x`,
  author: 'Jane Roe',
  publishedAt: '2026-11-10T10:00:00Z',
  text: `The lining tore after ${n} weeks. Write to me at jane@example.org.`,
  rating: 2,
});

async function push(sent: Sent = {}) {
  const { source = SOURCE, type = 'application/json' } = sent;
  const body = sent.body ?? JSON.stringify([review(1)]);
  const id = sent.id ?? `msg_${++deliveries}`;
  const timestamp = String(sent.at ?? SECONDS);
  const secret = await createPushDoor(context).secret(source);
  const signature = Buffer.from(signPush(secret, { id, timestamp, body: Buffer.from(body) })).toString(
    'base64',
  );
  return api.json(`/api/v1/push/${source}`, {
    method: 'POST',
    headers: {
      'content-type': type,
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,AAAA v1,${signature}`,
      ...sent.headers,
    },
    body: sent.forged ?? body,
  });
}

describe('rows that are pushed', () => {
  test('are stored as imports are: minimised, under their canonical address, once', async () => {
    const rows = [review(1), review(2), { type: 'document', url: 'x', text: 'no', publishedAt: 'never' }];
    const answer = await push({ body: JSON.stringify(rows) });
    expect(answer.status).toBe(202);
    expect(answer.get('data')).toMatchObject({
      source: SOURCE,
      rows: 3,
      added: 2,
      dropped: { 'bad-url': 1 },
      problems: [{ row: 3, reason: 'bad-url' }],
    });
    const [first] = await database().sql`
      select canonical_url, author, text from documents where source_id = ${SOURCE} order by canonical_url`;
    expect(first).toMatchObject({
      canonical_url: 'https://reviews.example/1',
      author: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    expect(String(first?.['text'])).not.toContain('jane');
    expect(api.enqueued.at(-1)).toEqual({ name: 'fold-duplicates', payload: { chain: 'all' } });
    expect((await push({ body: JSON.stringify([review(1)]) })).get('data.added')).toBe(0);
    expect(await findSource(database().sql, SOURCE)).toMatchObject({ health: 'ok', lastRunAt: CLOCK.now() });
    const [line] = await listAudit(database().sql, { subject: SOURCE, limit: 1 });
    expect(line).toMatchObject({ action: 'source.push', details: { delivery: 'msg_2', rows: 1 } });
  });

  test('come as lines, as products and observations too; a line that is no JSON is one dropped row', async () => {
    const lines = [
      { type: 'product', key: 'K1', name: 'Linen Shirt', url: 'https://shop.example/k1' },
      { type: 'observation', productKey: 'K1', observedAt: '2026-11-15', price: 59, currency: 'GBP' },
    ].map((row) => JSON.stringify(row));
    const answer = await push({ body: `${lines.join('\n')}\n{`, type: 'application/x-ndjson' });
    expect(answer.get('data')).toMatchObject({ products: 1, observations: 1, dropped: { 'bad-json': 1 } });
  });

  test('belong to the source of the address, whatever a row says', async () => {
    const answer = await push({ body: JSON.stringify({ ...review(9), source: 'a-feed' }) });
    expect(answer.get('data')).toMatchObject({ rows: 1, added: 0, dropped: { 'unknown-source': 1 } });
  });
});

describe('what is not signed as it should be is refused before it is read', () => {
  test.each<[string, Sent]>([
    ['another body than was signed', { forged: JSON.stringify([review(3)]) }],
    ['another id than was signed', { headers: { 'webhook-id': 'msg_other' } }],
    ['another time than was signed', { headers: { 'webhook-timestamp': String(SECONDS - 1) } }],
    ['a time too long ago', { at: SECONDS - 301 }],
    ['a time to come', { at: SECONDS + 301 }],
    ['a time that is none', { at: 'now' }],
    ['no signature', { headers: { 'webhook-signature': '' } }],
    ['a signature of another kind', { headers: { 'webhook-signature': 'v1a,AAAA' } }],
    ['an id that is none', { headers: { 'webhook-id': 'a.b' } }],
    [
      'the secret of another source',
      { headers: { 'webhook-signature': 'v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' } },
    ],
  ])('%s', async (_what, sent) => {
    const before = await database().sql`select count(*)::int as n from push_deliveries`;
    const answer = await push(sent);
    expect([answer.status, answer.get('code')]).toEqual([401, 'UNAUTHORIZED']);
    expect(answer.headers.get('content-type')).toContain('problem+json');
    expect(await database().sql`select count(*)::int as n from push_deliveries`).toEqual(before);
  });

  test('a source that is not there says no more than a wrong signature', async () => {
    const path = '/api/v1/push/nobody-here';
    const headers = {
      'content-type': 'application/json',
      'webhook-id': 'm',
      'webhook-timestamp': String(SECONDS),
      'webhook-signature': 'v1,AAAA',
    };
    const there = await api.json(`/api/v1/push/${SOURCE}`, { method: 'POST', headers, body: '[]' });
    const nowhere = await api.json(path, { method: 'POST', headers, body: '[]' });
    expect([nowhere.status, nowhere.get('detail')]).toEqual([there.status, there.get('detail')]);
  });
});

describe('a caller who cannot sign costs little', () => {
  /** A body that tells how much of it was asked for. */
  function told(bytes: number) {
    const asked = { bytes: 0 };
    const pull = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
      const left = bytes - asked.bytes;
      if (left <= 0) return controller.close();
      asked.bytes += Math.min(left, 65_536);
      controller.enqueue(new Uint8Array(Math.min(left, 65_536)));
    };
    return { asked, body: new ReadableStream({ pull }, { highWaterMark: 0 }) };
  }
  const post = (body: ReadableStream, headers: Record<string, string>) =>
    api.json(`/api/v1/push/${SOURCE}`, { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
  const signed = { 'webhook-id': 'm', 'webhook-timestamp': String(SECONDS), 'webhook-signature': 'v1,AAAA' };

  test('without the headers nothing of the body is read', async () => {
    const { asked, body } = told(3_000_000);
    expect((await post(body, { 'transfer-encoding': 'chunked' })).status).toBe(401);
    expect(asked.bytes).toBe(0);
  });

  test('with a wrong signature it is read to its bound at most, and never as rows', async () => {
    const large = told(50_000_000);
    expect((await post(large.body, { ...signed, 'transfer-encoding': 'chunked' })).status).toBe(413);
    expect(large.asked.bytes).toBeLessThan(5_000_000);
    const deep = new Blob(['['.repeat(1_000_000)]).stream();
    expect((await post(deep, signed)).status).toBe(401);
  });

  test('has the database asked for the one source it names, however many there are', async () => {
    const given: unknown[] = [];
    const heard = new Proxy(database().sql, {
      apply(target, self, parts: unknown[]) {
        given.push(...parts.slice(1));
        return Reflect.apply(target as (...parts: unknown[]) => unknown, self, parts);
      },
    });
    const door = createPushDoor({ ...context, sql: heard, hashKey: () => context.hashKey() });
    for (const id of [SOURCE, 'nobody-here']) {
      await door.secret(id);
      expect(given).toContain(id);
    }
  });
});

describe('what is signed well and still cannot be taken', () => {
  test('an id twice; the rows of a refused delivery may come again under theirs', async () => {
    expect((await push({ id: 'msg_twice' })).status).toBe(202);
    expect((await push({ id: 'msg_twice' })).get('code')).toBe('CONFLICT');
    expect((await push({ id: 'msg_later', body: 'no json' })).get('code')).toBe('BAD_INPUT');
    expect((await push({ id: 'msg_later' })).status).toBe(202);
  });

  test('sources that are off, paused or fetched', async () => {
    expect((await push({ source: 'pushed-off' })).get('code')).toBe('CONFLICT');
    expect((await push({ source: 'a-feed' })).get('code')).toBe('CONFLICT');
    const { sql } = database();
    const decision = { id: SOURCE, by: 'Ada', reason: 'a test', at: CLOCK.now() };
    await pauseSource(sql, decision);
    expect((await push()).get('code')).toBe('SOURCE_PAUSED');
    await resumeSource(sql, decision);
    expect((await push()).status).toBe(202);
  });

  test('bodies that are too large, hold too many rows or none, or are of no known type', async () => {
    const rows = Array.from({ length: 5_001 }, () => ({}));
    expect((await push({ body: JSON.stringify(rows) })).status).toBe(413);
    expect((await push({ body: JSON.stringify('x'.repeat(5_000_000)) })).status).toBe(413);
    expect((await push({ body: '[]' })).get('code')).toBe('BAD_INPUT');
    expect((await push({ body: '42' })).get('data.dropped')).toEqual({ 'bad-json': 1 });
    expect((await push({ type: 'text/csv' })).get('code')).toBe('BAD_INPUT');
    expect((await push({ headers: { 'content-encoding': 'gzip' } })).get('code')).toBe('BAD_INPUT');
  });
});

describe('bodies made to do harm', () => {
  const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

  test('what is nested without end is no fault of ours', async () => {
    expect((await push({ body: deep(1_000_000) })).get('code')).toBe('BAD_INPUT');
    expect((await push({ body: `[{"text": ${deep(500_000)}}]` })).get('code')).toBe('BAD_INPUT');
    const lines = `{"text": ${deep(1_000_000)}}\n${JSON.stringify(review(40))}`;
    const answer = await push({ body: lines, type: 'application/x-ndjson' });
    expect([answer.status, answer.get('data.added')]).toEqual([202, 1]);
  });

  test('names of what every object has are names like others', async () => {
    const row = `{"__proto__": {"source": "a-feed"}, "constructor": "x", "toString": 1, ${JSON.stringify(review(41)).slice(1)}`;
    const answer = await push({ body: `[${row}]` });
    expect([answer.status, answer.get('data.added')]).toEqual([202, 1]);
  });

  test('blank pages and long words cost no more than other texts', async () => {
    const texts = ['\n', 'a', '1 ', '- '].map((unit) => unit.repeat(200_000 / unit.length));
    const rows = texts.map((text, n) => ({
      ...review(50 + n),
      title: text,
      author: text,
      text: `Warm coat.${text}x`,
    }));
    expect(
      (await push({ body: rows.map((row) => JSON.stringify(row)).join('\n'), type: 'application/x-ndjson' }))
        .status,
    ).toBe(202);
  });
});

describe('the secret', () => {
  test('is made anew by a generation, and is had for sources that are pushed to', async () => {
    const first = writtenSecret(await pushSecretOf(context, SOURCE));
    expect(first).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    await expect(pushSecretOf(context, 'a-feed')).rejects.toMatchObject({ code: 'BAD_INPUT' });
    const { sql } = database();
    await sql`update sources set definition = jsonb_set(definition, '{options}', '{"secret_generation": 2}') where id = ${SOURCE}`;
    expect(writtenSecret(await pushSecretOf(context, SOURCE))).not.toBe(first);
  });

  test('signs with openssl as docs/sources.md shows it', async () => {
    const secret = writtenSecret(await pushSecretOf(context, SOURCE));
    const body = JSON.stringify([review(7)]);
    const script = `key=$(printf %s "\${SECRET#whsec_}" | base64 -d | od -An -vtx1 | tr -d ' \\n')
      printf '%s.%s.%s' msg_shell ${SECONDS} "$BODY" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64`;
    const signature = execFileSync('sh', ['-c', script], {
      env: { ...process.env, SECRET: secret, BODY: body },
    });
    const headers = { 'webhook-signature': `v1,${signature.toString().trim()}` };
    expect((await push({ id: 'msg_shell', body, headers })).status).toBe(202);
  });
});
