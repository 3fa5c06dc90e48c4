import { describe, expect, it } from 'vitest';
import { extractPage } from '../../crawlers/index.ts';
import { toPublished } from '../../crawlers/extract/parse-date.ts';
import { readLiteral } from '../../crawlers/extract/script-literal.ts';
import { crawlReading } from './support/review-page.ts';

const page = (html: string, url = 'https://shop.example/p/1') =>
  extractPage({ url, body: Buffer.from(html), contentType: 'text/html; charset=utf-8' });
const product = (html: string, url?: string) => page(html, url).products[0];

const PRODUCT = (extra: string, ld: object = {}) =>
  `<html lang="en"><head><title>Linen Shirt - Shop</title><script type="application/ld+json">${JSON.stringify(
    {
      '@type': 'Product',
      name: 'Linen Shirt',
      offers: { price: '59.00', priceCurrency: 'GBP' },
      ...ld,
    },
  )}</script></head><body><h1>Linen Shirt</h1>${extra}</body></html>`;

describe('script state', () => {
  it('reads literals as scripts write them, and refuses what is a program', () => {
    expect(readLiteral(`{a: 'x', "b": [1, .5, !0,], c: undefined, /* d */ e: "\\u4e2d",}`)).toEqual({
      a: 'x',
      b: [1, 0.5, true],
      c: null,
      e: '中',
    });
    expect(readLiteral('{a: f(1)}')).toBeUndefined();
    expect(readLiteral('['.repeat(100_000))).toBeUndefined();
  });

  it('reads a grid that only a script holds, in its order', () => {
    const items = Array.from({ length: 6 }, (_, i) => ({
      raw_title: `阔腿裤 ${i}`,
      view_price: `${99 + i}.00`,
      detail_url: `//item.example/${i}`,
    }));
    const state = `g_page_config = ${JSON.stringify({ mods: { itemlist: { data: { auctions: items } } } })};`;
    const read = page(`<html lang="zh"><body><script>${state}</script></body></html>`);
    expect(read.kind).toBe('listing');
    expect(read.products.map((item) => [item.name, item.price, item.currency])).toEqual(
      items.map((item, i) => [item.raw_title, 99 + i, 'CNY']),
    );
    expect(read.products[0]?.url).toBe('https://item.example/0');
  });

  it("fills a product's gaps from the record that bears its name, and from no other", () => {
    const other = { name: 'Wool Scarf', price: '10.00', sku: 'W-1', brand: 'Other' };
    const own = { name: 'Linen Shirt', price: '59.00', sku: 'L-77', brand: 'Maker' };
    const read = product(
      PRODUCT(`<script>window.__STATE__ = ${JSON.stringify({ a: [other, own] })}</script>`),
    );
    expect(read).toMatchObject({ sku: 'L-77', brand: 'Maker', price: 59 });
  });
});

describe('product markup', () => {
  it('prefers the code that a page prints for its reader', () => {
    expect(product(PRODUCT('<p>Product code: 141677</p>', { sku: 'internal-9' }))?.sku).toBe('141677');
    expect(product(PRODUCT('<p>Nothing printed</p>', { sku: 'internal-9' }))?.sku).toBe('internal-9');
  });

  it('hears stock from words, then from buttons, and not from hidden parts', () => {
    const stock = (extra: string) => product(PRODUCT(extra))?.availability;
    expect(stock('<button>Add to basket</button>')).toBe('in_stock');
    expect(stock('<div class="stock">Sold out</div>')).toBe('out_of_stock');
    expect(stock('<div class="stock" style="display:none">Sold out</div><button>Buy now</button>')).toBe(
      'in_stock',
    );
    expect(stock('<p>Nothing said</p>')).toBe('unknown');
  });

  it('takes the price that one pays below the heading that names the product', () => {
    const html = `<html lang="de"><head><title>Leinenhemd</title><meta property="og:type" content="product"></head><body>
      <h1>15% sparen</h1><span class="subscription-price">8,27 €</span><h1>Leinenhemd</h1>
      <span class="old-price">12,00 €</span><span class="sale-price">9,71 €</span></body></html>`;
    expect(product(html)?.price).toBe(9.71);
  });
});

