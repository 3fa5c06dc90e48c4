import { join } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { findSignalChannel, switchOffChannel, type StoredChannel } from '../../storage/signal-channels.ts';
import {
  giveBackDelivery,
  restChannel,
  settleDelivery,
  type TakenDelivery,
} from '../../storage/signal-deliveries.ts';
import { signalsOf } from '../../storage/queries/signals.ts';
import { holdsDemo } from '../../storage/sources.ts';
import type { JobContext } from '../context.ts';
import { GONE, judgeAnswer, type Verdict } from './answer.ts';
import { backoffMs, CHANNEL_REST_MS, MOST_ATTEMPTS } from './backoff.ts';
import { openAddress, signingSecret } from './channels.ts';
import { CHAT_FORMATS } from './chat-messages.ts';
import { putDigest, writeDigest } from './digest.ts';
import { webhookMessage, type OutgoingMessage, type Told } from './message.ts';

interface Outcome {
  verdict: Verdict;
  status: number | null;
  retryAfterMs: number | null;
}

export type DeliveryState = 'delivered' | 'dead' | 'pending' | 'stopped';

/** Sends one taken delivery and writes down what came of it: delivered, to be tried again, or dead. */
export async function deliver(
  context: JobContext,
  delivery: TakenDelivery,
  signal: AbortSignal,
): Promise<DeliveryState> {
  const { sql, clock, log } = context;
  const channel = await findSignalChannel(sql, delivery.channelId);
  const now = clock.now();
  const id = `msg_${channel.id}_${delivery.id}`;
  const signals = await signalsOf(sql, delivery.signalIds);
  const told: Told = { id, signals, demo: await holdsDemo(sql), now };
  const outcome = await send(context, channel, { told, event: delivery.event, signal });
  const { verdict, status } = outcome;
  if (verdict.taken) {
    await settleDelivery(sql, delivery.id, { state: 'delivered', status, at: now });
    return 'delivered';
  }
  if (verdict.reason === 'stopped') {
    await giveBackDelivery(sql, delivery.id, now);
    return 'stopped';
  }
  const { id: deliveryId, attempts } = delivery;
  const state = verdict.forGood || attempts >= MOST_ATTEMPTS ? 'dead' : 'pending';
  const { reason } = verdict;
  log.warn({ channel: channel.id, delivery: deliveryId, attempts, reason }, `delivery ${state}`);
  await settle(context, delivery, { state, status, reason, retryAfterMs: outcome.retryAfterMs });
  return state;
}

async function settle(
  { sql, clock }: JobContext,
  { id, channelId, attempts }: TakenDelivery,
  failed: { state: 'dead' | 'pending'; status: number | null; reason: string; retryAfterMs: number | null },
): Promise<void> {
  const { state, status, reason, retryAfterMs } = failed;
  const now = clock.now();
  const after = (ms: number): Date => new Date(now.getTime() + ms);
  if (status === GONE) await switchOffChannel(sql, channelId, reason, now);
  if (state === 'dead') return settleDelivery(sql, id, { state, status, reason });
  const nextAttemptAt = after(backoffMs(id, attempts, retryAfterMs));
  await settleDelivery(sql, id, { state, status, reason, nextAttemptAt });
  await restChannel(sql, channelId, after(Math.max(CHANNEL_REST_MS, retryAfterMs ?? 0)));
}

/** A message without a signal, to see whether a channel works. Nothing of it is kept. */
export async function testChannel(context: JobContext, id: string, signal: AbortSignal): Promise<Outcome> {
  const channel = await findSignalChannel(context.sql, id);
  const now = context.clock.now();
  const told = {
    id: `msg_${id}_test-${now.getTime()}`,
    signals: [],
    demo: await holdsDemo(context.sql),
    now,
  };
  return send(context, channel, { told, event: 'test', signal });
}

async function send(
  context: JobContext,
  channel: StoredChannel,
  what: { told: Told; event: string; signal: AbortSignal },
): Promise<Outcome> {
  const { told, event, signal } = what;
  try {
    if (channel.type === 'file') {
      const { options } = channel;
      const folder = join(context.config.dataDir, 'digests', channel.id);
      await putDigest(folder, `${event}.${options.format}`, writeDigest(told, options));
      return { verdict: { taken: true }, status: null, retryAfterMs: null };
    }
    const message = await messageOf(context, channel, told);
    const { url, headers, body } = message;
    const answer = await context.poster().post(url, { headers, body, signal, now: told.now });
    return {
      verdict: judgeAnswer(channel.type, answer),
      status: answer.status,
      retryAfterMs: answer.retryAfterMs,
    };
  } catch (thrown) {
    return { verdict: refusal(thrown), status: null, retryAfterMs: null };
  }
}

async function messageOf(context: JobContext, channel: StoredChannel, told: Told): Promise<OutgoingMessage> {
  const address = await openAddress(context, channel);
  if (channel.type === 'webhook' || channel.type === 'file')
    return webhookMessage(address.url, await signingSecret(context, channel), told);
  return CHAT_FORMATS[channel.type](address, told, channel.options.language);
}

/** Only the reason's word is kept: messages of the network name the address, and that is a secret. */
function refusal(thrown: unknown): Verdict {
  const code = (thrown as NodeJS.ErrnoException).code;
  if (!(thrown instanceof AppError) && typeof code === 'string' && /^E[A-Z]+$/.test(code))
    return { taken: false, reason: code.toLowerCase(), forGood: false }; // The disk, of a digest.
  if (!(thrown instanceof AppError)) throw thrown;
  const { reason } = thrown.details;
  const word = typeof reason === 'string' ? reason : thrown.code.toLowerCase().replaceAll('_', '-');
  return {
    taken: false,
    reason: word,
    forGood: thrown.code === 'FETCH_REFUSED' || thrown.code === 'BAD_CONFIG',
  };
}
