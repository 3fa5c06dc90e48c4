import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { ARTICLE_TEXT, articlePage, html, json, xml } from './page-texts.ts';
import { gone, pathOf, queryOf, type PlatformSite } from './platform-site.ts';

const LONG_TEXT = `<p>${ARTICLE_TEXT}</p>`.repeat(7);

/** As Ghost answers: a home page that names /rss/, full texts in it, an index of sitemaps by kind, JSON-LD in posts. */
export const ghost: PlatformSite = {
  name: 'blog on Ghost: feed and sitemaps, no key',
  source: { platform: 'blog', sector: 'editorial', options: { history: true } },
  urls: ['/'],
  robots: true,
  answer(request, response, base, round) {
    const path = pathOf(request);
    const slug = /^\/(post-\d)\/$/.exec(path)?.[1];
    const item = (n: number) =>
      `<item><title><![CDATA[Post ${n}]]></title><link>${base}/post-${n}/</link><guid isPermaLink="false">g${n}</guid><category><![CDATA[Denim]]></category><dc:creator><![CDATA[Ann Lee]]></dc:creator><pubDate>Mon, 0${n} Jun 2026 10:00:00 GMT</pubDate><content:encoded><![CDATA[${LONG_TEXT}]]></content:encoded></item>`;
    const urlset = (urls: string[]) =>
      `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">${urls.map((url, i) => `<url><loc>${base}${url}</loc><lastmod>2026-05-0${i + 1}T08:00:00.000Z</lastmod><image:image><image:loc>${base}/i.jpg</image:loc></image:image></url>`).join('')}</urlset>`;
    if (path === '/robots.txt')
      response
        .writeHead(200, { 'content-type': 'text/plain' })
        .end(`User-agent: *\nSitemap: ${base}/sitemap.xml\nDisallow: /ghost/\n`);
    else if (path === '/')
      html(
        response,
        `<html lang="en"><head><meta name="generator" content="Ghost 5.90"><link rel="alternate" type="application/rss+xml" title="The Paper" href="${base}/rss/"></head><body><a href="/post-2/">Post 2</a></body></html>`,
      );
    else if (path === '/rss/')
      xml(
        request,
        response,
        `<?xml version="1.0" encoding="UTF-8"?><rss xmlns:dc="d" xmlns:content="c" xmlns:atom="a" version="2.0"><channel><title>The Paper</title><generator>Ghost 5.90</generator><atom:link href="${base}/rss/" rel="self" type="application/rss+xml"/>${round > 1 ? item(3) : ''}${item(2)}</channel></rss>`,
      );
    else if (path === '/sitemap.xml')
      xml(
        request,
        response,
        `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${['pages', 'posts', 'authors', 'tags'].map((kind) => `<sitemap><loc>${base}/sitemap-${kind}.xml</loc><lastmod>2026-06-01T08:00:00.000Z</lastmod></sitemap>`).join('')}</sitemapindex>`,
      );
    else if (path === '/sitemap-posts.xml') xml(request, response, urlset(['/post-1/', '/post-2/']));
    else if (slug === undefined) gone(response);
    else
      html(
        response,
        articlePage(`Post ${slug.slice(5)}`).replace(
          '</head>',
          `<link rel="canonical" href="${base}/${slug}/"><script type="application/ld+json">${JSON.stringify({ '@context': 'https://schema.org', '@type': 'Article', headline: `Post ${slug.slice(5)}`, author: { '@type': 'Person', name: 'Bo Chen' }, datePublished: '2026-05-01T08:00:00.000Z' })}</script></head>`,
        ),
      );
  },
  check(store, hits) {
    expect(new Set(store.documents.map(({ title }) => title))).toEqual(new Set(['Post 1', 'Post 2']));
    expect(store.documents.find(({ title }) => title === 'Post 1')).toMatchObject({
      author: 'Bo Chen',
      publishedAt: new Date('2026-05-01T08:00:00Z'),
    });
    expect(hits.filter((path) => path.startsWith('/sitemap'))).toEqual([
      '/sitemap.xml',
      '/sitemap-posts.xml',
    ]);
  },
  checkSecond: (store) => expect(store.documents.map(({ title }) => title)).toContain('Post 3'),
};

