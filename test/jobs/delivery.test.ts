import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createPoster } from '../../crawlers/index.ts';
import { backoffMs, MOST_ATTEMPTS } from '../../jobs/delivery/backoff.ts';
import { performJob, type JobContext } from '../../jobs/index.ts';
import { listAudit } from '../../storage/audit.ts';
import { listSignalDeliveries } from '../../storage/queries/signal-deliveries.ts';
import { listSignalChannels } from '../../storage/signal-channels.ts';
import { redeliver, takeDeliveries } from '../../storage/signal-deliveries.ts';
import { BY, useDeliveryBench, type Received } from './support/delivery-bench.ts';

const on = useDeliveryBench();

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
    const secret =
      (await on().add({ id: 'hook', type: 'webhook', url: `${on().receiver.url}/in?token=hidden` })) ?? '';
    expect(secret).toMatch(/^whsec_[\w+/=]{44}$/);
    await on().raise({}, 2);
    expect(await on().send()).toMatchObject({ delivered: 2, dead: 0, failed: 0 });
    expect(await on().send()).toMatchObject({ delivered: 0 });
    expect(on().received).toHaveLength(2);
    const [first, second] = on().received as [Received, Received];
    const nowS = on().time / 1000;
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
    const hook = { id: 'hook', type: 'webhook', url: `${on().receiver.url}/` };
    expect(await on().add(hook)).not.toBe(await on().add(hook));
  });

  test('is tried again after a 500, later and later, under the same id and a new time', async () => {
    const secret = (await on().add({ id: 'hook', type: 'webhook', url: `${on().receiver.url}/` })) ?? '';
    on().answer = (response, count) => void response.writeHead(count < 3 ? 500 : 204).end();
    await on().raise();
    expect(await on().send()).toMatchObject({ failed: 1 });
    expect(await on().send()).toMatchObject({ failed: 0, delivered: 0 });
    expect((await on().deliveries())[0]).toMatchObject({
      state: 'pending',
      attempts: 1,
      lastReason: 'http-500',
      lastStatus: 500,
    });
    on().later();
    await on().send();
    on().later();
    expect(await on().send()).toMatchObject({ delivered: 1 });
    expect(new Set(on().received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(on().received.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(3);
    expect(verify(secret, on().received[2]!, on().time / 1000)).toBe(true);
    expect(verify(secret, on().received[0]!, on().time / 1000)).toBe(false);
    expect((await on().deliveries())[0]).toMatchObject({ state: 'delivered', attempts: 3, lastReason: null });
  });

  test('that never answers well goes to the dead letters, and comes from there when asked for', async () => {
    await on().add({ id: 'hook', type: 'webhook', url: `${on().receiver.url}/` });
    on().answer = (response) => void response.writeHead(503).end();
    await on().raise();
    for (let i = 0; i < MOST_ATTEMPTS + 2; i += 1) {
      await on().send();
      on().later();
    }
    expect(on().received).toHaveLength(MOST_ATTEMPTS);
    const [dead] = await listSignalDeliveries(on().database.sql, { state: 'dead', limit: 5 });
    expect(dead).toMatchObject({ attempts: MOST_ATTEMPTS, lastReason: 'http-503' });
    on().answer = (response) => void response.writeHead(200).end();
    await redeliver(on().database.sql, dead!.id, { ...BY, at: new Date(on().time) });
    expect(await on().send()).toMatchObject({ delivered: 1 });
    expect(on().received.at(-1)?.headers['webhook-id']).toBe(on().received[0]?.headers['webhook-id']);
    const [line] = await listAudit(on().database.sql, { subject: dead!.id, limit: 1 });
    expect(line).toMatchObject({ action: 'signal-delivery.redeliver', actor: 'tester' });
    await expect(redeliver(on().database.sql, '999999', BY)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('is left alone for as long as it asks, with all that waits for it', async () => {
    await on().add({ id: 'hook', type: 'webhook', url: `${on().receiver.url}/` });
    on().answer = (response) => void response.writeHead(429, { 'retry-after': '3600' }).end();
    await on().raise({}, 3);
    await on().send();
    expect(on().received).toHaveLength(1);
    on().time += 3_500_000;
    await on().send();
    expect(on().received).toHaveLength(1);
  });

  test('that redirects is not followed, and one that is gone gets nothing more', async () => {
    await on().add({ id: 'hook', type: 'webhook', url: `${on().receiver.url}/a` });
    on().answer = (response) => void response.writeHead(307, { location: `${on().receiver.url}/b` }).end();
    await on().raise();
    expect(await on().send()).toMatchObject({ dead: 1 });
    expect(on().received.map(({ path }) => path)).toEqual(['/a']);
    expect((await on().deliveries())[0]).toMatchObject({ state: 'dead', lastReason: 'redirect' });
    on().answer = (response) => void response.writeHead(410).end();
    await on().raise();
    expect(await on().send()).toMatchObject({ dead: 1 });
    await on().raise();
    expect(await on().send()).toMatchObject({ delivered: 0, dead: 0, failed: 0 });
    expect(await listSignalChannels(on().database.sql)).toMatchObject([{ id: 'hook', enabled: false }]);
    await expect(redeliver(on().database.sql, (await on().deliveries())[0]!.id, BY)).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });

  test('that does not answer is given up within its time, and does not hold up other channels', async () => {
    const hanging = createPoster({ config: on().context.config, totalMs: 200 });
    const impatient: JobContext = { ...on().context, poster: () => hanging };
    await on().add({ id: 'a-hanging', type: 'webhook', url: `${on().receiver.url}/hang` });
    await on().add({ id: 'b-well', type: 'webhook', url: `${on().receiver.url}/well` });
    on().answer = (response) => {
      if (on().received.at(-1)?.path === '/well') response.writeHead(200).end();
    };
    await on().raise({}, 3);
    expect(await performJob(impatient, 'deliver-signals', {})).toMatchObject({ delivered: 3, failed: 1 });
    const failed = (await on().deliveries()).filter(({ lastReason }) => lastReason !== null);
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
      await expect(on().add({ id: 'hook', type: 'webhook', url })).rejects.toMatchObject({
        code: 'BAD_INPUT',
      });
    expect(await listSignalChannels(on().database.sql)).toEqual([]);
    const rebound = createPoster({
      config: { allowHosts: [] },
      resolve: (_host, _options, done) => done(null, [{ address: '169.254.169.254', family: 4 }]),
    });
    await on().add({ id: 'hook', type: 'webhook', url: 'https://hooks.example.org/' });
    await on().raise();
    expect(await performJob({ ...on().context, poster: () => rebound }, 'deliver-signals', {})).toMatchObject(
      {
        dead: 1,
      },
    );
    expect((await on().deliveries())[0]).toMatchObject({
      state: 'dead',
      lastReason: 'private-address',
      lastStatus: null,
    });
    await rebound.close();
  });

  test('gets each signal once from two workers, and again what a killed one had taken', async () => {
    await on().add({ id: 'hook', type: 'webhook', url: `${on().receiver.url}/` });
    await on().raise({}, 6);
    const [taken] = await takeDeliveries(on().database.sql, new Date(on().time), 1);
    await Promise.all([on().send(), on().send()]);
    expect(new Set(on().received.map(({ headers }) => headers['webhook-id'])).size).toBe(5);
    expect(on().received).toHaveLength(5);
    on().later();
    expect(await on().send()).toMatchObject({ delivered: 1 });
    expect(on().received.at(-1)?.headers['webhook-id']).toBe(`msg_hook_${taken?.id}`);
  });

  test('is sent only what it asked for', async () => {
    await on().add({
      id: 'grave',
      type: 'webhook',
      url: `${on().receiver.url}/grave`,
      minSeverity: 'warning',
    });
    await on().add({ id: 'mine', type: 'webhook', url: `${on().receiver.url}/mine`, rules: ['rule:mine'] });
    await on().raise({ severity: 'notice' });
    await on().raise({ severity: 'warning' });
    await on().raise({ rule: 'rule:mine' });
    await on().send();
    expect(
      on()
        .received.map(({ path }) => path)
        .sort(),
    ).toEqual(['/grave', '/mine']);
  });
});

test('no secret is in the log, the audit log, or what is answered', async () => {
  const secret =
    (await on().add({ id: 'hook', type: 'webhook', url: `${on().receiver.url}/in?token=hidden-token` })) ??
    '';
  on().answer = (response) => void response.destroy();
  await on().raise();
  await on().send();
  const audit = await listAudit(on().database.sql, { limit: 100 });
  const shown = JSON.stringify([on().logged, audit, await on().deliveries()]);
  expect(shown).toContain('connection-lost');
  for (const word of ['hidden', secret.slice(6)]) expect(shown).not.toContain(word);
  const stored = JSON.stringify(await listSignalChannels(on().database.sql));
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
