import { load } from 'cheerio';
import type { ProductFacts, RawPage } from '../../core/content.ts';
import type { FrontierItem } from '../../core/crawl-store.ts';
import { canonicalUrl } from '../canonical-url.ts';
import { decodeBytes } from '../extract/decode-bytes.ts';
import { articleLinks } from '../extract/article-links.ts';
import { parseDate } from '../extract/parse-date.ts';
import { absoluteUrl } from '../extract/page-url.ts';
import { makeProduct } from '../make-product.ts';
import { listName, pageNumberUrl } from './page-number.ts';
import {
  drop,
  emptyReading,
  frontierItem,
  hintText,
  numberOption,
  textOption,
  type PageReading,
  type Platform,
  type PlatformContext,
} from './platform.ts';
import { addProduct, extractRaw, readArticle, readProduct, textMark } from './read-page.ts';

/**
 * Any site's list pages. Options: `items` `articles` (default) or `products`, `link` (CSS selector of the links),
 * `next` (of the next link), `date` (of a date beside each link, within `item`), `page_param` (`page` gives ?page=N
 * until a page brings nothing new), `max_list_pages`, `list` (name of the ranked list), `follow` (false: lists only).
 */
export const listingPlatform: Platform = {
  name: 'listing',
  options: [
    'items',
    'link',
    'item',
    'date',
    'next',
    'page_param',
    'max_list_pages',
    'list',
    'follow',
    'products',
    'follow_reviews',
  ],
  list: ({ source }) =>
    source.urls.map((url) => frontierItem(url, kindOf(source.options['items']), 0, { list: true })),
  read(page, item, context) {
    if (item.hint['list'] === true)
      return context.source.options['items'] === 'products'
        ? readShelf(page, item, context)
        : readLinks(page, item, context);
    return context.source.options['items'] === 'products'
      ? readProduct(page, item, context)
      : readArticle(page, item, context);
  },
};

const kindOf = (items: unknown): 'list' | 'shelf' => (items === 'products' ? 'shelf' : 'list');

interface FoundLink {
  url: string;
  title: string | null;
  publishedAt: string | null;
}

function selectedLinks(html: string, page: RawPage, context: PlatformContext, selector: string): FoundLink[] {
  const $ = load(html, { xml: { xmlMode: false, decodeEntities: true } });
  const around = textOption(context.source, 'item');
  const date = textOption(context.source, 'date');
  return $(selector)
    .toArray()
    .flatMap((element) => {
      const url = absoluteUrl($(element).attr('href'), page.finalUrl);
      if (url === null) return [];
      const box = around === undefined ? $(element).parent() : $(element).closest(around);
      const when = date === undefined ? '' : box.find(date).first().text();
      const title = $(element).text().replaceAll(/\s+/g, ' ').trim();
      return [{ url, title: title === '' ? null : title, publishedAt: parseDate(when, page.fetchedAt) }];
    });
}

export function readLinks(page: RawPage, item: FrontierItem, context: PlatformContext): PageReading {
  const reading = emptyReading();
  const { text } = decodeBytes(page.body, page.headers['content-type']);
  const selector = textOption(context.source, 'link');
  const links =
    selector === undefined
      ? articleLinks(text, page.finalUrl, page.fetchedAt)
      : selectedLinks(text, page, context, selector);
  const seen = new Set<string>();
  for (const link of links) {
    const url = canonicalUrl(link.url);
    if (url === null || seen.has(url)) continue;
    seen.add(url);
    reading.discovered.push(
      frontierItem(url, 'page', item.depth + 1, { title: link.title, publishedAt: link.publishedAt }),
    );
  }
  if (seen.size === 0) drop(reading, 'list-without-links');
  addNextPage(reading, page, item, context, { keys: [...seen] });
  return reading;
}

