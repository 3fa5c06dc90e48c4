import { AppError } from '../core/errors.ts';
import type { ChannelOptions, ChannelType } from '../core/signal-channel.ts';
import { recordAudit } from './audit.ts';
import type { By } from './signal-rules.ts';
import { inTransaction, storableJson, type AnySql } from './sql.ts';

export interface StoredChannel {
  id: string;
  type: ChannelType;
  /** The host it sends to, or `digests`. */
  target: string;
  /** Address and secret, sealed. */
  sealed: string;
  generation: number;
  options: ChannelOptions;
  enabled: boolean;
  createdAt: Date;
}

export async function listSignalChannels(sql: AnySql): Promise<StoredChannel[]> {
  return sql<StoredChannel[]>`
    select id, type, target, sealed, generation, options, enabled, created_at as "createdAt"
    from signal_channels order by id`;
}

export async function findSignalChannel(sql: AnySql, id: string): Promise<StoredChannel> {
  const found = (await listSignalChannels(sql)).find((channel) => channel.id === id);
  if (found === undefined) throw new AppError('NOT_FOUND', `No channel ${id}.`);
  return found;
}

/** Adds a channel, or puts another in its place under a new generation, and so a new secret; answers that. */
export async function saveSignalChannel(
  sql: AnySql,
  channel: Omit<StoredChannel, 'generation' | 'enabled' | 'createdAt'>,
  { actor, at }: By,
): Promise<number> {
  const { id, type, target, sealed, options } = channel;
  return inTransaction(sql, async (tx) => {
    const [saved] = await tx<{ generation: number }[]>`
      insert into signal_channels as c (id, type, target, sealed, generation, options, enabled, created_at, created_by)
      values (${id}, ${type}, ${target}, ${sealed}, 1, ${storableJson(options)}::text::jsonb, true, ${at}, ${actor})
      on conflict (id) do update set type = excluded.type, target = excluded.target, sealed = excluded.sealed,
        generation = c.generation + 1, options = excluded.options, enabled = true, created_at = excluded.created_at,
        created_by = excluded.created_by
      returning generation`;
    const generation = saved?.generation ?? 1;
    const details = { type, target, generation, ...options };
    await recordAudit(tx, { at, actor, action: 'signal-channel.add', subject: id, details });
    return generation;
  });
}

export async function removeSignalChannel(sql: AnySql, id: string, { actor, at }: By): Promise<void> {
  await inTransaction(sql, async (tx) => {
    const gone = await tx`delete from signal_channels where id = ${id}`;
    if (gone.count === 0) throw new AppError('NOT_FOUND', `No channel ${id}.`);
    await recordAudit(tx, { at, actor, action: 'signal-channel.remove', subject: id });
  });
}

/** A receiver that says it is gone for good gets nothing more until the channel is added again. */
export async function switchOffChannel(sql: AnySql, id: string, reason: string, at: Date): Promise<void> {
  await inTransaction(sql, async (tx) => {
    const off = await tx`update signal_channels set enabled = false where id = ${id} and enabled`;
    if (off.count === 0) return;
    await recordAudit(tx, {
      at,
      actor: 'hemline',
      action: 'signal-channel.off',
      subject: id,
      details: { reason },
    });
  });
}
