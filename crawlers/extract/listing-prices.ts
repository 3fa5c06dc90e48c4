import {
  childElements,
  elementsOf,
  isElement,
  nameTest,
  shortText,
  squash,
  wordsOf,
  type Element,
  type Node,
} from './dom.ts';
import type { Page } from './page.ts';
import { insideAside } from './product-aside.ts';
import { parseAmount } from './parse-price.ts';

const SIGN = String.raw`(?:[$€£¥￥₹₽₩₺₫฿₪₴₸₱]|US\$|USD|EUR|GBP|CNY|RMB|HKD|HK\$|NT\$|A\$|C\$|S\$|R\$|Rs\.?|kr|CHF|Kn|zł|Kč|лв|руб|Ft|lei|元|円|원)`;
const PRICE_TEXT = new RegExp(
  String.raw`^(?:from|now|sale|price|ab|dès|desde|售价|价格|约|特价|特價|现价|到手价|券后价?)?[:：\s]*(?:${SIGN}\s*\d[\d.,\s]*\d?|\d[\d.,\s]*\d?\s*${SIGN})`,
  'i',
);
const SIGN_ONLY = new RegExp(String.raw`^\W*${SIGN}\W*$`, 'iu');
/** One amount whose parts stand in parts of their own: `¥ 299 .00`. */
const ONE_AMOUNT = /^[^\d]*\d{1,3}(?:[.,\s'’]?\d{3})*(?:\s?[.,]\s?\d{1,2})?[^\d]*$/;
const namesAPrice = nameTest(/price|amount|jiage|money/);
const namesAnOldPrice = nameTest(
  /(^|[\s_-])((?:old|was|del)(?![a-z])|list-?price|regular|original|compare|strike|before|rrp|msrp|crossed|through|barred|full-?price|previous|market-?price)|price-?_?(?:old|was|before|original)(?![a-z])|(?:old|was|regular|original|before)_?price/,
);
const UNREAD = new Set(['script', 'option', 'style', 'noscript', 'template']);

export const looksLikePrice = (text: string): boolean => PRICE_TEXT.test(text);

/** Parts that are named for prices and show what is saved, or what a parcel costs. */
const namesNoPrice = nameTest(
  /sav(?:e|ing)|percent|discount-?(?:rate|percent|amount|label)|coupon|ship|points|per-?unit|unit-?price/,
);

function isPriceNode(element: Element, own: string): boolean {
  if (own.length > 40 || /^\D*\d+(?:[.,]\d+)?\s*[%％]/.test(own)) return false;
  if (PRICE_TEXT.test(own)) return true;
  return namesAPrice(element) && !namesNoPrice(element) && /\d/.test(own) && own.length < 24;
}

export function ownText(element: Element): string {
  let text = '';
  for (const node of element.children) text += wordsOf(node) ?? '';
  return squash(text);
}

/** The price an element shows itself, or null. */
export function priceText(element: Element): string | null {
  if (element.digits === 0 || element.children.length > 6 || UNREAD.has(element.name)) return null;
  const own = ownText(element);
  if (/\d/.test(own) || (own !== '' && !SIGN_ONLY.test(own))) {
    const text = /^\d[\d.,]*$/.test(own) ? withSignBeside(element, own) : own;
    return isPriceNode(element, text) ? text : null;
  }
  if (own === '' && !namesAPrice(element)) return null;
  const text = withCents(element, shortText(element, 60) ?? '');
  if (text === '' || !isPriceNode(element, text)) return null;
  return childElements(element).length > 1 && !ONE_AMOUNT.test(text) ? null : text;
}

/** `$549` and a small raised `00` behind it: the last part is the cents. */
function withCents(element: Element, text: string): string {
  let last: Element | undefined = element;
  while (last && childElements(last).length > 0) last = childElements(last).at(-1);
  const cents = last && last !== element ? ownText(last) : '';
  return /^\d{2}$/.test(cents) && new RegExp(`\\d ?${cents}$`).test(text)
    ? `${text.slice(0, -2).trimEnd()}.${cents}`
    : text;
}

/** Many shops give the sign an element of its own, before or behind the bare number. */
function withSignBeside(element: Element, own: string): string {
  const siblings = element.parent?.children ?? [];
  const at = element.place;
  const before = signOf(siblings, at, -1);
  if (before !== null) return `${before} ${own}`;
  const after = signOf(siblings, at, 1);
  return after === null ? own : `${own} ${after}`;
}

function signOf(siblings: Node[], from: number, step: 1 | -1): string | null {
  for (let at = from + step; at >= 0 && at < siblings.length && Math.abs(at - from) < 4; at += step) {
    const node = siblings[at]!;
    const words = wordsOf(node) ?? (isElement(node) ? ownText(node) : '');
    if (words.trim() !== '') return words.length < 8 && SIGN_ONLY.test(words) ? words.trim() : null;
  }
  return null;
}

const isOld = (element: Element): boolean =>
  ['del', 's', 'strike'].includes(element.name) || namesAnOldPrice(element);

/** Whether a price is struck through or called old, itself or within a few levels (below `within`, where given). */
export function isOldPrice(element: Element, within: Element | null = null): boolean {
  for (
    let up: Element['parent'] = element, depth = 0;
    up && depth < 4 && isElement(up);
    up = up.parent, depth++
  ) {
    if (up === within) return false;
    if (isOld(up)) return true;
  }
  return false;
}

/** How many prices each element holds, itself included. */
export function countPrices(page: Page): Map<Element, number> {
  const counts = new Map<Element, number>();
  for (const element of elementsOf(page.root)) {
    if (priceText(element) === null) continue;
    for (
      let up: Node | Element | null = element, depth = 0;
      up && isElement(up) && depth < 60;
      up = up.parent as Element | null, depth++
    )
      counts.set(up, (counts.get(up) ?? 0) + 1);
  }
  return counts;
}

export interface CardPrices {
  now: number | null;
  before: number | null;
  currency: string;
}

/** What a card asks now, what it asked before, and the words the currency is read from. */
export function cardPrices(card: Element): CardPrices {
  const prices: CardPrices = { now: null, before: null, currency: '' };
  for (const element of elementsOf(card)) {
    const text = priceText(element);
    const amount = text === null ? null : parseAmount(text);
    if (text === null || amount === null || amount === 0) continue;
    if (prices.currency === '') prices.currency = text;
    if (isOldPrice(element, card)) prices.before ??= amount;
    else prices.now ??= amount;
  }
  if (prices.now !== null) return prices;
  return { now: prices.before, before: null, currency: prices.currency };
}

const MAX_SHOWN = 400;
/** Levels between a price and the old one beside it. */
const NEAR = 4;

/** Prices of a page, so that the old one beside a given one can be told. */
export class ShownPrices {
  readonly #now: { element: Element; amount: number }[] = [];
  readonly #old: { element: Element; amount: number }[] = [];

  note(element: Element, amount: number, old: boolean): void {
    const list = old ? this.#old : this.#now;
    if (list.length < MAX_SHOWN) list.push({ element, amount });
  }

  /** A struck-through price counts where the price asked stands close by it; more than ten times as much is no discount. */
  listPriceOf(price: number | null): number | null {
    if (price === null) return null;
    const around = new Set(
      this.#now.filter(({ amount }) => amount === price).flatMap(({ element }) => upFrom(element)),
    );
    const beside = this.#old.find(
      ({ element, amount }) =>
        amount > price && amount <= 10 * price && upFrom(element).some((parent) => around.has(parent)),
    );
    return beside?.amount ?? null;
  }

  /** Whether the page asks this price, in a part of its own and not among other goods. */
  isAsked(price: number): boolean {
    return this.#now.some(({ element, amount }) => amount === price && !insideAside(element));
  }

  /** The lower price beside a struck-through one: what is paid where the page declares the old price. */
  paidInsteadOf(declared: number): number | null {
    if (this.isAsked(declared)) return null;
    const around = new Set(
      this.#old.filter(({ amount }) => amount === declared).flatMap(({ element }) => upFrom(element)),
    );
    const beside = this.#now.find(
      ({ element, amount }) =>
        amount < declared && amount >= declared / 10 && upFrom(element).some((parent) => around.has(parent)),
    );
    return beside?.amount ?? null;
  }
}

function upFrom(element: Element): Element[] {
  const found: Element[] = [];
  for (let up = element.parent; up && isElement(up) && found.length < NEAR; up = up.parent)
    if (up.name !== 'body' && up.name !== 'main') found.push(up);
  return found;
}
