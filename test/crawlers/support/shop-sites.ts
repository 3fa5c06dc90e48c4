import { expect } from 'vitest';
import { html, json, productPage } from './page-texts.ts';
import { gone, pathOf, queryOf, type PlatformSite } from './platform-site.ts';

const shopifyProduct = (n: number) => ({
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

export const shopify: PlatformSite = {
  name: 'shopify, ranked collection in two pages',
  source: {
    platform: 'shopify',
    sector: 'commerce',
    options: { ranked: true, currency: 'GBP', page_size: 2 },
  },
  urls: ['/collections/best'],
  answer(request, response) {
    const page = Number(queryOf(request).get('page'));
    if (pathOf(request) !== '/collections/best/products.json') gone(response);
    else
      json(response, {
        products: page === 1 ? [shopifyProduct(1), shopifyProduct(2)] : page === 2 ? [shopifyProduct(3)] : [],
      });
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
  bound: { options: { max_list_pages: 1 }, pages: /products\.json/, most: 1 },
};

/** The JSON stands in the shop's own order; only its page can be sorted. Menu and footer advertise other products. */
export const bestSelling: PlatformSite = {
  name: 'shopify, ranks from the page in best-selling order',
  source: {
    platform: 'shopify',
    sector: 'commerce',
    options: { best_selling: true, currency: 'GBP', list: 'top' },
  },
  urls: ['/collections/dresses'],
  answer(request, response) {
    const query = queryOf(request);
    const path = pathOf(request);
    const card = (n: number) =>
      `<a href="/collections/dresses/products/p${n}?variant=1"><img alt=""></a><a href="/products/p${n}">Dress ${n}</a>`;
    if (path === '/collections/dresses/products.json')
      return json(response, {
        products: query.get('page') === '1' ? [1, 2, 3, 4].map((n) => shopifyProduct(n)) : [],
      });
    if (path !== '/collections/dresses' || query.get('sort_by') !== 'best-selling') return gone(response);
    const cards = query.get('page') === '2' ? card(1) : query.get('page') === '3' ? '' : card(3) + card(2);
    html(response, `<html lang="en"><nav><a href="/products/p4">New</a></nav><main>${cards}</main></html>`);
  },
  check(store, hits) {
    expect(
      store.observations.map(({ productKey, rank, list }) => [productKey.slice(-2), rank, list]),
    ).toEqual([
      ['p1', 3, 'top'],
      ['p2', 2, 'top'],
      ['p3', 1, 'top'],
      ['p4', null, ''],
    ]);
    expect(hits).toHaveLength(4);
  },
  bound: { options: { max_rank_pages: 1 }, pages: /sort_by/, most: 1 },
};

export const woocommerce: PlatformSite = {
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
  bound: { options: { max_list_pages: 1 }, pages: /store/, most: 1 },
};

export const schemaOrg: PlatformSite = {
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

/** Garments in a script's state only; `?page=N` past the end answers with the first page again. */
export const stateShop: PlatformSite = {
  name: 'shop with its list in a script, pages by number, the first one again past the end',
  source: {
    platform: 'listing',
    sector: 'commerce',
    options: { items: 'products', page_param: 'page', follow: false, list: 'hot' },
  },
  urls: ['/hot'],
  answer(request, response, base) {
    if (pathOf(request) !== '/hot') return gone(response);
    const asked = Number(queryOf(request).get('page') ?? 1);
    const page = asked > 2 ? 1 : asked;
    const items = [1, 2, 3, 4, 5, 6].map((i) => {
      const n = (page - 1) * 6 + i;
      return {
        id: n,
        title: `Knit number ${n}`,
        price: 20 + n,
        currency: 'GBP',
        url: `${base}/item/${n}`,
        image: `${base}/${n}.jpg`,
        rank: n,
      };
    });
    html(
      response,
      `<html lang="en"><title>Bestsellers</title><h1>Bestsellers</h1><div id="app"></div><script>window.__INITIAL_STATE__ = ${JSON.stringify({ list: { products: items } })};</script></html>`,
    );
  },
  check(store, hits) {
    const places = Array.from({ length: 12 }, (_, i) => i + 1);
    expect(store.products.map(({ name }) => name)).toEqual(places.map((n) => `Knit number ${n}`));
    expect(store.observations.map(({ rank }) => rank)).toEqual(places);
    expect(hits).toEqual(['/hot', '/hot?page=2', '/hot?page=3']);
  },
  bound: { options: { max_list_pages: 1 }, pages: /hot/, most: 1 },
};

/** Reviews as microdata, two a page, with a next link; the product is not sold here. */
export const reviewSite: PlatformSite = {
  name: 'review site with microdata and pages of reviews',
  source: { platform: 'schema-org', sector: 'review', options: { product_url: '/item/' } },
  urls: ['/items'],
  answer(request, response) {
    const path = pathOf(request);
    const page = Number(queryOf(request).get('page') ?? 1);
    const review = (n: number) =>
      `<div itemprop="review" itemscope itemtype="https://schema.org/Review"><span itemprop="author">Reader ${n}</span><time itemprop="datePublished" datetime="2026-10-0${n}">x</time><div itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating"><meta itemprop="ratingValue" content="${n}"><meta itemprop="bestRating" content="5"></div><p itemprop="reviewBody">The lining tore after ${n} weeks of wear, sadly.</p></div>`;
    if (path === '/items')
      return html(response, '<html lang="en"><ul><li><a href="/item/1">Coat</a></li></ul></html>');
    if (path !== '/item/1' || page > 2) return gone(response);
    const reviews = page === 1 ? review(1) + review(2) : review(3);
    const next = page === 1 ? '<a rel="next" href="/item/1?page=2">Next</a>' : '';
    html(
      response,
      `<html lang="en"><body><div itemscope itemtype="https://schema.org/Product"><h1 itemprop="name">Coat</h1>${reviews}</div>${next}</body></html>`,
    );
  },
  check(store, hits) {
    expect(store.documents.map(({ rating, kind }) => [rating, kind])).toEqual([
      [1, 'review'],
      [2, 'review'],
      [3, 'review'],
    ]);
    expect(store.documents[2]?.publishedAt).toEqual(new Date('2026-10-03T00:00:00Z'));
    expect(store.products).toHaveLength(0);
    expect(hits).toEqual(['/items', '/item/1', '/item/1?page=2']);
  },
};
