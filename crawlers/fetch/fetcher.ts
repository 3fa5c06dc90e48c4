import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../core/clock.ts';
import type { Config } from '../../core/config.ts';
import type { RawPage } from '../../core/content.ts';
import type { Validators } from '../../core/crawl-store.ts';
import type { Logger } from '../../core/log.ts';
import type { Random } from '../../core/random.ts';
import { systemResolve, type Resolve } from './address-guard.ts';
import { CircuitBreaker } from './circuit-breaker.ts';
import { fetchError } from './fetch-error.ts';
import { HostQueue } from './host-queue.ts';
import { DEFAULT_LIMITS, type FetchLimits } from './limits.ts';
import { isReadable, rateResetMs, retryAfterMs } from './response-headers.ts';
import { createRobotsCache, type RobotsCache } from './robots-cache.ts';
import { ROBOTS_MAX_BYTES } from './robots-rules.ts';
import { createPacedSend, hostKey } from './paced-send.ts';
import { createSender, type Answer } from './send-request.ts';
import { createTdmFiles } from './tdm-file.ts';
import { unpackGzip } from './unpack-gzip.ts';

const TDM_FILE_BYTES = 512_000;
const PRODUCT = 'Hemline';
/** A robots.txt that asks for a longer pause than this is answered by not coming at all. */
const MAX_CRAWL_DELAY_MS = 300_000;

export interface FetcherOptions {
  /** `contact` is part of the User-Agent; `allowHosts` may be fetched though their address is private. */
  config: Pick<Config, 'contact' | 'allowHosts'>;
  clock: Clock;
  log?: Logger;
  /** For the jitter of pauses. */
  random?: Random;
  version?: string;
  limits?: Partial<FetchLimits>;
  /** Name resolution and the running clock, ms; both have the system's as default. */
  resolve?: Resolve;
  monotonicMs?: () => number;
}

export interface FetchRequest {
  /** Least pause between two requests to the host; robots.txt may ask for more. */
  delayMs: number;
  validators?: Validators | null;
  headers?: Record<string, string>;
  maxBodyBytes?: number;
  signal?: AbortSignal;
}

export interface Fetcher {
  readonly userAgent: string;
  /** A page with status 2xx or 304; everything else is thrown as an AppError with `details.reason`. */
  fetch(url: string, request: FetchRequest): Promise<RawPage>;
  /** Whether the site's /.well-known/tdmrep.json reserves text and data mining for this address. */
  reservesMining(url: string, request: FetchRequest): Promise<boolean>;
  close(): Promise<void>;
}

