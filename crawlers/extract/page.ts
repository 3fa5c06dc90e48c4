import { attribute, elementsOf, lineText, type Element, type Root } from './dom.ts';
import { absoluteUrl } from './page-url.ts';
import { collectThings } from './collect-things.ts';
import { isReaders } from './readers-part.ts';
import type { Thing } from './things.ts';

/** A parsed page with what several rules look at, collected in one walk. */
export interface Page {
  url: string;
  /** What relative addresses are relative to: `<base href>` or the URL. */
  baseUrl: string;
  fetchedAt: Date | undefined;
  root: Root;
  /** Values of meta tags by lower-case name or property, in page order. */
  meta: Map<string, string[]>;
  links: { rel: string; href: string; type: string }[];
  scripts: Element[];
  titleTag: string | null;
  htmlLang: string | null;
  things: Thing[];
  /** What readings of the whole page came to, by the reading (see `oncePerPage`). */
  readings: Map<object, unknown>;
}

/**
 * Reads a page once, whoever asks. The answer is kept in the page: a WeakMap would hold it, and the tree with it,
 * over the quick collections, so that each page's tree is copied into the old heap.
 */
export function oncePerPage<T>(read: (page: Page) => T): (page: Page) => T {
  return (page) => {
    if (page.readings.has(read)) return page.readings.get(read) as T;
    const answer = read(page);
    page.readings.set(read, answer);
    return answer;
  };
}

const MAX_META = 500;

export function readPage(root: Root, url: string, fetchedAt: Date | undefined): Page {
  const page: Page = {
    url,
    baseUrl: url,
    fetchedAt,
    root,
    meta: new Map(),
    links: [],
    scripts: [],
    titleTag: null,
    htmlLang: null,
    things: [],
    readings: new Map(),
  };
  for (const element of elementsOf(root)) noteElement(page, element);
  page.things = collectThings(root, page.scripts, page.baseUrl);
  return page;
}

function noteElement(page: Page, element: Element): void {
  switch (element.name) {
    case 'meta':
      return noteMeta(page, element);
    case 'link': {
      const href = absoluteUrl(attribute(element, 'href'), page.baseUrl);
      if (href !== null && page.links.length < MAX_META)
        page.links.push({
          rel: attribute(element, 'rel').toLowerCase(),
          href,
          type: attribute(element, 'type'),
        });
      return;
    }
    case 'script':
      page.scripts.push(element);
      return;
    case 'title':
      if (
        page.titleTag === null &&
        element.parent &&
        !('name' in element.parent && element.parent.name === 'svg')
      )
        page.titleTag = lineText(element) || null;
      return;
    case 'html':
      page.htmlLang = attribute(element, 'lang') || attribute(element, 'xml:lang') || null;
      return;
    case 'base': {
      const href = absoluteUrl(attribute(element, 'href'), page.url);
      if (href !== null && page.baseUrl === page.url) page.baseUrl = href;
      return;
    }
    default:
  }
}

function noteMeta(page: Page, element: Element): void {
  const content = attribute(element, 'content').trim() || attribute(element, 'value').trim();
  if (content === '' || page.meta.size > MAX_META) return;
  for (const key of ['property', 'name', 'itemprop', 'http-equiv']) {
    const name = attribute(element, key).toLowerCase().trim();
    if (name === '' || (key === 'itemprop' && isReaders(element))) continue;
    const values = page.meta.get(name);
    if (values) values.push(content);
    else page.meta.set(name, [content]);
  }
}

/** The first value among the names, in the order given. */
export function metaValue(page: Page, ...names: string[]): string | null {
  for (const name of names) {
    const value = page.meta.get(name)?.find((text) => text !== '');
    if (value !== undefined) return value;
  }
  return null;
}