const ARTICLE = (head: string, body: string) =>
  `<html lang="en"><head><title>Wide Trousers Return | The Paper</title><meta property="og:site_name" content="The Paper">${head}</head><body><h1>Wide Trousers Return</h1>${body}<p>${'They are worn long, with flat shoes, and mostly in linen. '.repeat(8)}</p></body></html>`;

describe('article facts', () => {
  it('names the writer before the house, and the house where no writer is named', () => {
    const house = '<meta name="author" content="The Paper">';
    expect(page(ARTICLE(house, '<p>By Jo Field</p>')).author).toBe('Jo Field');
    expect(page(ARTICLE(house, '')).author).toBe('The Paper');
    expect(page(ARTICLE('', '<p>By the sea it was cold</p>')).author).toBeNull();
  });

  it.each([
    [
      '<address><a rel="author">Jo Field</a> and <a rel="author">Al Brook</a></address>',
      'Jo Field, Al Brook',
    ],
    [
      '<h4 class="vcard">by <span class="author vcard"><span class="fn">jofield</span></span></h4>',
      'jofield',
    ],
    ['<div class="article__author">Style · Jo Field, Al Brook</div>', 'Jo Field, Al Brook'],
    ['<p class="byline">Jo Field | jo@a.example</p>', 'Jo Field'],
    ['<h5>Datum: </h5>05.03.2026 <br> <h5>Autor: </h5>Jo Field<br>', 'Jo Field'],
    ['<div class="top"><a href="/user/jofield/">u/jofield</a></div>', 'jofield'],
    ['<p><a href="/members/?u=12">jofield</a> 05.03.2026, 10:11</p>', 'jofield'],
    ['<p class="info">来源：时尚报 作者：李明 编辑：王芳</p>', '李明'],
    ['<p>责任编辑： 王芳</p>', '王芳'],
    ['<p>（记者：李明、王芳）</p>', '李明, 王芳'],
    ['<p>文／李明</p>', '李明'],
    ['<article><h2><a href="/b">Skirts Are Short</a></h2><p class="byline">By Al Brook</p></article>', null],
    ['<footer><p class="creator">A paper of House and Home</p></footer>', null],
    ['<div class="authors"><h1 class="authors-title">Follow us</h1></div>', null],
    ['<form class="author-list"><label>List name <input></label></form>', null],
    ['<p align="right"><em>Jo Field</em></p>', 'Jo Field'],
    ['<p class="author">19 Nov 2026</p>', null],
    ['<p class="author">(编辑：王芳)</p>', '王芳'],
    ['<p class="author">本报记者李明</p>', '李明'],
    ['<div class="author-box">一起来聊衣服吧!</div>', null],
    [
      `<p>${'She has long been worn by the people she met. '.repeat(6)}<a href="/people/jo">Jo Field</a></p>`,
      null,
    ],
  ])('finds the writer in %s', (markup, expected) => {
    const read = page(ARTICLE('', markup)).author;
    expect(read === 'u/jofield' ? 'jofield' : read).toBe(expected);
  });

  it('reads writers that the data names together, and a desk where nobody else is named', () => {
    const thing = (name: unknown) =>
      `<script type="application/ld+json">${JSON.stringify({ '@type': 'Article', author: { '@type': 'Person', name } })}</script>`;
    expect(page(ARTICLE(thing(['Jo Field', 'Al Brook']), '')).author).toBe('Jo Field, Al Brook');
    expect(page(ARTICLE(thing('Style Editors'), '')).author).toBe('Style Editors');
    expect(page(ARTICLE(thing('Style Editors'), '<p>By Jo Field</p>')).author).toBe('Jo Field');
    const card =
      '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Al Brook">';
    expect(page(ARTICLE(card, '')).author).toBe('Al Brook');
    expect(page(ARTICLE(card, '<p>By <a href="/author/jo">Jo Field</a></p>')).author).toBe('Jo Field');
  });

  it('reads a date that stands alone below the heading', () => {
    expect(page(ARTICLE('', '<div class="x1">5 March 2026</div>')).publishedAt).toBe('2026-03-05');
    expect(page(ARTICLE('', '<div class="x1">2019.03.05</div>')).publishedAt).toBe('2019-03-05');
  });

  it('gives the day as the page writes it, though it is told in UTC', () => {
    const utc = '<meta property="article:published_time" content="2026-03-04T22:04:00Z">';
    const shown = '<p class="date">5 March 2026, 00:04</p>';
    expect(page(ARTICLE(utc, shown)).publishedAt).toBe('2026-03-05T00:04:00+02:00');
    expect(page(ARTICLE(utc, '<p class="date">5 March 2026, 00:17</p>')).publishedAt).toBe(
      '2026-03-04T22:04:00Z',
    );
    const stamp = '<time datetime="2026-03-04T22:04:00Z">5 March 2026</time>';
    expect(page(ARTICLE(utc, stamp)).publishedAt).toBe('2026-03-05');
  });

  it('reads the clock of a country of one zone, and keeps the day', () => {
    const chinese = (shown: string) =>
      page(
        `<html lang="zh-CN"><body><h1>阔腿裤回来了</h1><p>${shown}</p></body></html>`,
        'https://a.example/x',
      );
    expect(chinese('2026年3月5日 07:30').publishedAt).toBe('2026-03-05T07:30:00+08:00');
    expect(chinese('2026年3月5日').publishedAt).toBe('2026-03-05T00:00:00+08:00');
    expect(toPublished('2026-03-05T00:00:00+08:00')?.toISOString()).toBe('2026-03-05T00:00:00.000Z');
    expect(toPublished('2026-03-05T07:30:00+08:00')?.toISOString()).toBe('2026-03-04T23:30:00.000Z');
  });

  it('takes no date from a list of other articles, nor from an embedded post', () => {
    const list = [1, 2, 3].map((day) => `<li class="news-date">0${day}.03.2026</li>`).join('');
    expect(page(ARTICLE('', `<ul>${list}</ul>`)).publishedAt).toBeNull();
    const embed = `<aside><time datetime="2026-01-01">1 Jan 2026</time></aside><time datetime="2026-03-05">5 Mar</time>`;
    expect(page(ARTICLE('', embed)).publishedAt).toBe('2026-03-05');
  });

  it('cuts the name of the site and keeps a dash of the headline', () => {
    const title = (text: string) =>
      page(`<html><head><title>${text}</title></head><body></body></html>`).title;
    expect(title('Corsets - shops, designers and where to buy')).toBe(
      'Corsets - shops, designers and where to buy',
    );
    expect(title('英雄的城为什么是这座城-新华网')).toBe('英雄的城为什么是这座城');
    expect(page(ARTICLE('', '')).title).toBe('Wide Trousers Return');
  });
});

