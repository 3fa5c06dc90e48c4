import type { RawPage } from '../../core/content.ts';
import type { FrontierItem } from '../../core/crawl-store.ts';
import { gunzipSync } from 'node:zlib';
import { canonicalUrl } from '../canonical-url.ts';
import { childElements, findAll, parseXml, rawText, type Element } from '../extract/dom.ts';
import { parseDate, toInstant } from '../extract/parse-date.ts';
import {
  drop,
  emptyReading,
  frontierItem,
  numberOption,
  textOption,
  type PageReading,
  type Platform,
  type PlatformContext,
} from './platform.ts';
import { readArticle, readProduct } from './read-page.ts';

const MAX_URLS = 50_000; // the protocol's own limit for one file
const MAX_BYTES = 52_000_000;

/**
 * sitemaps.org: indexes, urlsets and news sitemaps, gzipped or not. Options: `holds` (text that wanted addresses
 * hold), `items` `articles` (default) or `products`, `max_age_days` (by lastmod or the news date), `max_urls`.
 */
export const sitemapPlatform: Platform = {
  name: 'sitemap',
  list: ({ source }) => source.urls.map((url) => frontierItem(url, 'list', 0, { sitemap: true })),
  read(page, item, context) {
    if (item.hint['sitemap'] === true) return readSitemap(page, item, context);
    return context.source.options['items'] === 'products'
      ? readProduct(page, item, context)
      : readArticle(page, item, context);
  },
};

function sitemapText(page: RawPage): string {
  const packed = page.body[0] === 0x1f && page.body[1] === 0x8b;
  return new TextDecoder().decode(packed ? gunzipSync(page.body, { maxOutputLength: MAX_BYTES }) : page.body);
}

const local = (element: Element): string => element.name.replace(/^.*:/, '').toLowerCase();

function childText(element: Element, name: string): string | null {
  const found = childElements(element).find((child) => local(child) === name);
  return found ? rawText(found).trim() || null : null;
}

function readSitemap(page: RawPage, item: FrontierItem, context: PlatformContext): PageReading {
  const reading = emptyReading();
  const root = parseXml(sitemapText(page));
  for (const entry of findAll(root, (element) => local(element) === 'sitemap').slice(0, 1_000)) {
    const url = canonicalUrl(childText(entry, 'loc') ?? '', page.finalUrl);
    if (url !== null && item.depth < 3 && fresh(childText(entry, 'lastmod'), page, context))
      reading.discovered.push(frontierItem(url, 'list', item.depth + 1, { sitemap: true }));
  }
  const entries = findAll(root, (element) => local(element) === 'url').slice(0, MAX_URLS);
  const kind = context.source.options['items'] === 'products' ? 'shelf' : 'page';
  for (const entry of entries) {
    if (reading.discovered.length >= numberOption(context.source, 'max_urls', 5_000)) {
      drop(reading, 'over-max-urls', entries.length - reading.discovered.length);
      break;
    }
    const found = wantedUrl(entry, page, context);
    if (typeof found === 'string') drop(reading, found);
    else
      reading.discovered.push(
        frontierItem(found.url, kind, item.depth + 1, { title: found.title, publishedAt: found.publishedAt }),
      );
  }
  if (entries.length === 0 && reading.discovered.length === 0) drop(reading, 'empty-sitemap');
  return reading;
}

function wantedUrl(
  entry: Element,
  page: RawPage,
  context: PlatformContext,
): { url: string; title: string | null; publishedAt: string | null } | string {
  const url = canonicalUrl(childText(entry, 'loc') ?? '', page.finalUrl);
  if (url === null) return 'no-url';
  // A sitemap speaks for its own site only (sitemaps.org, "Sitemap file location").
  if (new URL(url).host !== new URL(page.finalUrl).host) return 'other-host';
  const holds = textOption(context.source, 'holds');
  if (holds !== undefined && !url.includes(holds)) return 'not-wanted';
  const news = childElements(entry).find((child) => local(child) === 'news');
  const publishedAt = news ? childText(news, 'publication_date') : null;
  if (!fresh(publishedAt ?? childText(entry, 'lastmod'), page, context)) return 'too-old';
  return { url, title: news ? childText(news, 'title') : null, publishedAt };
}

function fresh(date: string | null, page: RawPage, context: PlatformContext): boolean {
  const days = numberOption(context.source, 'max_age_days', 0);
  const at = toInstant(date === null ? null : parseDate(date));
  return days === 0 || at === null || at.getTime() >= page.fetchedAt.getTime() - days * 86_400_000;
}
