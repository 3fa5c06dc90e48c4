import { authorLink, bylineElement, chineseByline, signature, writtenByline } from './article-byline.ts';
import { articleThings, firstAnswer, plain } from './article-facts.ts';
import { cleanName, HOUSE, joinNames } from './article-names.ts';
import { metaValue, type Page } from './page.ts';
import { asArray, hasType, recordsOf, textOf, typesOf, type Thing } from './things.ts';

const AUTHOR_META = [
  'author',
  'article:author',
  'dc.creator',
  'dcterms.creator',
  'parsely-author',
  'byline',
  'article_author',
  'sailthru.author',
  'byl',
  'article:author_name',
  'author_name',
  'og:article:author',
  'mediator_author',
  'cxenseparse:author',
  'article.author',
  'citation_author',
  'citation_authors',
  'lp.article:author',
];
/** Other works than articles whose maker is their author. */
const WORKS = [
  'videoobject',
  'creativework',
  'webpage',
  'book',
  'photograph',
  'audioobject',
  'podcastepisode',
  'howto',
  'qapage',
  'question',
];

/** People first; the name of a house stands only where no person is named. */
export function readAuthor(page: Page, siteName: string | null): string | null {
  const declared = authorsOf(articleThings(page));
  const house = houseNames(page, siteName);
  const isHouse = (name: string): boolean =>
    house.has(plain(name)) || HOUSE.test(name) || /^[©@]|^[A-Z]{2,8}$/.test(name);
  const person = (name: string | null): string | null => withPeople(name, isHouse);
  const metas = AUTHOR_META.map((name) => joinNames(page.meta.get(name) ?? []));
  const people = declared.filter(
    (author) => !recordsOf(author).some((item) => typesOf(item).includes('organization')),
  );
  return firstAnswer([
    () => person(joinNames(people)),
    () => metas.map((name) => person(name)).find((name) => name !== null),
    () => bylineElement(page, person),
    () => writtenByline(page, person),
    () => person(chineseByline(page)),
    () => person(authorLink(page)),
    () => person(labelledMeta(page)),
    () => person(briefly(joinNames(authorsOf(page.things.filter((thing) => hasType(thing, ...WORKS)))))),
    () => person(signature(page)),
    () => joinNames(declared),
    () => metas.find((name) => name !== null),
    () => labelledMeta(page),
    () => bylineElement(page, briefly),
  ]);
}

/** What is longer than five words is no name where nothing else speaks for it. */
const briefly = (name: string | null): string | null =>
  name !== null && name.split(' ').length > 5 ? null : name;

/** A line of names as it is where it names at least one person; null when it names houses alone. */
function withPeople(name: string | null, isHouse: (name: string) => boolean): string | null {
  if (name === null || name.split(/\s*,\s*/).every((part) => isHouse(part))) return null;
  return /^[©@]/.test(name) ? null : name;
}

const authorsOf = (things: Thing[]): unknown[] =>
  things.flatMap((thing) => asArray(thing.props['author'] ?? thing.props['creator']));

/** Twitter cards carry labelled values, among them `Written by`. */
function labelledMeta(page: Page): string | null {
  for (const place of ['1', '2']) {
    const label = metaValue(page, `twitter:label${place}`) ?? '';
    if (/\bby\b|author|von\b|autor|verfasst|par\b|作者|執筆|written/i.test(label))
      return cleanName(metaValue(page, `twitter:data${place}`));
  }
  return null;
}

function houseNames(page: Page, siteName: string | null): Set<string> {
  const publishers = page.things.flatMap((thing) => textOf(thing.props['publisher']) ?? []);
  const names = [siteName, metaValue(page, 'og:site_name', 'publisher', 'copyright'), ...publishers];
  return new Set(names.flatMap((name) => (name === null ? [] : [plain(name)])));
}