describe('titles', () => {
  const titled = (title: string, og: string | null, body: string) =>
    page(
      `<html><head><title>${title}</title>${og === null ? '' : `<meta property="og:title" content="${og}">`}</head><body>${body}</body></html>`,
    ).title;

  it('take the heading that is the rest of the title, where the first one names the site', () => {
    const headings = '<h1>Notes of a Tailor</h1><h3 class="entry-title">Sleeves Are Wide This Year</h3>';
    expect(titled('Sleeves Are Wide This Year : Notes of a Tailor | Since 2005', null, headings)).toBe(
      'Sleeves Are Wide This Year',
    );
    const plainHeadings =
      '<h1>A Diary</h1><h2>2026</h2><h3>Why nobody irons linen any more, and why it is right</h3>';
    expect(
      titled('A Diary - Why nobody irons linen any more, and why it is right', null, plainHeadings),
    ).toBe('Why nobody irons linen any more, and why it is right');
  });

  it('leave out the section before a headline where the shared title does', () => {
    const heading = '<h1><span>Week in Cloth</span> Ladders of Pleats</h1>';
    expect(titled('Ladders of Pleats - The Paper', 'Ladders of Pleats - The Paper', heading)).toBe(
      'Ladders of Pleats',
    );
  });

  it('leave out what only a screen reader says', () => {
    const heading = '<h1><span class="visually-hidden">Collection: </span>Long Wool Coats</h1>';
    expect(
      titled('Shop Long Wool Coats with free returns', 'Shop Long Wool Coats with free returns', heading),
    ).toBe('Long Wool Coats');
  });

  it('take the shared title where it stands on the page below another heading', () => {
    const headings = '<h1>Pleats: the story of old folds</h1><h2>Pleats: the story of new folds</h2>';
    expect(titled('Pleats: the story of old folds', 'Pleats: the story of new folds', headings)).toBe(
      'Pleats: the story of new folds',
    );
  });

  it('take a named headline where there is no heading', () => {
    expect(titled('paper.example | Style', null, '<div class="news-headline">Hems Go Down</div>')).toBe(
      'Hems Go Down',
    );
  });
});

