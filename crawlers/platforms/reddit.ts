import type { RawPage } from '../../core/content.ts';
import { jsonNumber, jsonRecords, jsonText, isJson, parseJsonPage, type Json } from './json-page.ts';
import { readFeedPage } from './feed.ts';
import {
  drop,
  emptyReading,
  frontierItem,
  numberOption,
  type PageReading,
  type Platform,
  type PlatformContext,
} from './platform.ts';
import { addDocument, readArticle } from './read-page.ts';

const PAGE_SIZE = 100;

/**
 * Public listings of Reddit: `https://www.reddit.com/r/NAME/new.json` (older pages by `after`) or the `.rss` of the
 * same, which is a feed. Option `max_list_pages`.
 */
export const redditPlatform: Platform = {
  name: 'reddit',
  list: ({ source }) =>
    source.urls.map((url) => {
      const first = new URL(url);
      if (!/\.(json|rss)$/.test(first.pathname))
        first.pathname = `${first.pathname.replace(/\/$/, '')}/new.json`;
      if (first.pathname.endsWith('.json')) first.searchParams.set('raw_json', '1');
      first.searchParams.set('limit', String(PAGE_SIZE));
      return frontierItem(first.href, 'shelf', 0, { page: 1 });
    }),
  read(page, item, context) {
    if (item.kind === 'page') return readArticle(page, item, context);
    if (new URL(item.url).pathname.endsWith('.rss')) {
      const source = { ...context.source, options: { ...context.source.options, content: 'feed' } };
      return readFeedPage(page, item, { ...context, source });
    }
    const reading = emptyReading();
    const data = parseJsonPage(page);
    const listing = isJson(data) && isJson(data['data']) ? data['data'] : {};
    const posts = jsonRecords(listing['children']).flatMap((child) =>
      isJson(child['data']) ? [child['data']] : [],
    );
    for (const post of posts) addPost(reading, post, page, context);
    const after = jsonText(listing['after']);
    const done = jsonNumber(item.hint['page']) ?? 1;
    if (after !== null && posts.length > 0 && done < numberOption(context.source, 'max_list_pages', 5)) {
      const next = new URL(item.url);
      next.searchParams.set('after', after);
      reading.discovered.push(frontierItem(next.href, 'shelf', item.depth + 1, { page: done + 1 }));
    }
    return reading;
  },
};

function addPost(reading: PageReading, post: Json, page: RawPage, context: PlatformContext): void {
  const permalink = jsonText(post['permalink']);
  if (permalink === null) return drop(reading, 'no-url');
  if (post['over_18'] === true) return drop(reading, 'adult');
  if (post['stickied'] === true) return drop(reading, 'pinned');
  const text = jsonText(post['selftext']) ?? jsonText(post['body']) ?? '';
  if (/^\[(removed|deleted)\]$/.test(text)) return drop(reading, 'removed');
  const seconds = jsonNumber(post['created_utc']);
  addDocument(
    reading,
    {
      url: new URL(permalink, 'https://www.reddit.com').href,
      kind: post['body'] === undefined ? 'post' : 'comment',
      title: jsonText(post['title']),
      text,
      author: jsonText(post['author']),
      publishedAt: seconds === undefined ? null : new Date(seconds * 1000).toISOString(),
      engagement: {
        likes: Math.max(0, jsonNumber(post['score']) ?? 0),
        comments: jsonNumber(post['num_comments']),
      },
    },
    page,
    context,
  );
}
