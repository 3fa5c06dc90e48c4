import type { FrontierItem } from '../../core/crawl-store.ts';
import { load } from 'cheerio';
import { htmlToText } from '../extract/dom.ts';
import { jsonNumber } from './json-page.ts';
import { frontierItem, hintText, numberOption, type PageReading, type PlatformContext } from './platform.ts';

/**
 * The pages of a discussion. The first says how many there are; then the last and back from there, until what an
 * earlier run has seen or `max_topic_pages`: a long discussion is not read whole for one new answer.
 */
export function addTopicPage(
  reading: PageReading,
  item: FrontierItem,
  context: PlatformContext,
  topic: { pages: number; oldest: string | null; urlOf: (page: number) => string },
): void {
  const page = jsonNumber(item.hint['page']) ?? 1;
  const read = jsonNumber(item.hint['read']) ?? 1;
  if (read >= numberOption(context.source, 'max_topic_pages', 20)) return;
  const since = hintText(item, 'since') ?? null;
  const seen = since !== null && topic.oldest !== null && topic.oldest <= since;
  const next = page === 1 ? topic.pages : page - 1;
  if (next < 2 || (page !== 1 && seen)) return;
  const hint = { ...item.hint, page: next, read: read + 1 };
  reading.discovered.push(frontierItem(topic.urlOf(next), 'shelf', item.depth, hint));
}

/** A post's own words: what it quotes was said by others, and is counted there. */
export function postText(html: string): string {
  const $ = load(html, { xml: { xmlMode: false, decodeEntities: true } }, false);
  $('aside.quote, blockquote').remove();
  return htmlToText($.html());
}
