import { gzipSync } from 'node:zlib';
import type { CataloguedSource } from '../../../core/source.ts';
import type { Handler } from './serve.ts';

/** Lists that mean harm: what a run of a source makes of them. Each lives under a path of its own on one server. */
export interface HostileList {
  platform: CataloguedSource['platform'];
  options?: Record<string, unknown>;
  /** The path the source names; `/` and the list's own name when left out. */
  path?: string;
  /** Most pages that may be asked for in a run. */
  most: number;
  /** Reasons of the ledger that have to be there. */
  reasons: string[];
  answer: (
    path: string,
    base: string,
  ) => { type?: string; body: string | Buffer; headers?: Record<string, string> };
}

const WORDS = 'The linen coat of this week has wide sleeves and a belt of the same cloth, people say. ';
const article = (n: string): string =>
  `<html><head><title>Coat ${n}</title></head><body><article><h1>Coat ${n} of this week</h1><p>${`${n}: ${WORDS}`.repeat(5)}</p></article></body></html>`;
const item = (link: string, title: string, text = ''): string =>
  `<item><title>${title}</title><link>${link}</link><description>${text}</description></item>`;
const rss = (items: string, more = '', head = ''): string =>
  `<?xml version="1.0"?>${head}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>t</title>${more}${items}</channel></rss>`;
const urlset = (urls: string[]): string =>
  `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls
    .map((url) => `<url><loc>${url}</loc></url>`)
    .join('')}</urlset>`;
const sitemapIndex = (urls: string[]): string =>
  `<?xml version="1.0"?><sitemapindex>${urls.map((url) => `<sitemap><loc>${url}</loc></sitemap>`).join('')}</sitemapindex>`;
