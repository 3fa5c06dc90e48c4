import { signPush } from '../../core/push.ts';
import { asReasons } from '../../core/reason.ts';
import type { Language } from '../../core/words.ts';
import type { SignalRow } from '../../storage/queries/signals.ts';

/** One POST as it goes out. */
export interface OutgoingMessage {
  url: string;
  headers: Record<string, string>;
  body: Uint8Array;
}

/** What is told, and of which kind: a demo's signals are made up, and say so wherever they go. */
export interface Told {
  id: string;
  signals: readonly SignalRow[];
  demo: boolean;
  now: Date;
}

export function jsonMessage(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): OutgoingMessage {
  return {
    url,
    headers: { 'content-type': 'application/json', 'user-agent': 'Hemline', ...headers },
    body: Buffer.from(JSON.stringify(body)),
  };
}

/**
 * Standard Webhooks 1.0: `webhook-id` stays the same over all tries, so that a receiver takes a delivery once; the
 * timestamp is of this try and signed with it, so that an old one cannot be played back.
 */
export function webhookMessage(url: string, secret: Uint8Array, told: Told): OutgoingMessage {
  const timestamp = String(Math.floor(told.now.getTime() / 1000));
  const message = jsonMessage(url, webhookBody(told));
  const signature = signPush(secret, { id: told.id, timestamp, body: message.body });
  const headers = {
    ...message.headers,
    'webhook-id': told.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${Buffer.from(signature).toString('base64')}`,
  };
  return { ...message, headers };
}

function webhookBody({ signals, demo, now }: Told): unknown {
  const data = signals.map(({ reasons, raisedAt, ...signal }) => ({
    ...signal,
    raisedAt: raisedAt.toISOString(),
    reasons: asReasons(reasons),
    demo,
  }));
  if (data.length === 0) return { type: 'test', timestamp: now.toISOString(), data: { demo } };
  const timestamp = data[0]?.raisedAt;
  return { type: 'signal.raised', timestamp, data: data.length === 1 ? data[0] : data };
}

/** The line a message or digest begins with. */
export function headOf({ signals, demo }: Told, language: Language): string {
  const notice = demo ? { en: ' (demo: all made up)', zh: '（演示：均为虚构）' }[language] : '';
  if (signals.length === 0)
    return { en: 'Hemline: this channel works', zh: 'Hemline：此通道可用' }[language] + notice;
  const count = {
    en: `${signals.length} signal${signals.length === 1 ? '' : 's'}`,
    zh: `${signals.length} 条信号`,
  };
  return `Hemline: ${count[language]}${notice}`;
}