function readShelf(page: RawPage, item: FrontierItem, context: PlatformContext): PageReading {
  const reading = emptyReading();
  const extracted = extractRaw(page, context.hashKey);
  const list = hintText(item, 'listName') ?? listName(context.source, item.url);
  const ranked = extracted.products.some((product) => product.rank !== null);
  const offset = typeof item.hint['offset'] === 'number' ? item.hint['offset'] : 0;
  const products = extracted.products.map((facts) => ({ facts, key: productKey(facts) }));
  const fresh = newKeys(
    item,
    products.map(({ key }) => key),
  );
  const shown = products.filter(({ key }) => fresh.has(key));
  if (products.length === 0) drop(reading, 'list-without-products');
  for (const { facts } of shown) {
    const rank = facts.rank === null ? null : facts.rank > offset ? facts.rank : facts.rank + offset;
    const made = makeProduct({ ...facts, rank }, context.source, {
      fetchedAt: page.fetchedAt,
      list: ranked ? list : '',
    });
    const seen = addProduct(reading, made);
    if (seen && context.source.options['follow'] !== false)
      reading.discovered.push(frontierItem(seen.product.key, 'shelf', item.depth + 1));
  }
  addNextPage(reading, page, item, context, {
    keys: products.map(({ key }) => key),
    hint: { listName: list, offset: offset + shown.length },
  });
  return reading;
}

const productKey = (facts: ProductFacts): string =>
  canonicalUrl(facts.url ?? '') ?? facts.sku ?? facts.name ?? '';

/** Keys a walk remembers: enough for 50 pages of 60, at 6 characters each. */
const MAX_SEEN = 3_000;
const keyMark = (key: string): string => textMark(key).slice(0, 6);

function seenMarks(item: FrontierItem): string[] {
  const seen = item.hint['seen'];
  return typeof seen === 'string' ? (seen.match(/.{6}/g) ?? []) : [];
}

/** The keys that no earlier page of this list has shown. A page past the end may answer with the first one again. */
export function newKeys(item: FrontierItem, keys: string[]): Set<string> {
  const seen = new Set(seenMarks(item));
  return new Set(keys.filter((key) => !seen.has(keyMark(key))));
}

/** The next page: by its link, or by counting up until a page brings nothing new. */
export function addNextPage(
  reading: PageReading,
  page: RawPage,
  item: FrontierItem,
  context: PlatformContext,
  shown: { keys: string[]; hint?: Record<string, unknown> },
): void {
  const done = typeof item.hint['page'] === 'number' ? item.hint['page'] : 1;
  if (shown.keys.length === 0 || done >= numberOption(context.source, 'max_list_pages', 50)) return;
  const fresh = newKeys(item, shown.keys);
  if (fresh.size === 0) return drop(reading, 'same-page-again');
  const next = nextUrl(page, item, context, done);
  if (next === null || canonicalUrl(next) === canonicalUrl(item.url)) return;
  const seen = [...seenMarks(item), ...[...fresh].map(keyMark)].slice(0, MAX_SEEN).join('');
  const kind = item.kind === 'shelf' ? 'shelf' : 'list';
  reading.discovered.push(
    frontierItem(next, kind, item.depth, { ...shown.hint, list: true, page: done + 1, seen }),
  );
}

function nextUrl(page: RawPage, item: FrontierItem, context: PlatformContext, done: number): string | null {
  const param = textOption(context.source, 'page_param');
  if (param !== undefined) return pageNumberUrl(item.url, param, done + 1);
  const selector = textOption(context.source, 'next');
  if (selector === undefined) return sameHost(extractRaw(page, context.hashKey).links.next, page.finalUrl);
  const { text } = decodeBytes(page.body, page.headers['content-type']);
  const href = load(text, { xml: { xmlMode: false, decodeEntities: true } })(selector)
    .first()
    .attr('href');
  return absoluteUrl(href, page.finalUrl);
}

function sameHost(next: string | null, own: string): string | null {
  return next !== null && new URL(next).host === new URL(own).host ? next : null;
}
