import type { RawPage } from '../../core/content.ts';
import type { FrontierItem } from '../../core/crawl-store.ts';
import type { CataloguedSource } from '../../core/source.ts';
import { htmlToText } from '../extract/dom.ts';
import { readFeedPage } from './feed.ts';
import {
  jsonNumber,
  jsonRecords,
  jsonText,
  isJson,
  linkNext,
  mainRecords,
  parseJsonPage,
  type Json,
} from './json-page.ts';
import {
  drop,
  emptyReading,
  frontierItem,
  hintText,
  numberOption,
  type PageReading,
  type Platform,
  type PlatformContext,
} from './platform.ts';
import { addDocument, readArticle } from './read-page.ts';
import { asUtc, dateMark, newestSeen, walkHint, walkOf, walkOn } from './walk.ts';

const PAGE_SIZE = 50;

/**
 * WordPress. REST (`/wp-json/wp/v2/posts`): last changed first, with authors embedded, until X-WP-TotalPages or what the
 * last run has seen. Plain (the API closed, or `plain: true`): the site's feed, page by page (`/feed/?paged=N`) until an
 * empty or missing one. `url` is the site or the posts route; options `max_list_pages`, `query` (e.g. categories=3), `plain`.
 */
export const wordpressPlatform: Platform = {
  name: 'wordpress',
  options: ['query', 'plain', 'content', 'max_list_pages'],
  list: ({ source, cursor }) =>
    source.urls.map((url) =>
      isPlain(url, source, cursor)
        ? feedItem(url, 1, cursor)
        : restItem(url, source, newestSeen(url, cursor)),
    ),
  read(page, item, context) {
    if (item.kind === 'page') return readArticle(page, item, context);
    if (hintText(item, 'feedOf') !== undefined) return readPlain(page, item, context);
    const reading = emptyReading();
    const posts = mainRecords(reading, parseJsonPage(page));
    for (const post of posts) addPost(reading, post, page, context);
    walkOn(reading, item, context, {
      marks: posts.flatMap((post) => dateMark(jsonText(post['modified_gmt']), page.fetchedAt)),
      next: nextUrl(page, item, posts.length),
      most: numberOption(context.source, 'max_list_pages', 40),
    });
    return reading;
  },
  instead(item, reason, { cursor }) {
    const site = hintText(item, 'walk');
    const rest = item.kind !== 'page' && hintText(item, 'feedOf') === undefined;
    if (site === undefined || !rest || !CLOSED.has(reason)) return null;
    const plain = isJson(cursor?.['plain']) ? cursor['plain'] : {};
    return { items: [feedItem(site, 1, cursor)], cursor: { plain: { ...plain, [site]: true } } };
  },
};

const isPlain = (url: string, source: CataloguedSource, cursor: PlatformContext['cursor']): boolean =>
  source.options['plain'] === true || (isJson(cursor?.['plain']) && cursor['plain'][url] === true);

/** Refusals that say: there is no such API here. */
const CLOSED = new Set(['http-401', 'http-403', 'http-404', 'http-410', 'bad-json', 'content-type']);

const siteOf = (url: string): string => url.replace(/\/wp-json\/.*$/, '').replace(/\/$/, '');

function restItem(url: string, source: CataloguedSource, since: string | null): FrontierItem {
  const first = new URL(url.includes('/wp-json/') ? url : `${siteOf(url)}/wp-json/wp/v2/posts`);
  for (const pair of new URLSearchParams(jsonText(source.options['query']) ?? ''))
    first.searchParams.set(...pair);
  first.searchParams.set('per_page', String(PAGE_SIZE));
  first.searchParams.set('_embed', 'author');
  first.searchParams.set('orderby', 'modified');
  if (since !== null) first.searchParams.set('modified_after', since);
  return frontierItem(first.href, 'shelf', 0, walkHint(url, since));
}

function feedItem(url: string, page: number, cursor: PlatformContext['cursor']): FrontierItem {
  const feed = `${siteOf(url)}/feed/${page === 1 ? '' : `?paged=${page}`}`;
  const walk = `${url} feed`;
  return frontierItem(feed, 'shelf', 0, { ...walkHint(walk, newestSeen(walk, cursor)), feedOf: url });
}

/** A page of the feed. The last one is shorter than the first, or brings nothing. */
function readPlain(page: RawPage, item: FrontierItem, context: PlatformContext): PageReading {
  const reading = readFeedPage(page, item, context);
  const { documents, discovered } = reading;
  const dates = [
    ...documents.map(({ publishedAt }) => publishedAt.toISOString()),
    ...discovered.map((found) => hintText(found, 'publishedAt') ?? null),
  ];
  const size = jsonNumber(item.hint['size']) ?? dates.length;
  const next = feedItem(hintText(item, 'feedOf') ?? item.url, walkOf(item).page + 1, null);
  walkOn(reading, { ...item, hint: { ...item.hint, size } }, context, {
    marks: dates.flatMap((date) => dateMark(date, page.fetchedAt)),
    next: dates.length < size ? null : next.url,
    most: numberOption(context.source, 'max_list_pages', 40),
  });
  return reading;
}

const rendered = (value: unknown): string => jsonText(isJson(value) ? value['rendered'] : value) ?? '';

function authorOf(post: Json): string | null {
  const embedded = isJson(post['_embedded']) ? post['_embedded'] : {};
  const names = jsonRecords(embedded['author']).flatMap((author) => jsonText(author['name']) ?? []);
  return names.length === 0 ? null : names.join(', ');
}

function addPost(reading: PageReading, post: Json, page: RawPage, context: PlatformContext): void {
  const url = jsonText(post['link']);
  if (url === null) return drop(reading, 'no-url');
  const content = isJson(post['content']) ? post['content'] : {};
  if (content['protected'] === true) return drop(reading, 'protected');
  const text = htmlToText(rendered(content)) || htmlToText(rendered(post['excerpt']));
  const publishedAt = utcText(jsonText(post['date_gmt'])) ?? jsonText(post['date']);
  addDocument(
    reading,
    {
      url,
      kind: 'article',
      title: htmlToText(rendered(post['title'])),
      text,
      author: authorOf(post),
      publishedAt,
    },
    page,
    context,
  );
}

const utcText = (gmt: string | null): string | null => (gmt === null ? null : asUtc(gmt));

/** By X-WP-TotalPages; where a proxy took it away, by the Link header or a full page. */
function nextUrl(page: RawPage, item: FrontierItem, count: number): string | null {
  const { page: done } = walkOf(item);
  const total = jsonNumber(page.headers['x-wp-totalpages']);
  const more = total === undefined ? linkNext(page) !== null || count >= PAGE_SIZE : done < total;
  if (!more) return null;
  const next = new URL(item.url);
  next.searchParams.set('page', String(done + 1));
  return next.href;
}
