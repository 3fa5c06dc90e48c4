import { describe, expect, it } from 'vitest';
import { readCalledLiteral } from '../../crawlers/extract/script-literal.ts';
import { extractPage } from '../../crawlers/index.ts';

const page = (body: string, head = '<title>Shirts</title>', url = 'https://shop.example/shirts') =>
  extractPage({
    url,
    body: Buffer.from(`<html lang="en"><head>${head}</head><body>${body}</body></html>`),
    contentType: 'text/html; charset=utf-8',
  });

const NAMES = ['Linen Shirt', 'Wool Scarf', 'Pleated Skirt', 'Rain Cape', 'Felt Hat', 'Silk Tie'];
const card = (name: string, i: number, extra = '') =>
  `<div class="card" data-sku="K-100${i}"><a href="/p/${i}"><img src="/i/${i}.jpg" alt="${name}"></a><span class="badge">Sale</span>
   <span class="brand">Maker ${i}</span><a href="/p/${i}">${name}</a><a href="/p/${i}#reviews" aria-label="4.${i} out of 5 stars, 2${i} ratings"></a>
   <del>£${90 + i}.00</del> <b>£${50 + i}.00</b>${extra}</div>`;
const grid = (extra = (_i: number) => '') =>
  `<div>${NAMES.map((name, i) => card(name, i, extra(i))).join('')}</div>`;

describe('grids in the markup', () => {
  it('reads name, brand, prices, rating, number and address of each card', () => {
    const read = page(grid());
    expect(read.kind).toBe('listing');
    expect(read.products.map(({ name }) => name)).toEqual(NAMES);
    expect(read.products[1]).toMatchObject({
      brand: 'Maker 1',
      price: 51,
      listPrice: 91,
      currency: 'GBP',
      rating: 4.1,
      reviewCount: 21,
      sku: 'K-1001',
      url: 'https://shop.example/p/1',
      image: 'https://shop.example/i/1.jpg',
      availability: 'unknown',
      rank: null,
    });
  });

  it('says that a card is sold out where the card says so', () => {
    const { products } = page(grid((i) => (i === 2 ? '<i>Sold out</i>' : '')));
    expect(products.map(({ availability }) => availability === 'out_of_stock')).toEqual(
      NAMES.map((_, i) => i === 2),
    );
  });

  it.each([
    ['#%', 'x'],
    ['No. %', 'x'],
    ['TOP %', 'x'],
    ['第%名', 'x'],
    ['%位', 'x'],
    ['%', 'rank-num'],
  ])('reads ranks printed as %s', (form, name) => {
    const { products } = page(grid((i) => `<i class="${name}">${form.replace('%', String(i + 3))}</i>`));
    expect(products.map(({ rank }) => rank)).toEqual([3, 4, 5, 6, 7, 8]);
  });

  it.each(['Best sellers in shirts', '女装热销榜', '连衣裙销量排行', 'Top 100 dresses'])(
    'takes the place for the rank on a page called %s',
    (title) => {
      expect(page(grid(), `<title>${title}</title>`).products.map(({ rank }) => rank)).toEqual([
        1, 2, 3, 4, 5, 6,
      ]);
      expect(page(grid()).products.every(({ rank }) => rank === null)).toBe(true);
    },
  );

  it('keeps a grid a grid where every page is called an article, and where Facebook is told of a group', () => {
    for (const type of ['article', 'product.group'])
      expect(page(grid(), `<title>Shirts</title><meta property="og:type" content="${type}">`).kind).toBe(
        'listing',
      );
  });

  it('keeps a product a product beside what the shop recommends', () => {
    const own = '<h1>Oxford Shoes</h1><p class="price">£120.00</p><button>Add to basket</button>';
    const read = page(
      `${own}<section class="recommended">${grid()}</section>`,
      '<title>Oxford Shoes</title>',
    );
    expect(read.kind).toBe('product');
    expect(read.products).toMatchObject([{ name: 'Oxford Shoes', price: 120 }]);
  });
});

