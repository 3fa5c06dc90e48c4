import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Parser } from 'htmlparser2';
import { Agent, request } from 'undici';
import { systemClock } from '../core/clock.ts';
import { createLogger } from '../core/log.ts';
import { silentProgress } from '../core/progress.ts';
import type { CataloguedSource } from '../core/source.ts';
import { crawlSource, createFetcher } from '../crawlers/index.ts';
import { MemoryStore } from '../test/crawlers/support/memory-store.ts';

/**
 * Crawl throughput on a loopback site: everything on (guard, robots, ledger, extraction; the store in memory) beside
 * plain undici with htmlparser2's SAX parser in the same run. Usage: npx tsx bench/crawl.ts [pages].
 */
const pages = Number(process.argv[2] ?? 1_000);
const words = 'The wide-leg trousers came back this season, and nobody we asked was surprised. '.repeat(6);
const body = (n: number) =>
  `<html lang="en"><head><title>Story ${n}</title></head><body><nav>${'<a href="/x">Menu entry</a> '.repeat(60)}</nav><article><h1>Story ${n}</h1>${`<p>${words}</p>`.repeat(24)}</article><aside>${'<div class="card"><a href="/y">Another story</a></div>'.repeat(120)}</aside></body></html>`;

const server = createServer((incoming, response) => {
  const path = incoming.url ?? '/';
  if (path === '/robots.txt') response.writeHead(404).end();
  else if (path === '/list') {
    const links = Array.from({ length: pages }, (_, i) => `<url><loc>${base}/s/${i}</loc></url>`).join('');
    response.writeHead(200, { 'content-type': 'application/xml' }).end(`<urlset>${links}</urlset>`);
  } else
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(body(Number(path.slice(3))));
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
const base = `http://${host}`;

async function plain(): Promise<number> {
  const agent = new Agent({ connections: 8 });
  const started = performance.now();
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < pages) {
      const answer = await request(`${base}/s/${next++}`, { dispatcher: agent });
      const links: string[] = [];
      const parser = new Parser({
        onopentag: (name, attributes) => void (name === 'a' && links.push(attributes['href'] ?? '')),
      });
      parser.end(await answer.body.text());
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  await agent.close();
  return (pages * 1_000) / (performance.now() - started);
}

async function ours(): Promise<number> {
  const fetcher = createFetcher({ config: { contact: 'bench', allowHosts: [host] }, clock: systemClock });
  const source: CataloguedSource = {
    id: 'bench',
    name: 'bench',
    sector: 'editorial',
    platform: 'sitemap',
    urls: [`${base}/list`],
    market: 'gb',
    language: 'en',
    cadenceHours: 24,
    politeness: { delayMs: 0, maxPagesPerRun: 1_000_000, honourTdmReservation: true },
    purpose: 'bench',
    legalBasis: 'own data',
    retentionDays: 1,
    weight: 1,
    enabled: true,
    browser: false,
    options: { max_urls: pages },
    checked: { at: null, how: 'bench' },
    origin: 'user',
    file: 'bench',
  };
  const store = new MemoryStore();
  const started = performance.now();
  const outcome = await crawlSource(source, store, {
    fetcher,
    browser: { missing: '' },
    clock: systemClock,
    log: createLogger('warn'),
    hashKey: 'bench-only-key-000',
    rsshubUrl: undefined,
    progress: silentProgress.start('', null),
    signal: new AbortController().signal,
  });
  const rate = (pages * 1_000) / (performance.now() - started);
  await fetcher.close();
  if (outcome.counts.documents !== pages)
    throw new Error(`expected ${pages} documents, got ${outcome.counts.documents}`);
  return rate;
}

const before = await plain();
const crawl = await ours();
const after = await plain();
const reference = (before + after) / 2;
console.log(
  JSON.stringify({
    pages,
    pageBytes: body(1).length,
    plainPerSecond: Math.round(reference),
    crawlPerSecond: Math.round(crawl),
    ratio: Number((crawl / reference).toFixed(2)),
    rssMb: Math.round(process.memoryUsage().rss / 1e6),
  }),
);
server.closeAllConnections();
server.close();