describe('review sources', () => {
  it('bring reviews without products unless asked for both', () => {
    const bare = crawlReading({});
    expect([bare.products.length, bare.observations.length]).toEqual([0, 0]);
    expect(bare.documents.map((document) => document.kind)).toEqual(['review']);
    expect(crawlReading({ products: true }).products).toHaveLength(1);
  });
});

describe('body', () => {
  const words = '<p>They are worn long, with flat shoes, and mostly in linen, as everyone says.</p>'.repeat(
    6,
  );

  it('reads a page that a server wrapped in a form', () => {
    const html = `<html><body><form><div>${words}</div></form></body></html>`;
    expect(page(html).text).toContain('mostly in linen');
  });

  it('puts together a text that its layout cut into boxes', () => {
    const part = (n: number) =>
      `<div class="box"><div class="cell"><div class="text-part"><p>Part ${n}: they are worn long, with flat shoes, and mostly in linen, as everyone in town says.</p></div></div></div>`;
    const read = page(`<html><body><main>${[1, 2, 3, 4].map((n) => part(n)).join('')}</main></body></html>`);
    expect(read.text?.match(/Part \d/g)).toEqual(['Part 1', 'Part 2', 'Part 3', 'Part 4']);
  });

  it('leaves out the heading, the byline and the words below pictures', () => {
    const top = '<h1>Wide Trousers Return</h1><p class="byline">By Jo Field</p><time>5 March 2026</time>';
    const picture = '<div class="photo-caption caption">A pair on a chair. Photo: Al Brook</div>';
    const { text } = page(`<html><body><article>${top}${picture}${words}</article></body></html>`);
    expect(text).toContain('mostly in linen');
    expect(text).not.toMatch(/Wide Trousers|Jo Field|March|chair/);
  });

  it('leaves out the lines of editors, notices and other articles', () => {
    const chinese = '阔腿裤又回来了，配平底鞋，多半是亚麻的，大家都这么说。'.repeat(4);
    const tail = '<p>责任编辑：王芳</p><p>声明：本文仅代表作者观点</p><p>相关阅读</p><p>短裙流行什么颜色</p>';
    const read = page(
      `<html lang="zh"><body><article><p>2026-03-05 06:48</p><p>${chinese}</p>${tail}</article></body></html>`,
    );
    expect(read.text).toBe(chinese);
    const more = '<h2>You may also like...</h2><p>Skirts Are Short</p><p>Ten Coats</p>';
    expect(page(`<html><body><article>${words}${more}</article></body></html>`).text).not.toMatch(
      /like|Skirts|Coats/,
    );
  });

  it('takes the short text of the page before long items of a stream', () => {
    const item = (n: number) =>
      `<li><div class="item-text"><a href="/${n}">Item ${n}</a><p>${'Another story is told here at length, and goes on, and on. '.repeat(6)}</p></div></li>`;
    const own =
      '<article class="body-text"><p>They are worn long, with flat shoes, and mostly in linen.</p><p>Nobody irons them, and nobody minds.</p></article>';
    const { text } = page(
      `<html><body><div>${own}</div><main><ul>${[1, 2, 3, 4, 5].map((n) => item(n)).join('')}</ul></body></html>`,
    );
    expect(text).toContain('mostly in linen');
    expect(text).not.toContain('Another story');
  });

  it('leaves out a cookie window, however long', () => {
    const notice = '<p>This notice explains, at great length, how we use cookies and why.</p>'.repeat(30);
    const html = `<html><body><div class="cookie-notice">${notice}</div><article>${words}</article></body></html>`;
    expect(page(html).text).toContain('mostly in linen');
    expect(page(html).text).not.toContain('cookies');
  });
});
