import { describe, expect, it } from 'vitest';
import { extractPage } from '../../crawlers/index.ts';
import { parseDate } from '../../crawlers/extract/parse-date.ts';
import { parseCurrency } from '../../crawlers/extract/parse-currency.ts';
import { parseAmount } from '../../crawlers/extract/parse-price.ts';
import { parseTolerantJson } from '../../crawlers/extract/tolerant-json.ts';
import { stripContacts } from '../../crawlers/minimise.ts';
import { articlePage, productPage } from './support/page-texts.ts';

const NOW = new Date('2026-11-16T06:00:00Z');
const page = (body: string | Uint8Array, contentType?: string) =>
  extractPage({
    url: 'https://a.example/x',
    body: typeof body === 'string' ? Buffer.from(body) : body,
    contentType,
    fetchedAt: NOW,
  });
/** 阔腿裤回来了 and so on in GBK. */
const GBK = Buffer.from('c0abcdc8bfe3bbd8c0b4c1cb', 'hex');
/** こんにちは in Shift_JIS. */
const SJIS = Buffer.from('82b182f182c982bf82cd', 'hex');

describe('dates', () => {
  it.each([
    ['2026-03-05T10:11:12Z', '2026-03-05T10:11:12Z'],
    ['2026-03-05T10:11:12.345+08:00', '2026-03-05T10:11:12+08:00'],
    ['Thu, 05 Mar 2026 10:11:12 GMT', '2026-03-05T10:11:12Z'],
    ['Thu, 05 Mar 2026 10:11:12 EST', '2026-03-05T10:11:12-05:00'],
    ['March 5, 2026', '2026-03-05'],
    ['5th March 2026', '2026-03-05'],
    ['5. März 2026', '2026-03-05'],
    ['2026年3月5日 10:11', '2026-03-05T10:11:00'],
    ['3月5日', '2026-03-05'],
    ['12月5日', '2025-12-05'],
    ['3天前', '2026-11-13'],
    ['半小时前', '2026-11-16T05:30:00Z'],
    ['昨天 12:30', '2026-11-15T12:30:00'],
    ['前天', '2026-11-14'],
    ['2 hours ago', '2026-11-16T04:00:00Z'],
    ['yesterday', '2026-11-15'],
    ['2026-02-30', null],
    ['2026年2月30日', null],
    ['2026年3月', null],
    ['民國115年3月5日', '2026-03-05'],
    ['令和8年3月5日', '2026-03-05'],
    ['二〇二六年三月五日', '2026-03-05'],
    ['二零二六年十二月三十一日 08:30', '2026-12-31T08:30:00'],
    ['２０２６年３月５日 １０：３０', '2026-03-05T10:30:00'],
    ['2026年3月5日 下午3:20', '2026-03-05T15:20:00'],
    ['2026年03月05日 14時30分 公開', '2026-03-05T14:30:00'],
    ['2026. 3. 5.', '2026-03-05'],
    ['2026-03-05 06:47 PM', '2026-03-05T18:47:00'],
    ['March 5th, 2026', '2026-03-05'],
    ['Tue 05.03.2026', '2026-03-05'],
    ['1 June 2026 at 08:34 PM EDT', '2026-06-01T20:34:00-04:00'],
    ['Thu Mar 05 10:11:12 +0800 2026', '2026-03-05T10:11:12+08:00'],
    ['20260305T101112Z', '2026-03-05T10:11:12Z'],
    ['1772705472', '2026-03-05T10:11:12.000Z'],
    ['1772705472000', '2026-03-05T10:11:12.000Z'],
    ['三天前', '2026-11-13'],
    ['两小时前', '2026-11-16T04:00:00Z'],
    ['an hour ago', '2026-11-16T05:00:00Z'],
    ['Yesterday at 5:30 pm', '2026-11-15T17:30:00'],
    ['Mon, Mar 5', '2026-03-05'],
    ['price 12.50', null],
    ['', null],
  ])('%s is %s', (text, expected) => {
    expect(parseDate(text, NOW)).toBe(expected);
  });

  it('are read in the order of the country, where a page says which', () => {
    expect(parseDate('3/4/2026')).toBe('2026-03-04');
    expect(parseDate('3/4/2026', { dayFirst: true })).toBe('2026-04-03');
  });

  it('of yesterday are those of a reader in China, where Chinese is written', () => {
    expect(parseDate('昨天', new Date('2026-11-15T20:00:00Z'))).toBe('2026-11-15');
    expect(parseDate('yesterday', new Date('2026-11-15T20:00:00Z'))).toBe('2026-11-14');
  });
});

describe('prices', () => {
  it.each([
    ['£1,299.00', 1299, 'GBP'],
    ['1.299,00 €', 1299, 'EUR'],
    ['¥399', 399, 'CNY'],
    ['US$ 12.5', 12.5, 'USD'],
    ['1 299,50 zł', 1299.5, 'PLN'],
    ['free', null, null],
  ])('%s', (text, amount, currency) => {
    expect(parseAmount(text)).toBe(amount);
    expect(parseCurrency(text)).toBe(currency);
  });
});

