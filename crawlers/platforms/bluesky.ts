import type { RawPage } from '../../core/content.ts';
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

const PAGE_SIZE = 100;

/**
 * Bluesky's public AppView: `app.bsky.feed.getFeed?feed=at://…`, `getAuthorFeed?actor=…`, `searchPosts?q=…`; older
 * pages by `cursor`. Option `max_list_pages`.
 */
export const blueskyPlatform: Platform = {
  name: 'bluesky',
  list: ({ source }) =>
    source.urls.map((url) => {
      const first = new URL(url);
      first.searchParams.set('limit', String(PAGE_SIZE));
      return frontierItem(first.href, 'shelf', 0, { page: 1 });
    }),
  read(page, item, context) {
    const reading = emptyReading();
    const data = parseJsonPage(page);
    const answer = isJson(data) ? data : {};
    const posts = [
      ...jsonRecords(answer['posts']),
      ...jsonRecords(answer['feed']).flatMap((entry) =>
        isJson(entry['post']) && !isJson(entry['reason']) ? [entry['post']] : [],
      ),
    ];
    for (const post of posts) addPost(reading, post, page, context);
    const cursor = jsonText(answer['cursor']);
    const done = jsonNumber(item.hint['page']) ?? 1;
    if (cursor !== null && posts.length > 0 && done < numberOption(context.source, 'max_list_pages', 5)) {
      const next = new URL(item.url);
      next.searchParams.set('cursor', cursor);
      reading.discovered.push(frontierItem(next.href, 'shelf', item.depth + 1, { page: done + 1 }));
    }
    return reading;
  },
};

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
  const record = isJson(post['record']) ? post['record'] : {};
  addDocument(
    reading,
    {
      url,
      kind: isJson(record['reply']) ? 'comment' : 'post',
      title: null,
      text: jsonText(record['text']),
      author: jsonText(author['did']) ?? jsonText(author['handle']),
      publishedAt: jsonText(record['createdAt']) ?? jsonText(post['indexedAt']),
      engagement: {
        likes: jsonNumber(post['likeCount']),
        comments: jsonNumber(post['replyCount']),
        shares: jsonNumber(post['repostCount']),
      },
    },
    page,
    context,
  );
}
