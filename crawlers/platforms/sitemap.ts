import type { RawPage } from '../../core/content.ts';
import type { FrontierItem } from '../../core/crawl-store.ts';
import { canonicalUrl } from '../canonical-url.ts';
import { decodeBytes } from '../extract/decode-bytes.ts';
import {
  drop,
  emptyReading,
  frontierItem,
  leave,
  hintText,
  numberOption,
  textOption,
  type PageReading,
  type Platform,
  type PlatformContext,
} from './platform.ts';
import { readArticle, readProduct } from './read-page.ts';
import { entryTime, inTime, sitemapEntries, type SitemapEntry } from './sitemap-entries.ts';

const MAX_URLS = 50_000; // the protocol's own limit for one file
const MAX_SITEMAPS = 1_000;
const MAX_DEPTH = 3;

/**
 * sitemaps.org: indexes, urlsets and text files, gzipped or not, with the news and image extensions. `url` is a sitemap,
 * or a site: then robots.txt names them, else `/sitemap.xml` is tried. Options: `holds` (text of wanted addresses),
 * `items`, `since` and `until` (dates) or `max_age_days` (by news date or lastmod), `max_urls` (of one sitemap, newest first).
 */
export const sitemapPlatform: Platform = {
  name: 'sitemap',
  options: ['holds', 'items', 'since', 'until', 'max_age_days', 'max_urls', 'products', 'follow_reviews'],
  list: ({ source }) =>
    source.urls.map((url) =>
      /^\/(robots\.txt)?$/.test(new URL(url).pathname)
        ? robotsItem(url)
        : frontierItem(url, 'list', 0, { sitemap: true }),
    ),
  read(page, item, context) {
    if (item.hint['sitemap'] === true) return readSitemap(page, item, context);
    return context.source.options['items'] === 'products'
      ? readProduct(page, item, context)
      : readArticle(page, item, context);
  },
  instead: (item, reason) =>
    item.hint['robots'] === true && reason.startsWith('http-4')
      ? { items: [usualPlace(item.url)], cursor: null }
      : null,
};

/** A site's robots.txt, read for the sitemaps it names. */
export const robotsItem = (url: string): FrontierItem =>
  frontierItem(new URL('/robots.txt', url).href, 'shelf', 0, { sitemap: true, robots: true });

export const usualPlace = (url: string): FrontierItem =>
  frontierItem(new URL('/sitemap.xml', url).href, 'list', 1, { sitemap: true });

export function readSitemap(page: RawPage, item: FrontierItem, context: PlatformContext): PageReading {
  const { text } = decodeBytes(page.body, page.headers['content-type']);
  if (item.hint['robots'] === true) return readRobots(text, page, item);
  const reading = emptyReading();
  const { sitemaps, pages } = sitemapEntries(text);
  addSitemaps(reading, sitemaps, page, item, context);
  addPages(reading, pages, page, item, context);
  if (pages.length === 0 && sitemaps.length === 0) drop(reading, 'empty-sitemap');
  return reading;
}

/** `Sitemap:` lines stand outside of any group and may name another host (sitemaps.org, cross submits). */
function readRobots(text: string, page: RawPage, item: FrontierItem): PageReading {
  const reading = emptyReading();
  const { host } = new URL(page.finalUrl);
  for (const line of text.slice(0, 500_000).split(/\r\n|\r|\n/)) {
    const named = /^\s*sitemap\s*:\s*(\S+)/i.exec(line)?.[1];
    const url = named === undefined ? null : canonicalUrl(named, page.finalUrl);
    if (url !== null && reading.discovered.length < MAX_SITEMAPS)
      reading.discovered.push(frontierItem(url, 'list', item.depth + 1, { sitemap: true, site: host }));
  }
  if (reading.discovered.length === 0) reading.discovered.push(usualPlace(page.finalUrl));
  return reading;
}

function addSitemaps(
  reading: PageReading,
  entries: SitemapEntry[],
  page: RawPage,
  item: FrontierItem,
  context: PlatformContext,
): void {
  for (const entry of entries.slice(0, MAX_SITEMAPS)) {
    const url = canonicalUrl(entry.loc, page.finalUrl);
    if (url === null) drop(reading, 'no-url');
    else if (item.depth > MAX_DEPTH) leave(reading, url, 'too-deep');
    else if (!inTime(entry, context.source, page.fetchedAt, 'index')) leave(reading, url, 'too-old');
    else
      reading.discovered.push(
        frontierItem(url, 'list', item.depth + 1, {
          sitemap: true,
          site: hintText(item, 'site') ?? null,
          changedAt: entry.changedAt,
        }),
      );
  }
  if (entries.length > MAX_SITEMAPS) drop(reading, 'over-max-sitemaps', entries.length - MAX_SITEMAPS);
}

/** The newest first, so that a bound leaves out the oldest; what has no date keeps its place behind them. */
function addPages(
  reading: PageReading,
  entries: SitemapEntry[],
  page: RawPage,
  item: FrontierItem,
  context: PlatformContext,
): void {
  const wanted: { at: number; found: FrontierItem }[] = [];
  const kind = context.source.options['items'] === 'products' ? 'shelf' : 'page';
  for (const entry of entries.slice(0, MAX_URLS)) {
    const { title, publishedAt, changedAt, image } = entry;
    const wish = wantedUrl(entry, page, item, context);
    if ('dropped' in wish) leave(reading, entry.loc, wish.dropped);
    else
      wanted.push({
        at: entryTime(entry) ?? Number.NEGATIVE_INFINITY,
        found: frontierItem(wish.url, kind, item.depth + 1, { title, publishedAt, changedAt, image }),
      });
  }
  wanted.sort((a, b) => (a.at === b.at ? 0 : b.at - a.at));
  const most = numberOption(context.source, 'max_urls', 5_000);
  for (const { found } of wanted.slice(0, most)) reading.discovered.push(found);
  for (const { found } of wanted.slice(most)) leave(reading, found.url, 'over-max-urls');
  for (const { loc } of entries.slice(MAX_URLS)) leave(reading, loc, 'over-max-urls');
}

function wantedUrl(
  entry: SitemapEntry,
  page: RawPage,
  item: FrontierItem,
  context: PlatformContext,
): { url: string } | { dropped: string } {
  const url = canonicalUrl(entry.loc, page.finalUrl);
  if (url === null) return { dropped: 'no-url' };
  // A sitemap speaks for its own site only, or for the one whose robots.txt names it.
  const { host } = new URL(url);
  if (host !== new URL(page.finalUrl).host && host !== hintText(item, 'site'))
    return { dropped: 'other-host' };
  const holds = textOption(context.source, 'holds');
  if (holds !== undefined && !url.includes(holds)) return { dropped: 'not-wanted' };
  if (entry.language !== null && !/^(zh|en)\b/i.test(entry.language)) return { dropped: 'other-language' };
  return inTime(entry, context.source, page.fetchedAt, 'page') ? { url } : { dropped: 'too-old' };
}
