import { seededRandom } from '../../core/random.ts';

/** Tries in all: with the pauses below they span about a day. */
export const MOST_ATTEMPTS = 8;
/** How long a channel's other deliveries wait after one was not taken. */
export const CHANNEL_REST_MS = 60_000;
const BASE_MS = 60_000;
const GROWTH = 3;
const MOST_MS = 8 * 3_600_000;

/**
 * Pause before the next try: exponential, between half and one and a half of it by chance, so that receivers that fell
 * over together are not come back to together. The chance is that of the delivery: the same one pauses the same.
 */
export function backoffMs(deliveryId: string, attempts: number, retryAfterMs: number | null = null): number {
  const random = seededRandom(Number(BigInt(deliveryId) % 4_294_967_296n) * 31 + attempts);
  const pause = Math.min(MOST_MS, BASE_MS * GROWTH ** (attempts - 1)) * (0.5 + random());
  return Math.round(Math.max(pause, Math.min(retryAfterMs ?? 0, MOST_MS)));
}
