import type { ProductFacts } from '../../core/content.ts';
import { emptyProduct } from './empty-page.ts';
import { metaValue, type Page } from './page.ts';
import { parseCurrency } from './parse-currency.ts';
import { parseAmount } from './parse-price.ts';
import { absoluteUrl } from './page-url.ts';
import { isProductRecord, parseAvailability, productFromThing, validGtin } from './product-thing.ts';

/** Fills what is still unknown from a second reading; what is known stays. A price and its currency go together. */
export function fillProduct(into: ProductFacts, from: ProductFacts): ProductFacts {
  const filled = { ...into };
  for (const key of ['name', 'brand', 'sku', 'gtin', 'mpn', 'color', 'category', 'url', 'image'] as const)
    filled[key] ??= from[key];
  filled.price ??= from.price;
  filled.currency ??= from.currency;
  if (filled.listPrice === null && from.listPrice !== null && from.listPrice > (filled.price ?? Infinity))
    filled.listPrice = from.listPrice;
  if (filled.rating === null)
    [filled.rating, filled.reviewCount] = [from.rating, filled.reviewCount ?? from.reviewCount];
  filled.rank ??= from.rank;
  if (filled.availability === 'unknown') filled.availability = from.availability;
  if (filled.sizes.length === 0) filled.sizes = from.sizes;
  return filled;
}

/** What `product:*`, `og:*` and Twitter's product cards say. */
export function productFromMeta(page: Page, language: string | null): ProductFacts {
  const price = metaValue(
    page,
    'product:sale_price:amount',
    'product:price:amount',
    'og:price:amount',
    'price',
    'product:price',
  );
  const currency = metaValue(
    page,
    'product:price:currency',
    'og:price:currency',
    'pricecurrency',
    'currency',
    'product:sale_price:currency',
  );
  const full = parseAmount(
    metaValue(
      page,
      'product:original_price:amount',
      'og:price:standard_amount',
      'og:standard_price:amount',
    ) ?? '',
  );
  const amount = parseAmount(price ?? '');
  return {
    ...emptyProduct(),
    name: null,
    price: amount !== null && amount > 0 ? amount : null,
    currency: parseCurrency(currency ?? price ?? '', language),
    listPrice: full !== null && amount !== null && full > amount ? full : null,
    availability: parseAvailability(
      metaValue(page, 'product:availability', 'og:availability', 'availability'),
    ),
    brand: metaValue(page, 'product:brand', 'og:brand', 'brand'),
    sku: metaValue(page, 'product:retailer_item_id', 'product:sku', 'sku'),
    gtin: validGtin(metaValue(page, 'product:ean', 'product:upc', 'gtin13', 'product:gtin')),
    mpn: metaValue(page, 'product:mfr_part_no', 'product:mpn', 'mpn'),
    color: metaValue(page, 'product:color', 'og:color'),
    category: metaValue(page, 'product:category'),
    image: absoluteUrl(metaValue(page, 'og:image', 'twitter:image'), page.baseUrl),
    url: absoluteUrl(metaValue(page, 'og:url'), page.baseUrl),
  };
}

/** Products that stand on their own in the page's structured data (not as part of a list, offer or review). */
export function productThings(page: Page, language: string | null): ProductFacts[] {
  const inner = new Set<unknown>();
  for (const { props } of page.things) {
    if (!isProductRecord(props)) continue;
    for (const key of [
      'hasVariant',
      'isRelatedTo',
      'isSimilarTo',
      'isVariantOf',
      'isAccessoryOrSparePartFor',
      '@inside',
    ])
      for (const value of [props[key]].flat()) inner.add(value);
  }
  return page.things
    .filter((thing) => isProductRecord(thing.props) && !inner.has(thing.props))
    .map((thing) => productFromThing(thing.props, page.baseUrl, language))
    .filter((product) => product.name !== null || product.price !== null);
}
