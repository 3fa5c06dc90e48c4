import type { RawPage } from '../../core/content.ts';
import {
  jsonCount,
  jsonRecords,
  jsonText,
  isJson,
  mainRecords,
  parseJsonPage,
  type Json,
} from './json-page.ts';
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
import { dateMark, newestSeen, walkHint, walkOn } from './walk.ts';

const PAGE_SIZE = 100;

/**
 * Bluesky's public AppView: `app.bsky.feed.getFeed?feed=at://…`, `getAuthorFeed?actor=…`, `searchPosts?q=…`; older
 * pages by `cursor`, until what the last run has seen. Option `max_list_pages`.
 */
export const blueskyPlatform: Platform = {
  name: 'bluesky',
  options: ['max_list_pages'],
  list: ({ source, cursor }) =>
    source.urls.map((url) => {
      const first = new URL(url);
      first.searchParams.set('limit', String(PAGE_SIZE));
      return frontierItem(first.href, 'shelf', 0, walkHint(url, newestSeen(url, cursor)));
    }),
  read(page, item, context) {
    const reading = emptyReading();
    const data = parseJsonPage(page);
    const answer = isJson(data) ? data : {};
    const posts = [
      ...('feed' in answer ? [] : mainRecords(reading, answer['posts'])),
      ...('feed' in answer ? mainRecords(reading, answer['feed']) : []).flatMap((entry) =>
        isJson(entry['post']) && !isJson(entry['reason']) ? [entry['post']] : [],
      ),
    ];
    for (const post of posts) addPost(reading, post, page, context);
    const next = new URL(item.url);
    const cursor = jsonText(answer['cursor']);
    if (cursor !== null) next.searchParams.set('cursor', cursor);
    walkOn(reading, item, context, {
      marks: posts.flatMap((post) => dateMark(jsonText(post['indexedAt']) ?? sentAt(post), page.fetchedAt)),
      next: cursor === null ? null : next.href,
      most: numberOption(context.source, 'max_list_pages', 5),
    });
    return reading;
  },
};

const recordOf = (post: Json): Json => (isJson(post['record']) ? post['record'] : {});
const sentAt = (post: Json): string | null => jsonText(recordOf(post)['createdAt']);

/** at://did:plc:…/app.bsky.feed.post/KEY as the address people open. */
function webUrl(uri: string | null): string | null {
  const match = /^at:\/\/([^/]+)\/app\.bsky\.feed\.post\/([\w-]+)$/.exec(uri ?? '');
  return match ? `https://bsky.app/profile/${match[1]}/post/${match[2]}` : null;
}

function addPost(reading: PageReading, post: Json, page: RawPage, context: PlatformContext): void {
  const url = webUrl(jsonText(post['uri']));
  if (url === null) return drop(reading, 'no-url');
  const author = isJson(post['author']) ? post['author'] : {};
  const wantsNoLook = jsonRecords(author['labels']).some((label) => label['val'] === '!no-unauthenticated');
  if (wantsNoLook) return drop(reading, 'not-public');
  const record = recordOf(post);
  addDocument(
    reading,
    {
      url,
      kind: isJson(record['reply']) ? 'comment' : 'post',
      title: null,
      text: jsonText(record['text']),
      author: jsonText(author['did']) ?? jsonText(author['handle']),
      publishedAt: sentAt(post) ?? jsonText(post['indexedAt']),
      engagement: {
        likes: jsonCount(post['likeCount']),
        comments: jsonCount(post['replyCount']),
        shares: jsonCount(post['repostCount']),
      },
    },
    page,
    context,
  );
}
