import { fetchError } from './fetch-error.ts';

const FAILURES_TO_OPEN = 10;
const OPEN_MS = 300_000;

/** After ten failures in a row a host is left alone for five minutes; one success closes the circuit. */
export class CircuitBreaker {
  readonly #hosts = new Map<string, { failures: number; openUntil: number }>();
  readonly #monotonicMs: () => number;

  constructor(monotonicMs: () => number) {
    this.#monotonicMs = monotonicMs;
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
