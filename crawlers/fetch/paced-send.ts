import { AppError } from '../../core/errors.ts';
import type { CircuitBreaker } from './circuit-breaker.ts';
import { fetchError } from './fetch-error.ts';
import type { HostQueue } from './host-queue.ts';
import type { FetchLimits } from './limits.ts';
import { nextUrl, type Answer, type Sender, type SendOptions } from './send-request.ts';

export interface PacedOptions extends Omit<SendOptions, 'timeoutMs'> {
  /** Called before a redirect is followed: answers the pause its host asks for, or throws to refuse it. */
  beforeRedirect?: (next: URL) => Promise<number>;
}

export type PacedSend = (target: URL, delayMs: number, options: PacedOptions) => Promise<Answer>;

/** One queue a host, whatever the scheme: a site that answers on both ports is still one site. */
export const hostKey = (url: URL): string => url.host;

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Sends in the host's turn, tells the breaker how it went, and follows redirects one by one: each is checked anew and
 * waits for the turn of its own host. `totalMs` is for all hops together, without the waiting.
 */
export function createPacedSend(parts: {
  sender: Sender;
  queue: HostQueue;
  breaker: CircuitBreaker;
  limits: FetchLimits;
  monotonicMs: () => number;
}): PacedSend {
  const { sender, queue, breaker, limits, monotonicMs } = parts;

  async function hop(target: URL, options: SendOptions): Promise<Answer> {
    const host = hostKey(target);
    try {
      const answer = await sender.send(target.href, options);
      if (answer.status >= 500) breaker.failed(host);
      else if (answer.status !== 429) breaker.succeeded(host);
      return answer;
    } catch (error) {
      if (error instanceof AppError && (error.code === 'FETCH_FAILED' || error.code === 'TIMEOUT'))
        breaker.failed(host);
      throw error;
    }
  }

  return async (first, firstDelayMs, options) => {
    let target = first;
    let delayMs = firstDelayMs;
    let spentMs = 0;
    for (let hops = 0; ; hops++) {
      const host = hostKey(target);
      const current = target;
      breaker.check(host);
      const answer = await queue.run(host, delayMs, async () => {
        const started = monotonicMs();
        const timeoutMs = Math.max(1, Math.ceil(limits.totalMs - spentMs));
        try {
          return await hop(current, { ...options, timeoutMs });
        } finally {
          spentMs += monotonicMs() - started;
        }
      });
      const location = answer.headers['location'];
      if (!REDIRECTS.has(answer.status) || location === undefined) return answer;
      if (hops >= limits.maxRedirects)
        throw fetchError(
          'FETCH_FAILED',
          'too-many-redirects',
          `${first.href} redirects more than ${hops} times`,
        );
      target = nextUrl(target.href, location, (url) => sender.check(url));
      delayMs = options.beforeRedirect ? await options.beforeRedirect(target) : delayMs;
    }
  };
}
