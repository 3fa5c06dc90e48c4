import type { ProductFacts } from '../../core/content.ts';
import { htmlToText, squash } from './dom.ts';
import { emptyProduct } from './empty-page.ts';
import { stateValues, walkState } from './page-state.ts';
import { metaValue, type Page } from './page.ts';
import { parseCurrency } from './parse-currency.ts';
import { parseAmount } from './parse-price.ts';
import { absoluteUrl } from './page-url.ts';
import { parseAvailability, validGtin } from './product-thing.ts';
import { asArray, recordsOf, textOf } from './things.ts';

type Json = Record<string, unknown>;

const LEAST_ITEMS = 3;
const MAX_ITEMS = 1_000;

/** Keys as shops' programs write them, letters only and lower case, best first. */
const KEYS = {
  name: [
    'rawtitle',
    'productname',
    'goodsname',
    'itemname',
    'displayname',
    'name',
    'title',
    'wname',
    'goodstitle',
  ],
  price: [
    'viewprice',
    'saleprice',
    'currentprice',
    'finalprice',
    'sellingprice',
    'discountedprice',
    'specialprice',
    'price',
    'prices',
    'priceinfo',
    'unitprice',
    'minprice',
    'lowprice',
    'pricerange',
    'jdprice',
  ],
  listPrice: [
    'compareatprice',
    'originalprice',
    'listprice',
    'regularprice',
    'wasprice',
    'marketprice',
    'strikeprice',
    'oldprice',
    'msrp',
  ],
  currency: ['currency', 'pricecurrency', 'currencycode', 'currencyisocode'],
  brand: ['brand', 'brandname', 'vendor', 'manufacturer', 'productbrand'],
  sku: [
    'sku',
    'productsku',
    'productcode',
    'itemcode',
    'articlenumber',
    'productid',
    'nid',
    'itemid',
    'skuid',
    'goodsid',
    'wareid',
    'id',
  ],
  url: ['detailurl', 'url', 'producturl', 'link', 'href', 'canonicalurl', 'pdpurl', 'itemurl'],
  image: ['picurl', 'image', 'imageurl', 'images', 'img', 'thumbnail', 'mainimage', 'featuredimage'],
  gtin: ['gtin13', 'gtin', 'ean', 'barcode', 'upc'],
  mpn: ['mpn', 'modelnumber'],
  color: ['color', 'colour', 'colorname', 'selectedcolor'],
  availability: [
    'availability',
    'instock',
    'available',
    'isavailable',
    'isinstock',
    'stockstatus',
    'soldout',
    'issoldout',
  ],
} as const;
type Field = keyof typeof KEYS;

/** A program's few hundred keys come back in every record and on every page of a site. */
const PLAIN_KEYS = new Map<string, string>();
const MAX_KEYS = 4_000;

function plainKey(key: string): string {
  const known = PLAIN_KEYS.get(key);
  if (known !== undefined) return known;
  const name = key.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  if (PLAIN_KEYS.size >= MAX_KEYS) PLAIN_KEYS.clear();
  if (key.length < 60) PLAIN_KEYS.set(key, name);
  return name;
}

function indexed(record: Json): Map<string, unknown> {
  const index = new Map<string, unknown>();
  for (const [key, value] of Object.entries(record)) {
    const name = plainKey(key);
    if (!index.has(name) && value !== null && value !== '') index.set(name, value);
  }
  return index;
}

function pick(index: Map<string, unknown>, field: Field): { key: string; value: unknown } | null {
  for (const key of KEYS[field]) if (index.has(key)) return { key, value: index.get(key) };
  return null;
}

const text = (index: Map<string, unknown>, field: Field): string | null => {
  const value = textOf(pick(index, field)?.value);
  return value === null || value.length > 500 ? null : value;
};

/** A price as a number, as text, or one level down under `amount`, `value`, `current` and the like. */
function amountOf(value: unknown, depth = 0): number | null {
  if (typeof value === 'number' || typeof value === 'string') return parseAmount(value);
  const record = asArray(value)[0];
  if (depth > 2 || typeof record !== 'object' || record === null) return null;
  const index = indexed(record as Json);
  for (const key of [
    'saleprice',
    'current',
    'currentprice',
    'sale',
    'now',
    'final',
    'amount',
    'value',
    'price',
    'min',
    'raw',
    'formatted',
  ])
    if (index.has(key)) {
      const amount = amountOf(index.get(key), depth + 1);
      if (amount !== null) return amount;
    }
  return null;
}

/** Shopify's own pages hold prices in hundredths, beside keys that only they use. */
const inHundredths = (index: Map<string, unknown>): boolean =>
  ['variants', 'compareatprice', 'publictitle', 'inventorymanagement'].some((key) => index.has(key)) &&
  Number.isInteger(index.get('price'));

function availabilityOf(index: Map<string, unknown>): ProductFacts['availability'] {
  const found = pick(index, 'availability');
  if (found === null) return 'unknown';
  const sold = found.key.endsWith('soldout');
  if (typeof found.value === 'boolean') return found.value === sold ? 'out_of_stock' : 'in_stock';
  return sold || typeof found.value === 'object' ? 'unknown' : parseAvailability(textOf(found.value));
}

