import type { ProductFacts } from '../../core/content.ts';
import {
  attribute,
  childElements,
  elementsOf,
  isElement,
  lineText,
  nameHints,
  squash,
  type Element,
} from './dom.ts';
import { emptyProduct } from './empty-page.ts';
import { cardPrices, looksLikePrice } from './listing-prices.ts';
import { printedRank } from './listing-rank.ts';
import type { Page } from './page.ts';
import { absoluteUrl } from './page-url.ts';
import { parseCurrency } from './parse-currency.ts';

const MAX_ITEMS = 1_000;
const LEAST_CARDS = 3;

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
    if (text.length < 2 || text.length > 300 || (looksLikePrice(text) && text.length < 40)) continue;
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