const XML = 'application/xml';
const JSON_TYPE = 'application/json';
const nextLink = (href: string): string => `<atom:link rel="next" href="${href}"/>`;
/** A billion laughs: ten entities, each ten times the one before. */
const LAUGHS = `<!DOCTYPE x [<!ENTITY l0 "lol">${Array.from(
  { length: 9 },
  (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`,
).join('')}]>`;

export const LISTS: Record<string, HostileList> = {
  'feed-of-entities': {
    platform: 'feed',
    options: { content: 'feed' },
    most: 2,
    reasons: ['ok'],
    answer: () => ({
      type: XML,
      body: rss(item('/feed-of-entities/a', 'A coat', `&l9; ${WORDS}`), '', LAUGHS),
    }),
  },
  'feed-with-a-file': {
    platform: 'feed',
    options: { content: 'feed' },
    most: 2,
    reasons: ['ok'],
    answer: () => ({
      type: XML,
      body: rss(
        item('/feed-with-a-file/a', 'A coat', `&secret; ${WORDS}`),
        '',
        '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>',
      ),
    }),
  },
  'feed-in-a-circle': {
    platform: 'feed',
    most: 3,
    reasons: ['ok'],
    answer: (path, base) =>
      path.endsWith('/a')
        ? { body: article('a') }
        : {
            type: XML,
            body: rss(item(`${base}/feed-in-a-circle/a`, 'A'), nextLink(`${base}/feed-in-a-circle`)),
          },
  },
  'feed-without-end': {
    platform: 'feed',
    options: { max_feed_pages: 10_000 },
    most: 60,
    reasons: ['ok', 'trap-paging'],
    answer: (path, base) => {
      const page = Number(/page=(\d+)/.exec(path)?.[1] ?? 1);
      if (path.endsWith('/a')) return { body: article('a') };
      const next = nextLink(`${base}/feed-without-end?page=${page + 1}`);
      return { type: XML, body: rss(item(`${base}/feed-without-end/a`, `A ${page}`), next) };
    },
  },
  'feed-to-inner-places': {
    platform: 'feed',
    most: 1,
    reasons: ['private-address'],
    answer: () => ({
      type: XML,
      body: rss(
        [
          'http://169.254.169.254/latest/meta-data/',
          'http://[::1]:9/admin',
          'http://2130706433/x',
          'http://0x7f.1/y',
          'javascript:alert(1)',
          'file:///etc/passwd',
        ]
          .map((link, n) => item(link, `Story ${n}`))
          .join(''),
      ),
    }),
  },
  'feed-cut-off': {
    platform: 'feed',
    most: 2,
    reasons: ['ok'],
    answer: () => ({ type: XML, body: '<?xml version="1.0"?><rss><channel><item><title>Half a' }),
  },
  'feed-of-binary': {
    platform: 'feed',
    most: 1,
    reasons: ['content-type'],
    answer: () => ({ type: XML, body: Buffer.alloc(2_000) }),
  },
  'sitemap-in-sitemaps': {
    platform: 'sitemap',
    most: 20,
    reasons: ['ok', 'too-deep'],
    answer: (path, base) => {
      const depth = Number(/n=(\d+)/.exec(path)?.[1] ?? 0) + 1;
      const urls = [0, 1].map((n) => `${base}/sitemap-in-sitemaps?n=${depth}&m=${n}`);
      return { type: XML, body: sitemapIndex(urls) };
    },
  },
  'sitemap-of-itself': {
    platform: 'sitemap',
    most: 2,
    reasons: ['ok'],
    answer: (_path, base) => ({ type: XML, body: sitemapIndex([`${base}/sitemap-of-itself`]) }),
  },
  'sitemap-bomb': {
    platform: 'sitemap',
    most: 1,
    reasons: ['too-large'],
    answer: () => ({ type: 'application/gzip', body: gzipSync(Buffer.alloc(60_000_000, ' ')) }),
  },
  'sitemap-of-elsewhere': {
    platform: 'sitemap',
    most: 1,
    reasons: ['ok', 'other-host', 'no-url'],
    answer: () => ({
      type: XML,
      body: urlset(['http://10.0.0.1/a', 'https://other.example/b', 'ftp://a/b']),
    }),
  },
  'sitemap-of-thousands': {
    platform: 'sitemap',
    options: { max_urls: 15_000 },
    most: 40,
    reasons: ['page-limit', 'over-max-urls'],
    answer: (path, base) =>
      /\/s\d/.test(path)
        ? { body: article(path) }
        : {
            type: XML,
            body: urlset(Array.from({ length: 20_000 }, (_, n) => `${base}/sitemap-of-thousands/s${n}`)),
          },
  },
  'list-of-many-links': {
    platform: 'listing',
    most: 40,
    reasons: ['page-limit'],
    answer: (path) =>
      /\/s\d/.test(path)
        ? { body: article(path) }
        : {
            body: Array.from(
              { length: 60_000 },
              (_, n) => `<h3><a href="/list-of-many-links/s${n}">A coat with number ${n} again</a></h3>`,
            ).join(''),
          },
  },
  'list-of-itself': {
    platform: 'listing',
    most: 2,
    reasons: ['ok'],
    answer: () => ({
      body: '<h3><a href="/list-of-itself">The list of all these coats</a></h3><a rel="next" href="/list-of-itself">next</a>',
    }),
  },
  'json-that-is-html': {
    platform: 'wordpress',
    path: '/json-that-is-html/wp-json/wp/v2/posts',
    most: 3,
    reasons: ['bad-json'],
    answer: () => ({ type: JSON_TYPE, body: '<html><p>Sorry' }),
  },
  'json-of-numbers': {
    platform: 'mastodon',
    path: '/json-of-numbers/api/v1/timelines/tag/x',
    most: 3,
    reasons: ['ok'],
    answer: () => ({ type: JSON_TYPE, body: `[${'1e999,'.repeat(5_000)}null]` }),
  },
  'json-of-depth': {
    platform: 'mastodon',
    path: '/json-of-depth/api/v1/timelines/tag/x',
    most: 3,
    reasons: [],
    answer: () => ({ type: JSON_TYPE, body: '['.repeat(200_000) + ']'.repeat(200_000) }),
  },
};

export const hostileLists =
  (base: () => string): Handler =>
  (request, response) => {
    const path = request.url ?? '';
    const name = /^\/([\w-]+)/.exec(path)?.[1] ?? '';
    const list = LISTS[name];
    if (!list) {
      response.writeHead(404).end();
      return;
    }
    const { type = 'text/html; charset=utf-8', body, headers } = list.answer(path, base());
    response.writeHead(200, { 'content-type': type, ...headers }).end(body);
  };
