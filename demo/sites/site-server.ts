import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '../../core/errors.ts';
import { sha256Hex } from '../../core/hash.ts';
import { MADE_UP } from '../options.ts';
import type { SiteAnswer, SiteDefinition, SiteRequest } from './site.ts';

/** What a served site has seen so far. */
export interface SiteCounters {
  requests: number;
  /** Requests for what robots.txt closes. */
  closedHits: number;
  closedUrls: string[];
  refused: number;
  dropped: number;
}

export interface ServedSite {
  counters: SiteCounters;
  close(): Promise<void>;
}

type Trouble = 'none' | 'refuse' | 'refuse-one-second' | 'drop';

/** Which first tries fail hangs on the address alone, so every run meets the same trouble. */
export function troubleOf(site: SiteDefinition, path: string): Trouble {
  if (site.flaky === undefined || path === '/robots.txt') return 'none';
  const chance = Number.parseInt(sha256Hex(`${site.key} ${path}`).slice(0, 8), 16);
  if (chance % site.flaky.dropOneIn === 1) return 'drop';
  if (chance % site.flaky.refuseOneIn !== 0) return 'none';
  return chance % (site.flaky.refuseOneIn * 20) === 0 ? 'refuse-one-second' : 'refuse';
}

function robotsTxt(site: SiteDefinition): SiteAnswer {
  const rules = site.closedPaths.map((path) => `Disallow: ${path}`);
  const lines = [`# ${MADE_UP.en}`, 'User-agent: *', ...rules, ''];
  return { headers: { 'content-type': 'text/plain; charset=utf-8' }, body: lines.join('\n') };
}

function send(request: IncomingMessage, response: ServerResponse, answer: SiteAnswer): void {
  const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body;
  const status = answer.status ?? 200;
  const headers: Record<string, string> = { 'x-demo': 'made-up data', ...answer.headers };
  if (status === 200) {
    headers['etag'] = `"${createHash('sha1').update(body).digest('base64url')}"`;
    if (request.headers['if-none-match'] === headers['etag']) {
      response.writeHead(304, headers).end();
      return;
    }
  }
  response.writeHead(status, { ...headers, 'content-length': String(body.byteLength) });
  response.end(request.method === 'HEAD' ? undefined : body);
}

const notFound: SiteAnswer = {
  status: 404,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: `Not here. ${MADE_UP.en}`,
};

function asSiteRequest(request: IncomingMessage): SiteRequest {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  return { path: url.pathname, query: url.searchParams, headers: request.headers };
}

function handler(site: SiteDefinition, counters: SiteCounters) {
  const tried = new Set<string>();
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    counters.requests++;
    const asked = asSiteRequest(request);
    const address = request.url ?? '/';
    if (site.closedPaths.some((path) => asked.path.startsWith(path))) {
      counters.closedHits++;
      counters.closedUrls.push(address);
    }
    if (site.latencyMs !== undefined) await pause(site.latencyMs);
    const trouble = tried.has(address) ? 'none' : troubleOf(site, address);
    tried.add(address);
    if (trouble === 'drop') {
      counters.dropped++;
      request.socket.destroy();
      return;
    }
    if (trouble !== 'none') {
      counters.refused++;
      const seconds = trouble === 'refuse' ? '0' : '1';
      send(request, response, {
        status: 503,
        headers: { 'retry-after': seconds },
        body: 'Busy, please try again.',
      });
      return;
    }
    send(
      request,
      response,
      asked.path === '/robots.txt' ? robotsTxt(site) : (site.answer(asked) ?? notFound),
    );
  };
}

async function listen(server: Server, port: number, site: SiteDefinition): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why =
        cause.code === 'EADDRINUSE'
          ? 'is in use: end what holds it or choose another base port'
          : cause.message;
      reject(
        new AppError('CONFLICT', `The demo site '${site.name}' needs port ${port}, which ${why}.`, { cause }),
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

/** Serves one site on a loopback port. */
export async function serveSite(site: SiteDefinition, port: number): Promise<ServedSite> {
  const counters: SiteCounters = { requests: 0, closedHits: 0, closedUrls: [], refused: 0, dropped: 0 };
  const handle = handler(site, counters);
  const server = createServer((request, response) => {
    handle(request, response).catch((thrown: unknown) => {
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(`The demo site failed: ${message}`);
    });
  });
  await listen(server, port, site);
  return {
    counters,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
