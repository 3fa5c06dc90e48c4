import { describe, expect, it } from 'vitest';
import { extractPage } from '../../crawlers/index.ts';
import { nofollowLinks } from '../../crawlers/fetch/nofollow-links.ts';
import { retryAfterMs } from '../../crawlers/fetch/response-headers.ts';
import { readSignals } from '../../crawlers/fetch/robots-directives.ts';
import { holdsPersonal } from '../../crawlers/governance-residue.ts';
import { stripPersonal } from '../../crawlers/minimise.ts';
import { sitemapEntries } from '../../crawlers/platforms/sitemap-entries.ts';

/**
 * Texts that were written to be slow to read. Read in the square of their length they take minutes, which the runner's
 * own limit ends; read once they take a moment.
 */
const LONG = 300_000;
const runOf = (unit: string, length = LONG): string => unit.repeat(Math.floor(length / unit.length));

const page = (body: string, headers: Record<string, string> = {}) => ({
  url: 'https://shop.example/coat',
  finalUrl: 'https://shop.example/coat',
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
  body: Buffer.from(body),
  fetchedAt: new Date('2026-11-10T00:00:00Z'),
});

describe('what filters of personal data look at', () => {
  it.each([
    'a',
    '1',
    '.',
    'a.',
    '-',
    '\n',
    ' ',
    '@',
    'a@',
    '\n- ',
    '\n- Ann',
    'Thanks,\n',
    '1 ',
    '1-',
    '中1号',
  ])('%j', (unit) => {
    const text = `${runOf(unit)}\u0001`;
    expect(holdsPersonal(text)).toBe(false);
    expect(stripPersonal(text, 'a key', true).endsWith('\u0001')).toBe(true);
  });

  it('finds who signed behind blank lines, and an e-mail behind a long word', () => {
    expect(stripPersonal('Warm coat.\n\n  - Anna \n', 'a key', true)).toBe('Warm coat.\n\n  - [name] \n');
    expect(stripPersonal('Warm coat. Thanks,\n\nAnna Lee.', 'a key', true)).toBe(
      'Warm coat. Thanks,\n\n[name].',
    );
    expect(holdsPersonal(`${runOf('a')}@shop.example`)).toBe(true);
  });
});

describe('what comes in headers and tags', () => {
  it('headers', () => {
    expect(retryAfterMs(runOf('a', 32_000), undefined, new Date(0))).toBeNull();
    const robots = `${runOf('a:', 32_000)} noindex, hemline: noindex`;
    expect(readSignals(page('', { 'x-robots-tag': robots }))).toMatchObject({ noindex: 'noindex' });
  });

  it.each(['<a ', '<a x', '<base ', '<a rel=nofollow ', "<a href='"])('tags: %j', (unit) => {
    const html = `<html><a rel="nofollow" href="/x">x</a>${runOf(unit, 6_000_000)}`;
    expect([...nofollowLinks(page(html))]).toEqual(['https://shop.example/x']);
  });
});

describe('sitemaps', () => {
  it('whose entries lie in each other name nothing that could be asked for', () => {
    const { pages } = sitemapEntries(
      `<urlset>${`<url><loc>https://shop.example/${runOf('x', 60_000)}`.repeat(180)}`,
    );
    expect(pages).toHaveLength(180);
    expect(pages.reduce((sum, { loc }) => sum + loc.length, 0)).toBe(0);
    const one = sitemapEntries('<urlset><url><loc><![CDATA[ https://shop.example/a ]]></loc></url></urlset>');
    expect(one.pages[0]?.loc).toBe('https://shop.example/a');
  });
});

describe('what pages say of themselves', () => {
  const units = [' ', '\u3000', '\n', '-', '- ', 'a', '1', '.', ',', '»', '/', 's@', 'x>'];
  const property = (name: string, text: string): string => `<meta property="${name}" content="A${text}x">`;
  const forms: [string, (text: string) => string][] = [
    [
      'meta tags',
      (text) =>
        [
          'author',
          'og:title',
          'article:published_time',
          'product:brand',
          'product:price:amount',
          'og:site_name',
        ]
          .map((name) => property(name, text))
          .join(''),
    ],
    [
      'structured data of a product',
      (text) => {
        const value = `A${text}x`;
        const thing = {
          '@type': 'Product',
          name: value,
          brand: value,
          sku: value,
          size: [value],
          color: value,
          offers: { price: `${text}x`, priceCurrency: value, availability: value },
          aggregateRating: { ratingValue: `${text}x`, reviewCount: `${text}x` },
        };
        return `<script type="application/ld+json">${JSON.stringify(thing)}</script>`;
      },
    ],
    ['a trail', (text) => `<nav class="breadcrumb">${text}x<a href="/a">A${text}x</a></nav><h1>Coat</h1>`],
    ['a byline', (text) => `<article><h1>Coats</h1><div class="byline">By ${text}x</div><p>Wool.</article>`],
    [
      'an author of a feed',
      (text) =>
        `<?xml version="1.0"?><rss><channel><item><title>A</title><author>${text}x</author></item></channel></rss>`,
    ],
  ];
  it.each(forms)('%s', (_, make) => {
    for (const unit of units)
      expect(
        extractPage({ url: 'https://shop.example/coat', body: Buffer.from(make(runOf(unit))) }),
      ).toBeTruthy();
  });
});
