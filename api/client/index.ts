import type { z } from 'zod';
import type { ASK_TABLE } from '../routes/recommender.ts';
import type { READ_TABLE } from '../routes/table.ts';
import { ASK_PATHS, READ_PATHS } from './paths.ts';

/**
 * A typed client for browsers, Node.js, Deno and Bun: nothing but fetch, and types taken from the server's own table of
 * questions, so that they cannot differ from what it answers.
 */
type Reads = typeof READ_TABLE;
type Asks = typeof ASK_TABLE;
export type ReadName = keyof typeof READ_PATHS;
export type AskName = keyof typeof ASK_PATHS;

export type ReadParams<Name extends ReadName> = z.input<Reads[Name]['params']>;
export type ReadQuery<Name extends ReadName> = z.input<Reads[Name]['query']>;
export type ReadData<Name extends ReadName> = z.output<Reads[Name]['data']>;
export type AskBody<Name extends AskName> = z.input<Asks[Name]['body']>;
export type AskData<Name extends AskName> = z.output<Asks[Name]['data']>;

export interface Answer<Data> {
  data: Data;
  next?: string | null;
  insufficient: string | null;
  demo: boolean;
  notice: string | null;
  dataVersion: string;
}

export interface ClientOptions {
  /** Where the service is, e.g. `http://127.0.0.1:8787`. */
  url: string;
  /** A key made with `hemline keys create`; none on a loopback address. */
  key?: string;
  /** Each request is given up after so long, ms. Default 10,000. */
  timeoutMs?: number;
  /** How requests are sent; the platform's own fetch by default. */
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
}

/** What a refused request says of itself (RFC 9457). */
export class HemlineError extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | null;

  constructor(status: number, problem: { code?: string; detail?: string; requestId?: string }) {
    super(problem.detail ?? `the service answered ${status}`);
    this.name = 'HemlineError';
    this.status = status;
    this.code = problem.code ?? 'UNKNOWN';
    this.requestId = problem.requestId ?? null;
  }
}

export interface HemlineClient {
  /** One page of a question's answer. */
  read<Name extends ReadName>(
    name: Name,
    input?: { params?: ReadParams<Name>; query?: ReadQuery<Name> },
  ): Promise<Answer<ReadData<Name>>>;
  /** All pages of a question that has pages, one after the other. */
  pages<Name extends ReadName>(
    name: Name,
    input?: { params?: ReadParams<Name>; query?: ReadQuery<Name> },
  ): AsyncIterable<Answer<ReadData<Name>>>;
  /** A question with a body: items to score, a wish to read. */
  ask<Name extends AskName>(name: Name, body: AskBody<Name>): Promise<Answer<AskData<Name>>>;
}

const TIMEOUT_MS = 10_000;

export function createClient(options: ClientOptions): HemlineClient {
  const base = `${options.url.replace(/\/+$/, '')}/api/v1`;
  const send = options.fetch ?? ((url, init) => fetch(url, init));
  const headers: Record<string, string> = { accept: 'application/json' };
  if (options.key !== undefined) headers['authorization'] = `Bearer ${options.key}`;
  const call = async (path: string, body?: string): Promise<unknown> => {
    const signal = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
    const init: RequestInit =
      body === undefined
        ? { method: 'GET', headers, signal }
        : { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body, signal };
    const answer = await send(base + path, init);
    const said = await bodyOf(answer);
    if (!answer.ok) throw new HemlineError(answer.status, said as { code?: string; detail?: string });
    return said;
  };
  const read: HemlineClient['read'] = async (name, input = {}) =>
    (await call(addressOf(READ_PATHS[name], input.params ?? {}, input.query ?? {}))) as never;
  return {
    read,
    async *pages(name, input = {}) {
      let cursor: string | null | undefined;
      do {
        const query = cursor ? { ...input.query, cursor } : input.query;
        const page = await read(name, { ...input, query: query as never });
        yield page;
        cursor = page.next;
      } while (cursor);
    },
    ask: async (name, body) => (await call(ASK_PATHS[name], JSON.stringify(body))) as never,
  };
}

/** Anything between us and the service may answer with a page of its own. */
async function bodyOf(answer: Response): Promise<unknown> {
  const text = await answer.text();
  try {
    return JSON.parse(text);
  } catch (thrown) {
    if (!answer.ok) return {};
    throw new HemlineError(answer.status, { code: 'NOT_JSON', detail: `not JSON: ${String(thrown)}` });
  }
}

function addressOf(path: string, params: object, query: object): string {
  const given = params as Record<string, unknown>;
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(written(given[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null) search.set(name, written(value));
  const asked = search.toString();
  return asked === '' ? filled : `${filled}?${asked}`;
}

/** Lists are written with commas, as the API takes them. */
function written(value: unknown): string {
  if (Array.isArray(value)) return value.map(written).join(',');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}
