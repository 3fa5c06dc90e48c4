import type { AnySql } from '../sql.ts';

export const DELIVERY_STATES = ['pending', 'delivered', 'dead'] as const;

export interface DeliveryRow {
  id: string;
  channelId: string;
  channelType: string;
  event: string;
  signalIds: string[];
  state: string;
  attempts: number;
  nextAttemptAt: Date;
  lastStatus: number | null;
  lastReason: string | null;
  createdAt: Date;
  deliveredAt: Date | null;
}

/** The newest first; nothing of addresses or secrets. */
export async function listSignalDeliveries(
  sql: AnySql,
  filter: {
    state?: string | undefined;
    channel?: string | undefined;
    before?: string | undefined;
    limit: number;
  },
): Promise<DeliveryRow[]> {
  return sql<DeliveryRow[]>`
    select d.id::text, d.channel_id as "channelId", c.type as "channelType", d.event,
      d.signal_ids::text[] as "signalIds", d.state, d.attempts, d.next_attempt_at as "nextAttemptAt",
      d.last_status as "lastStatus", d.last_reason as "lastReason", d.created_at as "createdAt",
      d.delivered_at as "deliveredAt"
    from signal_deliveries d join signal_channels c on c.id = d.channel_id
    where ${filter.state === undefined ? sql`true` : sql`d.state = ${filter.state}`}
      and ${filter.channel === undefined ? sql`true` : sql`d.channel_id = ${filter.channel}`}
      and ${filter.before === undefined ? sql`true` : sql`d.id < ${filter.before}::bigint`}
    order by d.id desc limit ${filter.limit}`;
}