describe('lists in the data', () => {
  const rows = NAMES.map((name, i) => ({ name, price: 50 + i, url: `/p/${i}`, sku: `K-${i}00` }));
  const expected = NAMES.map((name, i) => [name, 50 + i]);
  const found = (script: string, type = 'text/javascript') =>
    page(`<h1>Shirts</h1><script type="${type}">${script}</script>`).products.map(({ name, price }) => [
      name,
      price,
    ]);

  it.each([
    ['an assignment', `window.__STATE__ = ${JSON.stringify({ list: rows })};`, undefined],
    [
      'a string of JSON',
      `window.x = JSON.parse(${JSON.stringify(JSON.stringify({ list: rows }))});`,
      undefined,
    ],
    ['a script of JSON', JSON.stringify({ props: { list: rows } }), 'application/json'],
    [
      "Nuxt's call",
      `window.__NUXT__=(function(a,b){return {data:[{list:${JSON.stringify(rows).replaceAll('"price":50', '"price":a').replaceAll('"/p/5"', 'b')}}]}}(50,"\\u002Fp\\u002F5"));`,
      undefined,
    ],
    [
      "Next's stream",
      `self.__next_f.push([1,${JSON.stringify(`2:${JSON.stringify({ list: rows })}`.slice(0, 60))}]);self.__next_f.push([1,${JSON.stringify(`2:${JSON.stringify({ list: rows })}`.slice(60))}])`,
      undefined,
    ],
  ])('reads %s', (_, script, type) => expect(found(script, type)).toEqual(expected));

  it('folds variants priced in hundredths into their products', () => {
    const products = NAMES.map((name, i) => ({
      id: i,
      vendor: 'Maker',
      handle: `h-${i}`,
      variants: ['38', '39'].map((size) => ({
        id: size,
        price: 14_000 + i,
        name: `${name} - ${size}`,
        public_title: size,
        sku: `K${i}-${size}`,
      })),
    }));
    const read = page(`<h1>Shirts</h1><script>var meta = ${JSON.stringify({ products })};</script>`).products;
    expect(read.map(({ name, price }) => [name, price])).toEqual(
      NAMES.map((name, i) => [name, 140 + i / 100]),
    );
    expect(read[0]).toMatchObject({ brand: 'Maker', url: 'https://shop.example/products/h-0' });
  });

  it('takes the price a card shows over the one in the script, and fills the rest from it', () => {
    const scripted = NAMES.map((name, i) => ({
      name,
      price: 10 + i,
      url: `/p/${i}`,
      sku: `S-${i}00`,
      brand: 'House',
    }));
    const [first] = page(
      `${grid()}<script>window.__STATE__ = ${JSON.stringify({ scripted })}</script>`,
    ).products;
    expect(first).toMatchObject({
      name: 'Linen Shirt',
      price: 50,
      listPrice: 90,
      sku: 'S-000',
      brand: 'House',
    });
  });

  it('reads an ItemList with its positions and leaves menus out', () => {
    const list = (items: object[], order?: string) =>
      `<script type="application/ld+json">${JSON.stringify({ '@type': 'ItemList', itemListOrder: order, itemListElement: items })}</script>`;
    const items = NAMES.map((name, i) => ({
      '@type': 'ListItem',
      position: i + 1,
      item: { '@type': 'Product', name, url: `/p/${i}`, offers: { price: 50 + i, priceCurrency: 'GBP' } },
    }));
    expect(page(list(items, 'Descending')).products.map(({ name, rank }) => [name, rank])).toEqual(
      NAMES.map((name, i) => [name, i + 1]),
    );
    const menu = NAMES.map((name) => ({ '@type': 'SiteNavigationElement', name, url: `/${name}` }));
    expect(page(list(menu)).products).toEqual([]);
  });

  it('refuses calls that are programs', () => {
    expect(readCalledLiteral('(function(a){return {x:a}}(1))')).toEqual({ x: 1 });
    expect(readCalledLiteral('(function(a){go(a);return {x:a}}(1))')).toBeUndefined();
    expect(readCalledLiteral('(function(a){return {x:b}}(1))')).toBeUndefined();
  });
});