function productFromState(
  record: Json,
  page: Page,
  language: string | null,
  wanted: (name: string) => boolean = () => true,
): ProductFacts | null {
  const index = indexed(record);
  const written = text(index, 'name');
  if (written === null) return productOfVariants(index, page, language);
  const name = squash(htmlToText(written));
  if (!wanted(name)) return null;
  const asked = pick(index, 'price');
  const price = asked === null ? null : amountOf(asked.value);
  const scale = inHundredths(index) ? 100 : 1;
  const listPrice = amountOf(pick(index, 'listPrice')?.value);
  const currency = text(index, 'currency') ?? (typeof asked?.value === 'string' ? asked.value : '');
  return {
    ...emptyProduct(),
    name,
    price: price === null || price === 0 ? null : price / scale,
    listPrice: price !== null && listPrice !== null && listPrice > price ? listPrice / scale : null,
    currency: parseCurrency(currency, language) ?? (language?.startsWith('zh') ? 'CNY' : null),
    brand: text(index, 'brand'),
    sku: skuOf(index),
    gtin: validGtin(text(index, 'gtin')),
    mpn: text(index, 'mpn'),
    color: text(index, 'color'),
    availability: availabilityOf(index),
    url: absoluteUrl(text(index, 'url'), page.baseUrl),
    image: absoluteUrl(text(index, 'image'), page.baseUrl),
  };
}

/** A product that has no name of its own, only its variants have: `Boot - 38`, `Boot - 39`. */
function productOfVariants(
  index: Map<string, unknown>,
  page: Page,
  language: string | null,
): ProductFacts | null {
  const variants = recordsOf(index.get('variants'));
  const first = variants[0] === undefined ? null : productFromState(variants[0], page, language);
  if (first === null || first.name === null || !variants.some((variant) => 'public_title' in variant))
    return null;
  const title = textOf(variants[0]!['public_title']);
  const handle = textOf(index.get('handle'));
  return {
    ...first,
    name: title === null ? first.name : first.name.replace(` - ${title}`, ''),
    brand: text(index, 'brand'),
    category: textOf(index.get('type')),
    url: handle === null ? null : absoluteUrl(`/products/${handle}`, page.baseUrl),
  };
}

/** Lists of one product's sizes and colours are not lists of products. */
const isVariant = (record: Json): boolean =>
  'public_title' in record || 'option1' in record || 'variant_id' in record || 'variantId' in record;

function skuOf(index: Map<string, unknown>): string | null {
  const own = text(index, 'sku');
  const variants = asArray(index.get('variants')).filter((item) => typeof item === 'object' && item !== null);
  const first = variants[0] === undefined ? null : textOf((variants[0] as Json)['sku']);
  const sku = index.has('sku') || index.has('productsku') ? own : (first ?? own);
  return sku !== null && /\d/.test(sku) && sku.length <= 40 && !/[\s/]/.test(sku) ? sku : null;
}

const isItem = (item: ProductFacts | null): item is ProductFacts =>
  item !== null && item.price !== null && item.name !== null && item.name.length > 2;

/** The longest list of priced things that the page's scripts hold, in its order. */
export function stateList(page: Page, language: string | null): ProductFacts[] {
  let best: ProductFacts[] = [];
  walkState(
    stateValues(page),
    () => undefined,
    (list) => {
      if (list.length < LEAST_ITEMS || list.length <= best.length || list.some((record) => isVariant(record)))
        return;
      const items = list.slice(0, MAX_ITEMS).flatMap((record) => {
        const item = productFromState(unwrapped(record), page, language);
        return isItem(item) && (item.url !== null || item.image !== null || item.sku !== null) ? [item] : [];
      });
      const names = new Set(items.map((item) => item.name)).size;
      if (items.length > best.length && items.length >= 0.6 * list.length && names >= 0.6 * items.length)
        best = items;
    },
  );
  return best;
}

/** GraphQL wraps each item in a node; analytics lay the price beside it. */
function unwrapped(record: Json): Json {
  const node = record['node'] ?? record['product'] ?? record['item'];
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return record;
  const inner = node as Json;
  const index = indexed(inner);
  return pick(index, 'price') === null && !index.has('variants') && pick(indexed(record), 'price') !== null
    ? { ...record, ...inner }
    : inner;
}

const letters = (value: string): string => value.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');

/** The record of the page's scripts that bears the page's own name: what it adds to the product. */
export function stateProduct(page: Page, title: string | null, language: string | null): ProductFacts | null {
  const titles = [title, metaValue(page, 'og:title'), page.titleTag].flatMap(
    (value) => letters(value ?? '') || [],
  );
  const isThis = (name: string): boolean => {
    const own = letters(name);
    return titles.some((known) => sameName(known, own));
  };
  let best: ProductFacts | null = null;
  let bestKnown = 0;
  walkState(
    stateValues(page),
    (record) => {
      const item = productFromState(record, page, language, isThis);
      if (item === null || item.name === null || !isThis(item.name)) return;
      const known = [item.price, item.sku, item.brand, item.gtin, item.listPrice].filter(
        (fact) => fact !== null,
      ).length;
      if (known > bestKnown) [best, bestKnown] = [item, known];
    },
    () => undefined,
  );
  return best;
}

const sameName = (title: string, name: string): boolean =>
  name.length >= 4 && (title === name || (title.includes(name) && name.length >= 0.5 * title.length));
