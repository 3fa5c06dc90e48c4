import type { RawPage } from '../../core/content.ts';
import type { FrontierItem } from '../../core/crawl-store.ts';
import { canonicalUrl } from '../canonical-url.ts';
import { decodeBytes } from '../extract/decode-bytes.ts';
import { byName, htmlToText, parseHtml } from '../extract/dom.ts';
import { collectThings } from '../extract/collect-things.ts';
import { hasType, recordsOf, textOf, typesOf, type Thing } from '../extract/things.ts';
import { readLinks } from './listing.ts';
import { drop, emptyReading, hintText, type PageReading, type PlatformContext } from './platform.ts';
import { addDocument, extractRaw, readArticle, textMark } from './read-page.ts';

const OPENING = ['discussionforumposting', 'socialmediaposting', 'question'];
const ANSWER = ['comment', 'answer'];

/** A forum through its pages: lists by their links, discussions by schema.org (discussions and questions), else as articles. */
export function plainView(page: RawPage, item: FrontierItem, context: PlatformContext): PageReading {
  if (hintText(item, 'view') === 'plain-list') return readLists(page, item, context);
  const { text } = decodeBytes(page.body, page.headers['content-type']);
  const root = parseHtml(text);
  const things = collectThings(root, byName(root, 'script'), page.finalUrl);
  const said = things.filter((thing) => hasType(thing, ...OPENING, ...ANSWER));
  if (!said.some((thing) => hasType(thing, ...OPENING))) return readArticle(page, item, context);
  const reading = emptyReading();
  for (const thing of said) addThing(reading, thing, page, context);
  const next = extractRaw(page, context.hashKey).links.next;
  if (next !== null && new URL(next).host === new URL(page.finalUrl).host && item.depth < 50)
    reading.discovered.push({
      url: next,
      kind: 'list',
      depth: item.depth + 1,
      hint: { view: 'plain-topic' },
    });
  return reading;
}

/** Discussions go on: each is asked for again, with validators, as long as a list leads to it. */
function readLists(page: RawPage, item: FrontierItem, context: PlatformContext): PageReading {
  const reading = readLinks(page, item, context);
  reading.discovered = reading.discovered.map((found) =>
    found.hint['list'] === true
      ? { ...found, hint: { ...found.hint, view: 'plain-list' } }
      : { ...found, kind: 'list', hint: { ...found.hint, view: 'plain-topic' } },
  );
  return reading;
}

function likesOf(props: Record<string, unknown>): number | undefined {
  const counter = recordsOf(props['interactionStatistic']).find((record) =>
    /like|vote/i.test(
      textOf(record['interactionType']) ?? typesOf(recordsOf(record['interactionType'])[0] ?? {}).join(),
    ),
  );
  const count = Number(
    textOf(counter?.['userInteractionCount']) ?? textOf(props['upvoteCount']) ?? Number.NaN,
  );
  return Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}

function addThing(reading: PageReading, thing: Thing, page: RawPage, context: PlatformContext): void {
  const { props } = thing;
  const body = htmlToText(textOf(props['text'] ?? props['articleBody'] ?? props['description']) ?? '');
  const opens = hasType(thing, ...OPENING);
  const title = opens ? textOf(props['headline'] ?? props['name']) : null;
  if (body === '' && title === null) return drop(reading, 'empty-text');
  const author = textOf(props['author'] ?? props['creator']);
  const own = canonicalUrl(page.finalUrl) ?? page.finalUrl;
  const named = canonicalUrl(textOf(props['url'] ?? props['@id']) ?? '', page.finalUrl);
  const mark = textMark(`${author}|${textOf(props['datePublished'])}|${body}`);
  const apart = named !== null && named !== own && new URL(named).host === new URL(own).host;
  addDocument(
    reading,
    {
      url: opens ? own : apart ? named : `${own}${own.includes('?') ? '&' : '?'}post=${mark}`,
      kind: opens ? 'post' : 'comment',
      title,
      text: body,
      author,
      publishedAt: textOf(props['datePublished'] ?? props['dateCreated']),
      engagement: { likes: likesOf(props) },
    },
    page,
    context,
  );
}
