import type { RawPage } from '../../core/content.ts';
import type { FrontierItem } from '../../core/crawl-store.ts';
import { canonicalUrl } from '../canonical-url.ts';
import { makeProduct } from '../make-product.ts';
import { addNextPage, newKeys } from './listing.ts';
import { productLinks } from '../extract/product-links.ts';
import { listName } from './page-number.ts';
import {
  drop,
  emptyReading,
  frontierItem,
  hintText,
  textOption,
  type PageReading,
  type Platform,
  type PlatformContext,
} from './platform.ts';
import { addProduct, addReviews, extractRaw, keepsProducts, pageUrl, readProduct } from './read-page.ts';

/**
 * A shop or review site whose pages declare schema.org data (JSON-LD or microdata). Its urls are list pages; what
 * they lead to is read as product and review pages. Options: `list` (name of the ranked list), `product_url` (text
 * that addresses of product pages hold), `page_param`, `max_list_pages`, `follow`, `follow_reviews`, `products` (for a review
 * site, whose products are left out otherwise).
 */
export const schemaOrgPlatform: Platform = {
  name: 'schema-org',
  options: [
    'list',
    'product_url',
    'page_param',
    'next',
    'max_list_pages',
    'follow',
    'follow_reviews',
    'products',
  ],
  list: ({ source }) => source.urls.map((url) => frontierItem(url, 'shelf', 0, { list: true })),
  read(page, item, context) {
    if (item.hint['list'] === true) return readList(page, item, context);
    return hintText(item, 'reviewsOf') === undefined
      ? readProduct(page, item, context)
      : readMoreReviews(page, item, context);
  },
};

function readList(page: RawPage, item: FrontierItem, context: PlatformContext): PageReading {
  const reading = emptyReading();
  const extracted = extractRaw(page, context.hashKey);
  const list = hintText(item, 'listName') ?? listName(context.source, item.url);
  const offset = typeof item.hint['offset'] === 'number' ? item.hint['offset'] : 0;
  // A url that is itself a product or review page is read as one.
  if (extracted.kind === 'product' || (extracted.reviews.length > 0 && extracted.products.length === 0))
    return readProduct(page, item, context);
  const seen = new Set<string>();
  const listed = extracted.products.flatMap(({ url }) => canonicalUrl(url ?? '') ?? []);
  const fresh = newKeys(item, listed);
  const again = listed.filter((url) => !fresh.has(url));
  for (const facts of extracted.products) {
    const url = canonicalUrl(facts.url ?? '');
    // A page past the end that shows the first one again would give the same garments other ranks.
    if (url !== null && !fresh.has(url)) continue;
    const rank = facts.rank === null ? null : facts.rank > offset ? facts.rank : facts.rank + offset;
    // Without a rank the product's own page says more: the list is only the way there.
    if (rank !== null && keepsProducts(context))
      addProduct(
        reading,
        makeProduct({ ...facts, rank }, context.source, { fetchedAt: page.fetchedAt, list }),
      );
    if (url !== null) seen.add(url);
  }
  for (const url of productLinks(page, textOption(context.source, 'product_url'))) seen.add(url);
  if (context.source.options['follow'] !== false)
    for (const url of newKeys(item, [...seen]))
      reading.discovered.push(frontierItem(url, 'shelf', item.depth + 1));
  if (seen.size + again.length === 0) drop(reading, 'list-without-products');
  addNextPage(reading, page, item, context, {
    keys: [...seen, ...again],
    hint: { listName: list, offset: offset + extracted.products.length - again.length },
  });
  return reading;
}

function readMoreReviews(page: RawPage, item: FrontierItem, context: PlatformContext): PageReading {
  const reading = emptyReading();
  const extracted = extractRaw(page, context.hashKey);
  const key = hintText(item, 'reviewsOf') ?? pageUrl(page, extracted);
  addReviews(reading, extracted, page, key, context);
  const next = extracted.links.next;
  if (
    next !== null &&
    extracted.reviews.length > 0 &&
    item.depth < 50 &&
    new URL(next).host === new URL(item.url).host
  )
    reading.discovered.push(frontierItem(next, 'shelf', item.depth + 1, { reviewsOf: key }));
  return reading;
}
