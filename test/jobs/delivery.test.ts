import { createHmac } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Clock } from '../../core/clock.ts';
import { createLogger } from '../../core/log.ts';
import { channelBody } from '../../core/signal-channel.ts';
import { createPoster } from '../../crawlers/index.ts';
import { backoffMs, MOST_ATTEMPTS } from '../../jobs/delivery/backoff.ts';
import { addChannel, createJobContext, performJob, testChannel, type JobContext } from '../../jobs/index.ts';
import { listAudit } from '../../storage/audit.ts';
import { listSignalDeliveries } from '../../storage/queries/signal-deliveries.ts';
import { listSignalChannels, removeSignalChannel } from '../../storage/signal-channels.ts';
import { redeliver } from '../../storage/signal-deliveries.ts';
import { raiseSignals, type SignalToRaise } from '../../storage/signals.ts';
import { serve, type Served } from '../crawlers/support/serve.ts';
import { useDatabase } from '../support/database.ts';
import { testConfig } from './support/config.ts';

interface Received {
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

const START = Date.parse('2026-11-16T06:00:00Z');
const BY = { actor: 'tester', at: new Date(START) };
const database = useDatabase();
let time = START;
const clock: Clock = { now: () => new Date(time) };
let context: JobContext;
let receiver: Served;
let received: Received[];
let answer: (response: ServerResponse, count: number) => void;
let dataDir: string;
const logged: string[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'hemline-delivery-'));
  receiver = await serve((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      received.push({ path: request.url ?? '', headers: request.headers, body });
      answer(response, received.length);
    });
  });
  const silent = createLogger('silent');
  const log = Object.assign(Object.create(silent) as typeof silent, {
    warn: (...said: unknown[]) => void logged.push(JSON.stringify(said)),
    info: (...said: unknown[]) => void logged.push(JSON.stringify(said)),
  });
  const config = { ...testConfig({ HEMLINE_ALLOW_HOSTS: receiver.host }), dataDir };
  context = createJobContext({ database: { ...database(), close: async () => {} }, config, clock, log });
});

