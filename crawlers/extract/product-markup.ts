import type { ProductFacts } from '../../core/content.ts';
import { attribute, elementsOf, hasAttribute, nameHints, shortText, type Element } from './dom.ts';
import { emptyProduct } from './empty-page.ts';
import { isOldPrice, priceText, ShownPrices } from './listing-prices.ts';
import { metaValue, type Page } from './page.ts';
import { parseCurrency } from './parse-currency.ts';
import { parseAmount } from './parse-price.ts';
import { isAsin, noteFact } from './product-labels.ts';
import { crumbsOf, isTrail, type Crumb } from './product-crumbs.ts';
import { OptionReading } from './product-options.ts';
import { RatedReading } from './product-rated.ts';
import { insideAside } from './product-aside.ts';
import { StockReading } from './product-stock.ts';
import { parseAvailability } from './product-thing.ts';

/** What a product page shows where it declares nothing: the price by its heading, its buy button, its table of facts. */
export interface MarkupProduct {
  facts: ProductFacts;
  /** A code the page prints for its reader, which is better than one for its program. */
  printedSku: string | null;
  /** Whether the price stands below the heading that names the product. */
  priced: boolean;
  /** The part that shows the price. */
  priceElement: Element | null;
  /** Whether a form that buys stands open and nothing speaks against it. */
  buyable: boolean;
  /** The way to the product, as the page draws it. */
  trail: Crumb[];
  /** The prices the page shows, now and before. */
  shown: ShownPrices;
  /** The words of the heading that names the product. */
  heading: string | null;
}

/** Names of the price that one pays, and of prices that mean something else. */
const MAIN_PRICE =
  /core-?price|price-?block|inside-?_?buy-?box|(?:our|sale|deal|current|final|main|product|offer|special|selling|buying)[-_]?price|price[-_]?(?:now|current|sale|final|to-?pay|wrapper|box|main)/;
const OTHER_PRICE =
  /olp|used|mbc|subscr|sns|saving|tax|unit|shipping|month|installment|instalment|delivery|total|tip|threshold|swatch/;

interface PriceReading {
  element: Element;
  text: string;
  points: number;
}

export function productFromMarkup(page: Page, language: string | null): MarkupProduct {
  const facts = emptyProduct();
  const stock = new StockReading();
  const options = new OptionReading();
  const rated = new RatedReading();
  const shown = new ShownPrices();
  const titles = letters(`${page.titleTag ?? ''} ${metaValue(page, 'og:title') ?? ''}`);
  let heading: Element | null = null;
  let trail: Crumb[] = [];
  let best: PriceReading | null = null;
  for (const element of elementsOf(page.root)) {
    if ((heading === null || isTitlePart(element)) && isHeading(element, titles)) heading = element;
    stock.note(element);
    noteFact(element, facts);
    noteLooseProperty(element, facts, language);
    options.note(element);
    rated.note(element, heading !== null);
    if (trail.length < 2 && isTrail(element)) trail = crumbsOf(element);
    const price = priceText(element);
    const amount = price === null ? null : parseAmount(price);
    if (price === null || amount === null || amount === 0) continue;
    const old = isOldPrice(element);
    shown.note(element, amount, old);
    if (old) continue;
    const points = pricePoints(element, heading !== null);
    if (points > (best?.points ?? -2) && !insideAside(element)) best = { element, text: price, points };
  }
  facts.price ??= best === null ? null : parseAmount(best.text);
  facts.currency ??= best === null ? null : parseCurrency(best.text, language);
  if (facts.availability === 'unknown') facts.availability = stock.answer();
  const code = facts.sku !== null && isAsin(facts.sku) ? facts.sku : (asin(page.url) ?? facts.sku);
  facts.sku = code ?? addressCode(page);
  facts.brand = cleanBrand(facts.brand ?? storeLine(page));
  facts.color ??= options.color;
  facts.sizes = options.sizes;
  Object.assign(facts, rated.answer());
  return {
    facts,
    printedSku: code,
    priced: heading !== null && (best?.points ?? 0) >= 2,
    priceElement: best?.element ?? null,
    buyable: stock.buyable,
    trail,
    shown,
    heading: (heading === null ? null : shortText(heading, 300)) || null,
  };
}

const letters = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');

