import { describe, expect, it } from 'vitest';
import { crawlOnce, testSource } from './support/crawl.ts';
import { byPath, serve } from './support/serve.ts';

const article = (n: number, head = '') =>
  `<html><head><title>Story ${n}</title>${head}</head><body><article><h1>Story ${n} of the coats</h1>` +
  `<p>${`Coat ${n} is worn with wide trousers in the ${n}th week of the season. `.repeat(5)}</p></article></body></html>`;

describe('a run kept to some dates', () => {
  it('stores what was published in them', async () => {
    const rss = (items: [number, string][]) =>
      `<rss version="2.0"><channel><title>t</title>${items
        .map(
          ([n, date]) =>
            `<item><title>Story ${n}</title><link>/story-${n}</link><pubDate>${date}</pubDate></item>`,
        )
        .join('')}</channel></rss>`;
    const site = await serve(
      byPath({
        '/feed': {
          type: 'application/rss+xml',
          body: rss([
            [1, 'Thu, 01 Oct 2026 08:00:00 GMT'],
            [2, 'Sun, 01 Nov 2026 08:00:00 GMT'],
            [3, 'Tue, 10 Nov 2026 08:00:00 GMT'],
          ]),
        },
        '/story-1': { body: article(1) },
        '/story-2': { body: article(2) },
        '/story-3': { body: article(3) },
      }),
    );
    const dates = { since: new Date('2026-10-15'), until: new Date('2026-11-05') };
    const { store } = await crawlOnce(
      testSource({ urls: [`${site.url}/feed`] }),
      [site.host],
      undefined,
      dates,
    );
    await site.close();
    expect(store.documents.map(({ title }) => title)).toEqual(['Story 2 of the coats']);
    expect(store.reasons()).toEqual({ ok: 2, 'outside-dates': 2 });
    expect(site.hits).not.toContain('/story-1');
  });

  it('does not ask for what a sitemap says was last changed before them, and leaves it to later runs', async () => {
    const entry = (path: string, lastmod: string) =>
      `<url><loc>/${path}</loc>${lastmod === '' ? '' : `<lastmod>${lastmod}</lastmod>`}</url>`;
    const index = ['2026-10-01', '2026-11-14'].map(
      (day, n) => `<sitemap><loc>/part-${n}.xml</loc><lastmod>${day}</lastmod></sitemap>`,
    );
    const entries = [
      entry('story-1', '2026-10-31T23:59:59Z'),
      entry('story-2', '2026-11-01'),
      entry('story-3', ''),
      entry('story-4', '2026-11-12T09:00:00+08:00'),
    ];
    const site = await serve(
      byPath({
        '/sitemap.xml': {
          type: 'application/xml',
          body: `<sitemapindex>${index.join('')}</sitemapindex>`,
        },
        '/part-1.xml': { type: 'application/xml', body: `<urlset>${entries.join('')}</urlset>` },
        ...Object.fromEntries([1, 2, 3, 4].map((n) => [`/story-${n}`, { body: article(n) }])),
      }),
    );
    const source = testSource({ platform: 'sitemap', urls: [`${site.url}/sitemap.xml`] });
    const since = new Date('2026-11-01T12:00:00Z');
    const { store } = await crawlOnce(source, [site.host], undefined, { since });
    const told = store.ledger.filter(({ reason }) => reason === 'outside-dates').map(({ url }) => url);
    expect(told).toEqual([`${site.url}/part-0.xml`, `${site.url}/story-1`]);
    expect(site.hits.filter((path) => path.startsWith('/story'))).toHaveLength(3);
    expect([...store.pages.keys()]).not.toContain(`${site.url}/story-1`);
    await crawlOnce(source, [site.host], undefined, { until: new Date('2026-10-15') });
    expect(site.hits).toContain('/story-1'); // Published earlier than it was changed, for all that is known.
    store.nextRun();
    await crawlOnce(source, [site.host], store);
    await site.close();
    expect(store.documents.map(({ title }) => title)).toContain('Story 1 of the coats');
  });

  it('leaves what lay outside of them to later runs', async () => {
    const dated = '<meta property="article:published_time" content="2026-11-10T08:00:00Z">';
    const feed = [1, 2].map((n) => `<item><title>Story ${n}</title><link>/story-${n}</link></item>`);
    const site = await serve(
      byPath({
        '/undated': {
          type: 'application/rss+xml',
          headers: { etag: '"one"' },
          body: `<rss version="2.0"><channel><title>t</title>${feed.join('')}</channel></rss>`,
        },
        '/story-1': { body: article(1, dated) },
        '/story-2': { body: article(2, dated) },
      }),
    );
    const source = testSource({ urls: [`${site.url}/undated`] });
    const { store } = await crawlOnce(source, [site.host], undefined, { until: new Date('2020-01-01') });
    expect(store.documents).toEqual([]);
    expect(store.lastCursor).toBeNull();
    expect([...store.pages.keys()]).toEqual([]);
    store.nextRun();
    await crawlOnce(source, [site.host], store);
    await site.close();
    expect(store.documents).toHaveLength(2);
  });
});
