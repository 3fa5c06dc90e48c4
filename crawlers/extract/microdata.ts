import {
  attribute,
  childElements,
  elementsOf,
  findAll,
  hasAttribute,
  lineText,
  type Element,
  type Root,
} from './dom.ts';
import { absoluteUrl } from './page-url.ts';
import { addProperty, shortType, wordsIn } from './things.ts';

const MAX_DEPTH = 12;

/** A microdata item in the shape of JSON-LD: nested items become nested records with `@type`. WHATWG HTML, section 5. */
export function microdataRecord(
  scope: Element,
  root: Root,
  baseUrl: string,
  depth = 0,
): Record<string, unknown> {
  const record: Record<string, unknown> = { '@type': wordsIn(attribute(scope, 'itemtype')).map(shortType) };
  const id = attribute(scope, 'itemid');
  if (id !== '') record['@id'] = id;
  if (depth > MAX_DEPTH) return record;
  const pending = [...childElements(scope), ...referred(scope, root)].reverse();
  while (pending.length > 0) {
    const element = pending.pop()!;
    const nested = hasAttribute(element, 'itemscope');
    const names = wordsIn(attribute(element, 'itemprop'));
    if (names.length > 0) {
      const value = nested
        ? microdataRecord(element, root, baseUrl, depth + 1)
        : propertyValue(element, baseUrl);
      for (const name of names) addProperty(record, shortName(name), value);
    } else if (nested) addProperty(record, '@inside', microdataRecord(element, root, baseUrl, depth + 1));
    if (!nested) for (const child of childElements(element).reverse()) pending.push(child);
  }
  return record;
}

/** Parts that an item names by `itemref` although they stand elsewhere. */
function referred(scope: Element, root: Root): Element[] {
  const ids = new Set(wordsIn(attribute(scope, 'itemref')));
  if (ids.size === 0) return [];
  const found: Element[] = [];
  for (const element of elementsOf(root))
    if (ids.has(attribute(element, 'id')) && !holds(element, scope) && found.length < 20) found.push(element);
  return found;
}

function holds(outer: Element, inner: Element): boolean {
  for (let up: Element['parent'] = inner; up; up = up.parent) if (up === outer) return true;
  return false;
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

/** What an element gives as the value of its property: its content, its address, its time, its words. */
export function propertyValue(element: Element, baseUrl: string): string {
  const content =
    element.attribs['content'] ?? (element.name === 'meta' ? element.attribs['value'] : undefined);
  if (content !== undefined) return content.trim();
  const urlAttribute = URL_ATTRIBUTE[element.name];
  if (urlAttribute !== undefined) {
    const value = attribute(element, urlAttribute) || attribute(element, 'data-src');
    // Shops mark a name on the link around it: then its words are meant.
    const words = element.name === 'a' ? lineText(element) : '';
    const property = attribute(element, 'itemprop') || attribute(element, 'property').replace(/^\w+:/, '');
    return words !== '' && !/^(url|image|sameAs|availability|itemCondition)/.test(property)
      ? words
      : (absoluteUrl(value, baseUrl) ?? value);
  }
  if (element.name === 'time') return attribute(element, 'datetime') || lineText(element);
  if (element.name === 'meter' || element.name === 'data')
    return attribute(element, 'value') || lineText(element);
  return lineText(element) || pictureWords(element);
}

/** Makers are often shown as a picture: then its words are meant. */
function pictureWords(element: Element): string {
  const [picture] = findAll(element, (inner) => inner.name === 'img' && attribute(inner, 'alt') !== '');
  return picture === undefined ? attribute(element, 'title').trim() : attribute(picture, 'alt').trim();
}
