import type { RawPage } from '../../core/content.ts';
import type { FrontierItem } from '../../core/crawl-store.ts';
import { htmlToText } from '../extract/dom.ts';
import { addTopicPage, forumBase, forumView, postText, readTopicList } from './forum-topic.ts';
import { jsonCount, jsonRecords, jsonText, isJson, type Json } from './json-page.ts';
import { drop, emptyReading, frontierItem, type PageReading, type PlatformContext } from './platform.ts';
import { addDocument } from './read-page.ts';
import { dateMark, newestSeen, walkHint, walkOf } from './walk.ts';

/** NodeBB: every page's data under `/api`: `/api/recent`, `/api/category/ID/SLUG`, `/api/topic/ID/SLUG`. */
export function nodebbSeed(url: string, { cursor }: PlatformContext): FrontierItem {
  const list = new URL(url);
  const [, base = '', rest = ''] =
    /^(.*?)((?:\/api)?\/(?:category|recent|tags?|popular|top)(?:\/.*)?)?$/.exec(
      list.pathname.replace(/\/$/, ''),
    ) ?? [];
  list.pathname = `${base}/api${rest === '' ? '/recent' : rest.replace(/^\/api/, '')}`;
  const hint = { ...walkHint(url, newestSeen(url, cursor)), view: 'nodebb-list', base: list.origin + base };
  return frontierItem(list.href, 'shelf', 0, hint);
}

export const nodebbView = forumView('nodebb-list', readTopics, readPosts);

function pageCount(answer: Json): number {
  const pagination = isJson(answer['pagination']) ? answer['pagination'] : {};
  return Math.min(jsonCount(pagination['pageCount']) ?? 1, 10_000);
}

function withPage(url: string, page: number): string {
  const next = new URL(url);
  next.searchParams.set('page', String(page));
  return next.href;
}

function readTopics(answer: Json, page: RawPage, item: FrontierItem, context: PlatformContext): PageReading {
  const topics = jsonRecords(answer['topics'])
    .filter((topic) => !isGone(topic))
    .map((topic) => {
      const path = jsonText(topic['slug'])?.split('/').map(encodeURIComponent).join('/');
      return {
        url: path === undefined ? null : `${forumBase(item)}/api/topic/${path}`,
        moved: jsonText(topic['lastposttimeISO']),
        pinned: jsonCount(topic['pinned']) === 1 || topic['pinned'] === true,
      };
    });
  const { page: done } = walkOf(item);
  const next = done < pageCount(answer) ? withPage(item.url, done + 1) : null;
  return readTopicList(page, item, context, { topics, view: 'nodebb-topic', next });
}

/** Flags come as 0 and 1, or as true and false. */
const isGone = (entry: Json): boolean => entry['deleted'] === 1 || entry['deleted'] === true;

function readPosts(answer: Json, page: RawPage, item: FrontierItem, context: PlatformContext): PageReading {
  const reading = emptyReading();
  const posts = jsonRecords(answer['posts']);
  const title = jsonText(answer['titleRaw']) ?? jsonText(answer['title']);
  for (const post of posts) addPost(reading, post, title, page, item, context);
  if (posts.length === 0) drop(reading, 'topic-without-posts');
  addTopicPage(reading, item, context, {
    pages: pageCount(answer),
    oldest: dateMark(jsonText(posts[0]?.['timestampISO']), page.fetchedAt)[0] ?? null,
    urlOf: (number) => withPage(item.url, number),
  });
  return reading;
}

function addPost(
  reading: PageReading,
  post: Json,
  title: string | null,
  page: RawPage,
  item: FrontierItem,
  context: PlatformContext,
): void {
  const id = jsonCount(post['pid']);
  if (id === undefined) return drop(reading, 'no-url');
  if (isGone(post)) return drop(reading, 'removed');
  const user = isJson(post['user']) ? post['user'] : {};
  const replies = isJson(post['replies']) ? post['replies'] : {};
  const first = jsonCount(post['index']) === 0;
  addDocument(
    reading,
    {
      url: `${forumBase(item)}/post/${id}`,
      kind: first ? 'post' : 'comment',
      title: first && title !== null ? htmlToText(title) : null,
      text: postText(jsonText(post['content']) ?? ''),
      author: jsonText(user['userslug']) ?? jsonText(user['username']),
      publishedAt: jsonText(post['timestampISO']),
      engagement: { likes: jsonCount(post['upvotes']), comments: jsonCount(replies['count']) },
    },
    page,
    context,
  );
}