const isTitlePart = (element: Element): boolean =>
  attribute(element, 'id') === 'productTitle' && (shortText(element, 300) ?? '') !== '';

/** The heading that names the product: windows and boxes have headings of their own. */
function isHeading(element: Element, titles: string): boolean {
  if (isTitlePart(element)) return true;
  if (element.name !== 'h1') return false;
  const text = letters(shortText(element, 300) ?? '');
  return text !== '' && (titles === '' || titles.includes(text.slice(0, 40)));
}

function pricePoints(element: Element, afterHeading: boolean): number {
  const around = element.parent && 'attribs' in element.parent ? nameHints(element.parent) : '';
  const hints = `${nameHints(element)} ${around}`;
  return (MAIN_PRICE.test(hints) ? 3 : 0) + (afterHeading ? 2 : 0) - (OTHER_PRICE.test(hints) ? 4 : 0);
}

const LOOSE: Record<string, 'sku' | 'mpn' | 'brand'> = {
  sku: 'sku',
  productid: 'sku',
  mpn: 'mpn',
  brand: 'brand',
};

/** Properties marked without an item around them, as careless templates do; in RDFa they are called `property`. */
function noteLooseProperty(element: Element, facts: ProductFacts, language: string | null): void {
  const name = (attribute(element, 'itemprop') || attribute(element, 'property')).toLowerCase();
  if (name === '' || hasAttribute(element, 'itemscope')) return;
  const key = name.replace(/^(?:schema|gr|product):/, '').replace(/^.*[/#]/, '');
  const value = attribute(element, 'content') || attribute(element, 'href') || (shortText(element, 80) ?? '');
  if (value === '') return;
  const field = LOOSE[key];
  if (field !== undefined) facts[field] ??= value.trim();
  else if (key === 'availability' && facts.availability === 'unknown')
    facts.availability = parseAvailability(value);
  else if ((key === 'price' || key === 'hascurrencyvalue') && (parseAmount(value) ?? 0) > 0)
    facts.price ??= parseAmount(value);
  else if (key === 'pricecurrency' || key === 'hascurrency')
    facts.currency ??= parseCurrency(value, language);
}

const asin = (url: string): string | null =>
  /\/(?:dp|gp\/product)\/(B[0-9A-Z]{9}|\d{9}[\dX])(?:[/?]|$)/.exec(url)?.[1] ?? null;

const CODE_NAME = /sku|prod|item|article|adno|ad-?id|(?:^|[-_])(?:id|no|code|pid)$/;

/** A number of the page's address that the page also uses as the product's own in a form or a data attribute. */
function addressCode(page: Page): string | null {
  const path = URL.canParse(page.url) ? new URL(page.url).pathname : '';
  if (!/\d{4}/.test(path)) return null;
  for (const element of elementsOf(page.root)) {
    if (element.name === 'input' && CODE_NAME.test(attribute(element, 'name').toLowerCase())) {
      const value = attribute(element, 'value');
      if (isAddressCode(value, path)) return value;
    }
    for (const [name, value] of Object.entries(element.attribs))
      if (name.startsWith('data-') && isAddressCode(value, path) && CODE_NAME.test(name)) return value;
  }
  return null;
}

const isAddressCode = (value: string, path: string): boolean =>
  value.length >= 4 && value.length <= 24 && /^[\w./-]*\d{4}[\w./-]*$/.test(value) && path.includes(value);

/** `Visit the X Store`, `Marca: X`: the brand inside a line about it. */
function storeLine(page: Page): string | null {
  for (const element of elementsOf(page.root))
    if (attribute(element, 'id') === 'bylineInfo') return shortText(element, 80);
  return null;
}

/** A brand has 60 characters at most; its shop may say some words around it. */
const LONGEST_SAID = 300;

export function cleanBrand(brand: string | null): string | null {
  if (brand === null || brand.length > LONGEST_SAID) return null;
  const named = brand
    .replace(/^.*\b(?:brand|marca|marke|marque|merk|marka|品牌)\s*[:：]\s*/i, '')
    .replace(
      /^(?:visit the|visita lo store di|visiter la boutique|visita la tienda de|besuche den|besuchen sie den)\s+/i,
      '',
    )
    .replace(/[\s-]+(?:store|shop)$/i, '')
    .trim();
  return named === '' || named.length > 60 ? null : named;
}
