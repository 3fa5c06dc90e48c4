import { load } from 'cheerio';
import type { RawPage } from '../../core/content.ts';
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
import { addProduct, extractRaw, readArticle, readProduct } from './read-page.ts';

/**
 * Any site's list pages. Options: `items` `articles` (default) or `products`, `link` (CSS selector of the links),
 * `next` (of the next link), `date` (of a date beside each link, within `item`), `page_param` (`page` gives ?page=N
 * until a page brings nothing new), `max_list_pages`, `list` (name of the ranked list), `follow` (false: lists only).
 */
export const listingPlatform: Platform = {
  name: 'listing',
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

function readLinks(page: RawPage, item: FrontierItem, context: PlatformContext): PageReading {
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
  addNextPage(reading, page, item, context, [...seen]);
  return reading;
}

function readShelf(page: RawPage, item: FrontierItem, context: PlatformContext): PageReading {
  const reading = emptyReading();
  const extracted = extractRaw(page, context.hashKey);
  const list = hintText(item, 'listName') ?? listName(context.source, item.url);
  const ranked = extracted.products.some((product) => product.rank !== null);
  const offset = typeof item.hint['offset'] === 'number' ? item.hint['offset'] : 0;
  for (const facts of extracted.products) {
    const rank = facts.rank === null ? null : facts.rank > offset ? facts.rank : facts.rank + offset;
    const made = makeProduct({ ...facts, rank }, context.source, {
      fetchedAt: page.fetchedAt,
      list: ranked ? list : '',
    });
    const seen = addProduct(reading, made);
    if (seen && context.source.options['follow'] !== false)
      reading.discovered.push(frontierItem(seen.product.key, 'shelf', item.depth + 1));
  }
  const keys = reading.products.map((product) => product.key);
  addNextPage(reading, page, item, context, keys, {
    listName: list,
    offset: offset + extracted.products.length,
  });
  return reading;
}

/** The next page: by its link, or by counting up until a page brings what the one before did. */
export function addNextPage(
  reading: PageReading,
  page: RawPage,
  item: FrontierItem,
  context: PlatformContext,
  keys: string[],
  hint: Record<string, unknown> = {},
): void {
  const done = typeof item.hint['page'] === 'number' ? item.hint['page'] : 1;
  if (keys.length === 0 || done >= numberOption(context.source, 'max_list_pages', 50)) return;
  const mark = keys.slice(0, 3).join(' ');
  if (item.hint['mark'] === mark) return drop(reading, 'same-page-again');
  const next = nextUrl(page, item, context, done);
  if (next === null || canonicalUrl(next) === canonicalUrl(item.url)) return;
  reading.discovered.push(
    frontierItem(next, item.kind === 'shelf' ? 'shelf' : 'list', item.depth, {
      ...hint,
      list: true,
      page: done + 1,
      mark,
    }),
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