export const wordpress: PlatformSite = {
  name: 'wordpress REST',
  source: { platform: 'wordpress', sector: 'editorial' },
  urls: [''],
  answer(request, response, base, round) {
    const query = queryOf(request);
    if (pathOf(request) !== '/wp-json/wp/v2/posts') return gone(response);
    const after = query.get('modified_after');
    const ids = [3, 2, 1].filter((n) => (n < 3 || round > 1) && (after === null || `2026-04-0${n}` > after));
    const page = Number(query.get('page') ?? 1);
    const total = Math.max(1, ids.length);
    if (page > total)
      return void response
        .writeHead(400)
        .end('{"code":"rest_post_invalid_page_number","data":{"status":400}}');
    const headers = { 'x-wp-total': String(ids.length), 'x-wp-totalpages': String(ids.length) };
    json(
      response,
      ids.slice(page - 1, page).map((n) => ({
        id: n,
        link: `${base}/post-${n}/`,
        date_gmt: '2026-04-01T08:00:00',
        modified_gmt: `2026-04-0${n}T08:00:00`,
        title: { rendered: `Post &amp; ${n}` },
        content: { rendered: `<p>${ARTICLE_TEXT}</p>`, protected: false },
        _embedded: { author: [{ name: 'Bo Chen' }] },
      })),
      page < total
        ? { ...headers, link: `<${base}/wp-json/wp/v2/posts?page=${page + 1}>; rel="next"` }
        : headers,
    );
  },
  check(store) {
    expect(store.documents.map(({ title }) => title)).toEqual(['Post & 2', 'Post & 1']);
    expect(store.documents[0]).toMatchObject({
      author: 'Bo Chen',
      publishedAt: new Date('2026-04-01T08:00:00Z'),
    });
  },
  checkSecond: (store) => expect(store.documents.map(({ title }) => title)).toEqual(['Post & 3']),
  bound: { options: { max_list_pages: 1 }, pages: /posts/, most: 1 },
};

/** The REST API is closed, as security plug-ins do it: the feed is read instead, page by page. */
export const plainWordpress: PlatformSite = {
  name: 'wordpress without REST',
  source: { platform: 'wordpress', sector: 'editorial' },
  urls: ['/blog/'],
  answer(request, response, base, round) {
    const path = pathOf(request);
    if (path.startsWith('/blog/wp-json/'))
      return void response
        .writeHead(401, { 'content-type': 'application/json' })
        .end('{"code":"rest_not_logged_in"}');
    if (path !== '/blog/feed/') return gone(response);
    const item = (n: number) =>
      `<item><title>Post ${n}</title><link>${base}/blog/post-${n}/</link><pubDate>Mon, 0${n} Jun 2026 10:00:00 +0000</pubDate><content:encoded><![CDATA[${LONG_TEXT}]]></content:encoded></item>`;
    const pages = [
      round > 1 ? item(4) + item(3) : item(3) + item(2),
      round > 1 ? item(2) + item(1) : item(1),
    ];
    const body = pages[Number(queryOf(request).get('paged') ?? 1) - 1];
    if (body === undefined) return gone(response);
    xml(
      request,
      response,
      `<rss version="2.0" xmlns:content="c"><channel><title>T</title>${body}</channel></rss>`,
    );
  },
  check(store, hits) {
    expect(store.documents.map(({ title }) => title)).toEqual(['Post 3', 'Post 2', 'Post 1']);
    expect(hits.map((path) => path.split('?')[0])).toEqual([
      '/blog/wp-json/wp/v2/posts',
      '/blog/feed/',
      '/blog/feed/',
    ]);
  },
  checkSecond(store, hits) {
    expect(hits).toEqual(['/blog/feed/']); // Neither the closed API nor what the last run has seen.
    expect(store.documents.map(({ title }) => title)).toEqual(['Post 4', 'Post 3']);
  },
  bound: { options: { max_list_pages: 1 }, pages: /feed/, most: 1 },
};

