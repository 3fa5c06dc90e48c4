import { articleThings, firstAnswer } from './article-facts.ts';
import { attribute, elementsOf, nameHints, shortText } from './dom.ts';
import { metaValue, type Page } from './page.ts';
import { parseDate } from './parse-date.ts';
import { textOf } from './things.ts';

const DATE_META = [
  'article:published_time',
  'og:article:published_time',
  'og:published_time',
  'datepublished',
  'date',
  'pubdate',
  'publishdate',
  'publish_date',
  'publish-date',
  'parsely-pub-date',
  'sailthru.date',
  'dc.date',
  'dc.date.issued',
  'dcterms.date',
  'dcterms.created',
  'dc.date.created',
  'article:published',
  'published',
  'pub_date',
  'publication_date',
  'cxenseparse:recs:publishtime',
  'citation_publication_date',
  'bt:pubdate',
  'timestamp',
  'rnews:datepublished',
  'displaydate',
  'ptime',
  'article.published',
  'created',
  'lastmodified',
  'weibo: article:create_at',
  'og:release_date',
  'og:pubdate',
  'article:modified_time',
  'og:updated_time',
];

export function readDate(page: Page): string | null {
  const parse = (value: string | null | undefined): string | null =>
    value ? parseDate(value, page.fetchedAt) : null;
  return firstAnswer([
    () =>
      firstDate(
        articleThings(page).map((thing) => textOf(thing.props['datePublished'])),
        parse,
      ),
    () =>
      firstDate(
        DATE_META.slice(0, -2).map((name) => metaValue(page, name)),
        parse,
      ),
    () =>
      firstDate(
        page.things.map((thing) => textOf(thing.props['datePublished'] ?? thing.props['uploadDate'])),
        parse,
      ),
    () => timeElement(page, parse),
    () => dateFromUrl(page.url),
    () => datedElement(page, parse),
    () => bareDate(page, parse),
    () =>
      firstDate(
        articleThings(page).map((thing) => textOf(thing.props['dateCreated'] ?? thing.props['dateModified'])),
        parse,
      ),
    () =>
      firstDate(
        DATE_META.slice(-2).map((name) => metaValue(page, name)),
        parse,
      ),
  ]);
}

function firstDate(values: (string | null)[], parse: (value: string | null) => string | null): string | null {
  for (const value of values) {
    const date = parse(value);
    if (date !== null) return date;
  }
  return null;
}

function timeElement(page: Page, parse: (value: string) => string | null): string | null {
  let fallback: string | null = null;
  for (const element of elementsOf(page.root)) {
    const timed = element.name === 'time' || 'datetime' in element.attribs;
    if (!timed && attribute(element, 'itemprop') !== 'datePublished') continue;
    const date =
      parse(attribute(element, 'datetime')) ??
      parse(attribute(element, 'content')) ??
      parse(shortText(element, 160) ?? '');
    if (date === null) continue;
    if ('pubdate' in element.attribs || /publi|entry-date|post/.test(nameHints(element))) return date;
    fallback ??= date;
  }
  return fallback;
}

function dateFromUrl(url: string): string | null {
  const match = /[/_-](20\d{2}|19\d{2})[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?!\d)/.exec(url);
  return match ? parseDate(`${match[1]}-${match[2]}-${match[3]}`) : null;
}

const DATE_HINT =
  /(^|[\s_-])(date|time|published?|pub|posted|timestamp|datum|shijian|riqi|meta|info|byline|source|submitted)([\s_-]|$|time|date|line)/;

function datedElement(page: Page, parse: (value: string) => string | null): string | null {
  let looked = 0;
  for (const element of elementsOf(page.root)) {
    if (++looked > 30_000) return null;
    if (!DATE_HINT.test(nameHints(element)) || element.name === 'body') continue;
    const text = shortText(element, 160);
    if (text === null || text.length < 4) continue;
    const date = parse(text);
    if (date !== null) return date;
  }
  return null;
}

const DATE_MARK =
  /\d{1,4}\s*[年./-]\s*\d{1,2}|\d{1,2}[.\s]+\p{L}{3,10}\.?,?\s+\d{4}|\p{L}{3,10}\.?\s+\d{1,2},?\s+\d{4}/u;
const DATE_WORDS =
  /^(?:written|posted|published|updated|by|on|am|vom|stand|datum|发布|发表|时间|更新|公開|掲載|投稿)/i;

/** A short line that is a date and little else, below the heading before anywhere. */
function bareDate(page: Page, parse: (value: string) => string | null): string | null {
  let fallback: string | null = null;
  let heading = false;
  let looked = 0;
  for (const element of elementsOf(page.root)) {
    if (++looked > 20_000) break;
    if (element.name === 'h1') heading = true;
    if (element.children.length === 0 || element.children.length > 5 || element.name === 'script') continue;
    const text = shortText(element, 90);
    if (text === null || text.length < 6 || !DATE_MARK.test(text)) continue;
    if (text.length > 34 && !DATE_WORDS.test(text)) continue;
    const date = parse(text);
    if (date !== null && heading) return date;
    fallback ??= date;
  }
  return fallback;
}
