import type { ProductFacts } from '../../core/content.ts';
import {
  attribute,
  childElements,
  elementsOf,
  isElement,
  lineText,
  nameHints,
  shortText,
  squash,
  wordsOf,
  type Element,
  type Node,
} from './dom.ts';
import { emptyProduct } from './empty-page.ts';
import type { Page } from './page.ts';
import { parseCurrency } from './parse-currency.ts';
import { parseAmount } from './parse-price.ts';
import { absoluteUrl } from './page-url.ts';
import { isProductRecord, productFromThing } from './product-thing.ts';
import { asArray, hasType, recordsOf, textOf } from './things.ts';

const MAX_ITEMS = 1_000;
const LEAST_CARDS = 3;

/** Items of an ItemList in structured data, with the position each declares. */
export function listThings(page: Page, language: string | null): ProductFacts[] {
  for (const thing of page.things) {
    if (!hasType(thing, 'itemlist', 'offercatalog', 'collectionpage', 'productcollection')) continue;
    const ordered = /ascending|descending/i.test(textOf(thing.props['itemListOrder']) ?? '');
    const elements = recordsOf(thing.props['itemListElement']).slice(0, MAX_ITEMS);
    const products = elements.flatMap((element) => listItem(element, page, language, ordered) ?? []);
    if (products.length >= 2) return products;
  }
  return [];
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
  if (name === null && url === null) return null;
  if (!isProductRecord(item) && item['offers'] === undefined && item !== element) return null;
  const product = productFromThing({ ...item, name: name ?? '' }, page.baseUrl, language);
  const position = parseAmount(textOf(element['position']) ?? '');
  return { ...product, url, rank: ordered && position !== null ? position : null };
}

// Cards in the markup ---------------------------------------------------------------------------------

const PRICE_TEXT =
  /^(?:from|now|sale|price|售价|价格|约)?[:：\s]*(?:(?:[$€£¥￥₹₽₩]|US\$|USD|EUR|GBP|CNY|RMB|Rs\.?|kr|CHF|HK\$|A\$|C\$)\s*\d[\d.,\s]*\d?|\d[\d.,\s]*\d?\s*(?:[$€£¥￥₹₽₩元円]|USD|EUR|GBP|CNY|RMB|kr|zł|CHF|Kč|лв|руб))/i;
const PRICE_HINT = /price|amount|jiage|money/;
const OLD_PRICE =
  /(^|[\s_-])(old|was|list-?price|regular|original|compare|strike|before|rrp|msrp|crossed|del|through)/;

function isPriceNode(element: Element, own: string): boolean {
  if (own.length > 40) return false;
  if (PRICE_TEXT.test(own)) return true;
  return PRICE_HINT.test(nameHints(element)) && /\d/.test(own) && own.length < 24;
}

function ownText(element: Element): string {
  let text = '';
  for (const node of element.children) text += wordsOf(node) ?? '';
  return squash(text);
}

/** The price an element shows itself, or null. */
export function priceText(element: Element): string | null {
  if (element.name === 'script' || element.name === 'option' || element.name === 'style') return null;
  if (element.children.length > 6) return null;
  const text =
    ownText(element) || (PRICE_HINT.test(nameHints(element)) ? (shortText(element, 60) ?? '') : '');
  return text !== '' && isPriceNode(element, text) ? text : null;
}

/** Whether a price is struck through or called old, itself or within a few levels. */
export function isOldPrice(element: Element): boolean {
  for (
    let up: Element['parent'] = element, depth = 0;
    up && depth < 4 && isElement(up);
    up = up.parent, depth++
  )
    if (['del', 's', 'strike'].includes(up.name) || OLD_PRICE.test(nameHints(up))) return true;
  return false;
}

/** How many prices each element holds, itself included. */
export function countPrices(page: Page): Map<Element, number> {
  const counts = new Map<Element, number>();
  for (const element of elementsOf(page.root)) {
    if (element.name === 'script' || element.name === 'option' || element.name === 'style') continue;
    const text =
      element.children.length <= 6
        ? ownText(element) || (PRICE_HINT.test(nameHints(element)) ? (shortText(element, 60) ?? '') : '')
        : '';
    if (text === '' || !isPriceNode(element, text)) continue;
    for (
      let up: Node | Element | null = element, depth = 0;
      up && isElement(up) && depth < 60;
      up = up.parent as Element | null, depth++
    )
      counts.set(up, (counts.get(up) ?? 0) + 1);
  }
  return counts;
}

const signature = (element: Element): string =>
  `${element.name}.${attribute(element, 'class').split(/\s+/)[0] ?? ''}`;

/** Repeated parts that each hold a price and a link: the cards of a shop's grid, in page order. */
export function productCards(prices: Map<Element, number>): Element[] {
  const groups = new Map<string, Element[]>();
  for (const parent of prices.keys()) {
    const withPrice = childElements(parent).filter((child) => prices.has(child));
    for (const card of withPrice) {
      if (card.name === 'td' || card.name === 'body') continue;
      const key = signature(card);
      const group = groups.get(key) ?? [];
      if (hasLink(card)) group.push(card);
      groups.set(key, group);
    }
  }
  let best: Element[] = [];
  for (const cards of groups.values()) {
    const outer = withoutNested(cards);
    if (outer.length >= LEAST_CARDS && outer.length > best.length && looksLikeCards(outer)) best = outer;
  }
  return best.slice(0, MAX_ITEMS);
}

function hasLink(card: Element): boolean {
  for (const element of elementsOf(card)) if (element.name === 'a' && 'href' in element.attribs) return true;
  return card.name === 'a';
}

