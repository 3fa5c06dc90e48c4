import type { ExtractedPage, FeedEntry } from '../../core/content.ts';
import {
  attribute,
  childElements,
  htmlToText,
  insideCdata,
  isElement,
  parseXml,
  rawText,
  squash,
  wordsOf,
  type Element,
  type Node,
} from './dom.ts';
import { emptyPage } from './empty-page.ts';
import { parseDate } from './parse-date.ts';
import { absoluteUrl } from './page-url.ts';
import { parseTolerantJson } from './tolerant-json.ts';

/** An entry with what only crawlers need beside the contract's keys. */
export interface ReadFeedEntry extends FeedEntry {
  /** The full text when the feed carries it. */
  content: string | null;
  contentHtml: string | null;
  categories: string[];
}

export interface ReadFeed {
  page: ExtractedPage;
  entries: ReadFeedEntry[];
}

const MAX_ENTRIES = 5_000;

const localName = (element: Element): string => element.name.replace(/^.*:/, '').toLowerCase();

const children = (element: Element, ...names: string[]): Element[] =>
  childElements(element).filter(
    (child) => names.includes(child.name.toLowerCase()) || names.includes(localName(child)),
  );

function childText(element: Element, ...names: string[]): string | null {
  for (const name of names)
    for (const child of children(element, name)) {
      const text = rawText(child).trim();
      if (text !== '') return text;
    }
  return null;
}

