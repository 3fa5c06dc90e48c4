import { describe, expect, it } from 'vitest';
import type { RawPage } from '../../core/content.ts';
import { nofollowLinks } from '../../crawlers/fetch/nofollow-links.ts';
import { readSignals } from '../../crawlers/fetch/robots-directives.ts';
import { parseTdmFile, tdmOf } from '../../crawlers/fetch/tdm-file.ts';

function page(html: string, headers: Record<string, string> = {}): RawPage {
  return {
    url: 'https://a.example/x/',
    finalUrl: 'https://a.example/x/',
    status: 200,
    headers: { 'content-type': 'text/html', ...headers },
    body: Buffer.from(html),
    fetchedAt: new Date('2026-11-16T06:00:00.000Z'),
  };
}
const ofHeader = (value: string) => readSignals(page('', { 'x-robots-tag': value }));
const ofHead = (html: string) => readSignals(page(`<html><head>${html}</head><body>`));
const open = { noindex: null, nofollow: false, reserved: null, tdm: null };

describe('X-Robots-Tag', () => {
  it.each([
    ['noindex', { ...open, noindex: 'noindex' }],
    ['NoIndex, NoFollow', { ...open, noindex: 'noindex', nofollow: true }],
    ['none', { ...open, noindex: 'noindex', nofollow: true }],
    ['all', open],
    ['noarchive, max-snippet: 20', open],
    ['hemline: noindex', { ...open, noindex: 'noindex' }],
    ['Hemline: noindex, nofollow', { ...open, noindex: 'noindex', nofollow: true }],
    ['otherbot: noindex, nofollow', open],
    ['otherbot: noindex, hemline: nofollow', { ...open, nofollow: true }],
    ['otherbot: noindex\nnofollow', { ...open, nofollow: true }],
    ['otherbot: noindex, nofollow\nthirdbot: noai', open],
    ['nofollow, otherbot: noindex', { ...open, nofollow: true }],
    ['noai, noimageai', { ...open, reserved: 'noai' }],
    ['otherbot: noai', open],
    ['unavailable_after: 25 Jun 2025 15:00:00 GMT', { ...open, noindex: 'unavailable-after' }],
    ['unavailable_after: Wed, 25 Jun 2025 15:00:00 GMT', { ...open, noindex: 'unavailable-after' }],
    [
      'unavailable_after: Wed, 25 Jun 2025 15:00:00 GMT, nofollow',
      { ...open, noindex: 'unavailable-after', nofollow: true },
    ],
    ['unavailable_after: 2031-01-01', open],
    ['unavailable_after: some day', open],
    ['otherbot: unavailable_after: 2020-01-01', open],
    ['', open],
  ])('%j', (value, expected) => {
    expect(ofHeader(value)).toEqual(expected);
  });
});

describe('meta tags', () => {
  it.each([
    ['<meta name="robots" content="noindex,follow">', { ...open, noindex: 'noindex' }],
    ["<META CONTENT='none' NAME='ROBOTS'/>", { ...open, noindex: 'noindex', nofollow: true }],
    ['<meta name=robots content=nofollow>', { ...open, nofollow: true }],
    ['<meta name="hemline" content="noindex">', { ...open, noindex: 'noindex' }],
    ['<meta name="otherbot" content="noindex, nofollow, noai">', open],
    ['<meta name="robots" content="noai, noimageai">', { ...open, reserved: 'noai' }],
    ['<meta name="tdm-reservation" content="1">', { ...open, reserved: 'tdm-reservation', tdm: true }],
    ['<meta name="tdm-reservation" content="0">', { ...open, tdm: false }],
    ['<!-- <meta name="robots" content="noindex"> -->', open],
    ['<script>"<meta name=robots content=noindex>"</script>', open],
    ['<meta name="description" content="how to set noindex, nofollow">', open],
    ['<meta name="robots" content="index, max-image-preview:large">', open],
    ['<!-- <meta name="robots" content="noindex">', open],
  ])('%s', (html, expected) => {
    expect(ofHead(html)).toEqual(expected);
  });

  it('reads no meta tags in the body nor in what is not HTML', () => {
    expect(ofHead('</head><body><meta name="robots" content="noindex">')).toEqual(open);
    const feed = page('<rss><meta name="robots" content="noindex"/></rss>', {
      'content-type': 'application/rss+xml',
    });
    expect(readSignals(feed)).toEqual(open);
  });

  it('lets the page speak before its header', () => {
    const html = '<head><meta name="tdm-reservation" content="0"></head>';
    expect(readSignals(page(html, { 'tdm-reservation': '1' })).reserved).toBeNull();
    expect(readSignals(page('', { 'tdm-reservation': '1' })).reserved).toBe('tdm-reservation');
    expect(readSignals(page('', { 'tdm-reservation': '2' })).tdm).toBeNull();
  });

  it('goes through a hostile head once', () => {
    const open_ = '<!--<script><meta name='.repeat(20_000);
    expect(readSignals(page(open_))).toEqual(open);
  });
});

describe('tdmrep.json', () => {
  const rules = parseTdmFile(
    JSON.stringify([
      { location: '/open/*', 'tdm-reservation': 0 },
      { location: '/shop/*.html$', 'tdm-reservation': 1, 'tdm-policy': 'https://a.example/policy' },
      { location: '/all/', 'tdm-reservation': '1' },
      { location: 7, 'tdm-reservation': 1 },
      'nonsense',
    ]),
  );
  it.each([
    ['/open/x', false],
    ['/shop/a.html', true],
    ['/shop/a.html?x', null],
    ['/all/x/y', true],
    ['/other', null],
  ])('%s', (path, expected) => {
    expect(tdmOf(rules, `https://a.example${path}`)).toBe(expected);
  });

  it.each(['', '{}', '[', '<html>', '[[[1]]]', 'null'])('%j declares nothing', (text) => {
    expect(parseTdmFile(text)).toEqual([]);
  });
});

describe('links marked nofollow', () => {
  it('are those that have no other link', () => {
    const html =
      '<a href="/a" rel="nofollow">a</a><a href=/b rel="ugc NOFOLLOW">b</a><a href="/a">again</a>' +
      '<a rel="noopener" href="c">c</a><a href="?x=1&amp;y=2" rel=nofollow>d</a>';
    expect([...nofollowLinks(page(html))]).toEqual(['https://a.example/b', 'https://a.example/x/?x=1&y=2']);
    expect([...nofollowLinks(page(`<base href="/z/">${html}`))]).toContain('https://a.example/z/?x=1&y=2');
  });
});
