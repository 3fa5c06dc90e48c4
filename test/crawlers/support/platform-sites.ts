import { expect } from 'vitest';
import { ARTICLE_TEXT, articlePage, html, json, productPage, xml } from './page-texts.ts';
import { gone, pathOf, queryOf, type PlatformSite } from './platform-site.ts';
import { bluesky, mastodon, reddit, rsshub } from './social-sites.ts';

const feed: PlatformSite = {
  name: 'feed with pages and RFC 5005 paging',
  source: { platform: 'feed', sector: 'editorial' },
  urls: ['/feed'],
  answer(request, response, base) {
    const path = pathOf(request);
    const item = (n: number) =>
      `<item><title>Story ${n}</title><link>${base}/s/${n}?utm_source=rss</link><pubDate>Mon, 0${n} Jun 2026 10:00:00 GMT</pubDate><dc:creator>Ann Lee</dc:creator></item>`;
    const rss = (items: string, next = '') =>
      `<?xml version="1.0"?><rss version="2.0" xmlns:dc="x" xmlns:atom="y"><channel><title>T</title>${next}${items}</channel></rss>`;
    if (path === '/feed' && request.url === '/feed')
      xml(request, response, rss(item(1) + item(2), `<atom:link rel="next" href="${base}/feed?p=2"/>`));
    else if (path === '/feed') xml(request, response, rss(item(3)));
    else if (path.startsWith('/s/')) html(response, articlePage(`Story ${path.slice(3)}`));
    else gone(response);
  },
  check(store) {
    expect(new Set(store.documents.map(({ title }) => title))).toEqual(
      new Set(['Story 1', 'Story 2', 'Story 3']),
    );
    expect(store.documents[0]?.canonicalUrl).not.toContain('utm_');
    expect(store.documents[0]).toMatchObject({
      author: 'Ann Lee',
      publishedAt: new Date('2026-06-01T10:00:00Z'),
      publishedAtKnown: true,
    });
    expect(store.documents[0]?.text).toContain('wide-leg trousers');
  },
};

const sitemap: PlatformSite = {
  name: 'sitemap index with a news sitemap',
  source: { platform: 'sitemap', sector: 'runway', options: { holds: '/s/' } },
  urls: ['/index.xml'],
  answer(request, response, base) {
    const path = pathOf(request);
    if (path === '/index.xml')
      xml(request, response, `<sitemapindex><sitemap><loc>${base}/news.xml</loc></sitemap></sitemapindex>`);
    else if (path === '/news.xml')
      xml(
        request,
        response,
        `<urlset xmlns:news="n"><url><loc>${base}/s/1</loc><news:news><news:publication_date>2026-05-04</news:publication_date><news:title>Story 1</news:title></news:news></url><url><loc>${base}/about</loc></url><url><loc>http://169.254.169.254/s/</loc></url></urlset>`,
      );
    else if (path === '/s/1') html(response, articlePage('Story 1'));
    else gone(response);
  },
  check(store) {
    expect(store.documents).toHaveLength(1);
    expect(store.documents[0]?.publishedAt).toEqual(new Date('2026-05-04T00:00:00Z'));
    expect(store.ledger.every(({ url }) => !url.includes('169.254'))).toBe(true);
  },
};

const shopify: PlatformSite = {
  name: 'shopify, ranked collection in two pages',
  source: {
    platform: 'shopify',
    sector: 'commerce',
    options: { ranked: true, currency: 'GBP', page_size: 2 },
  },
  urls: ['/collections/best'],
  answer(request, response) {
    const product = (n: number) => ({
      handle: `p${n}`,
      title: `Dress ${n}`,
      vendor: 'Maker',
      product_type: 'Dresses',
      body_html: '<p>A linen dress.</p>',
      published_at: '2026-03-01T00:00:00Z',
      tags: ['linen'],
      options: [
        { name: 'Colour', values: ['Sage'] },
        { name: 'Size', values: ['S', 'M'] },
      ],
      variants: [{ price: '40.00', compare_at_price: '50.00', available: n !== 2, sku: `S${n}` }],
      images: [],
    });
    const page = Number(queryOf(request).get('page'));
    if (pathOf(request) !== '/collections/best/products.json') gone(response);
    else json(response, { products: page === 1 ? [product(1), product(2)] : page === 2 ? [product(3)] : [] });
  },
  check(store) {
    expect(
      store.observations.map(({ rank, list, price, listPrice, availability }) => [
        rank,
        list,
        price,
        listPrice,
        availability,
      ]),
    ).toEqual([
      [1, 'best', 40, 50, 'in_stock'],
      [2, 'best', 40, 50, 'out_of_stock'],
      [3, 'best', 40, 50, 'in_stock'],
    ]);
    expect(store.products[0]).toMatchObject({
      brand: 'Maker',
      color: 'Sage',
      sizes: ['S', 'M'],
      category: 'Dresses',
    });
    expect(store.documents[0]).toMatchObject({ kind: 'product', productKey: store.products[0]?.key });
  },
};

