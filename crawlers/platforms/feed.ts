import type { RawPage } from '../../core/content.ts';
import type { FrontierItem } from '../../core/crawl-store.ts';
import { canonicalUrl } from '../canonical-url.ts';
import { decodeBytes } from '../extract/decode-bytes.ts';
import { readFeed, type ReadFeedEntry } from '../extract/feed.ts';
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

/** A text in the feed of at least this many characters is taken as whole when nothing else is said. */
const FULL_TEXT_CHARS = 1_500;

/**
 * RSS 1 and 2, Atom and JSON Feed; RFC 5005 paging by `rel=next`. Options: `content` `page` (default: each entry's
 * page is fetched unless the feed carries a long text) or `feed` (what the feed says is enough), `max_feed_pages`.
 */
export const feedPlatform: Platform = {
  name: 'feed',
  options: ['content', 'max_feed_pages'],
  list: ({ source }) => source.urls.map((url) => frontierItem(url, 'list')),
  read: (page, item, context) =>
    item.kind === 'list' ? readFeedPage(page, item, context) : readArticle(page, item, context),
};

export function readFeedPage(page: RawPage, item: FrontierItem, context: PlatformContext): PageReading {
  const reading = emptyReading();
  const { text, charset } = decodeBytes(page.body, page.headers['content-type']);
  const feed = readFeed(text, page.finalUrl, charset, page.fetchedAt);
  if (!feed) {
    drop(reading, 'not-a-feed');
    return reading;
  }
  for (const entry of feed.entries) addEntry(reading, entry, page, item, context);
  const next = feed.page.links.next;
  if (next !== null && item.depth + 1 < numberOption(context.source, 'max_feed_pages', 20))
    reading.discovered.push(frontierItem(next, 'list', item.depth + 1, item.hint));
  return reading;
}

function addEntry(
  reading: PageReading,
  entry: ReadFeedEntry,
  page: RawPage,
  item: FrontierItem,
  context: PlatformContext,
): void {
  const url = entry.url === null ? null : canonicalUrl(entry.url);
  if (url === null) return drop(reading, 'entry-without-url');
  const content = entry.content ?? entry.summary ?? '';
  const fromFeed = context.source.options['content'];
  const enough = fromFeed === 'feed' || (fromFeed !== 'page' && content.length >= FULL_TEXT_CHARS);
  if (!enough) {
    const { title, publishedAt, author } = entry;
    return void reading.discovered.push(
      frontierItem(url, 'page', item.depth + 1, {
        title,
        publishedAt,
        author,
        text: content.slice(0, 4_000),
      }),
    );
  }
  const { source } = context;
  const kind = source.sector === 'social' ? 'post' : source.sector === 'review' ? 'review' : 'article';
  addDocument(
    reading,
    { url, kind, title: entry.title, text: content, author: entry.author, publishedAt: entry.publishedAt },
    page,
    context,
  );
}
