import type { CataloguedSource } from '../../core/source.ts';
import { childElements, findAll, parseXml, rawText, type Element } from '../extract/dom.ts';
import { parseDate, toInstant } from '../extract/parse-date.ts';
import { numberOption } from './platform.ts';

/** One line of a sitemap, with what the news and image extensions add. */
export interface SitemapEntry {
  loc: string;
  title: string | null;
  publishedAt: string | null;
  changedAt: string | null;
  /** Of the publication, as the news extension names it. */
  language: string | null;
  image: string | null;
}

const DAY_MS = 86_400_000;

/** The sitemaps and the pages a sitemap file names: XML, or a text file of one address a line. */
export function sitemapEntries(text: string): { sitemaps: SitemapEntry[]; pages: SitemapEntry[] } {
  if (!/^\s*</.test(text)) return { sitemaps: [], pages: textEntries(text) };
  const root = parseXml(text);
  return {
    sitemaps: findAll(root, (element) => local(element) === 'sitemap').map(entryOf),
    pages: findAll(root, (element) => local(element) === 'url').map(entryOf),
  };
}

const local = (element: Element): string => element.name.replace(/^.*:/, '').toLowerCase();

function childNamed(element: Element | undefined, name: string): Element | undefined {
  return element && childElements(element).find((child) => local(child) === name);
}

/** No address or title is longer, or holds elements; entries that lie in each other would each hold the whole file. */
const LONGEST_FIELD = 4_000;

function childText(element: Element | undefined, name: string): string | null {
  const found = childNamed(element, name);
  if (!found || found.solid > LONGEST_FIELD || childElements(found).length > 0) return null;
  return rawText(found).trim() || null;
}

function entryOf(element: Element): SitemapEntry {
  const news = childNamed(element, 'news');
  return {
    loc: childText(element, 'loc') ?? '',
    title: childText(news, 'title'),
    publishedAt: childText(news, 'publication_date'),
    changedAt: childText(element, 'lastmod'),
    language: childText(childNamed(news, 'publication'), 'language'),
    image: childText(childNamed(element, 'image'), 'loc'),
  };
}

function textEntries(text: string): SitemapEntry[] {
  const none = { title: null, publishedAt: null, changedAt: null, language: null, image: null };
  return text
    .split(/\r?\n/)
    .filter((line) => /^https?:/i.test(line))
    .map((line) => ({ loc: line.trim(), ...none }));
}

const timeOf = (written: string | null): number | null =>
  written === null ? null : (toInstant(parseDate(written))?.getTime() ?? null);

/** When it was published, else when it last changed, ms; null is unknown. */
export const entryTime = (entry: SitemapEntry): number | null =>
  timeOf(entry.publishedAt) ?? timeOf(entry.changedAt);

/** Whether an entry lies within the source's options `since`, `until`, `max_age_days`. What has no date does. */
export function inTime(
  entry: SitemapEntry,
  source: CataloguedSource,
  now: Date,
  what: 'index' | 'page',
): boolean {
  const at = entryTime(entry);
  if (at === null) return true;
  const days = numberOption(source, 'max_age_days', 0);
  const since = optionTime(source, 'since') ?? (days > 0 ? now.getTime() - days * DAY_MS : null);
  // The date of a sitemap is that of its latest entry: earlier ones are within.
  const until = what === 'index' ? null : optionTime(source, 'until');
  return (since === null || at >= since) && (until === null || at <= until);
}

/** A date among the options: text, or what YAML made of it. */
function optionTime(source: CataloguedSource, name: string): number | null {
  const value = source.options[name];
  if (value instanceof Date) return value.getTime();
  return typeof value === 'string' ? timeOf(value) : null;
}
