import { beforeAll, describe, expect, test } from 'vitest';
import { channelBody } from '../../core/signal-channel.ts';
import { rehearseRule } from '../../jobs/index.ts';
import { listAudit } from '../../storage/audit.ts';
import { saveSignalChannel } from '../../storage/signal-channels.ts';
import { planDeliveries, settleDelivery } from '../../storage/signal-deliveries.ts';
import { buildApi, CLOCK, useApi, type ApiUnderTest } from './use-api.ts';

const api = useApi({ rehearse: rehearseRule });
const RULE = {
  name: 'Colours come up',
  metric: 'growth',
  subject: 'color',
  direction: 'above',
  enter: 0.5,
  leave: 0.3,
};
const ask = (method: string, path: string, body?: unknown, on: ApiUnderTest = api()) =>
  on.json(`/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

describe('rules', () => {
  test('are rehearsed before they are saved: how often they would have fired, when and why', async () => {
    const played = await ask('POST', '/signal-rules/rehearse', {
      rule: { ...RULE, coolDownWeeks: 0 },
      days: 365,
    });
    expect(played.status).toBe(200);
    const fired = played.get('data.fired') as number;
    expect(fired).toBeGreaterThan(0);
    expect(played.get('data.summary')).toEqual({
      en: `would have fired ${fired === 1 ? 'once' : `${fired} times`} in 365 days`,
      zh: `过去 365 天内会触发 ${fired} 次`,
    });
    expect(played.get('data.firings.0')).toMatchObject({
      subject: expect.stringMatching(/^color:/),
      week: expect.stringMatching(/^202[56]-/),
      reasons: expect.arrayContaining([
        { en: expect.stringContaining('the rule enters at 50 %'), zh: expect.any(String) },
      ]),
    });
    expect((await ask('GET', '/signal-rules')).rows()).toEqual([]);
  });

  test('are saved by version, listed, and removed; each is in the audit log', async () => {
    expect((await ask('POST', '/signal-rules', RULE)).get('data')).toEqual({
      id: 'colours-come-up',
      version: 1,
    });
    expect((await ask('POST', '/signal-rules', { ...RULE, enter: 1 })).get('data.version')).toBe(2);
    expect((await ask('GET', '/signal-rules')).rows()).toMatchObject([
      { id: 'colours-come-up', version: 2, enter: 1, leave: 0.3, severity: 'notice', changedBy: 'local' },
    ]);
    expect((await ask('DELETE', '/signal-rules/colours-come-up')).get('data.id')).toBe('colours-come-up');
    expect((await ask('DELETE', '/signal-rules/colours-come-up')).status).toBe(404);
    const lines = await listAudit(api().database.sql, { subject: 'colours-come-up' });
    expect(lines.map(({ action }) => action)).toEqual([
      'signal-rule.remove',
      'signal-rule.change',
      'signal-rule.add',
    ]);
  });

  test('that cannot mean anything are refused with all that is wrong', async () => {
    const refused = await ask('POST', '/signal-rules', { ...RULE, leave: 2, sector: 'weather' });
    expect(refused.status).toBe(400);
    expect(refused.get('details.problems.0.parameter')).toBe('sector');
    expect(
      (await ask('POST', '/signal-rules', { ...RULE, leave: 2 })).get('details.problems.0.parameter'),
    ).toBe('leave');
  });

  test('are changed only with a key that may write where keys are asked for', async () => {
    const bound = buildApi(api().database, { host: '0.0.0.0', rehearse: rehearseRule });
    for (const [method, path] of [
      ['POST', '/signal-rules'],
      ['DELETE', '/signal-rules/x'],
      ['POST', '/signal-rules/rehearse'],
    ])
      expect((await ask(method!, path!, {}, bound)).status).toBe(401);
  });
});

describe('deliveries', () => {
  beforeAll(async () => {
    const { sql } = api().database;
    const { language, minSeverity, rules, every, format } = channelBody.parse({ id: 'hook', type: 'file' });
    const options = { language, minSeverity, rules, every, format };
    const channel = {
      id: 'hook',
      type: 'webhook',
      target: 'hooks.example.org',
      sealed: 'sealed',
      options,
    } as const;
    await saveSignalChannel(sql, channel, { actor: 'tester', at: CLOCK.now() });
    const ids = await sql<{ id: string }[]>`select id::text from signals order by id limit 2`;
    await planDeliveries(
      sql,
      ids.map(({ id }) => id),
      CLOCK.now(),
    );
  });

  test('are listed without any address, and sent again when asked for', async () => {
    const [newest, older] = (await ask('GET', '/signal-deliveries')).rows();
    expect(newest).toMatchObject({
      channelId: 'hook',
      channelType: 'webhook',
      state: 'pending',
      attempts: 0,
    });
    expect(JSON.stringify(newest)).not.toContain('sealed');
    const id = String(older?.['id']);
    await settleDelivery(api().database.sql, id, { state: 'dead', status: 500, reason: 'http-500' });
    expect((await ask('GET', '/signal-deliveries?state=dead')).rows()).toMatchObject([
      { id, lastReason: 'http-500' },
    ]);
    expect((await ask('POST', `/signal-deliveries/${id}/redeliver`)).get('data')).toEqual({
      id,
      state: 'pending',
    });
    expect(api().enqueued.at(-1)).toEqual({ name: 'deliver-signals', payload: {} });
    expect((await ask('GET', '/signal-deliveries?state=dead')).rows()).toEqual([]);
    expect((await ask('POST', '/signal-deliveries/999999/redeliver')).status).toBe(404);
  });
});

test('the operations page shows rules and deliveries in both languages, the dead with a way to send them again', async () => {
  await ask('POST', '/signal-rules', {
    ...RULE,
    name: '<b>Up</b>',
    id: 'up',
    direction: 'rises',
    change: 'ratio',
    enter: 0.07,
    leave: 0,
  });
  const [row] = (await ask('GET', '/signal-deliveries')).rows();
  const id = String(row?.['id']);
  await settleDelivery(api().database.sql, id, { state: 'dead', status: null, reason: 'timeout' });
  for (const [language, words] of [
    ['en', ['growth on the year ↑ 7 %', 'Colour', 'given up timeout', 'Send again']],
    ['zh', ['同比增长 ↑ 7 %', '颜色', '已放弃 timeout', '重新推送']],
  ] as const) {
    const page = await (await api().app.request(`/operations?lang=${language}`)).text();
    expect(page).toContain('&lt;b&gt;Up&lt;/b&gt;');
    expect(page).toContain(`data-post="/api/v1/signal-deliveries/${id}/redeliver"`);
    for (const word of words) expect(page.replace(/\s+/g, ' ')).toContain(word);
  }
});
