import { Agent, buildConnector, request, type Dispatcher } from 'undici';
import {
  createHostAllowance,
  guardedLookup,
  isPublicAddress,
  privateAddress,
  type Resolve,
} from './address-guard.ts';
import { fetchError, networkError } from './fetch-error.ts';
import type { FetchLimits } from './limits.ts';
import { readBody, readHead } from './read-body.ts';
import { isIP } from 'node:net';

export interface Answer {
  finalUrl: string;
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

export interface Sender {
  send(url: string, options: SendOptions): Promise<Answer>;
  /** Refuses what may not be asked for at all: schemes, credentials, addresses. */
  check(url: string): URL;
  close(): Promise<void>;
}

export interface SendOptions {
  /** GET by default. */
  method?: 'GET' | 'POST';
  body?: Uint8Array;
  headers: Record<string, string>;
  maxBodyBytes: number;
  signal?: AbortSignal | undefined;
  timeoutMs: number;
  /** Keeps the first `maxBodyBytes` of a longer body instead of refusing it (robots.txt). */
  cutBody?: boolean;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** One agent for the process. Names of allowed hosts connect freely, all others through the checked lookup. */
function createAgent(
  limits: FetchLimits,
  resolve: Resolve,
  allowed: (host: string, port: string) => boolean,
) {
  const open = buildConnector({ timeout: limits.connectMs });
  const guarded = buildConnector({ timeout: limits.connectMs, lookup: guardedLookup(resolve) });
  const connect: buildConnector.connector = (target, done) => {
    const port = target.port === '' ? (target.protocol === 'https:' ? '443' : '80') : target.port;
    if (allowed(target.hostname, port)) return open(target, done);
    const bare = target.hostname.replace(/^\[|\]$/g, '');
    if (isIP(bare) !== 0 && !isPublicAddress(bare)) return done(privateAddress(bare, bare), null);
    return guarded(target, done);
  };
  return new Agent({
    connect,
    maxHeaderSize: limits.maxHeaderBytes,
    headersTimeout: limits.totalMs,
    bodyTimeout: limits.totalMs,
    keepAliveTimeout: 4_000,
  });
}

function flatten(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined)
      flat[name.toLowerCase()] = Array.isArray(value)
        ? value.join(LINE_BOUND.has(name) ? '\n' : ', ')
        : value;
  return flat;
}

/** Headers in which a line is a unit of its own: a robot named in one says nothing of the next. */
const LINE_BOUND = new Set(['x-robots-tag']);

const countOf = (headers: Dispatcher.ResponseData['headers']): number =>
  Object.values(headers).reduce<number>((sum, value) => sum + (Array.isArray(value) ? value.length : 1), 0);

/** One request and its body; a redirect is answered, not followed. */
async function hop(
  agent: Agent,
  url: string,
  options: SendOptions & { signal: AbortSignal },
  limits: FetchLimits,
): Promise<Answer> {
  const { method = 'GET', body: sent = null, headers: asked, signal } = options;
  const response = await request(url, { dispatcher: agent, method, body: sent, headers: asked, signal });
  const headers = flatten(response.headers);
  const redirect = REDIRECTS.has(response.statusCode) && headers['location'] !== undefined;
  if (redirect || response.statusCode === 304) {
    response.body.on('error', () => {}); // what is left of this body is of no interest
    response.body.destroy();
    return { finalUrl: url, status: response.statusCode, headers, body: Buffer.alloc(0) };
  }
  try {
    if (countOf(response.headers) > limits.maxHeaders)
      throw fetchError('FETCH_FAILED', 'headers-too-large', `${url} sent too many headers`);
    const encoding = headers['content-encoding'] ?? '';
    const read = options.cutBody ? readHead : readBody;
    const body = await read(url, response.body, encoding, options.maxBodyBytes);
    return { finalUrl: url, status: response.statusCode, headers, body };
  } catch (error) {
    response.body.on('error', () => {}); // destroyed by us: its late error says nothing new
    response.body.destroy();
    throw error;
  }
}

/** Sends one request and reads the body within its limits; redirects are the business of who calls. */
export function createSender(limits: FetchLimits, allowHosts: readonly string[], resolve: Resolve): Sender {
  const allowed = createHostAllowance(allowHosts);
  const agent = createAgent(limits, resolve, allowed);

  function check(url: string): URL {
    if (!URL.canParse(url)) throw fetchError('FETCH_REFUSED', 'bad-url', `${url.slice(0, 200)} is not a URL`);
    const target = new URL(url);
    if (target.protocol !== 'http:' && target.protocol !== 'https:')
      throw fetchError(
        'FETCH_REFUSED',
        'bad-scheme',
        `${target.protocol} is not fetched, only http and https`,
      );
    if (target.username !== '' || target.password !== '')
      throw fetchError('FETCH_REFUSED', 'bad-url', 'A URL with a user name or password is not fetched');
    const bare = target.hostname.replace(/^\[|\]$/g, '');
    const port = target.port === '' ? (target.protocol === 'https:' ? '443' : '80') : target.port;
    if (isIP(bare) !== 0 && !isPublicAddress(bare) && !allowed(bare, port)) throw privateAddress(bare, bare);
    return target;
  }

  return {
    check,
    close: () => agent.destroy(),
    async send(url, options) {
      const timeout = AbortSignal.timeout(options.timeoutMs);
      const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
      try {
        return await hop(agent, check(url).href, { ...options, signal }, limits);
      } catch (error) {
        if (options.signal?.aborted)
          throw fetchError('FETCH_FAILED', 'stopped', 'The run was stopped', { cause: error });
        throw networkError(url, error);
      }
    },
  };
}

/** Where a redirect leads: checked like a first request, and never from https to http. */
export function nextUrl(from: string, location: string, check: (url: string) => URL): URL {
  if (!URL.canParse(location, from))
    throw fetchError('FETCH_FAILED', 'bad-redirect', `${from} redirects to something that is not a URL`);
  const next = check(new URL(location, from).href);
  if (from.startsWith('https:') && next.protocol === 'http:')
    throw fetchError('FETCH_REFUSED', 'insecure', `${from} redirects from https to http`);
  return next;
}