describe('charsets', () => {
  it.each([
    ['the header', GBK, 'text/html; charset=gb2312', 'gb18030'],
    [
      'a meta tag, not the script before it',
      Buffer.concat([Buffer.from('<script>var s="charset=big5"</script><meta charset="gbk"><p>'), GBK]),
      'text/html',
      'gb18030',
    ],
    [
      'the bytes, when nobody says',
      Buffer.concat([Buffer.from('<p>'), Buffer.concat(Array.from({ length: 8 }, () => GBK))]),
      'text/html',
      'gb18030',
    ],
    [
      'UTF-8 bytes under a wrong label',
      Buffer.from('<meta charset="gbk"><p>阔腿裤回来了'),
      'text/html; charset=gbk',
      'utf-8',
    ],
    [
      'the first meta label that names an encoding',
      Buffer.concat([Buffer.from('<meta charset="none"><meta charset="gbk"><p>'), GBK]),
      'text/html; charset=unknown',
      'gb18030',
    ],
    [
      'the meta tag, where the header breaks the bytes',
      Buffer.concat([Buffer.from('<meta charset="shift_jis"><p>'), ...Array.from({ length: 8 }, () => SJIS)]),
      'text/html; charset=euc-kr',
      'shift_jis',
    ],
    [
      'the meta tag, where a server calls Chinese bytes Latin',
      Buffer.concat([Buffer.from('<meta charset="gbk"><p>'), ...Array.from({ length: 8 }, () => GBK)]),
      'text/html; charset=iso-8859-1',
      'gb18030',
    ],
    ['zeros, in UTF-16 without a mark', Buffer.from('<p>They are worn long</p>', 'utf16le'), '', 'utf-16le'],
  ])('come from %s', (_name, body, contentType, expected) => {
    const read = page(body, contentType);
    expect(read.charset).toBe(expected);
    expect(`${read.text}${read.title}`).not.toContain('\uFFFD');
  });
});

describe('pages', () => {
  it('reads an article and leaves menus out', () => {
    const read = page(articlePage('Trousers are back'));
    expect(read).toMatchObject({
      kind: 'article',
      title: 'Trousers are back',
      siteName: 'The Paper',
      language: 'en',
      products: [],
      author: null,
      publishedAt: null,
    });
    expect(read.text).toContain('mostly in linen');
    expect(read.text).not.toMatch(/Home|rights reserved/);
  });

  it('reads a product with its review, whose author is hashed', () => {
    const read = page(productPage('Pleated skirt'));
    expect(read.kind).toBe('product');
    expect(read.products).toHaveLength(1);
    expect(read.products[0]).toMatchObject({
      name: 'Pleated skirt',
      brand: 'Maker',
      price: 59,
      currency: 'GBP',
      availability: 'in_stock',
      sku: 'K1',
      rank: null,
    });
    expect(read.reviews[0]).toMatchObject({
      rating: 2,
      publishedAt: '2026-10-01',
      author: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
  });

  it('gives ranks only on a page that presents itself as a ranking', () => {
    const cards = [1, 2, 3]
      .map(
        (n) =>
          `<li><a href="/p/${n}"><h3>Coat ${n}</h3></a><del>$90.00</del> <span class="price">$${n}0.00</span></li>`,
      )
      .join('');
    const plain = page(`<title>Coats</title><ul>${cards}</ul>`);
    expect(plain).toMatchObject({ kind: 'listing' });
    expect(plain.products.map(({ name, price, listPrice, rank }) => [name, price, listPrice, rank])).toEqual([
      ['Coat 1', 10, 90, null],
      ['Coat 2', 20, 90, null],
      ['Coat 3', 30, 90, null],
    ]);
    expect(page(`<title>热销榜</title><ul>${cards}</ul>`).products.map(({ rank }) => rank)).toEqual([
      1, 2, 3,
    ]);
  });

  it('says so when a page has nothing', () => {
    expect(page('')).toMatchObject({
      kind: 'other',
      title: null,
      text: null,
      author: null,
      publishedAt: null,
      products: [],
    });
  });

  it('reads JSON with comments, trailing commas and entities', () => {
    expect(parseTolerantJson('/* a */ {"a": [1, 2,], // b\n "c": "x\ny", }')).toEqual({
      a: [1, 2],
      c: 'x\ny',
    });
    expect(parseTolerantJson('{&quot;a&quot;: 1}')).toEqual({ a: 1 });
    expect(parseTolerantJson('not json')).toBeNull();
  });
});

describe('personal data', () => {
  it.each([
    ['写信到 li.ming@example.cn 或 13812345678', '写信到 [email] 或 [phone]'],
    ['call (555) 123-4567 now', 'call [phone] now'],
    ['加微信：abc_12345 看更多', '加微信：[id] 看更多'],
    ['寄到，南京西路1266号', '寄到，[address]'],
    ['paid £129.50 for size 38 in 2026', 'paid £129.50 for size 38 in 2026'],
  ])('%s', (text, expected) => {
    expect(stripContacts(text, 'key')).toBe(expected);
  });

  it('keeps a handle linkable but not readable', () => {
    const text = stripContacts('thanks @jane_doe and @jane_doe@a.example', 'key');
    expect(text).toMatch(/^thanks @[0-9a-f]{8} and @[0-9a-f]{8}$/);
    expect(stripContacts('thanks @jane_doe', 'other')).not.toBe(stripContacts('thanks @jane_doe', 'key'));
  });
});
