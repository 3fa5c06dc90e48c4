import type { ProductFacts } from '../../core/content.ts';
import type { Availability } from '../../core/words.ts';
import { htmlToText, squash } from './dom.ts';
import { emptyProduct } from './empty-page.ts';
import { absoluteUrl } from './page-url.ts';
import { parseCurrency } from './parse-currency.ts';
import { parseAmount } from './parse-price.ts';
import { asArray, recordsOf, textOf, typesOf } from './things.ts';

export const PRODUCT_TYPES = [
  'product',
  'productgroup',
  'individualproduct',
  'productmodel',
  'someproducts',
  'vehicle',
  'book',
  'car',
];

type Props = Record<string, unknown>;

export function parseAvailability(value: string | null): Availability {
  const text = (value ?? '')
    .replace(/^.*[/#]/, '')
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '');
  if (text === '') return 'unknown';
  if (
    /^(instock|notsold|unsold|forsale|instoreonly|onlineonly|limitedavailability|available|true|1|有货|现货|yes|lowstock|madetoorder)/.test(
      text,
    )
  )
    return 'in_stock';
  if (/^(preorder|presale|预售)/.test(text)) return 'preorder';
  if (
    /^(outofstock|soldout|discontinued|unavailable|oos|false|0|backorder|缺货|无货|售罄|notavailable)/.test(
      text,
    )
  )
    return text.startsWith('backorder') ? 'preorder' : 'out_of_stock';
  return 'unknown';
}

/** Offers below offers: an AggregateOffer's list, a group's variants. */
function offersOf(props: Props): Props[] {
  const direct = recordsOf(props['offers']).flatMap((offer) => [offer, ...recordsOf(offer['offers'])]);
  const variants = recordsOf(props['hasVariant']).flatMap((variant) => recordsOf(variant['offers']));
  return [...direct, ...variants].slice(0, 500);
}

interface OfferFacts {
  price: number | null;
  listPrice: number | null;
  currency: string | null;
}

const LIST_PRICE = /listprice|strikethrough|srp|msrp|regular|suggestedretail/i;

function offerFacts(offers: Props[], language: string | null): OfferFacts {
  const facts: OfferFacts = { price: null, listPrice: null, currency: null };
  for (const offer of offers) {
    const specifications = recordsOf(offer['priceSpecification']);
    const current = specifications.find((item) => !LIST_PRICE.test(textOf(item['priceType']) ?? ''));
    const list = specifications.find((item) => LIST_PRICE.test(textOf(item['priceType']) ?? ''));
    const written =
      textOf(offer['price']) ??
      textOf(offer['lowPrice']) ??
      textOf(current?.['price']) ??
      textOf(offer['highPrice']);
    const amount = parseAmount(written);
    if (amount !== null && amount > 0 && facts.price === null) facts.price = amount;
    const listed = parseAmount(textOf(list?.['price']) ?? '');
    if (listed !== null && facts.listPrice === null) facts.listPrice = listed;
    facts.currency ??= parseCurrency(
      textOf(offer['priceCurrency']) ?? textOf(current?.['priceCurrency']) ?? written ?? '',
      language,
    );
  }
  if (facts.listPrice !== null && facts.price !== null && facts.listPrice <= facts.price)
    facts.listPrice = null;
  return facts;
}

/** In stock if any offer is; out of stock only if an offer says so and none says otherwise. */
function availabilityOf(offers: Props[], props: Props): Availability {
  const all = [...offers, props].map((offer) => parseAvailability(textOf(offer['availability'])));
  return (
    all.find((value) => value === 'in_stock') ??
    all.find((value) => value === 'preorder') ??
    all.find((value) => value !== 'unknown') ??
    'unknown'
  );
}

const GTIN_KEYS = ['gtin13', 'gtin', 'gtin14', 'gtin12', 'gtin8', 'ean', 'isbn', 'barcode'];

/** A GTIN whose check digit holds (GS1 General Specifications section 7.9), or null. */
export function validGtin(value: string | null): string | null {
  const digits = (value ?? '').replaceAll(/[\s-]/g, '');
  if (!/^(\d{8}|\d{12,14})$/.test(digits)) return null;
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, i) => total + Number(digit) * (i % 2 === 1 ? 3 : 1), 0);
  return sum % 10 === 0 && !/^0+$/.test(digits) ? digits : null;
}

