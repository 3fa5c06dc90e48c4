import { absoluteUrl } from './page-url.ts';
import {
  attribute,
  childElements,
  elementsOf,
  lineText,
  scriptText,
  type Element,
  type Root,
} from './dom.ts';
import { parseTolerantJson } from './tolerant-json.ts';

/** One item of structured data, whatever syntax it was written in: its types and its properties. */
export interface Thing {
  types: string[];
  props: Record<string, unknown>;
  syntax: 'json-ld' | 'microdata';
}

const MAX_THINGS = 5_000;
const MAX_DEPTH = 12;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const asArray = (value: unknown): unknown[] =>
  value === null || value === undefined ? [] : Array.isArray(value) ? (value as unknown[]) : [value];

const shortType = (type: string): string => type.replace(/^.*[/#:]/, '').toLowerCase();

/** All things of a page, outer before inner: JSON-LD first, then microdata. */
export function collectThings(root: Root, scripts: Element[], baseUrl: string): Thing[] {
  const things: Thing[] = [];
  for (const script of scripts) {
    if (!/^application\/(?:[a-z.]+\+)?ld\+json/i.test(attribute(script, 'type'))) continue;
    addJson(parseTolerantJson(scriptText(script)), things, 0);
  }
  for (const element of elementsOf(root)) {
    if (things.length >= MAX_THINGS) break;
    if ('itemscope' in element.attribs && !('itemprop' in element.attribs && insideScope(element)))
      addMicrodata(element, things, baseUrl);
  }
  return things;
}

function insideScope(element: Element): boolean {
  for (let up = element.parent; up; up = up.parent)
    if ('attribs' in up && 'itemscope' in up.attribs) return true;
  return false;
}

function addJson(value: unknown, things: Thing[], depth: number): void {
  if (depth > MAX_DEPTH || things.length >= MAX_THINGS) return;
  if (Array.isArray(value)) for (const item of value) addJson(item, things, depth + 1);
  else if (isRecord(value)) {
    const types = asArray(value['@type'])
      .filter((type) => typeof type === 'string')
      .map(shortType);
    if (types.length > 0) things.push({ types, props: value, syntax: 'json-ld' });
    for (const [key, inner] of Object.entries(value))
      if (typeof inner === 'object' && key !== '@context') addJson(inner, things, depth + 1);
  }
}

/** Microdata to the same shape as JSON-LD: nested items become nested records with `@type`. */
function addMicrodata(scope: Element, things: Thing[], baseUrl: string): void {
  const record = scopeRecord(scope, baseUrl, 0);
  addMicrodataRecord(record, things, 0);
}

function addMicrodataRecord(record: Record<string, unknown>, things: Thing[], depth: number): void {
  if (depth > MAX_DEPTH || things.length >= MAX_THINGS) return;
  const types = asArray(record['@type']).filter((type) => typeof type === 'string');
  things.push({ types, props: record, syntax: 'microdata' });
  for (const inner of Object.values(record).flatMap((value) => asArray(value)))
    if (isRecord(inner)) addMicrodataRecord(inner, things, depth + 1);
}

function scopeRecord(scope: Element, baseUrl: string, depth: number): Record<string, unknown> {
  const types = attribute(scope, 'itemtype')
    .split(/\s+/)
    .filter((type) => type !== '')
    .map(shortType);
  const record: Record<string, unknown> = { '@type': types };
  if (depth > MAX_DEPTH) return record;
  const pending = [...childElements(scope)].reverse();
  while (pending.length > 0) {
    const element = pending.pop()!;
    const nested = 'itemscope' in element.attribs;
    const names = attribute(element, 'itemprop')
      .split(/\s+/)
      .filter((name) => name !== '');
    if (names.length > 0) {
      const value = nested ? scopeRecord(element, baseUrl, depth + 1) : propertyValue(element, baseUrl);
      for (const name of names) addProperty(record, name, value);
    } else if (nested) addProperty(record, '@inside', scopeRecord(element, baseUrl, depth + 1));
    if (!nested) for (const child of childElements(element).reverse()) pending.push(child);
  }
  return record;
}

function addProperty(record: Record<string, unknown>, name: string, value: unknown): void {
  const key = shortName(name);
  const before = record[key];
  if (before === undefined) record[key] = value;
  else if (Array.isArray(before)) before.push(value);
  else record[key] = [before, value];
}

const shortName = (name: string): string => (name.includes('/') ? name.replace(/^.*[/#]/, '') : name);

const URL_ATTRIBUTE: Record<string, string> = {
  a: 'href',
  link: 'href',
  area: 'href',
  img: 'src',
  source: 'src',
  iframe: 'src',
  object: 'data',
};

function propertyValue(element: Element, baseUrl: string): string {
  const content = element.attribs['content'];
  if (content !== undefined) return content.trim();
  const urlAttribute = URL_ATTRIBUTE[element.name];
  if (urlAttribute !== undefined) {
    const value = attribute(element, urlAttribute) || attribute(element, 'data-src');
    // Shops mark a name on the link around it: then its words are meant.
    const words = element.name === 'a' ? lineText(element) : '';
    return words !== '' && !/^(url|image|sameAs)/.test(attribute(element, 'itemprop'))
      ? words
      : (absoluteUrl(value, baseUrl) ?? value);
  }
  if (element.name === 'time') return attribute(element, 'datetime') || lineText(element);
  if (element.name === 'meter' || element.name === 'data')
    return attribute(element, 'value') || lineText(element);
  return lineText(element);
}

/** A property as text: strings and numbers as they are, a thing by its name, a list by its first. */
export function textOf(value: unknown): string | null {
  for (const item of asArray(value)) {
    if (typeof item === 'string' && item.trim() !== '') return item.trim();
    if (typeof item === 'number' && Number.isFinite(item)) return String(item);
    if (isRecord(item)) {
      const inner: string | null = textOf(
        item['name'] ?? item['@value'] ?? item['value'] ?? item['url'] ?? item['@id'],
      );
      if (inner !== null) return inner;
    }
  }
  return null;
}

export const recordsOf = (value: unknown): Record<string, unknown>[] =>
  asArray(value).filter((item) => isRecord(item));

export const hasType = (thing: Thing, ...types: string[]): boolean =>
  thing.types.some((type) => types.includes(type));

export const typesOf = (record: Record<string, unknown>): string[] =>
  asArray(record['@type'])
    .filter((type) => typeof type === 'string')
    .map(shortType);
