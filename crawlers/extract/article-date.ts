import { articleThings, firstAnswer } from './article-facts.ts';
import { articleMarks, isElsewhere, lineOf, type Mark } from './article-marks.ts';
import { inPlace } from './article-zone.ts';
import { DATE_MARK, DATE_WORDS, DAY_THEN_BY, toldBack } from './date-line.ts';
import { attribute, hasAttribute, isElement, parentOf, shortText, type Element } from './dom.ts';
import { metaValue, type Page } from './page.ts';
import { isDayFirstCountry } from './day-first.ts';
import { parseDate, toInstant, type DateReading } from './parse-date.ts';
import { isReaders } from './readers-part.ts';
import { hasType, textOf, type Thing } from './things.ts';

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
  'dcterms.issued',
  'dc.date.created',
  'article:published',
  'article_date_original',
  'article:post_date',
  'published',
  'published_at',
  'published-date',
  'published_date',
  'pub_date',
  'publication_date',
  'publication-date',
  'date_published',
  'release_date',
  'cxenseparse:recs:publishtime',
  'citation_publication_date',
  'citation_online_date',
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
];
const CHANGED_META = [
  'article:modified_time',
  'og:updated_time',
  'og:article:modified_time',
  'last-modified',
];

type Read = (value: string | null | undefined) => string | null;

/** Declared dates first, then those a reader sees, then when the page was last changed. */
export function readDate(page: Page): string | null {
  const read = readerOf(page);
  const declared = firstAnswer([
    () => firstThing(articleThings(page), ['datePublished'], read),
    () =>
      firstDate(
        DATE_META.flatMap((name) => page.meta.get(name) ?? []),
        read,
      ),
    () => firstThing(ofThePage(page), ['datePublished', 'uploadDate'], read),
  ]);
  if (declared !== null) return inPlace(page, asWritten(page, declared, read));
  const found = firstAnswer([
    () => stampedDate(page, read),
    () => dateFromUrl(page.url),
    () => datedElement(page, read),
    () => bareDate(page, read),
    () => relativeLine(page, read),
    () => firstThing(articleThings(page), ['dateCreated', 'dateModified'], read),
    () =>
      firstDate(
        CHANGED_META.flatMap((name) => page.meta.get(name) ?? []),
        read,
      ),
  ]);
  return inPlace(page, found);
}

/** What readers wrote about the page's thing has days of its own. */
function ofThePage({ things }: Page): Thing[] {
  const sells = things.some((thing) => hasType(thing, 'product', 'productgroup'));
  return things.filter(
    (thing) => !hasType(thing, 'comment', 'usercomments') && !(sells && hasType(thing, 'review')),
  );
}

const DAY_MS = 86_400_000;

/** A page cannot have been published after it was fetched: such dates are of events to come. */
function readerOf(page: Page): Read {
  const reading: DateReading = { fetchedAt: page.fetchedAt, dayFirst: isDayFirst(page) };
  const latest = page.fetchedAt === undefined ? Infinity : page.fetchedAt.getTime() + 2 * DAY_MS;
  return (value) => {
    const date = value ? parseDate(value, reading) : null;
    return date !== null && (toInstant(date)?.getTime() ?? 0) > latest ? null : date;
  };
}

/** 3/4/2020 is the third of April but in the United States, and where the language is English and no country is told. */
function isDayFirst(page: Page): boolean {
  const language = (page.htmlLang ?? metaValue(page, 'og:locale', 'content-language') ?? '').toLowerCase();
  if (/^en[-_](gb|au|nz|ie|in|za)/.test(language)) return true;
  if (language !== '' && !/^(en|zh|ja|ko)/.test(language)) return true;
  const host = URL.canParse(page.url) ? new URL(page.url).hostname : '';
  return isDayFirstCountry(host.split('.').at(-1) ?? '');
}

function firstDate(values: (string | null)[], read: Read): string | null {
  for (const value of values) {
    const date = read(value);
    if (date !== null) return date;
  }
  return null;
}

function firstThing(things: Thing[], keys: string[], read: Read): string | null {
  return firstDate(
    things.flatMap((thing) => keys.map((key) => textOf(thing.props[key]))),
    read,
  );
}

/**
 * A date declared in UTC, as the page writes it for its readers: late evening in one place is the next day in
 * another, and the day on the page counts. The written minute has to agree.
 */
function asWritten(page: Page, declared: string, read: Read): string {
  const at = /(?:Z|\+00:00)$/.test(declared) ? toInstant(declared) : null;
  if (at === null) return declared;
  const { stamps, dated } = articleMarks(page);
  for (const mark of [...stamps.slice(0, 12), ...dated.slice(0, 40)]) {
    const text = lineOf(mark, 160);
    const written = text === null || !/\d/.test(text) ? null : read(text);
    if (written === null) continue;
    const local = localTime(at, written);
    if (local !== null) return local;
    if (
      sameInstant(at, attribute(mark.element, 'datetime')) &&
      written.length === 10 &&
      isNextDay(at, written)
    )
      return written;
  }
  return declared;
}

/** The instant with the offset that a wall clock on the page tells: whole half hours, at most 14 hours. */
function localTime(at: Date, written: string): string | null {
  if (!/T\d{2}:\d{2}:\d{2}$/.test(written)) return null;
  const minutes = Math.floor(toInstant(written)!.getTime() / 60_000) - Math.floor(at.getTime() / 60_000);
  if (minutes === 0 || minutes % 30 !== 0 || Math.abs(minutes) > 14 * 60) return null;
  const sign = minutes < 0 ? '-' : '+';
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${written}${sign}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
}

