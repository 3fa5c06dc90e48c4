import type { RawPage } from '../../core/content.ts';
import type { FrontierItem } from '../../core/crawl-store.ts';
import { load } from 'cheerio';
import { htmlToText } from '../extract/dom.ts';
import { isJson, jsonNumber, parseJsonPage, type Json } from './json-page.ts';
import {
  drop,
  emptyReading,
  frontierItem,
  hintText,
  numberOption,
  type PageReading,
  type PlatformContext,
} from './platform.ts';
import { dateMark, walkOf, walkOn } from './walk.ts';

type JsonView = (answer: Json, page: RawPage, item: FrontierItem, context: PlatformContext) => PageReading;

/** How a forum's JSON is read: its lists of discussions, seeded with the view `list`, and the discussions. */
export const forumView =
  (list: string, readList: JsonView, readTopic: JsonView) =>
  (page: RawPage, item: FrontierItem, context: PlatformContext): PageReading => {
    const data = parseJsonPage(page);
    const read = hintText(item, 'view') === list ? readList : readTopic;
    return read(isJson(data) ? data : {}, page, item, context);
  };

/** Where the forum stands: `/community` of a site that is more than its forum. */
export const forumBase = (item: FrontierItem): string => hintText(item, 'base') ?? new URL(item.url).origin;

export interface ListedTopic {
  /** Null where the list does not say which it is. */
  url: string | null;
  /** When somebody last wrote, as the forum writes it. */
  moved: string | null;
  /** Stands above the others whatever its age. */
  pinned: boolean;
}

/** A list of discussions: those that moved since the last run, and the next page of it. */
export function readTopicList(
  page: RawPage,
  item: FrontierItem,
  context: PlatformContext,
  { topics, view, next }: { topics: ListedTopic[]; view: string; next: string | null },
): PageReading {
  const reading = emptyReading();
  const base = forumBase(item);
  const { since } = walkOf(item);
  const marksOf = ({ moved }: ListedTopic): string[] => dateMark(moved, page.fetchedAt);
  for (const topic of topics) {
    const [moved] = marksOf(topic);
    if (topic.url === null) drop(reading, 'no-url');
    else if (since === null || moved === undefined || moved > since)
      reading.discovered.push(frontierItem(topic.url, 'shelf', item.depth + 1, { view, base, since }));
  }
  if (topics.length === 0) drop(reading, 'list-without-topics');
  walkOn(reading, item, context, {
    marks: topics.flatMap((topic) => (topic.pinned ? [] : marksOf(topic))),
    next,
    most: numberOption(context.source, 'max_list_pages', 5),
  });
  return reading;
}

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
