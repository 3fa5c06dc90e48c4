import type { RawPage } from '../../core/content.ts';
import type { FrontierItem } from '../../core/crawl-store.ts';
import { htmlToText } from '../extract/dom.ts';
import { jsonCount, jsonText, isJson, linkNext, mainRecords, parseJsonPage, type Json } from './json-page.ts';
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
import { newestSeen, walkHint, walkOf, walkOn } from './walk.ts';

const PAGE_SIZE = 40;

/**
 * Public timelines of Mastodon's API: `/api/v1/timelines/tag/NAME`, `/timelines/public`, `/accounts/ID/statuses`.
 * Newest first; older pages by the Link header until the newest post of the last run. Option `max_list_pages`.
 */
export const mastodonPlatform: Platform = {
  name: 'mastodon',
  options: ['max_list_pages'],
  list: ({ source, cursor }) =>
    source.urls.map((url) => {
      const first = new URL(url);
      first.searchParams.set('limit', String(PAGE_SIZE));
      const since = newestSeen(url, cursor);
      if (since !== null) first.searchParams.set('since_id', since);
      return frontierItem(first.href, 'shelf', 0, walkHint(url, since));
    }),
  read(page, item, context) {
    const reading = emptyReading();
    const statuses = mainRecords(reading, parseJsonPage(page));
    for (const status of statuses) addStatus(reading, status, page, context);
    walkOn(reading, item, context, {
      marks: statuses.flatMap((status) => idOf(status)),
      next: nextUrl(page, item),
      isOlder: (a, b) => byId(a, b) <= 0,
      most: numberOption(context.source, 'max_list_pages', 10),
    });
    return reading;
  },
};

/** Ids are 64-bit numbers written as text; anything else would hide every later post. */
const idOf = (status: Json): string[] => {
  const id = jsonText(status['id']);
  return id !== null && /^\d{1,19}$/.test(id) ? [id] : [];
};

/** The longer is the newer, then the greater. */
const byId = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

function nextUrl(page: RawPage, item: FrontierItem): string | null {
  const url = linkNext(page);
  const { since } = walkOf(item);
  if (url !== null && since !== null && !url.searchParams.has('since_id'))
    url.searchParams.set('since_id', since);
  return url?.href ?? null;
}

function addStatus(reading: PageReading, status: Json, page: RawPage, context: PlatformContext): void {
  const [id] = idOf(status);
  if (id === undefined) return drop(reading, 'no-url');
  if (isJson(status['reblog'])) return drop(reading, 'boost');
  if (status['visibility'] !== undefined && status['visibility'] !== 'public')
    return drop(reading, 'not-public');
  const account = isJson(status['account']) ? status['account'] : {};
  if (account['noindex'] === true) return drop(reading, 'not-indexable');
  addDocument(
    reading,
    {
      // The web app opens a status by its number, so that the address need not name who wrote it.
      url: new URL(`/statuses/${id}`, page.finalUrl).href,
      kind: status['in_reply_to_id'] ? 'comment' : 'post',
      title: null,
      text: htmlToText(jsonText(status['content']) ?? ''),
      author: jsonText(account['acct']) ?? jsonText(account['username']),
      publishedAt: jsonText(status['created_at']),
      engagement: {
        likes: jsonCount(status['favourites_count']),
        comments: jsonCount(status['replies_count']),
        shares: jsonCount(status['reblogs_count']),
      },
    },
    page,
    context,
  );
}
