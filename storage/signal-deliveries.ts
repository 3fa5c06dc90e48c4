import { AppError } from '../core/errors.ts';
import { recordAudit } from './audit.ts';
import type { By } from './signal-rules.ts';
import { inTransaction, type AnySql } from './sql.ts';

/** Signals told in one message of a chat; a webhook gets one each. */
const SIGNALS_A_MESSAGE = 10;
/** How long a taken delivery is left to who took it; after a kill it is taken again then. */
const LEASE_S = 120;

export interface TakenDelivery {
  id: string;
  channelId: string;
  event: string;
  signalIds: string[];
  /** This one included. */
  attempts: number;
}

/** Which signals a channel takes: a fragment over `c` (channels) and `s` (signals). */
function wanted(sql: AnySql) {
  const rank = sql`array['info', 'notice', 'warning']`;
  return sql`array_position(${rank}, s.severity) >= array_position(${rank}, c.options ->> 'minSeverity')
    and (c.options -> 'rules' = '[]' or c.options -> 'rules' ? s.rule)`;
}

/** Notes for each channel what it is to be told of new signals; call it in the transaction that raises them. */
export async function planDeliveries(tx: AnySql, signalIds: readonly string[], at: Date): Promise<number> {
  if (signalIds.length === 0) return 0;
  const planned = await tx`
    insert into signal_deliveries (channel_id, event, signal_ids, state, next_attempt_at, created_at)
    select channel_id, 'signals-' || min(id) || '-' || max(id), array_agg(id order by id), 'pending', ${at}, ${at}
    from (
      select c.id as channel_id, s.id, (row_number() over (partition by c.id order by s.id) - 1)
        / case when c.type = 'webhook' then 1 else ${SIGNALS_A_MESSAGE}::integer end as part
      from signal_channels c join signals s on s.id = any(${[...signalIds]}::bigint[])
      where c.enabled and c.type <> 'file' and ${wanted(tx)}) parts
    group by channel_id, part
    on conflict do nothing`;
  return planned.count;
}

/** Notes a digest of what was raised in [from, until) for a file channel: once, and only where there is anything. */
export async function planDigest(
  sql: AnySql,
  digest: { channelId: string; from: Date; until: Date; at: Date },
): Promise<number> {
  const { channelId, from, until, at } = digest;
  const planned = await sql`
    insert into signal_deliveries (channel_id, event, signal_ids, state, next_attempt_at, created_at)
    select c.id, ${`digest-${from.toISOString().slice(0, 10)}`}, array_agg(s.id order by s.id), 'pending', ${at}, ${at}
    from signal_channels c join signals s on s.raised_at >= ${from} and s.raised_at < ${until} and ${wanted(sql)}
    where c.id = ${channelId} and c.enabled
    group by c.id
    on conflict do nothing`;
  return planned.count;
}

/** Takes what is due, oldest first; two takers never get the same. */
export async function takeDeliveries(sql: AnySql, at: Date, limit: number): Promise<TakenDelivery[]> {
  return sql<TakenDelivery[]>`
    update signal_deliveries d set attempts = d.attempts + 1,
      next_attempt_at = ${at}::timestamptz + make_interval(secs => ${LEASE_S})
    where d.id in (
      select w.id from signal_deliveries w join signal_channels c on c.id = w.channel_id
      where w.state = 'pending' and w.next_attempt_at <= ${at} and c.enabled
      order by w.next_attempt_at, w.id limit ${limit} for update of w skip locked)
    returning d.id::text, d.channel_id as "channelId", d.event, d.signal_ids::text[] as "signalIds", d.attempts`;
}

export type Settled =
  | { state: 'delivered'; status: number | null; at: Date }
  | { state: 'dead'; status: number | null; reason: string }
  | { state: 'pending'; status: number | null; reason: string; nextAttemptAt: Date };

export async function settleDelivery(sql: AnySql, id: string, settled: Settled): Promise<void> {
  const { state, status } = settled;
  const reason = settled.state === 'delivered' ? null : settled.reason;
  const deliveredAt = settled.state === 'delivered' ? settled.at : null;
  const next = settled.state === 'pending' ? settled.nextAttemptAt : null;
  await sql`
    update signal_deliveries set state = ${state}, last_status = ${status}, last_reason = ${reason},
      delivered_at = coalesce(${deliveredAt}, delivered_at), next_attempt_at = coalesce(${next}, next_attempt_at)
    where id = ${id}`;
}

/** Gives a delivery back that was taken but not tried. */
export async function giveBackDelivery(sql: AnySql, id: string, at: Date): Promise<void> {
  await sql`update signal_deliveries set attempts = attempts - 1, next_attempt_at = ${at} where id = ${id}`;
}

/** Leaves a channel alone that did not take a delivery; its others wait with it, and hold nobody else up. */
export async function restChannel(sql: AnySql, channelId: string, until: Date): Promise<void> {
  await sql`
    update signal_deliveries set next_attempt_at = ${until}
    where channel_id = ${channelId} and state = 'pending' and next_attempt_at < ${until}`;
}

/** Sends a delivery again, dead or delivered, with all its tries before it; the receiver sees the same message id. */
export async function redeliver(sql: AnySql, id: string, { actor, at }: By): Promise<void> {
  await inTransaction(sql, async (tx) => {
    const [found] = await tx<{ channelId: string; enabled: boolean }[]>`
      update signal_deliveries d set state = 'pending', attempts = 0, next_attempt_at = ${at}
      from signal_channels c where d.id = ${id} and c.id = d.channel_id
      returning d.channel_id as "channelId", c.enabled`;
    if (found === undefined) throw new AppError('NOT_FOUND', `No delivery ${id}.`);
    if (!found.enabled)
      throw new AppError(
        'CONFLICT',
        `The channel ${found.channelId} is off: its receiver said it is gone. Add it again.`,
      );
    await recordAudit(tx, { at, actor, action: 'signal-delivery.redeliver', subject: id });
  });
}

export async function countDueDeliveries(sql: AnySql, at: Date): Promise<number> {
  const [row] = await sql<{ due: number }[]>`
    select count(*)::integer as due from signal_deliveries d join signal_channels c on c.id = d.channel_id
    where d.state = 'pending' and d.next_attempt_at <= ${at} and c.enabled`;
  return row?.due ?? 0;
}
