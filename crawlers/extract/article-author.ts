import { articleThings, firstAnswer, plain } from './article-facts.ts';
import { attribute, elementsOf, nameHints, shortText, squash, type Element } from './dom.ts';
import { metaValue, type Page } from './page.ts';
import { asArray, recordsOf, textOf, typesOf } from './things.ts';

const BYLINE_HINT =
  /(^|[\s_-])(by-?line|author|writer|dateline|creator|contributor|zuozhe|editor)(s|[\s_-]|name|$)/;
const NOT_BYLINE =
  /comment|related|sidebar|footer|bio|avatar|description|card|recirc|social|box-more|image|credit|caption/;

const AUTHOR_META = [
  'author',
  'article:author',
  'dc.creator',
  'dcterms.creator',
  'parsely-author',
  'sailthru.author',
  'byl',
  'article:author_name',
  'og:article:author',
  'mediator_author',
  'cxenseparse:author',
  'article.author',
  'twitter:data1',
  'citation_author',
  'lp.article:author',
];
const HOUSE =
  /\b(?:gmbh|e\.\s?v\.|inc\.?|ltd\.?|llc|ag|media|news|magazin|zeitung|verlag|press|staff|redaktion|team|stiftung|associated press|condé nast|hearst|reuters|gannett)(?:\W|$)/i;
/** A month with a number beside it starts a date, also where it is glued to a name. */
const DATE_INSIDE =
  /[\s,]*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:st|nd|rd|th)?\b.*$|\s*(?:vor \d+ (?:stunden?|tagen?|minuten?)).*$/i;

/** People first; the name of a house stands only where no person is named. */
export function readAuthor(page: Page, siteName: string | null): string | null {
  const declared = articleThings(page).flatMap((thing) =>
    asArray(thing.props['author'] ?? thing.props['creator']),
  );
  const house = houseNames(page, siteName);
  const isHouse = (name: string): boolean => house.has(plain(name)) || HOUSE.test(name) || /^[©@]/.test(name);
  const person = (name: string | null): string | null => (name === null || isHouse(name) ? null : name);
  const metas = AUTHOR_META.map((name) => joinNames(page.meta.get(name) ?? []));
  const people = declared.filter(
    (author) => !recordsOf(author).some((item) => typesOf(item).includes('organization')),
  );
  return firstAnswer([
    () => person(joinNames(people)),
    () => metas.find((name) => person(name) !== null),
    () => person(bylineElement(page)),
    () => person(writtenByline(page)),
    () => person(authorLink(page)),
    () => joinNames(declared),
    () => metas.find((name) => name !== null),
  ]);
}

function houseNames(page: Page, siteName: string | null): Set<string> {
  const publishers = page.things.flatMap((thing) => textOf(thing.props['publisher']) ?? []);
  const names = [siteName, metaValue(page, 'og:site_name', 'publisher', 'copyright'), ...publishers];
  return new Set(names.flatMap((name) => (name === null ? [] : [plain(name)])));
}

function joinNames(authors: unknown[]): string | null {
  const names = new Set<string>();
  for (const author of authors) {
    const name = cleanName(textOf(author));
    if (name !== null) names.add(name);
  }
  return names.size === 0 ? null : [...names].slice(0, 8).join(', ');
}

