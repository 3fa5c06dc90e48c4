import type { Random } from '../../core/random.ts';
import { fetchError } from './fetch-error.ts';
import { HostTable } from './host-table.ts';

const FAILURES_TO_OPEN = 10;
const OPEN_MS = 300_000;
const FIRST_REST_MS = 5_000;
const LONGEST_REST_MS = 600_000;

/**
 * After ten failures in a row a host is left alone for five minutes; one success closes the circuit. A host that says
 * 429 without a time is left alone for 5 s, then twice as long each time it says so again, with jitter.
 */
export class CircuitBreaker {
  readonly #hosts = new HostTable<{ failures: number; openUntil: number }>(({ openUntil }) =>
    openUntil > this.#monotonicMs() ? 'resting' : 'idle',
  );
  readonly #pushes = new HostTable<number>(() => 'idle');
  readonly #monotonicMs: () => number;
  readonly #random: Random;

  constructor(monotonicMs: () => number, random: Random) {
    this.#monotonicMs = monotonicMs;
    this.#random = random;
  }

  /** Hosts that are remembered. */
  get size(): number {
    return this.#hosts.size + this.#pushes.size;
  }

  check(host: string): void {
    const state = this.#hosts.get(host);
    const leftMs = (state?.openUntil ?? 0) - this.#monotonicMs();
    if (leftMs <= 0) return;
    throw fetchError('FETCH_PACED', 'circuit-open', `${host} failed ${FAILURES_TO_OPEN} times in a row`, {
      retryAfterMs: leftMs,
    });
  }

  succeeded(host: string): void {
    this.#hosts.delete(host);
    this.#pushes.delete(host);
  }

  /** The host asked for patience and said no time; answers for how long to leave it alone, ms. */
  pushedBack(host: string): number {
    const times = this.#pushes.get(host) ?? 0;
    this.#pushes.set(host, times + 1);
    return Math.min(FIRST_REST_MS * 2 ** times, LONGEST_REST_MS) * (0.75 + this.#random() / 2);
  }

  failed(host: string): void {
    const state = this.#hosts.get(host) ?? { failures: 0, openUntil: 0 };
    state.failures += 1;
    if (state.failures >= FAILURES_TO_OPEN) {
      state.openUntil = this.#monotonicMs() + OPEN_MS;
      state.failures = FAILURES_TO_OPEN - 1; // half open after the pause: one more failure opens it again
    }
    this.#hosts.set(host, state);
  }
}
