import type { RawPage } from '../../core/content.ts';
import type { FrontierItem } from '../../core/crawl-store.ts';
import { decodeBytes } from '../extract/decode-bytes.ts';
import { discourseView, discourseSeed } from './forum-discourse.ts';
import { nodebbView, nodebbSeed } from './forum-nodebb.ts';
import { plainView } from './forum-plain.ts';
import {
  emptyReading,
  frontierItem,
  hintText,
  textOption,
  type Platform,
  type PlatformContext,
} from './platform.ts';

type Seed = (url: string, context: PlatformContext) => FrontierItem;

/** What a forum runs on: where its list begins. `plain` is any other, read through its pages. */
const SEEDS: Record<string, Seed> = {
  discourse: discourseSeed,
  nodebb: nodebbSeed,
  plain: (url) => frontierItem(url, 'shelf', 0, { view: 'plain-list', list: true }),
};

/**
 * Forums: Discourse and NodeBB by the JSON they publish, others by schema.org discussions or their plain pages. `url` is
 * the forum, a category or a tag. Options: `software` (`discourse`, `nodebb`, `plain`; else the first page tells),
 * `max_list_pages`, `max_topic_pages` (of one discussion), and for plain ones `link` and `page_param` as in `listing`.
 */
export const forumPlatform: Platform = {
  name: 'forum',
  options: ['software', 'max_list_pages', 'max_topic_pages', 'link', 'item', 'date', 'next', 'page_param'],
  list(context) {
    const seed = SEEDS[textOption(context.source, 'software') ?? ''];
    return context.source.urls.map((url) =>
      seed ? seed(url, context) : frontierItem(url, 'shelf', 0, { view: 'ask', list: true }),
    );
  },
  read(page, item, context) {
    const view = hintText(item, 'view') ?? '';
    if (view === 'ask') {
      const seed = softwareOf(page);
      // A plain list is this very page: asking for it again would bring nothing.
      if (seed === null)
        return plainView(page, { ...item, hint: { view: 'plain-list', list: true } }, context);
      return { ...emptyReading(), discovered: [seed(item.url, context)] };
    }
    if (view.startsWith('discourse')) return discourseView(page, item, context);
    return view.startsWith('nodebb') ? nodebbView(page, item, context) : plainView(page, item, context);
  },
};

/** Discourse names itself in a meta tag, NodeBB in a header and its script. */
function softwareOf(page: RawPage): Seed | null {
  const { text } = decodeBytes(page.body, page.headers['content-type']);
  if (/<meta\s+name="generator"\s+content="Discourse\b/i.test(text)) return discourseSeed;
  const nodebb = /nodebb/i.test(page.headers['x-powered-by'] ?? '') || /\/nodebb(?:\.min)?\.js\b/i.test(text);
  return nodebb ? nodebbSeed : null;
}