beforeEach(() => {
  received = [];
  time = START;
  answer = (response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
});

afterEach(async () => {
  for (const { id } of await listSignalChannels(database().sql))
    await removeSignalChannel(database().sql, id, BY);
});

afterAll(async () => {
  await context.close();
  await receiver.close();
  await rm(dataDir, { recursive: true });
});

let raised = 0;
async function raise(more: Partial<SignalToRaise> = {}, count = 1): Promise<void> {
  const signals = Array.from({ length: count }, () => ({
    rule: 'rule:test',
    subject: `color:made-up-${(raised += 1)}`,
    market: 'all',
    week: '2026-11-09',
    severity: 'notice' as const,
    titleZh: '测试信号',
    titleEn: 'A <test> & signal @all',
    reasons: [{ en: 'because', zh: '因为' }],
    ...more,
  }));
  await raiseSignals(database().sql, signals, clock);
}

const add = (body: object) => addChannel(context, channelBody.parse(body), BY);
const send = () => performJob(context, 'deliver-signals', {});
const deliveries = () => listSignalDeliveries(database().sql, { limit: 50 });
/** So far ahead that whatever waits is due. */
const later = () => {
  time += 24 * 3_600_000;
};

/** A receiver as the standard describes it, written apart from ours. */
function verify(secret: string, message: Received, nowS: number): boolean {
  const [id, stamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    String(message.headers[name]),
  );
  if (Math.abs(nowS - Number(stamp)) > 300) return false;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const expected = createHmac('sha256', key)
    .update(`${id}.${stamp}.${message.body}`, 'utf8')
    .digest('base64');
  return (signatures ?? '').split(' ').includes(`v1,${expected}`);
}

describe('a webhook', () => {
  test('gets each signal once, signed; another secret, id, time or body does not fit', async () => {
    const secret = (await add({ id: 'hook', type: 'webhook', url: `${receiver.url}/in?token=hidden` })) ?? '';
    expect(secret).toMatch(/^whsec_[\w+/=]{44}$/);
    await raise({}, 2);
    expect(await send()).toMatchObject({ delivered: 2, dead: 0, failed: 0 });
    expect(await send()).toMatchObject({ delivered: 0 });
    expect(received).toHaveLength(2);
    const [first, second] = received as [Received, Received];
    const nowS = time / 1000;
    expect(verify(secret, first, nowS)).toBe(true);
    expect(first.headers['webhook-id']).not.toBe(second.headers['webhook-id']);
    expect(JSON.parse(first.body)).toMatchObject({
      type: 'signal.raised',
      data: { rule: 'rule:test', severity: 'notice', reasons: [{ en: 'because', zh: '因为' }], demo: false },
    });
    const forged = (headers: object, body = first.body) => ({
      ...first,
      body,
      headers: { ...first.headers, ...headers },
    });
    expect(verify(secret, forged({ 'webhook-id': second.headers['webhook-id'] }), nowS)).toBe(false);
    expect(verify(secret, forged({ 'webhook-timestamp': String(nowS - 1) }), nowS)).toBe(false);
    expect(verify(secret, forged({}, `${first.body} `), nowS)).toBe(false);
    expect(verify(`whsec_${Buffer.alloc(32).toString('base64')}`, first, nowS)).toBe(false);
    expect(verify(secret, first, nowS + 600)).toBe(false);
  });

  test('that is added again has another secret', async () => {
    const hook = { id: 'hook', type: 'webhook', url: `${receiver.url}/` };
    expect(await add(hook)).not.toBe(await add(hook));
  });

  test('is tried again after a 500, later and later, under the same id and a new time', async () => {
    const secret = (await add({ id: 'hook', type: 'webhook', url: `${receiver.url}/` })) ?? '';
    answer = (response, count) => void response.writeHead(count < 3 ? 500 : 204).end();
    await raise();
    expect(await send()).toMatchObject({ failed: 1 });
    expect(await send()).toMatchObject({ failed: 0, delivered: 0 });
    expect((await deliveries())[0]).toMatchObject({
      state: 'pending',
      attempts: 1,
      lastReason: 'http-500',
      lastStatus: 500,
    });
    later();
    await send();
    later();
    expect(await send()).toMatchObject({ delivered: 1 });
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(received.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(3);
    expect(verify(secret, received[2]!, time / 1000)).toBe(true);
    expect(verify(secret, received[0]!, time / 1000)).toBe(false);
    expect((await deliveries())[0]).toMatchObject({ state: 'delivered', attempts: 3, lastReason: null });
  });

  test('that never answers well goes to the dead letters, and comes from there when asked for', async () => {
    await add({ id: 'hook', type: 'webhook', url: `${receiver.url}/` });
    answer = (response) => void response.writeHead(503).end();
    await raise();
    for (let i = 0; i < MOST_ATTEMPTS + 2; i += 1) {
      await send();
      later();
    }
    expect(received).toHaveLength(MOST_ATTEMPTS);
    const [dead] = await listSignalDeliveries(database().sql, { state: 'dead', limit: 5 });
    expect(dead).toMatchObject({ attempts: MOST_ATTEMPTS, lastReason: 'http-503' });
    answer = (response) => void response.writeHead(200).end();
    await redeliver(database().sql, dead!.id, { ...BY, at: clock.now() });
    expect(await send()).toMatchObject({ delivered: 1 });
    expect(received.at(-1)?.headers['webhook-id']).toBe(received[0]?.headers['webhook-id']);
    const [line] = await listAudit(database().sql, { subject: dead!.id, limit: 1 });
    expect(line).toMatchObject({ action: 'signal-delivery.redeliver', actor: 'tester' });
    await expect(redeliver(database().sql, '999999', BY)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('is left alone for as long as it asks, with all that waits for it', async () => {
    await add({ id: 'hook', type: 'webhook', url: `${receiver.url}/` });
    answer = (response) => void response.writeHead(429, { 'retry-after': '3600' }).end();
    await raise({}, 3);
    await send();
    expect(received).toHaveLength(1);
    time += 3_500_000;
    await send();
    expect(received).toHaveLength(1);
  });

  test('that redirects is not followed, and one that is gone gets nothing more', async () => {
    await add({ id: 'hook', type: 'webhook', url: `${receiver.url}/a` });
    answer = (response) => void response.writeHead(307, { location: `${receiver.url}/b` }).end();
    await raise();
    expect(await send()).toMatchObject({ dead: 1 });
    expect(received.map(({ path }) => path)).toEqual(['/a']);
    expect((await deliveries())[0]).toMatchObject({ state: 'dead', lastReason: 'redirect' });
    answer = (response) => void response.writeHead(410).end();
    await raise();
    expect(await send()).toMatchObject({ dead: 1 });
    await raise();
    expect(await send()).toMatchObject({ delivered: 0, dead: 0, failed: 0 });
    expect(await listSignalChannels(database().sql)).toMatchObject([{ id: 'hook', enabled: false }]);
    await expect(redeliver(database().sql, (await deliveries())[0]!.id, BY)).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });

  test('that does not answer is given up within its time, and does not hold up other channels', async () => {
    const hanging = createPoster({ config: context.config, totalMs: 200 });
    const impatient: JobContext = { ...context, poster: () => hanging };
    await add({ id: 'a-hanging', type: 'webhook', url: `${receiver.url}/hang` });
    await add({ id: 'b-well', type: 'webhook', url: `${receiver.url}/well` });
    answer = (response) => {
      if (received.at(-1)?.path === '/well') response.writeHead(200).end();
    };
    await raise({}, 3);
    expect(await performJob(impatient, 'deliver-signals', {})).toMatchObject({ delivered: 3, failed: 1 });
    const failed = (await deliveries()).filter(({ lastReason }) => lastReason !== null);
    expect(failed).toMatchObject([{ channelId: 'a-hanging', lastReason: 'timeout', lastStatus: null }]);
    await hanging.close();
  });

  test('at an address that is not public is refused: when added, and whatever a name resolves to', async () => {
    const refused = [
      'http://127.0.0.1:1/',
      'https://127.0.0.1/',
      'https://[::1]/',
      'https://169.254.169.254/latest',
      'https://10.0.0.8/',
      'http://example.org/',
    ];
    for (const url of refused)
      await expect(add({ id: 'hook', type: 'webhook', url })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    expect(await listSignalChannels(database().sql)).toEqual([]);
    const rebound = createPoster({
      config: { allowHosts: [] },
      resolve: (_host, _options, done) => done(null, [{ address: '169.254.169.254', family: 4 }]),
    });
    await add({ id: 'hook', type: 'webhook', url: 'https://hooks.example.org/' });
    await raise();
    expect(await performJob({ ...context, poster: () => rebound }, 'deliver-signals', {})).toMatchObject({
      dead: 1,
    });
    expect((await deliveries())[0]).toMatchObject({
      state: 'dead',
      lastReason: 'private-address',
      lastStatus: null,
    });
    await rebound.close();
  });

  test('is sent only what it asked for', async () => {
    await add({ id: 'grave', type: 'webhook', url: `${receiver.url}/grave`, minSeverity: 'warning' });
    await add({ id: 'mine', type: 'webhook', url: `${receiver.url}/mine`, rules: ['rule:mine'] });
    await raise({ severity: 'notice' });
    await raise({ severity: 'warning' });
    await raise({ rule: 'rule:mine' });
    await send();
    expect(received.map(({ path }) => path).sort()).toEqual(['/grave', '/mine']);
  });
});

describe('chats', () => {
  const chat = async (type: string, more: object = {}) => {
    await add({ id: 'chat', type, url: `${receiver.url}/send?key=hidden`, ...more });
    await raise({}, 2);
    const counts = await send();
    return {
      counts,
      message: JSON.parse(received[0]?.body ?? '{}') as Record<string, unknown>,
      first: received[0]!,
    };
  };
  const answering = (body: object) => (response: ServerResponse) =>
    void response.writeHead(200).end(JSON.stringify(body));

  test('Slack gets one message of all, with its special letters escaped', async () => {
    const { counts, message } = await chat('slack');
    expect(counts).toMatchObject({ delivered: 1 });
    expect(message['text']).toContain('*notice: A &lt;test&gt; &amp; signal @all*\n• because');
    expect(message['text']).toMatch(/^\*Hemline: 2 signals\*/);
  });

  test('Feishu gets a post signed over nothing under `seconds\\nsecret`', async () => {
    answer = answering({ code: 0, msg: 'success' });
    const { counts, message } = await chat('feishu', { secret: 'robot secret', language: 'zh' });
    expect(counts).toMatchObject({ delivered: 1 });
    const stamp = String(START / 1000);
    const sign = createHmac('sha256', `${stamp}\nrobot secret`).digest('base64');
    expect(message).toMatchObject({ msg_type: 'post', timestamp: stamp, sign });
    expect(message).toMatchObject({ content: { post: { zh_cn: { title: 'Hemline: 2 条信号' } } } });
    expect(JSON.stringify(message)).toContain('因为');
  });

  test('DingTalk gets Markdown signed in the address, and its error numbers are heard', async () => {
    answer = answering({ errcode: 310000, errmsg: 'sign not match, hidden' });
    const { counts, message, first } = await chat('dingtalk', { secret: 'SECrobot' });
    expect(counts).toMatchObject({ failed: 1 });
    const asked = new URL(first.path, receiver.url).searchParams;
    const sign = createHmac('sha256', 'SECrobot').update(`${START}\nSECrobot`).digest('base64');
    expect([asked.get('key'), asked.get('timestamp'), asked.get('sign')]).toEqual([
      'hidden',
      String(START),
      sign,
    ]);
    expect(message).toMatchObject({ msgtype: 'markdown', markdown: { title: 'Hemline: 2 signals' } });
    expect((await deliveries())[0]).toMatchObject({ state: 'pending', lastReason: 'code-310000' });
  });

  test('WeCom gets Markdown within its 4,096 bytes that mentions nobody', async () => {
    answer = answering({ errcode: 0, errmsg: 'ok' });
    await add({ id: 'chat', type: 'wecom', url: `${receiver.url}/send?key=hidden`, language: 'zh' });
    await raise(
      { titleZh: '很长的标题<@all>'.repeat(30), reasons: [{ en: 'x', zh: '原因'.repeat(200) }] },
      10,
    );
    expect(await send()).toMatchObject({ delivered: 1 });
    const { markdown } = JSON.parse(received[0]!.body) as { markdown: { content: string } };
    expect(Buffer.byteLength(markdown.content)).toBeLessThanOrEqual(4_096);
    expect(markdown.content).not.toMatch(/<@|@all/);
    expect(markdown.content).toMatch(/另有 \d 条/);
  });

  test('can be tried without a signal', async () => {
    answer = answering({ errcode: 0 });
    await add({ id: 'chat', type: 'wecom', url: `${receiver.url}/send` });
    expect(await testChannel(context, 'chat', context.signal)).toMatchObject({
      verdict: { taken: true },
      status: 200,
    });
    expect(received[0]?.body).toContain('this channel works');
    expect(await deliveries()).toEqual([]);
  });
});

test('a digest is a mail in the data folder, one a span that is over, and none where nothing was raised', async () => {
  await add({ id: 'mail', type: 'file', language: 'zh' });
  await database().sql`delete from signals`;
  await raise({ titleZh: '<b>黄油黄</b> 上升' });
  expect(await send()).toMatchObject({ delivered: 0 });
  later();
  expect(await send()).toMatchObject({ delivered: 1 });
  later();
  expect(await send()).toMatchObject({ delivered: 0 });
  const mail = await readFile(join(dataDir, 'digests/mail/digest-2026-11-16.eml'), 'utf8');
  const [head, text, page] = mail.split(/--hemline-[0-9a-f]+\r\n/);
  expect(head).toMatch(/Content-Type: multipart\/alternative; boundary="hemline-[0-9a-f]{24}"/);
  const decoded = (part: string | undefined) =>
    Buffer.from((part ?? '').split('\r\n\r\n')[1] ?? '', 'base64').toString();
  expect(decoded(text)).toContain('<b>黄油黄</b> 上升');
  expect(decoded(page)).toContain('&lt;b&gt;黄油黄&lt;/b&gt; 上升');
  expect(Math.max(...mail.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(100);
});

test('no secret is in the log, the audit log, or what is answered', async () => {
  const secret =
    (await add({ id: 'hook', type: 'webhook', url: `${receiver.url}/in?token=hidden-token` })) ?? '';
  answer = (response) => void response.destroy();
  await raise();
  await send();
  const audit = await listAudit(database().sql, { limit: 100 });
  const shown = JSON.stringify([logged, audit, await deliveries()]);
  expect(shown).toContain('connection-lost');
  for (const word of ['hidden', secret.slice(6), 'SECrobot', 'robot secret'])
    expect(shown).not.toContain(word);
  const stored = JSON.stringify(await listSignalChannels(database().sql));
  expect(stored).not.toContain('hidden');
});

test('pauses grow threefold, vary by chance within half of it, and end at eight hours', () => {
  for (let attempts = 1; attempts < 12; attempts += 1) {
    const middle = Math.min(8 * 3_600_000, 60_000 * 3 ** (attempts - 1));
    const pauses = Array.from({ length: 50 }, (_, id) => backoffMs(String(id), attempts));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(middle * 0.5);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(middle * 1.5);
    expect(new Set(pauses).size).toBeGreaterThan(40);
  }
  expect(backoffMs('7', 1, 3_600_000)).toBe(3_600_000);
});
