import type { ProductFacts } from '../../core/content.ts';
import type { Page } from './page.ts';
import { absoluteUrl } from './page-url.ts';
import { parseAmount } from './parse-price.ts';
import { fillProduct } from './product-declared.ts';
import { isProductRecord, productFromThing } from './product-thing.ts';
import { asArray, hasType, recordsOf, textOf, typesOf } from './things.ts';

const MAX_ITEMS = 1_000;
const LISTS = ['itemlist', 'offercatalog', 'collectionpage', 'searchresultspage', 'productcollection'];

/** Items of the longest list in structured data, with the position each declares. */
export function listThings(page: Page, language: string | null): ProductFacts[] {
  let best: ProductFacts[] = [];
  for (const thing of page.things) {
    if (!hasType(thing, ...LISTS)) continue;
    const ordered = /ascending|descending/i.test(textOf(thing.props['itemListOrder']) ?? '');
    const elements = recordsOf(thing.props['itemListElement']).slice(0, MAX_ITEMS);
    if (elements.length <= best.length) continue;
    const products = elements.flatMap((element) => listItem(element, page, language, ordered) ?? []);
    if (products.length >= 2 && products.length > best.length) best = products;
  }
  return best;
}

function listItem(
  element: Record<string, unknown>,
  page: Page,
  language: string | null,
  ordered: boolean,
): ProductFacts | null {
  const item = recordsOf(element['item'])[0] ?? element;
  const name = textOf(item['name']) ?? textOf(element['name']);
  const bareUrl = asArray(element['item']).find((value) => typeof value === 'string');
  const url = absoluteUrl(
    textOf(item['url']) ??
      (typeof bareUrl === 'string' ? bareUrl : null) ??
      textOf(element['url']) ??
      textOf(item['@id']),
    page.baseUrl,
  );
  if ((name === null && url === null) || !mayBeProduct(item)) return null;
  const product = productFromThing({ ...item, name: name ?? '' }, page.baseUrl, language);
  const position = parseAmount(textOf(element['position']) ?? '');
  return { ...product, url, rank: ordered && position !== null ? position : null };
}

/** Menus, articles and questions are written as lists too. */
function mayBeProduct(item: Record<string, unknown>): boolean {
  if (isProductRecord(item) || item['offers'] !== undefined) return true;
  return typesOf(item).every((type) => type === 'listitem' || type === 'thing' || type === 'offer');
}

const letters = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');

const keysOf = (item: ProductFacts): string[] => [
  ...(item.url === null ? [] : [item.url.replace(/[?#].*$/, '')]),
  ...(item.name === null || letters(item.name) === '' ? [] : [letters(item.name)]),
];

/**
 * One list's gaps filled from another of the same page, by address, then by name. Where the others are what the page
 * shows, their prices are the ones that are asked.
 */
export function fillItems(items: ProductFacts[], others: ProductFacts[], prices?: 'shown'): ProductFacts[] {
  const known = new Map<string, ProductFacts>();
  for (const other of others) for (const key of keysOf(other)) if (!known.has(key)) known.set(key, other);
  return items.map((item) => {
    const other = keysOf(item)
      .map((key) => known.get(key))
      .find((found) => found !== undefined);
    if (other === undefined) return item;
    const { price, listPrice, currency } = other;
    const asked = prices === 'shown' && price !== null ? { ...item, price, listPrice, currency } : item;
    return fillProduct(asked, other);
  });
}
