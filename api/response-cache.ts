import type { Context } from 'hono';
import { sha256Hex } from '../core/hash.ts';
import { readDataVersion } from '../storage/queries/data-version.ts';
import { codingFor, pack, type Coding } from './content-coding.ts';
import type { ApiContext, ApiEnv } from './context.ts';
import { OWN_ORIGIN_ONLY, SECURE_HEADERS } from './guard.ts';

interface CachedBody {
  version: string;
  etag: string;
  type: string;
  plain: Buffer;
  /** Made when first asked for: most callers ask for one coding. */
  packed: Map<Coding, Buffer>;
}

/** Answers to other origins get their headers request by request. */
const mayComplete = (context: ApiContext): boolean => (context.options.corsOrigins ?? []).length === 0;

export interface ResponseCache {
  version(): Promise<string>;
  /** Serves what was made for this key and data version, or makes it once. */
  serve(c: Context<ApiEnv>, key: string, type: string, make: () => Promise<string>): Promise<Response>;
  /** Forgets the remembered data version, after a write of our own. */
  refresh(): void;
}

/** Answers kept in memory: enough for every page's common views; the oldest goes first. */
const MOST_ANSWERS = 400;
const MOST_BYTES = 48 * 1024 * 1024;

/**
 * Keeps answers by URL and data version. The ETag is made from both and so costs nothing per response;
 * a changed data version makes every answer new.
 */
export function createResponseCache(context: ApiContext): ResponseCache {
  const answers = new Map<string, CachedBody>();
  const version = rememberVersion(context);
  const complete = mayComplete(context);
  let bytes = 0;

  function keep(key: string, body: CachedBody): void {
    answers.set(key, body);
    bytes += sizeOf(body);
    for (const [oldest, old] of answers) {
      if (answers.size <= MOST_ANSWERS && bytes <= MOST_BYTES) break;
      answers.delete(oldest);
      bytes -= sizeOf(old);
    }
  }

  return {
    version: () => version.read(),
    refresh: () => version.forget(),
    async serve(c, key, type, make) {
      const current = await version.read();
      const kept = answers.get(key);
      const fresh = kept?.version === current ? kept : undefined;
      const etag = fresh?.etag ?? `W/"${sha256Hex(`${current}\n${key}`).slice(0, 24)}"`;
      if (matches(c.req.header('if-none-match'), etag)) return answer(c, complete, null, { etag });
      if (fresh !== undefined) return send(c, complete, fresh);
      if (kept !== undefined) {
        answers.delete(key);
        bytes -= sizeOf(kept);
      }
      const body = toBody(await make(), { version: current, etag, type });
      keep(key, body);
      return send(c, complete, body);
    },
  };
}

function rememberVersion(context: ApiContext): { read(): Promise<string>; forget(): void } {
  const ttlMs = context.options.versionTtlMs ?? 500;
  let known: { value: Promise<string>; at: number } | undefined;
  return {
    read() {
      // A duration, not a date: the monotonic clock, whatever the app's clock says.
      const now = performance.now();
      if (known === undefined || now - known.at > ttlMs) {
        const fresh = { value: readDataVersion(context.options.sql), at: now };
        fresh.value.catch(() => {
          if (known === fresh) known = undefined;
        });
        known = fresh;
      }
      return known.value;
    },
    forget() {
      known = undefined;
    },
  };
}

function sizeOf(body: CachedBody): number {
  // Packed, in two codings, it is less than half as much again.
  return body.plain.length * 1.5;
}

function toBody(text: string, made: { version: string; etag: string; type: string }): CachedBody {
  const plain = Buffer.from(text, 'utf8');
  return { ...made, plain, packed: new Map() };
}

const CACHE_HEADERS = {
  'cache-control': 'private, no-cache',
  vary: 'Accept-Encoding, Accept-Language, Cookie',
};

const COMPLETE_HEADERS = { ...CACHE_HEADERS, ...SECURE_HEADERS, ...OWN_ORIGIN_ONLY };

/** Headers as one plain object: the server writes such an answer without building a `Headers` at all. */
function answer(
  c: Context<ApiEnv>,
  complete: boolean,
  body: Buffer | null,
  own: Record<string, string>,
): Response {
  const status = body === null ? 304 : 200;
  const content = body as Uint8Array<ArrayBuffer> | null;
  if (!complete) return new Response(content, { status, headers: { ...CACHE_HEADERS, ...own } });
  c.set('complete', true);
  const headers = { ...COMPLETE_HEADERS, ...own, 'x-request-id': c.get('requestId') };
  return new Response(content, { status, headers });
}

function send(c: Context<ApiEnv>, complete: boolean, body: CachedBody): Response {
  const own = { 'content-type': body.type, etag: body.etag };
  const coding = codingFor(c.req.header('accept-encoding'), body.plain.length);
  if (coding === null) return answer(c, complete, body.plain, own);
  const packed = body.packed.get(coding) ?? pack(body.plain, coding, 'kept');
  body.packed.set(coding, packed);
  return answer(c, complete, packed, { ...own, 'content-encoding': coding });
}

/** RFC 9110 weak comparison over a list. */
export function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  return header.trim() === '*' || header.split(',').some((tag) => bare(tag) === bare(etag));
}

/** An answer that is never kept, packed where that is asked for. */
export function sendLive(c: Context<ApiEnv>, type: string, text: string): Response {
  const plain = Buffer.from(text, 'utf8');
  const coding = codingFor(c.req.header('accept-encoding'), plain.length);
  const headers: Record<string, string> = {
    'content-type': type,
    'cache-control': 'no-store',
    vary: 'Accept-Encoding',
  };
  if (coding !== null) headers['content-encoding'] = coding;
  const sent = coding === null ? plain : pack(plain, coding, 'once');
  return new Response(sent as Uint8Array<ArrayBuffer>, { headers });
}
