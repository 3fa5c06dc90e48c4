import { fetchError } from './fetch-error.ts';
import { HostTable, type HostNeed } from './host-table.ts';

/** Requests to one host at the same time where no pause is asked for (only hosts the operator allows have none). */
const UNPACED_PARALLEL = 8;

interface HostState {
  running: number;
  /** When the next request may start, ms of the monotonic clock. */
  nextAt: number;
  waiting: { start: () => void; delayMs: number }[];
  timer: NodeJS.Timeout | null;
}

export interface Pace {
  monotonicMs: () => number;
  maxWaitMs: number;
}

/** One queue a host and port: starts are at least `delayMs` apart, whatever source asks. */
export class HostQueue {
  readonly #hosts = new HostTable<HostState>((state) => this.#needOf(state));
  readonly #pace: Pace;

  constructor(pace: Pace) {
    this.#pace = pace;
  }

  /** Hosts that are remembered. */
  get size(): number {
    return this.#hosts.size;
  }

  /** Runs `work` when it is the host's turn. A turn too far away is refused with `paced`. */
  async run<T>(host: string, delayMs: number, work: () => Promise<T>): Promise<T> {
    await this.#turn(host, delayMs);
    try {
      return await work();
    } finally {
      const state = this.#state(host);
      state.running -= 1;
      this.#advance(host, state);
    }
  }

  /** Leaves a host alone until `ms` from now (Retry-After). */
  rest(host: string, ms: number): void {
    const state = this.#state(host);
    state.nextAt = Math.max(state.nextAt, this.#pace.monotonicMs() + ms);
  }

  close(): void {
    for (const state of this.#hosts.values()) if (state.timer) clearTimeout(state.timer);
    this.#hosts.clear();
  }

  #state(host: string): HostState {
    let state = this.#hosts.get(host);
    if (!state) {
      state = { running: 0, nextAt: 0, waiting: [], timer: null };
      this.#hosts.set(host, state);
    }
    return state;
  }

  #needOf(state: HostState): HostNeed {
    if (state.running > 0 || state.waiting.length > 0 || state.timer !== null) return 'busy';
    return state.nextAt > this.#pace.monotonicMs() ? 'resting' : 'idle';
  }

  #turn(host: string, delayMs: number): Promise<void> {
    const state = this.#state(host);
    const waitMs = state.nextAt - this.#pace.monotonicMs();
    if (waitMs > Math.max(this.#pace.maxWaitMs, delayMs))
      throw fetchError(
        'FETCH_PACED',
        'paced',
        `${host} asked to be left alone for ${Math.ceil(waitMs / 1000)} s`,
        {
          retryAfterMs: waitMs,
        },
      );
    return new Promise((resolve) => {
      state.waiting.push({ start: resolve, delayMs });
      this.#advance(host, state);
    });
  }

  #advance(host: string, state: HostState): void {
    for (;;) {
      const next = state.waiting[0];
      if (!next || state.timer || state.running >= (next.delayMs > 0 ? 1 : UNPACED_PARALLEL)) return;
      const now = this.#pace.monotonicMs();
      if (state.nextAt > now) {
        state.timer = setTimeout(() => {
          state.timer = null;
          this.#advance(host, state);
        }, state.nextAt - now);
        return;
      }
      state.waiting.shift();
      state.running += 1;
      state.nextAt = Math.max(state.nextAt, now + next.delayMs);
      next.start();
    }
  }
}
