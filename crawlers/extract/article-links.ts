import {
  attribute,
  elementsOf,
  isElement,
  lineText,
  nameTest,
  parentOf,
  parseHtml,
  squash,
  type Element,
  type Node,
} from './dom.ts';
import { parseDate } from './parse-date.ts';
import { absoluteUrl } from './page-url.ts';

export interface ArticleLink {
  url: string;
  title: string | null;
  /** From a date that stands beside the link. */
  publishedAt: string | null;
}

const isOutside = nameTest(
  /(^|[\s_-])(nav|navbar|menu|footer|foot|header|sidebar|breadcrumb|pagination|pager|share|social|tags?|login|comment)([\s_-]|$)/,
);
const NOT_ARTICLE =
  /\/(tag|tags|category|categories|author|about|contact|login|signup|register|privacy|terms|search|page|cart|account)(\/|$|\?)/i;
const MAX_LINKS = 500;
const CJK = /[\u3040-\u30ff\u3400-\u9fff]/;

/** Links of a list page that look like headlines: long enough words, outside of menus, on the same site. */
export function articleLinks(html: string, url: string, fetchedAt: Date): ArticleLink[] {
  const root = parseHtml(html);
  const host = new URL(url).host;
  const found = new Map<string, ArticleLink>();
  for (const element of elementsOf(root)) {
    if (element.name !== 'a' || found.size >= MAX_LINKS) continue;
    const href = absoluteUrl(attribute(element, 'href'), url);
    if (href === null || new URL(href).host !== host || NOT_ARTICLE.test(new URL(href).pathname)) continue;
    if (new URL(href).pathname === '/' || outside(element)) continue;
    const title = squash(lineText(element)) || attribute(element, 'title');
    if (!isHeadline(title, element)) continue;
    const before = found.get(href);
    if (!before || (before.title?.length ?? 0) < title.length)
      found.set(href, {
        url: href,
        title: title === '' ? null : title,
        publishedAt: dateBeside(element, fetchedAt),
      });
  }
  return [...found.values()];
}

function isHeadline(title: string, element: Element): boolean {
  if (inHeading(element)) return title.length > 2;
  return CJK.test(title) ? title.length >= 8 : title.split(' ').length >= 4;
}

function inHeading(element: Element): boolean {
  for (
    let up: Node | Element | null = element, depth = 0;
    up && isElement(up) && depth < 3;
    up = parentOf(up), depth++
  )
    if (/^h[1-5]$/.test(up.name)) return true;
  for (const inner of elementsOf(element)) if (/^h[1-5]$/.test(inner.name)) return true;
  return false;
}

function outside(element: Element): boolean {
  for (let up: Element | null = element, depth = 0; up && depth < 30; up = parentOf(up), depth++) {
    if (['nav', 'footer', 'header', 'aside'].includes(up.name) && !insideArticle(up)) return true;
    if (isOutside(up) && up.name !== 'body') return true;
  }
  return false;
}

function insideArticle(element: Element): boolean {
  for (let up = parentOf(element); up; up = parentOf(up)) if (up.name === 'article') return true;
  return false;
}

/** A date in the smallest part of the page around the link that holds one and no other headline. */
function dateBeside(element: Element, fetchedAt: Date): string | null {
  let up = parentOf(element);
  for (let level = 0; up && level < 4; level++, up = parentOf(up)) {
    for (const inner of elementsOf(up)) {
      const written = attribute(inner, 'datetime');
      if (written !== '') return parseDate(written, fetchedAt);
    }
    const text = lineText(up);
    if (text.length > 600) return null;
    const rest = text.replace(lineText(element), ' ');
    const date = parseDate(rest, fetchedAt);
    if (date !== null) return date;
  }
  return null;
}