function firstText(props: Props, keys: string[]): string | null {
  for (const key of keys) {
    const text = textOf(props[key]);
    if (text !== null) return text;
  }
  return null;
}

/** A code is one word or two; sentences under that name are something else. */
function skuOf(product: Props, offer: Props): string | null {
  const sku = firstText(product, ['sku', 'productID']) ?? firstText(offer, ['sku']);
  return sku === null || sku.split(/\s+/).length > 2
    ? null
    : sku.replace(/^(?:(?:sku|mpn|isbn):\s*|art\.\s*)/i, '');
}

function namedProperties(props: Props, name: RegExp): string[] {
  return recordsOf(props['additionalProperty'])
    .filter((item) => name.test(textOf(item['name']) ?? ''))
    .flatMap((item) => asArray(item['value']).flatMap((value) => textOf(value) ?? []));
}

/** Sixty sizes and what parts them. */
const LONGEST_SIZES = 1_000;

function sizesOf(props: Props): string[] {
  const own = asArray(props['size']).flatMap(
    (size) =>
      textOf(size)
        ?.slice(0, LONGEST_SIZES)
        .split(/\s*[,/|]\s*/) ?? [],
  );
  const variants = recordsOf(props['hasVariant']).flatMap((variant) => textOf(variant['size']) ?? []);
  return [...new Set([...own, ...variants, ...namedProperties(props, /^(size|尺码|尺寸)$/i)])].slice(0, 60);
}

function ratingOf(props: Props): { rating: number | null; reviewCount: number | null } {
  const aggregate = recordsOf(props['aggregateRating'])[0];
  const value = parseAmount(textOf(aggregate?.['ratingValue']) ?? '');
  const best = parseAmount(textOf(aggregate?.['bestRating']) ?? '') ?? 5;
  const count = parseAmount(textOf(aggregate?.['reviewCount'] ?? aggregate?.['ratingCount']) ?? '');
  const rating = value === null || value === 0 ? null : best > 0 && best !== 5 ? (value / best) * 5 : value;
  return {
    rating: rating !== null && rating <= 5 ? Math.round(rating * 100) / 100 : null,
    reviewCount: count === null ? null : Math.round(count),
  };
}

/** schema.org Product, from JSON-LD or microdata, as product facts. */
export function productFromThing(props: Props, baseUrl: string, language: string | null): ProductFacts {
  const offers = offersOf(props);
  const variant = recordsOf(props['hasVariant'])[0] ?? {};
  const merged: Props = { ...variant, ...props };
  const offer = offers[0] ?? {};
  const name = textOf(props['name']);
  const brand = textOf(props['brand']) ?? textOf(props['manufacturer']);
  const category = textOf(props['category']);
  const direct = offerFacts([...offers, props], language);
  return {
    ...emptyProduct(),
    ...direct,
    ...ratingOf(props),
    name: name === null ? null : squash(htmlToText(name)),
    brand: brand === null || /^https?:/.test(brand) ? null : squash(htmlToText(brand)),
    availability: availabilityOf(offers, props),
    sku: skuOf(merged, offer),
    gtin: validGtin(
      firstText(merged, GTIN_KEYS) ??
        firstText(offer, GTIN_KEYS) ??
        namedProperties(props, /^(gtin|ean|barcode)/i)[0] ??
        null,
    ),
    mpn: firstText(merged, ['mpn', 'model']) ?? firstText(offer, ['mpn']),
    color: firstText(merged, ['color', 'colour']) ?? namedProperties(props, /^(colou?r|颜色)$/i)[0] ?? null,
    sizes: sizesOf(props),
    category: category === null ? null : squash(htmlToText(category.replace(/^https?:.*\//, ''))),
    url: absoluteUrl(textOf(props['url']) ?? textOf(props['@id']) ?? textOf(offer['url']), baseUrl),
    image: absoluteUrl(imageOf(props['image']), baseUrl),
  };
}

function imageOf(value: unknown): string | null {
  for (const item of asArray(value)) {
    if (typeof item === 'string') return item;
    const record = recordsOf(item)[0];
    const url = record ? (textOf(record['contentUrl']) ?? textOf(record['url'])) : null;
    if (url !== null) return url;
  }
  return null;
}

export const isProductRecord = (record: Props): boolean =>
  typesOf(record).some((type) => PRODUCT_TYPES.includes(type));