/** Whether the first bytes look like RSS, Atom, RDF or a JSON feed. */
export function looksLikeFeed(text: string): boolean {
  const head = text.slice(0, 4_000);
  if (/^\s*\{/.test(head)) return head.includes('jsonfeed.org/version');
  return /<(?:rss|feed|rdf:RDF)[\s>]/i.test(head) && !/<html[\s>]/i.test(head);
}

export function readFeed(text: string, url: string, charset: string, fetchedAt?: Date): ReadFeed | null {
  return /^\s*\{/.test(text) ? readJsonFeed(text, url, charset) : readXmlFeed(text, url, charset, fetchedAt);
}

function readXmlFeed(text: string, url: string, charset: string, fetchedAt?: Date): ReadFeed | null {
  const root = parseXml(text);
  const top = childElements(root).find((element) => ['rss', 'feed', 'rdf'].includes(localName(element)));
  if (!top) return null;
  const channel = localName(top) === 'feed' ? top : (children(top, 'channel')[0] ?? top);
  const items = [...children(channel, 'item', 'entry'), ...(channel === top ? [] : children(top, 'item'))];
  const base = absoluteUrl(attribute(top, 'xml:base'), url) ?? absoluteUrl(linkOf(channel, url), url) ?? url;
  const entries = items.slice(0, MAX_ENTRIES).map((item) => readEntry(item, base, fetchedAt));
  const page = feedPage(charset, entries);
  page.title = cleanText(childText(channel, 'title'));
  page.siteName = page.title;
  page.language = childText(channel, 'language', 'dc:language') ?? (attribute(top, 'xml:lang') || null);
  page.canonicalUrl = linkOf(channel, url);
  const next = children(channel, 'link').find((link) => attribute(link, 'rel') === 'next');
  page.links.next = next ? absoluteUrl(attribute(next, 'href'), url) : null;
  return { page, entries };
}

function feedPage(charset: string, entries: ReadFeedEntry[]): ExtractedPage {
  const page = emptyPage(charset);
  page.kind = 'feed';
  page.entries = entries.map(({ title, url, publishedAt, author, summary }) => ({
    title,
    url,
    publishedAt,
    author,
    summary,
  }));
  return page;
}

function linkOf(element: Element, base: string): string | null {
  const links = children(element, 'link').filter((link) => !link.name.toLowerCase().startsWith('itunes:'));
  const atom = links.find(
    (link) => attribute(link, 'href') !== '' && ['', 'alternate'].includes(attribute(link, 'rel')),
  );
  const text = links.map((link) => rawText(link).trim()).find((value) => value !== '');
  return absoluteUrl(text ?? (atom ? attribute(atom, 'href') : ''), base);
}

function cleanText(value: string | null): string | null {
  if (value === null) return null;
  const text = squash(htmlToText(value));
  return text === '' ? null : text;
}

/** An element's content as HTML: escaped text as it is, inline XHTML written out again as text. */
function contentOf(item: Element): string | null {
  for (const name of ['content:encoded', 'encoded', 'content', 'description', 'summary']) {
    const found = children(item, name).find(
      (child) =>
        !child.name.toLowerCase().startsWith('media:') && !child.name.toLowerCase().startsWith('itunes:'),
    );
    if (!found) continue;
    const inline = found.children.some((node) => isElement(node));
    const html = inline ? serialise(found.children, 0) : rawText(found);
    if (html.trim() !== '') return html;
  }
  return null;
}

function serialise(nodes: Node[], depth: number): string {
  if (depth > 100) return '';
  let html = '';
  for (const node of nodes) {
    const words = wordsOf(node);
    if (words !== null) html += words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    else if (isElement(node)) {
      const link =
        node.attribs['href'] === undefined ? '' : ` href="${node.attribs['href'].replaceAll('"', '&quot;')}"`;
      html += `<${node.name}${link}>${serialise(node.children, depth + 1)}</${node.name}>`;
    } else html += serialise(insideCdata(node) ?? [], depth + 1);
  }
  return html;
}

const LONGEST_NAME = 500;

function authorOf(item: Element): string | null {
  const names = new Set<string>();
  for (const child of children(item, 'creator', 'author', 'itunes:author')) {
    const name = cleanText(childText(child, 'name') ?? rawText(child))?.slice(0, LONGEST_NAME) ?? null;
    const inMail = name === null ? null : /^\S+@\S+\s*\((.+)\)$/.exec(name);
    const clean = inMail ? inMail[1]! : name;
    if (clean !== null && !/^[^\s@]+@[^\s@]+$/.test(clean)) names.add(clean);
  }
  return names.size === 0 ? null : [...names].join(', ');
}

function readEntry(item: Element, base: string, fetchedAt?: Date): ReadFeedEntry {
  const guid = children(item, 'guid')[0];
  const permalink =
    guid && attribute(guid, 'isPermaLink') !== 'false' ? absoluteUrl(rawText(guid), 'about:blank') : null;
  const enclosure = children(item, 'enclosure')[0];
  const contentHtml = contentOf(item);
  const content = contentHtml === null ? null : htmlToText(contentHtml);
  const date = childText(item, 'pubdate', 'published', 'issued', 'dc:date', 'date', 'updated', 'modified');
  const summaryHtml = childText(item, 'description', 'summary', 'itunes:summary');
  return {
    title: cleanText(childText(item, 'title')),
    url:
      linkOf(item, base) ?? permalink ?? (enclosure ? absoluteUrl(attribute(enclosure, 'url'), base) : null),
    publishedAt: date === null ? null : parseDate(date, fetchedAt),
    author: authorOf(item),
    summary: cleanText(summaryHtml) ?? (content === null ? null : squash(content).slice(0, 500)),
    content,
    contentHtml,
    categories: children(item, 'category').map((child) => squash(attribute(child, 'term') || rawText(child))),
  };
}

const asText = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;

function readJsonFeed(text: string, url: string, charset: string): ReadFeed | null {
  const feed = parseTolerantJson(text);
  if (typeof feed !== 'object' || feed === null || !('items' in feed) || !Array.isArray(feed.items))
    return null;
  const about = feed as Record<string, unknown>;
  const entries = (feed.items as unknown[])
    .filter((item): item is Record<string, unknown> => typeof item === 'object' && item !== null)
    .slice(0, MAX_ENTRIES)
    .map((item) => jsonEntry(item, url));
  const page = feedPage(charset, entries);
  page.title = asText(about['title']);
  page.siteName = page.title;
  page.language = asText(about['language']);
  page.canonicalUrl = absoluteUrl(asText(about['home_page_url']), url);
  page.links.next = absoluteUrl(asText(about['next_url']), url);
  return { page, entries };
}

function jsonEntry(item: Record<string, unknown>, base: string): ReadFeedEntry {
  const authors = [item['author'], ...(Array.isArray(item['authors']) ? (item['authors'] as unknown[]) : [])]
    .filter((author): author is Record<string, unknown> => typeof author === 'object' && author !== null)
    .flatMap((author) => asText(author['name']) ?? []);
  const contentHtml = asText(item['content_html']);
  const content = asText(item['content_text']) ?? (contentHtml === null ? null : htmlToText(contentHtml));
  const date = asText(item['date_published']) ?? asText(item['date_modified']);
  return {
    title: asText(item['title']),
    url: absoluteUrl(asText(item['url']) ?? asText(item['external_url']) ?? asText(item['id']), base),
    publishedAt: date === null ? null : parseDate(date),
    author: authors.length === 0 ? null : [...new Set(authors)].join(', '),
    summary: asText(item['summary']) ?? content?.slice(0, 500) ?? null,
    content,
    contentHtml,
    categories: Array.isArray(item['tags'])
      ? (item['tags'] as unknown[]).flatMap((tag) => asText(tag) ?? [])
      : [],
  };
}