/** The site alone is given: robots.txt names a gzipped index and a text file; the index is filtered by date. */
export const sitemapByRobots: PlatformSite = {
  name: 'sitemaps that robots.txt names, gzipped and as text',
  source: { platform: 'sitemap', sector: 'editorial', options: { since: '2026-05-01', max_urls: 2 } },
  urls: ['/'],
  robots: true,
  answer(request, response, base, round) {
    const path = pathOf(request);
    const pack = (body: string) =>
      response.writeHead(200, { 'content-type': 'application/x-gzip' }).end(gzipSync(body));
    if (path === '/robots.txt')
      response
        .writeHead(200, { 'content-type': 'text/plain' })
        .end(`User-agent: *\r\nAllow: /\r\nsitemap: ${base}/index.xml.gz\r\nSITEMAP:${base}/list.txt\r\n`);
    else if (path === '/index.xml.gz')
      pack(
        `<sitemapindex><sitemap><loc>${base}/new.xml.gz</loc><lastmod>2026-06-01</lastmod></sitemap><sitemap><loc>${base}/old.xml</loc><lastmod>2025-01-01</lastmod></sitemap></sitemapindex>`,
      );
    else if (path === '/new.xml.gz')
      pack(
        `<urlset>${[1, 2, 3, round > 1 ? 4 : 1].map((n) => `<url><loc>${base}/s/${n}</loc><lastmod>2026-05-0${n}T00:00:00+00:00</lastmod></url>`).join('')}<url><loc>${base}/s/9</loc><lastmod>2024-05-01</lastmod></url></urlset>`,
      );
    else if (path === '/list.txt')
      response.writeHead(200, { 'content-type': 'text/plain' }).end(`${base}/s/8\n`);
    else if (path.startsWith('/s/')) html(response, articlePage(`Story ${path.slice(3)}`));
    else gone(response);
  },
  check(store, hits) {
    expect(new Set(store.documents.map(({ title }) => title))).toEqual(
      new Set(['Story 2', 'Story 3', 'Story 8']),
    );
    expect(hits).not.toContain('/old.xml');
  },
  checkSecond: (_store, hits) => expect(hits.filter((path) => path.startsWith('/s/'))).toEqual(['/s/4']),
};

export const newsSitemap: PlatformSite = {
  name: 'sitemap index with a news sitemap',
  source: { platform: 'sitemap', sector: 'runway', options: { holds: '/s/' } },
  urls: ['/index.xml'],
  answer(request, response, base) {
    const path = pathOf(request);
    const news = (n: number, date: string, language: string) =>
      `<url><loc>${base}/s/${n}</loc><news:news><news:publication><news:name>The Paper</news:name><news:language>${language}</news:language></news:publication><news:publication_date>${date}</news:publication_date><news:title>Story ${n}</news:title></news:news><image:image><image:loc>${base}/i.jpg</image:loc></image:image></url>`;
    if (path === '/index.xml')
      xml(request, response, `<sitemapindex><sitemap><loc>${base}/news.xml</loc></sitemap></sitemapindex>`);
    else if (path === '/news.xml')
      xml(
        request,
        response,
        `<urlset xmlns:news="n" xmlns:image="i">${news(1, '2026-05-04T09:30:00+02:00', 'en')}${news(2, '2026-05-05', 'fr')}<url><loc>${base}/about</loc></url><url><loc>http://169.254.169.254/s/</loc></url></urlset>`,
      );
    else if (path === '/s/1') html(response, articlePage('Story 1'));
    else gone(response);
  },
  check(store, hits) {
    expect(store.documents).toHaveLength(1);
    expect(store.documents[0]?.publishedAt).toEqual(new Date('2026-05-04T07:30:00Z'));
    expect(store.ledger.filter(({ url }) => url.includes('169.254')).map(({ reason }) => reason)).toEqual([
      'other-host',
    ]);
    expect(hits).toEqual(['/index.xml', '/news.xml', '/s/1']);
  },
};

const FEED_STORIES = { 'application/atom+xml': '/atom', 'application/feed+json': '/json' };

/** Atom and JSON Feed with full texts: entries are read from the feed. */
export const otherFeeds: PlatformSite = {
  name: 'atom and JSON feeds with whole texts',
  source: { platform: 'feed', sector: 'editorial' },
  urls: Object.values(FEED_STORIES),
  answer(request, response, base) {
    const path = pathOf(request);
    if (path === '/atom')
      xml(
        request,
        response,
        `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><title>Atom story</title><link rel="alternate" href="${base}/a"/><updated>2026-06-01T10:00:00Z</updated><published>2026-05-31T10:00:00Z</published><author><name>Ann Lee</name></author><content type="html">${LONG_TEXT.replaceAll('<', '&lt;')}</content></entry></feed>`,
      );
    else if (path === '/json')
      json(response, {
        version: 'https://jsonfeed.org/version/1.1',
        title: 'T',
        items: [
          {
            id: '1',
            url: `${base}/j`,
            title: 'JSON story',
            content_html: LONG_TEXT,
            date_published: '2026-05-30T10:00:00Z',
            authors: [{ name: 'Bo Chen' }],
          },
        ],
      });
    else gone(response);
  },
  check: (store) =>
    expect(
      store.documents.map(({ title, author, publishedAt }) => [title, author, publishedAt.toISOString()]),
    ).toEqual([
      ['Atom story', 'Ann Lee', '2026-05-31T10:00:00.000Z'],
      ['JSON story', 'Bo Chen', '2026-05-30T10:00:00.000Z'],
    ]),
};
