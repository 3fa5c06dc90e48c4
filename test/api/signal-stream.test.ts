import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveApi, type ServedApi } from '../../api/index.ts';
import { newestSignal } from '../../storage/queries/signals.ts';
import { raiseSignals } from '../../storage/signals.ts';
import { buildApi, CLOCK, useApi } from './use-api.ts';

const api = useApi();
const stopping = new AbortController();
let served: ServedApi;

beforeAll(async () => {
  const signalStream = { pollMs: 20, heartbeatMs: 40, most: 2 };
  const { app } = buildApi(api().database, { signalStream, stopping: stopping.signal });
  served = await serveApi(app, { host: '127.0.0.1', port: 0 });
});
afterAll(() => served.close());

/** An open stream; `until` reads on to a text and answers all that was read so far. */
async function follow(search = '', headers: Record<string, string> = {}) {
  const leave = new AbortController();
  const answer = await fetch(`${served.url}/api/v1/signals/stream${search}`, {
    headers,
    signal: leave.signal,
  });
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const until = async (words: string): Promise<string> => {
    while (!text.includes(words)) {
      const { done, value } = await reader.read();
      if (done) throw new Error(`ended after: ${text}`);
      text += value;
    }
    return text;
  };
  const rest = async (): Promise<void> => {
    while (!(await reader.read()).done);
  };
  return { answer, until, rest, leave: () => leave.abort() };
}

let raised = 0;
const raise = (severity: 'info' | 'warning', rule = 'rule:stream') =>
  raiseSignals(
    api().database.sql,
    [
      {
        rule,
        subject: `color:stream-${(raised += 1)}`,
        market: 'all',
        week: '2026-11-09',
        severity,
        titleZh: '新',
        titleEn: 'new',
        reasons: [{ en: 'line\none', zh: '一' }],
      },
    ],
    CLOCK,
  );

const idsIn = (text: string): string[] => [...text.matchAll(/^id: (\d+)$/gm)].map((match) => match[1]!);

describe('the stream of signals', () => {
  test('sends what is raised from now on, with ids in order, and a comment in silence', async () => {
    const stream = await follow();
    expect(stream.answer.headers.get('content-type')).toBe('text/event-stream');
    await stream.until('retry: 5000');
    await stream.until(': heartbeat');
    const before = await newestSignal(api().database.sql);
    await raise('info');
    await raise('warning');
    const text = await stream.until('color:stream-2');
    expect(idsIn(text).map(Number)).toEqual([Number(before) + 1, Number(before) + 2]);
    const data = /^event: signal\ndata: (.*)$/m.exec(text)?.[1] ?? '';
    expect(JSON.parse(data)).toMatchObject({
      subject: 'color:stream-1',
      demo: true,
      reasons: [{ en: 'line\none' }],
    });
    stream.leave();
  });

  test('goes on after Last-Event-ID: nothing is lost and nothing comes twice', async () => {
    const seen = await newestSignal(api().database.sql);
    await raise('info');
    await raise('info');
    const resumed = await follow('', { 'last-event-id': seen });
    const [first, second] = idsIn(await resumed.until(`stream-${raised}`));
    resumed.leave();
    expect(Number(second)).toBeGreaterThan(Number(first));
    const again = await follow(`?after=${first}`);
    expect(idsIn(await again.until(`stream-${raised}`))).toEqual([second]);
    again.leave();
  });

  test('sends only what is asked for', async () => {
    const stream = await follow('?minSeverity=warning&rule=rule:wanted');
    await stream.until('retry');
    await raise('info', 'rule:wanted');
    await raise('warning');
    await raise('warning', 'rule:wanted');
    expect(idsIn(await stream.until(`stream-${raised}`))).toHaveLength(1);
    stream.leave();
  });

  test('refuses what is no id, and keeps a HEAD request short', async () => {
    const url = `${served.url}/api/v1/signals/stream`;
    expect((await fetch(url, { headers: { 'last-event-id': 'x' } })).status).toBe(400);
    expect((await fetch(`${url}?unknown=1`)).status).toBe(400);
    const head = await fetch(url, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  });

  test('has so many readers at most, and room again when one goes; all end when the process stops', async () => {
    const settled = async (wanted: number): Promise<Awaited<ReturnType<typeof follow>>> => {
      for (;;) {
        const stream = await follow();
        if (stream.answer.status === wanted) return stream;
        stream.leave();
      }
    };
    const first = await settled(200);
    const second = await settled(200);
    const refused = await follow();
    expect(refused.answer.status).toBe(429);
    expect(refused.answer.headers.get('retry-after')).toBe('5');
    first.leave();
    const third = await settled(200);
    stopping.abort();
    await Promise.all([second.rest(), third.rest()]);
  });
});
