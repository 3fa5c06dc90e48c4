import type { RawPage } from '../../core/content.ts';
import type { FrontierItem } from '../../core/crawl-store.ts';
import { addTopicPage, forumBase, forumView, postText, readTopicList } from './forum-topic.ts';
import { jsonCount, jsonNumber, jsonRecords, jsonText, isJson, type Json } from './json-page.ts';
import { drop, emptyReading, frontierItem, type PageReading, type PlatformContext } from './platform.ts';
import { addDocument } from './read-page.ts';
import { dateMark, newestSeen, walkHint } from './walk.ts';

/** Posts on one page of a topic. */
const CHUNK = 20;
const LIKE = 2;

/** Discourse: `/latest.json` (or a category's or tag's list as `.json`), `/t/ID.json`. */
export function discourseSeed(url: string, { cursor }: PlatformContext): FrontierItem {
  const list = new URL(url);
  const base = `${list.origin}${list.pathname.replace(/\/(c|tag|tags|latest|top|t)(\/.*|\.json)?$/, '').replace(/\/$/, '')}`;
  const isList = /\/(c|tag|tags|latest|top)(\/|\.json|$)/.test(list.pathname);
  list.pathname = isList
    ? `${list.pathname.replace(/(\/|\.json)$/, '')}.json`
    : `${list.pathname.replace(/\/$/, '')}/latest.json`;
  const hint = { ...walkHint(url, newestSeen(url, cursor)), view: 'discourse-list', base };
  return frontierItem(list.href, 'shelf', 0, hint);
}

export const discourseView = forumView('discourse-list', readTopics, readPosts);

function readTopics(answer: Json, page: RawPage, item: FrontierItem, context: PlatformContext): PageReading {
  const list = isJson(answer['topic_list']) ? answer['topic_list'] : {};
  const topics = jsonRecords(list['topics']).map((topic) => {
    const id = jsonCount(topic['id']);
    return {
      url: id === undefined ? null : `${forumBase(item)}/t/${id}.json`,
      moved: jsonText(topic['bumped_at']),
      pinned: topic['pinned'] === true || topic['pinned_globally'] === true,
    };
  });
  const next = moreTopics(jsonText(list['more_topics_url']), page.finalUrl);
  return readTopicList(page, item, context, { topics, view: 'discourse-topic', next });
}

/** The address of the next page is that of its HTML; the JSON is beside it. */
function moreTopics(path: string | null, base: string): string | null {
  if (path === null || !URL.canParse(path, base)) return null;
  const next = new URL(path, base);
  if (next.host !== new URL(base).host) return null;
  if (!next.pathname.endsWith('.json')) next.pathname = `${next.pathname.replace(/\/$/, '')}.json`;
  return next.href;
}

function readPosts(answer: Json, page: RawPage, item: FrontierItem, context: PlatformContext): PageReading {
  const reading = emptyReading();
  const stream = isJson(answer['post_stream']) ? answer['post_stream'] : {};
  const posts = jsonRecords(stream['posts']);
  const id = jsonCount(answer['id']);
  const base = forumBase(item);
  if (id === undefined) {
    drop(reading, 'no-url');
    return reading;
  }
  const topicUrl = `${base}/t/${encodeURIComponent(jsonText(answer['slug']) ?? '-')}/${id}`;
  for (const post of posts)
    addPost(reading, post, { url: topicUrl, title: jsonText(answer['title']) }, page, context);
  const all = Array.isArray(stream['stream']) ? stream['stream'].length : posts.length;
  addTopicPage(reading, item, context, {
    pages: Math.min(Math.ceil(all / CHUNK), 10_000),
    oldest: dateMark(jsonText(posts[0]?.['created_at']), page.fetchedAt)[0] ?? null,
    urlOf: (number) => `${base}/t/${id}.json?page=${number}`,
  });
  return reading;
}

function addPost(
  reading: PageReading,
  post: Json,
  topic: { url: string; title: string | null },
  page: RawPage,
  context: PlatformContext,
): void {
  const number = jsonCount(post['post_number']);
  if (number === undefined) return drop(reading, 'no-url');
  // 1 is a post, 2 a moderator's; the others are notes on what was done to the topic, and whispers.
  if ((jsonNumber(post['post_type']) ?? 1) > 2) return drop(reading, 'not-a-post');
  if (post['hidden'] === true || post['user_deleted'] === true || jsonText(post['deleted_at']) !== null)
    return drop(reading, 'removed');
  const likes = jsonRecords(post['actions_summary']).find((action) => action['id'] === LIKE);
  addDocument(
    reading,
    {
      url: number === 1 ? topic.url : `${topic.url}/${number}`,
      kind: number === 1 ? 'post' : 'comment',
      title: number === 1 ? topic.title : null,
      text: postText(jsonText(post['cooked']) ?? ''),
      author: jsonText(post['username']),
      publishedAt: jsonText(post['created_at']),
      engagement: { likes: jsonCount(likes?.['count'] ?? 0), comments: jsonCount(post['reply_count']) },
    },
    page,
    context,
  );
}
