import type { RawPage } from '../../core/content.ts';
import type { FrontierItem } from '../../core/crawl-store.ts';
import { jsonCount, jsonText, isJson, mainRecords, parseJsonPage, type Json } from './json-page.ts';
import { markdownText } from '../extract/markdown-text.ts';
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
import { asUtc, dateMark, newestSeen, walkHint, walkOf, walkOn } from './walk.ts';

const PAGE_SIZE = 50; // the API's own limit

/**
 * Lemmy's public API, v3: `/api/v3/post/list` and `/api/v3/comment/list` (e.g. `?community_name=NAME`); a community's
 * address (`/c/NAME`) means its posts. Newest first; older pages by `page_cursor` where the answer names one, else by
 * number, until what the last run has seen. Option `max_list_pages`.
 */
export const lemmyPlatform: Platform = {
  name: 'lemmy',
  options: ['max_list_pages'],
  list: ({ source, cursor }) =>
    source.urls.map((url) =>
      frontierItem(firstPage(url), 'shelf', 0, walkHint(url, newestSeen(url, cursor))),
    ),
  read(page, item, context) {
    const reading = emptyReading();
    const data = parseJsonPage(page);
    const answer = isJson(data) ? data : {};
    const views = mainRecords(reading, answer['comments'] ?? answer['posts']);
    for (const view of views) addView(reading, view, page, context);
    walkOn(reading, item, context, {
      marks: views.flatMap((view) => (isPinned(view) ? [] : dateMark(sentAt(view), page.fetchedAt))),
      next: views.length === 0 ? null : nextUrl(item, answer, views.length),
      most: numberOption(context.source, 'max_list_pages', 10),
    });
    return reading;
  },
};

function firstPage(url: string): string {
  const first = new URL(url);
  const community = /^\/c\/([^/]+)\/?$/.exec(first.pathname)?.[1];
  if (!first.pathname.startsWith('/api/')) {
    first.pathname = '/api/v3/post/list';
    first.search = '';
    if (community === undefined) first.searchParams.set('type_', 'Local');
    else first.searchParams.set('community_name', decodeURIComponent(community));
  }
  first.searchParams.set('sort', 'New');
  first.searchParams.set('limit', String(PAGE_SIZE));
  return first.href;
}

/** `next_page` since 0.19; before, and for comments, a page number, until one is not full. */
function nextUrl(item: FrontierItem, answer: Json, count: number): string | null {
  const next = new URL(item.url);
  const cursor = jsonText(answer['next_page']);
  if (cursor === null && count < PAGE_SIZE) return null;
  if (cursor === null && next.searchParams.has('page_cursor')) return null;
  if (cursor === null) next.searchParams.set('page', String(walkOf(item).page + 1));
  else next.searchParams.set('page_cursor', cursor);
  return next.href;
}

const part = (view: Json, name: string): Json => (isJson(view[name]) ? view[name] : {});

/** A view holds a post, and a comment with the post it answers. */
const subject = (view: Json): Json => (isJson(view['comment']) ? view['comment'] : part(view, 'post'));

const isPinned = (view: Json): boolean =>
  subject(view)['featured_community'] === true || subject(view)['featured_local'] === true;

function sentAt(view: Json): string | null {
  const written = jsonText(subject(view)['published']);
  return written === null ? null : asUtc(written);
}

function addView(reading: PageReading, view: Json, page: RawPage, context: PlatformContext): void {
  const said = subject(view);
  const url = jsonText(said['ap_id']);
  if (url === null) return drop(reading, 'no-url');
  if (said['removed'] === true || said['deleted'] === true) return drop(reading, 'removed');
  if (said['nsfw'] === true || part(view, 'post')['nsfw'] === true) return drop(reading, 'adult');
  if (part(view, 'community')['visibility'] === 'LocalOnly') return drop(reading, 'not-public');
  const creator = part(view, 'creator');
  if (creator['bot_account'] === true) return drop(reading, 'bot');
  const counts = part(view, 'counts');
  const isComment = isJson(view['comment']);
  addDocument(
    reading,
    {
      url,
      kind: isComment ? 'comment' : 'post',
      title: isComment ? null : jsonText(said['name']),
      text: markdownText(jsonText(isComment ? said['content'] : said['body']) ?? ''),
      author: jsonText(creator['actor_id']) ?? jsonText(creator['name']),
      publishedAt: sentAt(view),
      engagement: {
        likes: jsonCount(counts['upvotes'] ?? counts['score']),
        comments: jsonCount(counts['comments'] ?? counts['child_count']),
      },
    },
    page,
    context,
  );
}
