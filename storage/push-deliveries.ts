import type { AnySql } from './sql.ts';

/** Much longer than a signature holds: an id that is forgotten cannot be played back any more. */
const KEPT_HOURS = 24;

/** Claims a delivery's id in the transaction that stores its rows; false when it was taken in before. */
export async function claimDelivery(
  sql: AnySql,
  delivery: { sourceId: string; deliveryId: string; at: Date },
): Promise<boolean> {
  const { sourceId, deliveryId, at } = delivery;
  await sql`
    delete from push_deliveries
    where source_id = ${sourceId} and received_at < ${at}::timestamptz - make_interval(hours => ${KEPT_HOURS})`;
  const claimed = await sql`
    insert into push_deliveries (source_id, delivery_id, received_at) values (${sourceId}, ${deliveryId}, ${at})
    on conflict do nothing returning 1`;
  return claimed.length > 0;
}

/** What a run is to other sources a delivery is to one that is pushed to. */
export async function noteDelivery(sql: AnySql, sourceId: string, at: Date): Promise<void> {
  await sql`update sources set last_run_at = ${at} where id = ${sourceId}`;
}