function requestHeaders(userAgent: string, request: FetchRequest): Record<string, string> {
  const headers: Record<string, string> = {
    'user-agent': userAgent,
    accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9,*/*;q=0.5',
    'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8',
    'accept-encoding': 'gzip, deflate, br',
    ...request.headers,
  };
  if (request.validators?.etag) headers['if-none-match'] = request.validators.etag;
  if (request.validators?.lastModified) headers['if-modified-since'] = request.validators.lastModified;
  return headers;
}

/** What a status means to the engine: go on, pace, retry or stop. 206 and 304 count only where they were asked for. */
function refuseStatus(
  url: string,
  answer: Answer,
  asked: { conditional: boolean; now: Date },
  rest: (ms: number | null) => number,
): void {
  const { status } = answer;
  if (status === 304 ? asked.conditional : status >= 200 && status < 300 && status !== 206) return;
  const message = `${url} answered ${status}`;
  if (status === 429 || status === 503) {
    const waitMs =
      retryAfterMs(answer.headers['retry-after'], answer.headers['date'], asked.now) ??
      rateResetMs(answer.headers, asked.now);
    if (waitMs !== null || status === 429) {
      const ms = rest(waitMs);
      throw fetchError('FETCH_PACED', `http-${status}`, message, { retryAfterMs: ms, status });
    }
  }
  if (status === 404 || status === 410) throw fetchError('NOT_FOUND', `http-${status}`, message, { status });
  if (status >= 500) throw fetchError('FETCH_FAILED', `http-${status}`, message, { status });
  throw fetchError('FETCH_REFUSED', `http-${status}`, message, { status });
}

/** The User-Agent names the service and a contact; nothing in it can break a header. */
function userAgentOf(options: FetcherOptions): string {
  const contact = options.config.contact.replace(/[^\x20-\x7e]/g, '').replace(/[()]/g, '');
  return `${PRODUCT}/${options.version ?? '0.1.0'} (+${contact})`;
}

/** Refuses what robots.txt closes; answers the pause to keep: the longer of ours and theirs, ms. */
async function robotsDelayMs(robots: RobotsCache, target: URL, delayMs: number): Promise<number> {
  const rules = await robots.rulesFor(target);
  if (!rules.allows(PRODUCT, target.href))
    throw fetchError('FETCH_REFUSED', 'robots', `robots.txt of ${target.host} closes ${target.pathname}`);
  const theirs = rules.crawlDelayMs(PRODUCT) ?? 0;
  if (theirs > MAX_CRAWL_DELAY_MS)
    throw fetchError(
      'FETCH_REFUSED',
      'crawl-delay',
      `${target.host} asks for ${theirs / 1000} s between pages`,
    );
  return Math.max(delayMs, theirs);
}

/** The guarded fetch: addresses, robots, politeness and limits are inside. One serves a whole process. */
export function createFetcher(options: FetcherOptions): Fetcher {
  const limits: FetchLimits = { ...DEFAULT_LIMITS, ...options.limits };
  const random = options.random ?? Math.random;
  const monotonicMs = options.monotonicMs ?? (() => performance.now());
  const userAgent = userAgentOf(options);
  const sender = createSender(limits, options.config.allowHosts, options.resolve ?? systemResolve);
  const queue = new HostQueue({ monotonicMs, maxWaitMs: limits.maxWaitMs });
  const breaker = new CircuitBreaker(monotonicMs, random);
  const paced = createPacedSend({ sender, queue, breaker, limits, monotonicMs });
  const robots = createRobotsCache({
    monotonicMs,
    pause: async (attempt) => {
      await sleep(200 * 2 ** attempt * (0.5 + random()));
    },
    get: (url) =>
      paced(new URL(url), 0, {
        headers: { 'user-agent': userAgent, 'accept-encoding': 'gzip, deflate, br' },
        maxBodyBytes: ROBOTS_MAX_BYTES,
        cutBody: true,
      }),
  });
  const tdm = createTdmFiles(monotonicMs);
  return {
    userAgent,
    async reservesMining(url, request) {
      const small = { ...request, maxBodyBytes: TDM_FILE_BYTES };
      return (await tdm.reserves(url, (file) => this.fetch(file, small))) === true;
    },
    async fetch(url, request) {
      const target = sender.check(url);
      target.hash = '';
      const delayMs = await robotsDelayMs(robots, target, request.delayMs);
      const answer = await paced(target, delayMs, {
        headers: requestHeaders(userAgent, request),
        maxBodyBytes: request.maxBodyBytes ?? limits.maxBodyBytes,
        signal: request.signal,
        beforeRedirect: (next) => robotsDelayMs(robots, next, request.delayMs),
      });
      const host = hostKey(new URL(answer.finalUrl));
      const conditional = Boolean(request.validators?.etag ?? request.validators?.lastModified);
      refuseStatus(url, answer, { conditional, now: options.clock.now() }, (ms) => {
        const restMs = ms ?? breaker.pushedBack(host);
        queue.rest(host, restMs);
        return restMs;
      });
      const page = unpackGzip(url, answer, request.maxBodyBytes ?? limits.maxBodyBytes);
      if (page.status !== 304 && !isReadable(page.headers['content-type'], page.body))
        throw fetchError(
          'UNREADABLE',
          'content-type',
          `${url} is ${page.headers['content-type'] ?? 'binary'}`,
        );
      return { url, ...page, fetchedAt: options.clock.now() };
    },
    async close() {
      queue.close();
      await sender.close();
    },
  };
}
