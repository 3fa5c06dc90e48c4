import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../crawlers/index.ts';
import { createBrowserPages } from '../../crawlers/fetch/browser-pages.ts';
import type { BrowserLimits } from '../../crawlers/fetch/browser-visit.ts';
import { crawlOnce, testFetcher, testSource } from './support/crawl.ts';
import { scriptShop } from './support/script-shop.ts';
import { serve, type Served } from './support/serve.ts';

const browser = findBrowser();
const path = 'executablePath' in browser ? browser.executablePath : '';
const asRoot = process.getuid?.() === 0;

describe.skipIf('missing' in browser)(`with ${path || 'no browser: install Chromium to run these'}`, () => {
  let shop: Served;
  let outside: Server;
  /** First bytes of whatever reached the address that no page may reach. */
  const reached: string[] = [];

  beforeAll(async () => {
    outside = createServer((socket) => {
      reached.push('a connection');
      socket.on('data', (data) => reached.push(data.toString().slice(0, 60))).on('error', () => {});
    });
    await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
    const { port } = outside.address() as AddressInfo;
    shop = await serve(scriptShop(() => `http://127.0.0.1:${port}`));
  });
  afterAll(async () => {
    await shop.close();
    outside.close();
  });

  async function read(path: string, maxScrolls = 0, limits: Partial<BrowserLimits> = {}) {
    const fetcher = testFetcher([shop.host]);
    const pages = createBrowserPages(
      'executablePath' in browser ? browser.executablePath : '',
      fetcher,
      asRoot,
      limits,
    );
    const before = shop.hits.length;
    try {
      const signal = new AbortController().signal;
      const page = await pages.fetch(`${shop.url}${path}`, { delayMs: 0, maxScrolls, signal });
      const text = Buffer.from(page.body).toString();
      const links = [...text.matchAll(/\/p\/(\d+)"/g)].map((match) => Number(match[1]));
      return { page, text, links, hits: shop.hits.slice(before) };
    } finally {
      await pages.close();
      await fetcher.close();
    }
  }

  const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

  it('crawls a shop whose list and items are made by script, by scrolling to its end', async () => {
    const source = testSource({
      platform: 'listing',
      sector: 'commerce',
      browser: true,
      urls: [`${shop.url}/endless`],
      options: { items: 'products', follow: false },
    });
    const { store, outcome } = await crawlOnce(source, [shop.host], undefined, { browser });
    expect(outcome.health).toBe('ok');
    expect(store.products.map(({ name }) => name)).toEqual(upTo(18).map((n) => `Jacket number ${n}`));
    expect(store.observations[0]).toMatchObject({ price: 51, currency: 'GBP' });
  });

  it('asks for no images, media or trackers, and for the end of the list once', async () => {
    const { hits, links } = await read('/endless', 30);
    expect(links).toEqual(upTo(18));
    expect(hits.filter((hit) => /jpg|mp4/.test(hit))).toEqual([]);
    expect(hits.filter((hit) => hit.startsWith('/api/'))).toEqual(upTo(4).map((n) => `/api/items?page=${n}`));
  });

  it('presses the button that shows more, and follows no link of that name', async () => {
    const { links, page } = await read('/button', 30);
    expect(links).toEqual(upTo(18));
    expect(page.finalUrl).toBe(`${shop.url}/button`);
  });

  it('stops at max_scrolls where a list has no end', async () => {
    const { links } = await read('/forever', 3);
    expect(links.length).toBeGreaterThan(3);
    expect(links.length).toBeLessThan(200);
  });

  it('opens a redirected page where it is, and goes along when a page sends itself on', async () => {
    expect((await read('/moved')).page.finalUrl).toBe(`${shop.url}/shops/endless/`);
    const sent = await read('/sent-on');
    expect(sent.page.finalUrl).toBe(`${shop.url}/endless`);
    expect(sent.links).toEqual(upTo(6));
    const { hits } = await read('/circle');
    expect(hits.filter((hit) => hit.startsWith('/circle')).length).toBeLessThan(5);
  });

  it('lets nothing out to an address that is not allowed, whichever way a page tries', async () => {
    const { text } = await read('/prison', 2);
    expect(text).toContain('All was tried.');
    expect(text).toContain('webrtc refused');
    expect(reached).toEqual([]);
    await expect(read('/away')).rejects.toMatchObject({ details: { reason: 'private-address' } });
    expect(reached).toEqual([]);
  });

  it('ends a page that hangs, within its time', async () => {
    const limits = { openMs: 2_000, settleMs: 500, pageMs: 4_000 };
    await expect(read('/spin', 0, limits)).rejects.toMatchObject({ details: { reason: 'timeout' } });
    expect((await read('/endless', 0)).links).toEqual(upTo(6));
  });

  it('keeps to the bounds on requests and on the size of what a page becomes', async () => {
    expect((await read('/endless', 30, { requests: 3 })).links.length).toBeLessThan(18);
    await expect(read('/endless', 0, { htmlBytes: 100 })).rejects.toMatchObject({
      details: { reason: 'too-large' },
    });
  });
});

describe('without a browser', () => {
  it('skips the source and says how to get one', async () => {
    const source = testSource({ platform: 'listing', browser: true, urls: ['https://shop.example/'] });
    const missing = findBrowser({ chromium: '/nowhere/chromium' });
    const { outcome } = await crawlOnce(source, [], undefined, { browser: missing });
    expect(outcome).toMatchObject({
      health: 'skipped',
      reason: expect.stringContaining('HEMLINE_CHROMIUM names'),
    });
  });
});
