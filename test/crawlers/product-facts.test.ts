import { describe, expect, it } from 'vitest';
import { parseHtml, childElements } from '../../crawlers/extract/dom.ts';
import { parseAmount } from '../../crawlers/extract/parse-price.ts';
import { parseCurrency } from '../../crawlers/extract/parse-currency.ts';
import { crumbsOf } from '../../crawlers/extract/product-crumbs.ts';
import { parseCount } from '../../crawlers/extract/product-rated.ts';
import { parseRating, ratingOfElement, starsOfFive } from '../../crawlers/extract/product-rating.ts';
import { extractPage } from '../../crawlers/index.ts';

const page = (html: string, url = 'https://shop.example/p/1') =>
  extractPage({ url, body: Buffer.from(html), contentType: 'text/html; charset=utf-8' });
const product = (body: string, head = '', lang = 'en') =>
  page(
    `<html lang="${lang}"><head><title>Linen Shirt - Shop</title><meta property="og:type" content="product">${head}</head><body><h1>Linen Shirt</h1>${body}</body></html>`,
  ).products[0];
const element = (html: string) => childElements(parseHtml(html))[0]!;

describe('amounts and currencies', () => {
  it.each([
    ['.75 €', 0.75],
    ['$119. 95', 119.95],
    ['40% OFF', null],
    ['40% off 59.00', 59],
    ['12.500 KWD', 12.5],
    ['1.2万元', 12_000],
    ['１，２８０円', 1280],
    ['Rs.500', 500],
  ])('%s', (text, amount) => expect(parseAmount(text)).toBe(amount));

  it.each([
    ['CA$ 12', null, 'CAD'],
    ['HK$12', null, 'HKD'],
    ['TOP 10 £5', null, 'GBP'],
    ['199 TRY', null, 'TRY'],
    ['$12', 'en-AU', 'AUD'],
    ['$12', 'en', 'USD'],
    ['294 元', 'zh-TW', 'TWD'],
    ['294 元', 'zh', 'CNY'],
    ['¥900', 'ja', 'JPY'],
    ['249 kr', 'no-NO', 'NOK'],
  ])('%s in %s', (text, language, code) => expect(parseCurrency(text, language)).toBe(code));
});

describe('ratings', () => {
  it.each([
    ['4.5 out of 5 stars', 4.5],
    ['4,2 von 5', 4.2],
    ['9.2/10', 4.6],
    ['评分 4.8', 4.8],
    ['5つ星のうち4.2', 4.2],
    ['★★★★☆', 4],
    ['4.8 (178)', 4.8],
    ['88%', null],
    ['in 3 days', null],
  ])('%s', (text, stars) => {
    const rating = parseRating(text);
    expect(rating === null ? null : starsOfFive(rating)).toBe(stars);
  });

  it('reads bars, class names and filled stars', () => {
    const stars = (html: string) => ratingOfElement(element(html))?.value;
    expect(stars('<div class="stars"><span style="width:80%"></span></div>')).toBe(4);
    expect(stars('<i class="star-rating rating-3-5"></i>')).toBe(3.5);
    expect(
      stars(
        `<div class="rating">${'<i class="star on"></i>'.repeat(2)}${'<i class="star off"></i>'.repeat(3)}</div>`,
      ),
    ).toBe(2);
  });

  it('counts voices in words of several languages', () => {
    expect(['(1,234 reviews)', '89 Bewertungen', '累计评价 1.2万', '234条评论'].map(parseCount)).toEqual([
      1234, 89, 12_000, 234,
    ]);
  });
});

describe('the way to a product', () => {
  it.each([
    [
      '<ul><li><a href="/">Home</a></li><li><a href="/w">Women</a></li><li>Shirt 1/2</li></ul>',
      ['Home', 'Women', 'Shirt 1/2'],
    ],
    [
      '<div>You are here: <a href="/">首页</a> &gt; <a href="/n">女装</a> &gt; 衬衫</div>',
      ['首页', '女装', '衬衫'],
    ],
    ['<p><a href="/a">A</a> » «B»</p>', ['A', '«B»']],
  ])('%s', (html, names) => expect(crumbsOf(element(html)).map(({ name }) => name)).toEqual(names));

  it('gives the category without the front page and the product', () => {
    const trail =
      '<nav class="breadcrumb"><a href="/">Home</a> / <a href="/w">Women</a> / <a href="/s">Shirts</a> / <span>Linen Shirt</span></nav>';
    expect(product(`${trail}<p class="price">£59.00</p>`)?.category).toBe('Women > Shirts');
    expect(product('<p class="price">£59.00</p>')?.category).toBeNull();
  });
});

