import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { testChannel } from '../../jobs/index.ts';
import { START, useDeliveryBench } from './support/delivery-bench.ts';

const on = useDeliveryBench();

describe('chats', () => {
  const chat = async (type: string, more: object = {}) => {
    await on().add({ id: 'chat', type, url: `${on().receiver.url}/send?key=hidden`, ...more });
    await on().raise({}, 2);
    const counts = await on().send();
    return {
      counts,
      message: JSON.parse(on().received[0]?.body ?? '{}') as Record<string, unknown>,
      first: on().received[0]!,
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
    on().answer = answering({ code: 0, msg: 'success' });
    const { counts, message } = await chat('feishu', { secret: 'robot secret', language: 'zh' });
    expect(counts).toMatchObject({ delivered: 1 });
    const stamp = String(START / 1000);
    const sign = createHmac('sha256', `${stamp}\nrobot secret`).digest('base64');
    expect(message).toMatchObject({ msg_type: 'post', timestamp: stamp, sign });
    expect(message).toMatchObject({ content: { post: { zh_cn: { title: 'Hemline: 2 条信号' } } } });
    expect(JSON.stringify(message)).toContain('因为');
  });

  test('DingTalk gets Markdown signed in the address, and its error numbers are heard', async () => {
    on().answer = answering({ errcode: 310000, errmsg: 'sign not match, hidden' });
    const { counts, message, first } = await chat('dingtalk', { secret: 'SECrobot' });
    expect(counts).toMatchObject({ failed: 1 });
    const asked = new URL(first.path, on().receiver.url).searchParams;
    const sign = createHmac('sha256', 'SECrobot').update(`${START}\nSECrobot`).digest('base64');
    expect([asked.get('key'), asked.get('timestamp'), asked.get('sign')]).toEqual([
      'hidden',
      String(START),
      sign,
    ]);
    expect(message).toMatchObject({ msgtype: 'markdown', markdown: { title: 'Hemline: 2 signals' } });
    expect((await on().deliveries())[0]).toMatchObject({ state: 'pending', lastReason: 'code-310000' });
  });

  test('WeCom gets Markdown within its 4,096 bytes that mentions nobody', async () => {
    on().answer = answering({ errcode: 0, errmsg: 'ok' });
    await on().add({
      id: 'chat',
      type: 'wecom',
      url: `${on().receiver.url}/send?key=hidden`,
      language: 'zh',
    });
    await on().raise(
      { titleZh: '很长的标题<@all>'.repeat(30), reasons: [{ en: 'x', zh: '原因'.repeat(200) }] },
      10,
    );
    expect(await on().send()).toMatchObject({ delivered: 1 });
    const { markdown } = JSON.parse(on().received[0]!.body) as { markdown: { content: string } };
    expect(Buffer.byteLength(markdown.content)).toBeLessThanOrEqual(4_096);
    expect(markdown.content).not.toMatch(/<@|@all/);
    expect(markdown.content).toMatch(/另有 \d 条/);
  });

  test('can be tried without a signal', async () => {
    on().answer = answering({ errcode: 0 });
    await on().add({ id: 'chat', type: 'wecom', url: `${on().receiver.url}/send` });
    expect(await testChannel(on().context, 'chat', on().context.signal)).toMatchObject({
      verdict: { taken: true },
      status: 200,
    });
    expect(on().received[0]?.body).toContain('this channel works');
    expect(await on().deliveries()).toEqual([]);
  });
});

test('a digest is a mail in the data folder, one a span that is over, and none where nothing was raised', async () => {
  await on().add({ id: 'mail', type: 'file', language: 'zh' });
  await on().database.sql`delete from signals`;
  await on().raise({ titleZh: '<b>黄油黄</b> 上升' });
  expect(await on().send()).toMatchObject({ delivered: 0 });
  on().later();
  expect(await on().send()).toMatchObject({ delivered: 1 });
  on().later();
  expect(await on().send()).toMatchObject({ delivered: 0 });
  const mail = await readFile(join(on().dataDir, 'digests/mail/digest-2026-11-16.eml'), 'utf8');
  const [head, text, page] = mail.split(/--hemline-[0-9a-f]+\r\n/);
  expect(head).toMatch(/Content-Type: multipart\/alternative; boundary="hemline-[0-9a-f]{24}"/);
  const decoded = (part: string | undefined) =>
    Buffer.from((part ?? '').split('\r\n\r\n')[1] ?? '', 'base64').toString();
  expect(decoded(text)).toContain('<b>黄油黄</b> 上升');
  expect(decoded(page)).toContain('&lt;b&gt;黄油黄&lt;/b&gt; 上升');
  expect(Math.max(...mail.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(100);
});
