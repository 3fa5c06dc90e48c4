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

const PAGE_SIZE = 40;

/**
 * Public timelines of Mastodon's API: `/api/v1/timelines/tag/NAME`, `/timelines/public`, `/accounts/ID/statuses`.
 * Newest first; older pages by the Link header until the newest post of the last run. Option `max_list_pages`.
 */
export const mastodonPlatform: Platform = {
  name: 'mastodon',
  list: ({ source, cursor }) =>
    source.urls.map((url) => {
      const first = new URL(url);
      first.searchParams.set('limit', String(PAGE_SIZE));
      const since = jsonText(newestBy(cursor)[url]);
      if (since !== null) first.searchParams.set('since_id', since);
      return frontierItem(first.href, 'shelf', 0, { timeline: url, page: 1 });
    }),
  read(page, item, context) {
    const reading = emptyReading();
    const statuses = jsonRecords(parseJsonPage(page));
    for (const status of statuses) addStatus(reading, status, page, context);
    const next = nextPage(page, item, context);
    if (next !== null && statuses.length > 0) reading.discovered.push(next);
    const timeline = jsonText(item.hint['timeline']);
    const newest = statuses
      .map((status) => jsonText(status['id']) ?? '')
      .sort(byId)
      .at(-1);
    if (item.hint['page'] === 1 && timeline !== null && newest !== undefined)
      reading.cursor = { newest: { ...newestBy(context.cursor), [timeline]: newest } };
    return reading;
  },
};

const newestBy = (cursor: Record<string, unknown> | null): Json =>
  isJson(cursor?.['newest']) ? cursor['newest'] : {};

/** Ids are long numbers written as text: the longer is the newer, then the greater. */
const byId = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

function nextPage(page: RawPage, item: FrontierItem, context: PlatformContext): FrontierItem | null {
  const done = jsonNumber(item.hint['page']) ?? 1;
  if (done >= numberOption(context.source, 'max_list_pages', 10)) return null;
  const link = /<([^>]+)>\s*;\s*rel="?next"?/i.exec(page.headers['link'] ?? '')?.[1];
  if (link === undefined || !URL.canParse(link, page.finalUrl)) return null;
  const url = new URL(link, page.finalUrl);
  const since = new URL(item.url).searchParams.get('since_id');
  if (since !== null && !url.searchParams.has('since_id')) url.searchParams.set('since_id', since);
  return frontierItem(url.href, 'shelf', item.depth + 1, { ...item.hint, page: done + 1 });
}

function addStatus(reading: PageReading, status: Json, page: RawPage, context: PlatformContext): void {
  const url = jsonText(status['url']) ?? jsonText(status['uri']);
  if (url === null) return drop(reading, 'no-url');
  if (isJson(status['reblog'])) return drop(reading, 'boost');
  if (status['visibility'] !== undefined && status['visibility'] !== 'public')
    return drop(reading, 'not-public');
  const account = isJson(status['account']) ? status['account'] : {};
  if (account['noindex'] === true) return drop(reading, 'not-indexable');
  addDocument(
    reading,
    {
      url,
      kind: status['in_reply_to_id'] ? 'comment' : 'post',
      title: null,
      text: htmlToText(jsonText(status['content']) ?? ''),
      author: jsonText(account['acct']) ?? jsonText(account['username']),
      publishedAt: jsonText(status['created_at']),
      engagement: {
        likes: jsonNumber(status['favourites_count']),
        comments: jsonNumber(status['replies_count']),
        shares: jsonNumber(status['reblogs_count']),
      },
    },
    page,
    context,
  );
}
