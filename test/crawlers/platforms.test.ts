import { afterEach, describe, expect, it } from 'vitest';
import { PLATFORMS } from '../../core/words.ts';
import { crawlOnce, testSource } from './support/crawl.ts';
import { HOSTILE, hostileAnswer } from './support/hostile-answers.ts';
import { MemoryStore } from './support/memory-store.ts';
import type { PlatformSite } from './support/platform-site.ts';
import { PLATFORM_SITES } from './support/platform-sites.ts';
import { serve, type Served } from './support/serve.ts';

/** Manners, not reading. */
const ASKED_ANYWAY = ['/robots.txt', '/.well-known/tdmrep.json'];
let site: Served | null = null;
let round = 1;
afterEach(async () => {
  await site?.close();
  site = null;
  round = 1;
});

async function run(kind: PlatformSite, store = new MemoryStore()) {
  site ??= await serve((request, response) => {
    if (request.url === '/robots.txt' && kind.robots !== true) response.writeHead(404).end();
    else kind.answer(request, response, site!.url, round);
  }, true);
  const source = testSource({
    ...kind.source,
    urls: kind.urls.map((path) => (kind.source.platform === 'rsshub' ? path : `${site!.url}${path}`)),
  });
  const before = site.hits.length;
  const { outcome } = await crawlOnce(source, [site.host], store, { rsshubUrl: site.url });
  return { outcome, store, hits: site.hits.slice(before).filter((path) => !ASKED_ANYWAY.includes(path)) };
}

const CASES = PLATFORM_SITES.map((kind) => [kind.name, kind] as const);
/** Where rows come from without being fetched. */
const UNFETCHED = ['file', 'push'];

describe('every platform, against a server that answers as the real protocol does', () => {
  it('has a case here, but for what is not fetched', () => {
    const covered = new Set<string>(PLATFORM_SITES.map(({ source }) => source.platform));
    expect(PLATFORMS.filter((name) => !UNFETCHED.includes(name) && !covered.has(name))).toEqual([]);
  });

  it.each(CASES)('%s: reads what is there, to the end and no further', async (_name, kind) => {
    const { outcome, store, hits } = await run(kind);
    expect(outcome.reason).toBe('ok');
    expect(outcome.health).toBe('ok');
    kind.check(store, hits);
    expect(hits.length, 'nothing is asked for twice').toBe(new Set(hits).size);
    for (const document of store.documents) {
      expect(document.canonicalUrl).toMatch(/^https?:\/\//);
      expect(document.sector).toBe(kind.source.sector);
      if (kind.source.sector === 'social' || kind.source.sector === 'review')
        expect(document.author).toMatch(/^[0-9a-f]{16}$/);
    }
    for (const { productKey } of store.observations)
      expect(store.products.map(({ key }) => key)).toContain(productKey);
  });

  it.each(CASES)('%s: a second run brings what is new and fetches no known page', async (_name, kind) => {
    const { store } = await run(kind);
    const pages = store.results.filter(({ item }) => item.kind === 'page').map(({ item }) => item.url);
    store.nextRun();
    round = 2;
    const { outcome, hits } = await run(kind, store);
    const again = hits.map((path) => `${site!.url}${path}`);
    expect(pages.filter((page) => again.includes(page))).toEqual([]);
    expect(outcome.health).toBe('ok');
    kind.checkSecond?.(store, hits);
  });

  const bounded = CASES.filter(([, kind]) => kind.bound);
  it.each(bounded)('%s: keeps to the bound its source sets', async (_name, kind) => {
    const { options, pages, most } = kind.bound!;
    const source = { ...kind.source, options: { ...kind.source.options, ...options } };
    const { hits } = await run({ ...kind, source });
    expect(hits.filter((path) => pages.test(path))).toHaveLength(most);
  });
});

describe('every platform, against a server that asks for a pause', () => {
  it.each(CASES)('%s: what was answered 429 is asked for again and read', async (_name, kind) => {
    let asked = 0;
    const { outcome, store, hits } = await run({
      ...kind,
      answer(request, response, base, at) {
        asked += ASKED_ANYWAY.includes(request.url ?? '') ? 0 : 1;
        if (asked === 2) response.writeHead(429, { 'retry-after': '0' }).end('{"error":"Too many requests"}');
        else kind.answer(request, response, base, at);
      },
    });
    expect(outcome.health).toBe('ok');
    kind.check(store, [...new Set(hits)]);
  });
});

describe('every platform, against a server that is broken or means harm', () => {
  const attacks = CASES.flatMap(([name, kind]) =>
    Object.entries(HOSTILE).map(([attack, change]) => [name, attack, kind, change] as const),
  );
  it.each(attacks)('%s: %s', async (_name, _attack, kind, change) => {
    const { outcome, store, hits } = await run({ ...kind, answer: hostileAnswer(kind.answer, change) });
    const said = Object.keys(store.reasons());
    expect(said).not.toContain('unreadable'); // The word for what a platform did not foresee.
    expect(hits.length).toBeLessThan(60);
    const { counts } = outcome;
    const told = Object.values(counts.dropped).reduce(
      (sum, count) => sum + count,
      counts.refused + counts.failed,
    );
    expect(told + store.documents.length + store.observations.length).toBeGreaterThan(0);
    for (const document of store.documents) {
      expect(Number.isFinite(document.publishedAt.getTime())).toBe(true);
      expect(document.canonicalUrl.length).toBeLessThanOrEqual(2_000);
      for (const count of Object.values(document.engagement)) expect(count).toBeLessThan(2 ** 31);
    }
    for (const { key } of store.products) expect(Buffer.byteLength(key)).toBeLessThanOrEqual(2_000);
    for (const { rank, reviewCount, price } of store.observations) {
      expect(rank ?? 0).toBeLessThan(2 ** 31);
      expect(Number.isInteger(reviewCount ?? 0) && Math.abs(reviewCount ?? 0) < 2 ** 31).toBe(true);
      expect(price ?? 0).toBeGreaterThanOrEqual(0);
    }
  });
});
