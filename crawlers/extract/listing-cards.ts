import type { ProductFacts } from '../../core/content.ts';
import {
  attribute,
  childElements,
  elementsOf,
  findAll,
  hasAttribute,
  isElement,
  nameHints,
  nameTest,
  shortText,
  squash,
  type Element,
} from './dom.ts';
import { emptyProduct } from './empty-page.ts';
import { cardPrices, looksLikePrice } from './listing-prices.ts';
import { printedRank } from './listing-rank.ts';
import type { Page } from './page.ts';
import { absoluteUrl } from './page-url.ts';
import { parseCurrency } from './parse-currency.ts';
import { ratedCard } from './product-rated.ts';

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
  for (const element of elementsOf(card))
    if (element.name === 'a' && hasAttribute(element, 'href')) return true;
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

const namesTheThing = nameTest(
  /(^|[\s_-])(title|name|product-?name|item-?name|desc|heading|p-name|producttitle)([\s_-]|$)|name|title/,
);

/** Badges, ratings and prices stand where names are looked for, too. */
const BADGE =
  /^\W*(?:on )?(?:sale|new|new in|hot|best ?seller|sponsored|limited (?:time )?(?:deal|offer|edition)|deal|clearance|exclusive|sold out|quick (?:view|shop)|add to (?:cart|bag|basket)|buy now|shop now|learn more|details|more|view|促销|热卖|新品|自营|特价|广告)\W*$/i;
const isNoName = (text: string): boolean =>
  (text.length < 40 && looksLikePrice(text)) ||
  BADGE.test(text) ||
  /^[\d.,]+\s*(?:out of|von|sur|su|de|of|\/)\s*5\b/i.test(text) ||
  !/\p{L}/u.test(text);

/** The name on a card: a heading, something called name or title, the words of the link its picture leads to, the picture's. */
export function cardName(card: Element): string | null {
  let heading: string | null = null;
  let named: string | null = null;
  let image: string | null = null;
  const links: { href: string; text: string }[] = [];
  for (const element of elementsOf(card)) {
    if (element.name === 'img') image ??= squash(attribute(element, 'alt')) || null;
    const isHeading = /^h[1-6]$/.test(element.name);
    const hinted = namesTheThing(element) || attribute(element, 'itemprop') === 'name';
    if (!isHeading && !hinted && element.name !== 'a') continue;
    const text = shortText(element, 300) || squash(attribute(element, 'title'));
    if (element.name === 'a') links.push({ href: attribute(element, 'href').replace(/[?#].*$/, ''), text });
    if (text.length < 2 || text.length > 300 || isNoName(text)) continue;
    if (isHeading) heading ??= text;
    else if (hinted && (named === null || (named.length < 8 && text.length > named.length))) named = text;
  }
  return heading ?? named ?? linkName(links) ?? (image !== null && image.length > 2 ? image : null);
}

/** A card links its thing twice, by picture and by name; its other links lead to reviews, makers and other sellers. */
function linkName(links: { href: string; text: string }[]): string | null {
  const named = links.filter(({ text }) => text.length > 3 && text.length < 200 && !isNoName(text));
  const main = named.filter(({ href }) => href === links[0]?.href);
  const [first] = main.length > 0 ? main : named.sort((a, b) => b.text.length - a.text.length);
  return first?.text ?? null;
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

const namesTheBrand = nameTest(
  /(?:^|[\s_-])(?:brand|vendor|manufacturer|designer)(?:[-_]?name)?(?:[\s_-]|$)|pinpai/,
);

/** The brand a card names in a part of its own. */
function cardBrand(card: Element): string | null {
  for (const element of elementsOf(card)) {
    const named = namesTheBrand(element) || /brand|manufacturer/i.test(attribute(element, 'itemprop'));
    if (!named || element.name === 'input') continue;
    const image = findAll(element, (inner) => inner.name === 'img')[0];
    const words =
      shortText(element, 50) ||
      squash(attribute(element, 'content') || (image ? attribute(image, 'alt') : ''));
    if (words.length > 1 && /\p{L}/u.test(words) && !looksLikePrice(words)) return words;
  }
  return null;
}

const SOLD_OUT =
  /^\W*(?:sold out|out of stock|currently unavailable|ausverkauft|nicht verfügbar|rupture de stock|épuisé|agotado|esaurito|esgotado|нет в наличии|缺货|售罄|已售完|无货|補貨中|売り切れ|在庫切れ|품절)\W*$/i;

/** A card says that a thing is gone; that it can be had it hardly ever says. */
function cardIsSoldOut(card: Element): boolean {
  for (const element of elementsOf(card))
    if (element.children.length < 4 && SOLD_OUT.test(shortText(element, 30) ?? '')) return !isHidden(element);
  return false;
}

const isHidden = (element: Element): boolean =>
  /hidden|hide(?:\s|$)/.test(nameHints(element)) || /display\s*:\s*none/.test(attribute(element, 'style'));

const SKU_ATTRIBUTES = [
  'data-sku',
  'data-asin',
  'data-product-sku',
  'data-item-id',
  'data-productid',
  'data-product-id',
  'data-pid',
  'data-id',
];

/** The shop's own number of a thing, where the card or a part of it bears one. */
function cardSku(card: Element): string | null {
  for (const element of [card, ...childElements(card)])
    for (const name of SKU_ATTRIBUTES) {
      const value = attribute(element, name).trim();
      if (/^[\w.-]*\d[\w.-]*$/.test(value) && value.length >= 4 && value.length <= 40) return value;
    }
  return null;
}

export function productFromCard(card: Element, page: Page, language: string | null): ProductFacts {
  const { now, before, currency } = cardPrices(card);
  return {
    ...emptyProduct(),
    ...ratedCard(elementsOf(card)),
    name: cardName(card),
    brand: cardBrand(card),
    price: now,
    listPrice: before !== null && now !== null && before > now ? before : null,
    currency: parseCurrency(currency, language),
    availability: cardIsSoldOut(card) ? 'out_of_stock' : 'unknown',
    sku: cardSku(card),
    url: cardUrl(card, page.baseUrl),
    image: cardImage(card, page.baseUrl),
    rank: printedRank(card),
  };
}
