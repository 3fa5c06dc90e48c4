import { takeDeliveries } from '../../storage/signal-deliveries.ts';
import { deliver, type DeliveryState } from '../delivery/deliver.ts';
import { planDigests } from '../delivery/plan-digests.ts';
import type { Handler } from '../handler.ts';

/** One at a time, in order: chats take some twenty messages a minute, and a lease must outlast what was taken with it. */
const TAKEN_AT_ONCE = 1;

/** Sends what is due to the channels. What a receiver does not take is no failure of the job: it is tried again later. */
export const deliverSignals: Handler<'deliver-signals'> = async (context, _payload, run) => {
  const { sql, clock } = context;
  const counts: Record<DeliveryState, number> = { delivered: 0, dead: 0, pending: 0, stopped: 0 };
  await planDigests(sql, clock.now());
  while (!run.signal.aborted) {
    const [taken] = await takeDeliveries(sql, clock.now(), TAKEN_AT_ONCE);
    if (taken === undefined) break;
    counts[await deliver(context, taken, run.signal)] += 1;
  }
  const { delivered, dead, pending: failed } = counts;
  return { delivered, dead, failed };
};
