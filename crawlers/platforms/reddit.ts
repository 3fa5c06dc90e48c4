import type { RawPage } from '../../core/content.ts';
import {
  jsonCount,
  jsonNumber,
  jsonText,
  isJson,
  mainRecords,
  parseJsonPage,
  type Json,
} from './json-page.ts';
import { markdownText } from '../extract/markdown-text.ts';
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
import { dateMark, isoOfSeconds, newestSeen, walkHint, walkOn } from './walk.ts';

const PAGE_SIZE = 100;

/**
 * Public listings of Reddit: `https://www.reddit.com/r/NAME/new.json` (older pages by `after`) or the `.rss` of the
 * same, which is a feed. A `new` or `comments` list is read until what the last run has seen. Option `max_list_pages`.
 */
export const redditPlatform: Platform = {
  name: 'reddit',
  options: ['max_list_pages', 'max_feed_pages'],
  list: ({ source, cursor }) =>
    source.urls.map((url) => {
      const first = new URL(url);
      if (!/\.(json|rss)$/.test(first.pathname))
        first.pathname = `${first.pathname.replace(/\/$/, '')}/new.json`;
      if (first.pathname.endsWith('.json')) first.searchParams.set('raw_json', '1');
      first.searchParams.set('limit', String(PAGE_SIZE));
      const byDate = /\/(new|comments)\.json$/.test(first.pathname);
      return frontierItem(first.href, 'shelf', 0, walkHint(url, byDate ? newestSeen(url, cursor) : null));
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
    const posts = mainRecords(reading, listing['children']).flatMap((child) =>
      isJson(child['data']) ? [child['data']] : [],
    );
    for (const post of posts) addPost(reading, post, page, context);
    const next = new URL(item.url);
    const after = jsonText(listing['after']);
    if (after !== null) next.searchParams.set('after', after);
    walkOn(reading, item, context, {
      marks: posts.flatMap((post) =>
        post['stickied'] === true ? [] : dateMark(sentAt(post), page.fetchedAt),
      ),
      next: after === null ? null : next.href,
      most: numberOption(context.source, 'max_list_pages', 5),
    });
    return reading;
  },
};

const sentAt = (post: Json): string | null => isoOfSeconds(jsonNumber(post['created_utc']));

function addPost(reading: PageReading, post: Json, page: RawPage, context: PlatformContext): void {
  const permalink = jsonText(post['permalink']);
  if (permalink === null) return drop(reading, 'no-url');
  if (post['over_18'] === true) return drop(reading, 'adult');
  if (post['stickied'] === true) return drop(reading, 'pinned');
  const text = jsonText(post['selftext']) ?? jsonText(post['body']) ?? '';
  if (/^\[(removed|deleted)\]$/.test(text)) return drop(reading, 'removed');
  addDocument(
    reading,
    {
      url: `https://www.reddit.com/${permalink.replace(/^(https?:\/\/[^/]*)?\//, '')}`,
      kind: post['body'] === undefined ? 'post' : 'comment',
      title: jsonText(post['title']),
      text: markdownText(text),
      author: jsonText(post['author']),
      publishedAt: sentAt(post),
      engagement: {
        likes: jsonCount(post['score']),
        comments: jsonCount(post['num_comments']),
      },
    },
    page,
    context,
  );
}
