import { afterEach, describe, expect, it } from 'vitest';
import { PLATFORMS } from '../../core/words.ts';
import { crawlOnce, testSource } from './support/crawl.ts';
import { MemoryStore } from './support/memory-store.ts';
import type { PlatformSite } from './support/platform-site.ts';
import { PLATFORM_SITES } from './support/platform-sites.ts';
import { serve, type Served } from './support/serve.ts';

let site: Served | null = null;
afterEach(async () => {
  await site?.close();
  site = null;
});

async function run(kind: PlatformSite, store = new MemoryStore(), base?: Served) {
  site ??= base ?? (await serve((request, response) => kind.answer(request, response, site!.url)));
  const source = testSource({
    ...kind.source,
    urls: kind.urls.map((path) => (kind.source.platform === 'rsshub' ? path : `${site!.url}${path}`)),
  });
  return crawlOnce(source, [site.host], store, { rsshubUrl: site.url });
}

describe('every platform, against a server that answers as the real protocol does', () => {
  it('has a case here, files aside', () => {
    const covered = new Set(PLATFORM_SITES.map(({ source }) => source.platform));
    expect(PLATFORMS.filter((name) => name !== 'file' && !covered.has(name))).toEqual([]);
  });

  it.each(PLATFORM_SITES.map((kind) => [kind.name, kind] as const))(
    '%s: reads what is there',
    async (_name, kind) => {
      const { outcome, store } = await run(kind);
      expect(outcome.reason).toBe('ok');
      expect(outcome.health).toBe('ok');
      kind.check(store);
      for (const document of store.documents) {
        expect(document.canonicalUrl).toMatch(/^https?:\/\//);
        expect(document.sector).toBe(kind.source.sector);
        if (kind.source.sector === 'social' || kind.source.sector === 'review')
          expect(document.author).toMatch(/^[0-9a-f]{16}$/);
      }
      for (const { productKey } of store.observations)
        expect(store.products.map(({ key }) => key)).toContain(productKey);
    },
  );

  it.each(PLATFORM_SITES.map((kind) => [kind.name, kind] as const))(
    '%s: a second run fetches no known page again',
    async (_name, kind) => {
      const { store } = await run(kind);
      const pages = store.results.filter(({ item }) => item.kind === 'page').map(({ item }) => item.url);
      store.nextRun();
      const before = site!.hits.length;
      const { outcome } = await run(kind, store);
      const again = site!.hits.slice(before).map((path) => `${site!.url}${path}`);
      expect(pages.filter((url) => again.includes(url))).toEqual([]);
      expect(outcome.health).toBe('ok');
    },
  );
});