const woocommerce: PlatformSite = {
  name: 'woocommerce store API',
  source: { platform: 'woocommerce', sector: 'commerce' },
  urls: [''],
  answer(request, response, base) {
    if (pathOf(request) !== '/wp-json/wc/store/v1/products') return gone(response);
    const page = Number(queryOf(request).get('page') ?? 1);
    json(
      response,
      [
        {
          name: `Coat ${page}`,
          permalink: `${base}/product/coat-${page}/`,
          sku: 'C',
          is_in_stock: true,
          average_rating: '4.5',
          review_count: 8,
          prices: { price: '12050', regular_price: '20000', currency_code: 'EUR', currency_minor_unit: 2 },
          categories: [{ name: 'Coats' }],
          attributes: [],
          images: [],
          description: '<p>Warm wool.</p>',
        },
      ],
      { 'x-wp-totalpages': '2' },
    );
  },
  check(store) {
    expect(store.products.map(({ name }) => name)).toEqual(['Coat 1', 'Coat 2']);
    expect(store.observations[0]).toMatchObject({
      price: 120.5,
      listPrice: 200,
      currency: 'EUR',
      availability: 'in_stock',
      rating: 4.5,
      reviewCount: 8,
    });
  },
};

const wordpress: PlatformSite = {
  name: 'wordpress REST',
  source: { platform: 'wordpress', sector: 'editorial' },
  urls: [''],
  answer(request, response, base) {
    if (pathOf(request) !== '/wp-json/wp/v2/posts') return gone(response);
    if (queryOf(request).has('modified_after')) return json(response, [], { 'x-wp-totalpages': '0' });
    const page = Number(queryOf(request).get('page') ?? 1);
    json(
      response,
      [
        {
          link: `${base}/post-${page}/`,
          date_gmt: '2026-04-01T08:00:00',
          modified_gmt: '2026-04-02T08:00:00',
          title: { rendered: `Post &amp; ${page}` },
          content: { rendered: `<p>${ARTICLE_TEXT}</p>` },
          _embedded: { author: [{ name: 'Bo Chen' }] },
        },
      ],
      { 'x-wp-totalpages': '2' },
    );
  },
  check(store) {
    expect(store.documents.map(({ title }) => title)).toEqual(['Post & 1', 'Post & 2']);
    expect(store.documents[0]).toMatchObject({
      author: 'Bo Chen',
      publishedAt: new Date('2026-04-01T08:00:00Z'),
    });
  },
};

const schemaOrg: PlatformSite = {
  name: 'schema.org shop with a bestseller list and reviews',
  source: { platform: 'schema-org', sector: 'commerce', options: { product_url: '/p/' } },
  urls: ['/bestsellers'],
  answer(request, response, base) {
    const path = pathOf(request);
    const card = (n: number) =>
      `<li class="card"><a href="${base}/p/${n}"><h3>Skirt number ${n}</h3></a><span class="price">£${20 + n}.00</span></li>`;
    const page = queryOf(request).get('page');
    if (path === '/bestsellers')
      html(
        response,
        `<html lang="en"><title>Bestsellers</title><h1>Bestsellers</h1><ul>${page ? card(4) + card(5) + card(6) : card(1) + card(2) + card(3)}</ul>${page ? '' : `<a rel="next" href="${base}/bestsellers?page=2">Next</a>`}`,
      );
    else if (path.startsWith('/p/')) html(response, productPage(`Skirt number ${path.slice(3)}`));
    else gone(response);
  },
  check(store) {
    const ranked = store.observations.filter(({ list }) => list === 'bestsellers');
    expect(ranked.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(new Set(store.products.map(({ key }) => key)).size).toBe(6);
    expect(store.documents.filter(({ kind }) => kind === 'review')).toHaveLength(6);
    expect(store.documents.find(({ kind }) => kind === 'review')).toMatchObject({
      rating: 2,
      author: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    expect(store.observations.find(({ list }) => list === '')).toMatchObject({
      price: 59,
      currency: 'GBP',
      availability: 'in_stock',
    });
  },
};

const listing: PlatformSite = {
  name: 'list pages by number until nothing is new, with relative dates',
  source: {
    platform: 'listing',
    sector: 'editorial',
    language: 'zh',
    market: 'cn',
    options: { page_param: 'page' },
  },
  urls: ['/news'],
  answer(request, response) {
    const path = pathOf(request);
    const page = Math.min(3, Number(queryOf(request).get('page') ?? 1));
    if (path === '/news')
      html(
        response,
        `<ul class="list"><li><a href="/a/${page}.html">今年春夏最值得入手的单品之${page}</a><span class="time">3天前</span></li></ul>`,
      );
    else if (path.startsWith('/a/'))
      html(
        response,
        `<html lang="zh"><h1>今年春夏最值得入手的单品</h1><div class="content"><p>${'阔腿裤今年又回来了，街上到处都是，黄油黄也很多，大家都在穿。'.repeat(6)}</p></div>`,
      );
    else gone(response);
  },
  check(store) {
    expect(store.documents).toHaveLength(3);
    expect(store.documents[0]?.publishedAt).toEqual(new Date('2026-11-13T00:00:00Z'));
    expect(store.ledger.length).toBeLessThan(9);
  },
};

export const PLATFORM_SITES: PlatformSite[] = [
  feed,
  sitemap,
  shopify,
  woocommerce,
  wordpress,
  mastodon,
  bluesky,
  reddit,
  rsshub,
  schemaOrg,
  listing,
];