describe('what a product page shows', () => {
  it('reads sizes from selects, radios and lists, sold-out ones too, and no other choices', () => {
    const select =
      '<label>Size</label><select name="attr_size"><option value="">Choose a size</option><option>S</option><option>M - Sold out</option><option>L</option></select>';
    expect(product(select)?.sizes).toEqual(['S', 'M', 'L']);
    const radios = `<fieldset><legend>Größe</legend>${['36', '38', '40'].map((size) => `<label><input type="radio" name="g" value="${size}">${size}</label>`).join('')}</fieldset>`;
    expect(product(radios)?.sizes).toEqual(['36', '38', '40']);
    expect(product('<div><span>尺码</span><ul><li>165/84A</li><li>170/88A</li></ul></div>')?.sizes).toEqual([
      '165/84A',
      '170/88A',
    ]);
    expect(product('<select name="quantity"><option>1</option><option>2</option></select>')?.sizes).toEqual(
      [],
    );
  });

  it('reads the chosen colour and refuses prices and prompts', () => {
    expect(product('<p>Colour: Rust red</p>')?.color).toBe('Rust red');
    expect(product('<span class="selected-color">墨绿色</span>')?.color).toBe('墨绿色');
    expect(product('<p>Colour: Choose... 12,99 €</p>')?.color).toBeNull();
  });

  it("takes the maker's number from the table of facts where the data repeats the shop's own", () => {
    const data = (mpn: string) =>
      `<script type="application/ld+json">${JSON.stringify({ '@type': 'Product', name: 'Linen Shirt', sku: '4711', mpn })}</script>`;
    const facts = '<dl><dt>Manufacturer Part Number (MPN)</dt><dd>LS-200-X</dd></dl>';
    expect(product(facts, data('4711'))?.mpn).toBe('LS-200-X');
    expect(product(facts, data('AB-9'))?.mpn).toBe('AB-9');
    expect(product('<p>Model: Summer, long and wide 2</p>')?.mpn).toBeNull();
  });

  it('tells the old price from the paid one, also where the data lags behind', () => {
    const prices = '<div class="prices"><del>£80.00</del> <span class="sale-price">£59.00</span></div>';
    expect(product(prices)).toMatchObject({ price: 59, listPrice: 80 });
    const data = (price: string) =>
      `<script type="application/ld+json">${JSON.stringify({ '@type': 'Product', name: 'Linen Shirt', offers: { price, priceCurrency: 'GBP' } })}</script>`;
    expect(product(prices, data('80.00'))).toMatchObject({ price: 59, listPrice: 80 });
    expect(product('<span>£70.00</span>', data('70.00'))).toMatchObject({ price: 70, listPrice: null });
    const meta =
      '<meta property="product:price:amount" content="55.00"><meta property="product:price:currency" content="GBP">';
    expect(product('', data('70.00') + meta)).toMatchObject({ price: 55, currency: 'GBP' });
  });

  it('reads a price whose sign stands in a part of its own', () => {
    expect(product('<div><em>￥</em><i>299.00</i></div>', '', 'zh')).toMatchObject({
      price: 299,
      currency: 'CNY',
    });
    expect(product('<p class="price">$<b>549</b><sup>00</sup></p>')?.price).toBe(549);
  });

  it('reads the rating with its voices, and none from a form or without a count', () => {
    expect(
      product('<div class="product-rating" aria-label="4.6 out of 5 stars">(218 reviews)</div>'),
    ).toMatchObject({ rating: 4.6, reviewCount: 218 });
    expect(product('<div class="stars"><i class="star full"></i></div>')?.rating).toBeNull();
    const form = [1, 2, 3, 4, 5].map((n) => `<a class="star" aria-label="${n} of 5 stars"></a>`).join('');
    expect(product(`<div class="rate">${form}</div>`)?.rating).toBeNull();
  });

  it('hears stock from labels, hooks and open forms, and not from the states of a button', () => {
    const stock = (body: string) => product(body)?.availability;
    expect(stock('<ul><li><b>Availability:</b> In stock</li></ul>')).toBe('in_stock');
    expect(stock('<p>库存：缺货</p>')).toBe('out_of_stock');
    expect(stock('<button id="add-to-cart">Naručite</button>')).toBe('in_stock');
    expect(stock('<button id="add-to-cart" disabled>Sold out</button>')).toBe('out_of_stock');
    expect(
      stock(
        '<a class="btn add-to-cart"><span>Add to cart</span> <span class="unavailable-label">Out of stock</span></a>',
      ),
    ).toBe('in_stock');
    expect(stock('<p>Nothing is said here.</p>')).toBe('unknown');
  });
});

describe('structured data in other forms', () => {
  it('reads RDFa, with GoodRelations', () => {
    const html = `<html lang="en" prefix="gr: http://purl.org/goodrelations/v1#"><head><title>Boots</title></head><body>
      <div typeof="gr:Offering" about="#o"><h1 property="gr:name">Boots</h1><span property="gr:hasStockKeepingUnit" content="B-12"></span>
      <div rel="gr:hasPriceSpecification"><div typeof="gr:UnitPriceSpecification"><span property="gr:hasCurrency" content="EUR"></span><span property="gr:hasCurrencyValue" content="89.5">89,50</span></div></div></div></body></html>`;
    expect(page(html).products).toMatchObject([{ name: 'Boots', sku: 'B-12', price: 89.5, currency: 'EUR' }]);
  });

  it('reads a maker that is only a picture', () => {
    const items =
      '<div itemscope itemtype="https://schema.org/Product"><b itemprop="name">Linen Shirt</b><div itemprop="brand"><img src="/m.png" alt="Maker"></div></div>';
    expect(product(items)?.brand).toBe('Maker');
  });

  it('follows the references of JSON-LD and microdata', () => {
    const graph = {
      '@graph': [
        { '@type': 'Product', name: 'Linen Shirt', brand: { '@id': '#b' }, offers: { '@id': '#o' } },
        { '@type': 'Brand', '@id': '#b', name: 'Maker', url: '/b' },
        { '@type': 'Offer', '@id': '#o', price: '59', priceCurrency: 'GBP' },
      ],
    };
    const ld = `<script type="application/ld+json">${JSON.stringify(graph)}</script>`;
    expect(product('', ld)).toMatchObject({ brand: 'Maker', price: 59, currency: 'GBP' });
    const items =
      '<div itemscope itemtype="https://schema.org/Product" itemref="price"><b itemprop="name">Linen Shirt</b></div>' +
      '<div id="price"><div itemprop="offers" itemscope itemtype="https://schema.org/Offer"><meta itemprop="price" content="59"></div></div>';
    expect(product(items)?.price).toBe(59);
  });
});
