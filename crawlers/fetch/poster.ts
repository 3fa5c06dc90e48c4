import type { Config } from '../../core/config.ts';
import { createHostAllowance, systemResolve, type Resolve } from './address-guard.ts';
import { fetchError } from './fetch-error.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { retryAfterMs } from './response-headers.ts';
import { createSender, type Answer } from './send-request.ts';

const POST_LIMITS = { totalMs: 15_000, connectMs: 5_000 };
/** Of an answer only so much is of interest, bytes. */
const MOST_ANSWER_BYTES = 64 * 1024;

export interface PosterOptions {
  config: Pick<Config, 'allowHosts'>;
  resolve?: Resolve;
  /** From the first byte sent to the last one read, ms. */
  totalMs?: number;
}

export interface PostAnswer extends Answer {
  /** For how long the receiver asks to be left alone, ms. */
  retryAfterMs: number | null;
}

export interface Poster {
  /** Refuses an address that may not be posted to, before anything is sent. */
  check(url: string): URL;
  /** One POST behind the guard of crawls. Answers whatever status came back; a redirect is answered, never followed. */
  post(
    url: string,
    request: { headers: Record<string, string>; body: Uint8Array; signal?: AbortSignal; now: Date },
  ): Promise<PostAnswer>;
  close(): Promise<void>;
}

/** Sends what an operator wants sent elsewhere: only by https, unless the host is allowed by name. */
export function createPoster(options: PosterOptions): Poster {
  const { allowHosts } = options.config;
  const limits = { ...DEFAULT_LIMITS, ...POST_LIMITS, totalMs: options.totalMs ?? POST_LIMITS.totalMs };
  const allowed = createHostAllowance(allowHosts);
  const sender = createSender(limits, allowHosts, options.resolve ?? systemResolve);

  function check(url: string): URL {
    const target = sender.check(url);
    if (target.protocol !== 'https:' && !allowed(target.hostname, target.port === '' ? '80' : target.port))
      throw fetchError(
        'FETCH_REFUSED',
        'insecure',
        `${target.host} is reached by http only: use https, or allow it by name in HEMLINE_ALLOW_HOSTS.`,
      );
    return target;
  }

  return {
    check,
    close: () => sender.close(),
    async post(url, { headers, body, signal, now }) {
      const answer = await sender.send(check(url).href, {
        method: 'POST',
        body,
        headers: { ...headers, 'accept-encoding': 'identity' },
        maxBodyBytes: MOST_ANSWER_BYTES,
        cutBody: true,
        timeoutMs: limits.totalMs,
        signal,
      });
      const { 'retry-after': after, date } = answer.headers;
      return { ...answer, retryAfterMs: retryAfterMs(after, date, now) };
    },
  };
}