/** A byline without its `by`, dates and roles; null when what is left is no name. */
function cleanName(value: string | null): string | null {
  if (value === null) return null;
  if (/^https?:\/\//.test(value) || value.includes('@')) return null;
  const text = squash(value.replaceAll(/<[^>]*>/g, ' '))
    .replace(
      /^(?:view all posts by|more (?:stories )?(?:from|by)|alles von|alle (?:artikel|beiträge) von)\s+/i,
      '',
    )
    .replace(/^by(?=[A-Z])/i, (by) => (by === 'By' || by === 'BY' ? '' : by))
    .replace(
      /^(?:written |posted |submitted |published |words |story |text |photographs? |reviewed )?(?:by|von|par|por|di|door)[\s:]+/i,
      '',
    )
    .replace(
      /^(?:作者|文|文字|撰文|编辑|責任編輯|责任编辑|记者|記者|来源|author|written)\s*[:：/|丨]\s*/i,
      '',
    )
    .replace(
      /\s*(?:[|•·]|\son\s|\s-\s|,?\s(?:updated|published|posted)\b|\d{1,2}[:.]\d{2}|\d{4}[-/年]).*$/i,
      '',
    )
    .replace(DATE_INSIDE, '')
    .replace(/^(\S+ \S+) in \p{Lu}.*$/u, '$1')
    .replace(/,\s*(?:bio|autorenseite.*|profile?|follow.*)$/i, '')
    .replace(/^[\s,;:|-]+|[\s,;:|-]+$/g, '');
  if (
    text.length < 2 ||
    text.length > 100 ||
    /^(by|von|admin|administrator|wordpressadmin|guest|editor|staff|unknown|null|undefined|none|home|author|autor|redaktion|true|false|\d+ ?min.*|\d[\d\s.,:/-]*)$/i.test(
      text,
    )
  )
    return null;
  return text.split(' ').length > 14 ? null : text;
}

function bylineElement(page: Page): string | null {
  let looked = 0;
  for (const element of elementsOf(page.root)) {
    if (++looked > 20_000) return null;
    const rel = attribute(element, 'rel');
    const prop = attribute(element, 'itemprop');
    const hinted = rel === 'author' || /\bauthor\b/.test(prop) || BYLINE_HINT.test(nameHints(element));
    if (!hinted || NOT_BYLINE.test(nameHints(element)) || element.name === 'meta' || element.name === 'body')
      continue;
    const text = shortText(element, 160);
    const name = text === null ? null : cleanName(innerName(element) ?? text);
    if (name !== null) return name;
  }
  return null;
}

/** A link or `name` inside a byline names the author better than the whole line. */
function innerName(element: Element): string | null {
  const names: string[] = [];
  for (const inner of elementsOf(element)) {
    const named = attribute(inner, 'itemprop') === 'name' || attribute(inner, 'rel').includes('author');
    if (
      named ||
      (inner.name === 'a' && /author|people|contributor|profile|by\//.test(attribute(inner, 'href')))
    ) {
      const text = shortText(inner, 80);
      if (text !== null && text !== '' && !names.includes(text)) names.push(text);
    }
  }
  return names.length === 0 ? null : names.join(', ');
}

const WRITTEN =
  /^(?:(?:written |posted |words |story |text |reported )?by|von|par|por|text|autor(?:in)?|author|words|作者|撰文|文字?|记者|記者|編輯|编辑|著者)(?:\s*[:：/丨|]\s*|\s+)/i;
const PERSON =
  /^(?:\p{Lu}[\p{L}.'’-]+\s+(?:(?:de|la|van|von|der|den|di|al|bin|el|le)\s+){0,2}){1,3}\p{Lu}[\p{L}.'’-]+(?:(?:\s*,\s*|\s+(?:and|und|et|y)\s+)(?:\p{Lu}[\p{L}.'’-]+\s+){1,2}\p{Lu}[\p{L}.'’-]+){0,3}$/u;

const LABEL = /^(?:by|von|text|autor(?:in)?|author|words|作者|撰文|记者)\s*[:：]?$/i;

/** The element's line; where it holds the label alone, the line it stands in. */
function labelledLine(element: Element): string | null {
  const text = shortText(element, 90);
  const { parent } = element;
  return text !== null && LABEL.test(text) && parent && 'attribs' in parent ? shortText(parent, 90) : text;
}

/** A short line that begins with `By`, `Von` or `作者` and goes on with a name. */
function writtenByline(page: Page): string | null {
  let looked = 0;
  for (const element of elementsOf(page.root)) {
    if (++looked > 20_000) return null;
    if (element.children.length > 6 || element.name === 'script') continue;
    const text = labelledLine(element);
    const match = text === null ? null : WRITTEN.exec(text);
    if (text === null || match === null) continue;
    const rest = text.slice(match[0].length);
    const chinese = /^([\p{Script=Han}·]{2,12})(?:\s|$)/u.exec(rest)?.[1];
    const name = cleanName(chinese ?? rest);
    const first = cleanName(rest.split(/\s*[,/|]\s*/)[0]!);
    if (name !== null && (chinese !== undefined || PERSON.test(name))) return name;
    if (first !== null && PERSON.test(first)) return first;
  }
  return null;
}

const AUTHOR_PATH =
  /\/(?:authors?|autor(?:en|in)?|staff|people|reporters?|editors|contributors?|profil|writers?|journalists?|by|u)\/[^/?#]+/i;

/** The first link below the heading that leads to a writer's page and reads like a name. */
function authorLink(page: Page): string | null {
  let left = -1;
  for (const element of elementsOf(page.root)) {
    if (element.name === 'h1') left = 400;
    if (left === 0) return null;
    if (left > 0) left -= 1;
    if (left < 0 || element.name !== 'a' || !AUTHOR_PATH.test(attribute(element, 'href'))) continue;
    const name = cleanName(shortText(element, 60));
    if (name !== null && PERSON.test(name)) return name;
  }
  return null;
}
