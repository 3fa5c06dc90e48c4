import { expect } from 'vitest';
import { ghost, newsSitemap, otherFeeds, plainWordpress, sitemapByRobots, wordpress } from './blog-sites.ts';
import { discourse, nodebb, plainForum } from './forum-sites.ts';
import { articlePage, html, xml } from './page-texts.ts';
import { gone, pathOf, queryOf, type PlatformSite } from './platform-site.ts';
import { bestSelling, reviewSite, schemaOrg, shopify, stateShop, woocommerce } from './shop-sites.ts';
import { bluesky, lemmyComments, lemmyPosts, mastodon, reddit, rsshub } from './social-sites.ts';

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
    const first = store.documents.find(({ title }) => title === 'Story 1');
    expect(first?.canonicalUrl).not.toContain('utm_');
    expect(first).toMatchObject({
      author: 'Ann Lee',
      publishedAt: new Date('2026-06-01T10:00:00Z'),
      publishedAtKnown: true,
    });
    expect(first?.text).toContain('wide-leg trousers');
  },
  bound: { options: { max_feed_pages: 1 }, pages: /feed/, most: 1 },
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
  bound: { options: { max_list_pages: 2 }, pages: /news/, most: 2 },
};

export const PLATFORM_SITES: PlatformSite[] = [
  feed,
  otherFeeds,
  newsSitemap,
  sitemapByRobots,
  wordpress,
  plainWordpress,
  ghost,
  discourse,
  nodebb,
  plainForum,
  mastodon,
  bluesky,
  reddit,
  lemmyPosts,
  lemmyComments,
  rsshub,
  shopify,
  bestSelling,
  woocommerce,
  schemaOrg,
  reviewSite,
  listing,
  stateShop,
];
