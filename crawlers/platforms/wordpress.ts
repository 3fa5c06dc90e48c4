import type { RawPage } from '../../core/content.ts';
import type { FrontierItem } from '../../core/crawl-store.ts';
import { htmlToText } from '../extract/dom.ts';
import { jsonNumber, jsonRecords, jsonText, isJson, parseJsonPage, type Json } from './json-page.ts';
import {
  drop,
  emptyReading,
  frontierItem,
  numberOption,
  type PageReading,
  type Platform,
  type PlatformContext,
} from './platform.ts';
import { addDocument } from './read-page.ts';

const PAGE_SIZE = 50;

/**
 * WordPress REST, `/wp-json/wp/v2/posts`: newest first, with authors embedded, until X-WP-TotalPages or the newest
 * post of the last run. `url` is the site or the posts route; options `max_list_pages`, `query` (e.g. categories=3).
 */
export const wordpressPlatform: Platform = {
  name: 'wordpress',
  list: ({ source, cursor }) =>
    source.urls.map((url) => {
      const first = new URL(
        url.includes('/wp-json/') ? url : `${url.replace(/\/$/, '')}/wp-json/wp/v2/posts`,
      );
      for (const pair of new URLSearchParams(jsonText(source.options['query']) ?? ''))
        first.searchParams.set(...pair);
      first.searchParams.set('per_page', String(PAGE_SIZE));
      first.searchParams.set('_embed', 'author');
      const after = jsonText(isJson(cursor?.['after']) ? cursor['after'][url] : null);
      if (after !== null) first.searchParams.set('modified_after', after);
      return frontierItem(first.href, 'list', 0, { page: 1, site: url });
    }),
  read(page, item, context) {
    const reading = emptyReading();
    const posts = jsonRecords(parseJsonPage(page));
    for (const post of posts) addPost(reading, post, page, context);
    addNext(reading, page, item, context);
    const site = jsonText(item.hint['site']);
    const newest = posts
      .flatMap((post) => jsonText(post['modified_gmt']) ?? [])
      .sort()
      .at(-1);
    const before = isJson(context.cursor?.['after']) ? context.cursor['after'] : {};
    if (site !== null && newest !== undefined && item.hint['page'] === 1)
      reading.cursor = { after: { ...before, [site]: newest } };
    return reading;
  },
};

const rendered = (value: unknown): string => jsonText(isJson(value) ? value['rendered'] : value) ?? '';

function authorOf(post: Json): string | null {
  const embedded = isJson(post['_embedded']) ? post['_embedded'] : {};
  const names = jsonRecords(embedded['author']).flatMap((author) => jsonText(author['name']) ?? []);
  return names.length === 0 ? null : names.join(', ');
}

const asUtc = (gmt: string | null): string | null =>
  gmt === null || /(Z|[+-]\d{2}:\d{2})$/.test(gmt) ? gmt : `${gmt}Z`;

function addPost(reading: PageReading, post: Json, page: RawPage, context: PlatformContext): void {
  const url = jsonText(post['link']);
  if (url === null) return drop(reading, 'no-url');
  const content = isJson(post['content']) ? post['content'] : {};
  if (content['protected'] === true) return drop(reading, 'protected');
  const text = htmlToText(rendered(content)) || htmlToText(rendered(post['excerpt']));
  const publishedAt = asUtc(jsonText(post['date_gmt'])) ?? jsonText(post['date']);
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

function addNext(reading: PageReading, page: RawPage, item: FrontierItem, context: PlatformContext): void {
  const done = jsonNumber(item.hint['page']) ?? 1;
  const total = jsonNumber(page.headers['x-wp-totalpages']) ?? 1;
  if (done >= total || done >= numberOption(context.source, 'max_list_pages', 40)) return;
  const next = new URL(item.url);
  next.searchParams.set('page', String(done + 1));
  reading.discovered.push(frontierItem(next.href, 'list', item.depth, { ...item.hint, page: done + 1 }));
}
