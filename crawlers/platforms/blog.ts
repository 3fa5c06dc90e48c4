import type { RawPage } from '../../core/content.ts';
import type { FrontierItem } from '../../core/crawl-store.ts';
import { readFeedPage } from './feed.ts';
import {
  emptyReading,
  frontierItem,
  hintText,
  type PageReading,
  type Platform,
  type PlatformContext,
} from './platform.ts';
import { extractRaw, readArticle } from './read-page.ts';
import { readSitemap, robotsItem, usualPlace } from './sitemap.ts';

/** Sitemaps of lists and persons, as blogs name them: there are no posts in them. */
const NOT_POSTS =
  /(^|[-_/])(tags?|authors?|users?|categor(y|ies)|pages?|taxonom(y|ies)|images?|videos?)([-_.\d]|$)/i;
/** Feeds of one tag, one writer or the comments say less than the blog's own. */
const NOT_MAIN = /\/(comments|tag|author|category)\//i;

/**
 * Any blog through its standard markup (Ghost and the like; no key): the home page names its feed, whose entries are
 * read. Without one, or with `history: true`, its sitemaps are read too (those robots.txt names, else `/sitemap.xml`;
 * options as in `sitemap`), which go back further than a feed.
 */
export const blogPlatform: Platform = {
  name: 'blog',
  options: ['history', 'content', 'max_feed_pages', 'holds', 'since', 'until', 'max_age_days', 'max_urls'],
  list: ({ source }) => source.urls.map((url) => frontierItem(url, 'shelf', 0, { view: 'home' })),
  read(page, item, context) {
    if (hintText(item, 'view') === 'home') return readHome(page, item, context);
    if (hintText(item, 'view') === 'feed') return readFeedPage(page, item, context);
    if (item.hint['sitemap'] === true) return readPosts(page, item, context);
    return readArticle(page, item, context);
  },
  instead: (item, reason) =>
    item.hint['robots'] === true && reason.startsWith('http-4')
      ? { items: [usualPlace(item.url)], cursor: null }
      : null,
};

function readHome(page: RawPage, item: FrontierItem, context: PlatformContext): PageReading {
  const reading = emptyReading();
  const { feeds } = extractRaw(page, context.hashKey).links;
  const feed = feeds.find((url) => !NOT_MAIN.test(new URL(url).pathname));
  if (feed !== undefined) reading.discovered.push(frontierItem(feed, 'list', 1, { view: 'feed' }));
  if (feed === undefined || context.source.options['history'] === true)
    reading.discovered.push(robotsItem(item.url));
  return reading;
}

function readPosts(page: RawPage, item: FrontierItem, context: PlatformContext): PageReading {
  const reading = readSitemap(page, item, context);
  const isHome = (found: FrontierItem): boolean => new URL(found.url).pathname === '/';
  const unwanted = (found: FrontierItem): boolean =>
    found.hint['sitemap'] === true ? NOT_POSTS.test(new URL(found.url).pathname) : isHome(found);
  const kept = reading.discovered.filter((found) => !unwanted(found));
  if (kept.length < reading.discovered.length)
    reading.dropped['not-posts'] = reading.discovered.length - kept.length;
  return { ...reading, discovered: kept };
}