const sameInstant = (at: Date, stamp: string): boolean =>
  stamp !== '' && Math.abs((toInstant(parseDate(stamp))?.getTime() ?? 0) - at.getTime()) < 60_000;

function isNextDay(at: Date, day: string): boolean {
  const noon = toInstant(day)!.getTime() + DAY_MS / 2;
  return Math.abs(noon - at.getTime()) < DAY_MS + DAY_MS / 12 && day !== at.toISOString().slice(0, 10);
}

/** `<time>` and its like: one that says it is the date of publication, then one close to the heading. */
function stampedDate(page: Page, read: Read): string | null {
  const { stamps, firstHeading } = articleMarks(page);
  let best: { date: string; points: number } | null = null;
  for (const mark of stamps) {
    const { element, at } = mark;
    const text = lineOf(mark, 160);
    const date = read(attribute(element, 'datetime')) ?? read(attribute(element, 'content')) ?? read(text);
    if (date === null) continue;
    const near = firstHeading >= 0 && Math.abs(at - firstHeading) < 80;
    const points = (isElsewhere(page, mark) ? 0 : 4) + (saysPublished(mark, text) ? 2 : 0) + (near ? 1 : 0);
    if (best === null || points > best.points) best = { date, points };
  }
  return best?.date ?? null;
}

const saysPublished = ({ element, hints }: Mark, text: string | null): boolean =>
  hasAttribute(element, 'pubdate') ||
  attribute(element, 'itemprop') === 'datePublished' ||
  /publi|entry-date|post/.test(hints) ||
  (text !== null && PUBLISHED_WORDS.test(text));

const PUBLISHED_WORDS =
  /^(?:(?:first )?published|posted|veröffentlicht|publié|发布|發布|发表|發表|公開|掲載)/i;

function dateFromUrl(url: string): string | null {
  const match = /[/_-](20\d{2}|19\d{2})[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?!\d)/.exec(url);
  return match ? parseDate(`${match[1]}-${match[2]}-${match[3]}`) : null;
}

/** An element named after a date; those in asides come last, and a list of other articles not at all. */
function datedElement(page: Page, read: Read): string | null {
  const { dated } = articleMarks(page);
  const found: { mark: Mark; date: string }[] = [];
  for (const mark of dated) {
    const text = lineOf(mark, 160);
    if (text === null || text.length < 4) continue;
    const date = read(text);
    if (date !== null) found.push({ mark, date });
    if (found.length >= 40) break;
  }
  const single = found.filter(({ mark }) => !isListed(mark, found));
  return (single.find(({ mark }) => !isElsewhere(page, mark)) ?? single[0])?.date ?? null;
}

/** Three of the same name with different dates are a list of other articles. */
function isListed(mark: Mark, found: { mark: Mark; date: string }[]): boolean {
  const alike = found.filter((other) => other.mark.hints === mark.hints);
  return new Set(alike.map((other) => other.date.slice(0, 10))).size >= 3;
}

/** An item of a list of three or more dated ones: other articles. Its first items tell. */
function inList({ element }: Mark): boolean {
  for (let up: Element | null = element, level = 0; up && level < 3; level++, up = parentOf(up)) {
    const list = up.name === 'li' ? parentOf(up) : up.name === 'ul' || up.name === 'ol' ? up : null;
    if (list === null) continue;
    const items = list.children.slice(0, 16).filter((item) => isElement(item));
    return items.filter((item) => isDated(shortText(item, 160) ?? '')).length > 2;
  }
  return false;
}

const isDated = (text: string): boolean => DATE_MARK.test(text) || toldBack(text) !== null;

const mayBeDate = (element: Element, text: string): boolean =>
  (element.digits > 0 || text.includes('年')) && DATE_MARK.test(text);

/** A short line that is a date and little else, below the heading before anywhere. */
function bareDate(page: Page, read: Read): string | null {
  const { lines, firstHeading } = articleMarks(page);
  let fallback: string | null = null;
  for (const mark of lines) {
    const text = lineOf(mark, 90);
    if (text === null || text.length < 6 || !mayBeDate(mark.element, text)) continue;
    if (text.length > 34 && !DATE_WORDS.test(text) && !DAY_THEN_BY.test(text)) continue;
    const date = read(text);
    if (date === null || inList(mark) || isElsewhere(page, mark)) continue;
    if (firstHeading >= 0 && mark.at >= firstHeading) return date;
    fallback ??= date;
  }
  return fallback;
}

/** Elements after the heading within which a page tells its own age; further down readers and other articles do. */
const NEAR = 25;

/** A line near the heading that tells how long ago it was. */
function relativeLine(page: Page, read: Read): string | null {
  const { lines, firstHeading } = articleMarks(page);
  if (firstHeading < 0 || page.fetchedAt === undefined) return null;
  for (const mark of lines) {
    if (mark.at <= firstHeading) continue;
    if (mark.at > firstHeading + NEAR) return null;
    const text = lineOf(mark, 90);
    const told = text === null ? null : toldBack(text);
    if (told === null || inList(mark) || isReaders(mark.element) || isElsewhere(page, mark)) continue;
    const date = read(told);
    if (date !== null) return date;
  }
  return null;
}