function withoutNested(cards: Element[]): Element[] {
  const set = new Set(cards);
  return cards.filter((card) => {
    for (let up = card.parent; up && isElement(up); up = up.parent) if (set.has(up)) return false;
    return true;
  });
}

/** Cards name different things: at least two thirds of their names differ. */
function looksLikeCards(cards: Element[]): boolean {
  const names = cards
    .slice(0, 60)
    .map((card) => cardName(card))
    .filter((name) => name !== null);
  return names.length >= 0.6 * Math.min(cards.length, 60) && new Set(names).size >= 0.6 * names.length;
}

const NAME_HINT =
  /(^|[\s_-])(title|name|product-?name|item-?name|desc|heading|p-name|producttitle)([\s_-]|$)|name|title/;

/** The name on a card: a heading, something called name or title, the longest link, the picture's words. */
export function cardName(card: Element): string | null {
  let heading: string | null = null;
  let named: string | null = null;
  let link: string | null = null;
  let image: string | null = null;
  for (const element of elementsOf(card)) {
    if (element.name === 'img') image ??= squash(attribute(element, 'alt')) || null;
    const isHeading = /^h[1-6]$/.test(element.name);
    const hinted = NAME_HINT.test(nameHints(element)) || attribute(element, 'itemprop') === 'name';
    if (!isHeading && !hinted && element.name !== 'a') continue;
    const text = squash(lineText(element)) || squash(attribute(element, 'title'));
    if (text.length < 2 || text.length > 300 || (PRICE_TEXT.test(text) && text.length < 40)) continue;
    if (isHeading) heading ??= text;
    else if (hinted && (named === null || (named.length < 8 && text.length > named.length))) named = text;
    else if (element.name === 'a' && text.length > (link?.length ?? 3) && text.length < 200) link = text;
  }
  return heading ?? named ?? link ?? (image !== null && image.length > 2 ? image : null);
}

function cardUrl(card: Element, baseUrl: string): string | null {
  if (card.name === 'a') return absoluteUrl(attribute(card, 'href'), baseUrl);
  for (const element of elementsOf(card)) {
    if (element.name !== 'a') continue;
    const url = absoluteUrl(attribute(element, 'href'), baseUrl);
    if (url !== null) return url;
  }
  return null;
}

function cardPrices(card: Element): { now: number | null; before: number | null; currency: string } {
  let now: number | null = null;
  let before: number | null = null;
  let currency = '';
  for (const element of elementsOf(card)) {
    const text =
      element.children.length <= 6
        ? ownText(element) || (PRICE_HINT.test(nameHints(element)) ? (shortText(element, 60) ?? '') : '')
        : '';
    if (text === '' || !isPriceNode(element, text)) continue;
    const amount = parseAmount(text);
    if (amount === null || amount === 0) continue;
    if (currency === '') currency = text;
    const old =
      ['del', 's', 'strike'].includes(element.name) ||
      OLD_PRICE.test(nameHints(element)) ||
      insideStruck(element, card);
    if (old) before ??= amount;
    else now ??= amount;
  }
  return { now: now ?? before, before: now === null ? null : before, currency };
}

function insideStruck(element: Element, card: Element): boolean {
  for (let up = element.parent as Element | null; up && up !== card; up = up.parent as Element | null)
    if (['del', 's', 'strike'].includes(up.name) || OLD_PRICE.test(nameHints(up))) return true;
  return false;
}

const RANK_HINT =
  /(^|[\s_-])(rank(ing)?|zg-bdg-text|badge-num|num|order|no|paiming|index|position|top)([\s_-]|$|num|no)/;

/** A rank printed on the card: `#3`, `No. 3`, `第3名`, or a bare number in something called rank. */
function printedRank(card: Element): number | null {
  for (const element of elementsOf(card)) {
    const text = ownText(element);
    if (text === '' || text.length > 12) continue;
    const match =
      /^(?:#|no\.?|№|第|top)\s*(\d{1,3})\s*(?:名|位)?$/i.exec(text) ??
      (RANK_HINT.test(nameHints(element)) ? /^(\d{1,3})\.?$/.exec(text) : null);
    if (match) return Number(match[1]);
  }
  return null;
}

function cardImage(card: Element, baseUrl: string): string | null {
  for (const element of elementsOf(card))
    if (element.name === 'img') {
      const url = absoluteUrl(attribute(element, 'data-src') || attribute(element, 'src'), baseUrl);
      if (url !== null) return url;
    }
  return null;
}

export function productFromCard(card: Element, page: Page, language: string | null): ProductFacts {
  const { now, before, currency } = cardPrices(card);
  return {
    ...emptyProduct(),
    name: cardName(card),
    price: now,
    listPrice: before !== null && now !== null && before > now ? before : null,
    currency: parseCurrency(currency, language),
    url: cardUrl(card, page.baseUrl),
    image: cardImage(card, page.baseUrl),
    rank: printedRank(card),
  };
}

const RANKING =
  /best[\s-]?sell|best[\s-]?of|ranking|top[\s-]?\d+|most[\s-]popular|hot[\s-]sale|热销|热卖|畅销|排行|榜|人气|销量/i;

/** Whether the page presents itself as a ranking, in its title, first heading or address. */
export function isRanking(page: Page): boolean {
  let heading = '';
  for (const element of elementsOf(page.root))
    if (element.name === 'h1') {
      heading = lineText(element);
      break;
    }
  const path = URL.canParse(page.url) ? new URL(page.url).pathname + new URL(page.url).search : '';
  return (
    RANKING.test(page.titleTag ?? '') ||
    RANKING.test(heading) ||
    /best-?sell|ranking|sort_by=best|rank/i.test(path)
  );
}
