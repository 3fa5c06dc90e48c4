import { AppError } from '../../core/errors.ts';
import { channelSecret, writtenSecret } from '../../core/push.ts';
import { seal, unseal } from '../../core/secret-box.ts';
import type { ChannelBody } from '../../core/signal-channel.ts';
import type { By } from '../../storage/signal-rules.ts';
import { saveSignalChannel, type StoredChannel } from '../../storage/signal-channels.ts';
import type { JobContext } from '../context.ts';

/** What is sealed of a channel: neither is shown or logged. Addresses of chats are secrets in themselves. */
export interface ChannelAddress {
  url: string;
  secret: string | null;
}

const purposeOf = (id: string): string => `signal channel ${id}`;

/** Adds a channel; answers the secret of a webhook, which is shown this once, else null. */
export async function addChannel(context: JobContext, body: ChannelBody, by: By): Promise<string | null> {
  const { id, type, url, secret, ...options } = body;
  const key = await context.hashKey();
  const target = url === undefined ? 'digests' : hostOf(context, url);
  const address: ChannelAddress = { url: url ?? '', secret: secret ?? null };
  const sealed = seal(key, purposeOf(id), JSON.stringify(address));
  const generation = await saveSignalChannel(context.sql, { id, type, target, sealed, options }, by);
  return type === 'webhook' ? writtenSecret(channelSecret(key, id, generation)) : null;
}

/** An address the guard would refuse is told when it is written down, not when the first signal is lost. */
function hostOf(context: JobContext, url: string): string {
  try {
    return context.poster().check(url).host;
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    throw new AppError('BAD_INPUT', `url: ${thrown.message}`, { cause: thrown });
  }
}

export async function openAddress(context: JobContext, channel: StoredChannel): Promise<ChannelAddress> {
  const text = unseal(await context.hashKey(), purposeOf(channel.id), channel.sealed);
  return JSON.parse(text) as ChannelAddress;
}

export async function signingSecret(context: JobContext, channel: StoredChannel): Promise<Uint8Array> {
  return channelSecret(await context.hashKey(), channel.id, channel.generation);
}
