import type { ProductFacts, RawPage } from '../../core/content.ts';
import type { FrontierItem } from '../../core/crawl-store.ts';
import { htmlToText } from '../extract/dom.ts';
import { emptyProduct } from '../extract/empty-page.ts';
import { makeProduct } from '../make-product.ts';
import {
  jsonCount,
  jsonNumber,
  jsonRecords,
  jsonText,
  isJson,
  mainRecords,
  parseJsonPage,
  type Json,
} from './json-page.ts';
import {
  drop,
  emptyReading,
  frontierItem,
  numberOption,
  textOption,
  type PageReading,
  type Platform,
  type PlatformContext,
} from './platform.ts';
import { addDocument, addProduct } from './read-page.ts';

const PAGE_SIZE = 100;

/**
 * WooCommerce's public Store API, `/wp-json/wc/store/v1/products`, 100 a page. With `orderby=popularity` in the query
 * and `ranked: true` it is a bestseller list. Options: `query`, `ranked`, `list`, `max_list_pages`.
 */
export const woocommercePlatform: Platform = {
  name: 'woocommerce',
  options: ['query', 'ranked', 'list', 'max_list_pages'],
  list: ({ source }) =>
    source.urls.map((url) => {
      const first = new URL(
        url.includes('/wp-json/') ? url : `${url.replace(/\/$/, '')}/wp-json/wc/store/v1/products`,
      );
      for (const pair of new URLSearchParams(textOption(source, 'query') ?? ''))
        first.searchParams.set(...pair);
      first.searchParams.set('per_page', String(PAGE_SIZE));
      return frontierItem(first.href, 'shelf', 0, { page: 1, rank: 0 });
    }),
  read(page, item, context) {
    const reading = emptyReading();
    const products = mainRecords(reading, parseJsonPage(page));
    const before = jsonNumber(item.hint['rank']) ?? 0;
    products.forEach((product, i) => addStoreProduct(reading, product, before + i + 1, page, context));
    addNext(reading, products.length, page, item, context);
    return reading;
  },
};

function addNext(
  reading: PageReading,
  count: number,
  page: RawPage,
  item: FrontierItem,
  context: PlatformContext,
): void {
  const done = jsonNumber(item.hint['page']) ?? 1;
  const total = jsonNumber(page.headers['x-wp-totalpages']) ?? (count < PAGE_SIZE ? done : done + 1);
  if (count === 0 || done >= total || done >= numberOption(context.source, 'max_list_pages', 40)) return;
  const next = new URL(item.url);
  next.searchParams.set('page', String(done + 1));
  reading.discovered.push(
    frontierItem(next.href, 'shelf', 0, {
      page: done + 1,
      rank: (jsonNumber(item.hint['rank']) ?? 0) + count,
    }),
  );
}

/** Prices come as whole numbers of the currency's smallest unit. */
function money(prices: Json, key: string): number | null {
  const units = jsonCount(prices['currency_minor_unit'] ?? 2);
  const amount = jsonNumber(prices[key]);
  return amount === undefined || units === undefined || units > 4 ? null : amount / 10 ** units;
}

function terms(product: Json, name: RegExp): string[] {
  const attribute = jsonRecords(product['attributes']).find((entry) =>
    name.test(jsonText(entry['name']) ?? ''),
  );
  return jsonRecords(attribute?.['terms']).flatMap((term) => jsonText(term['name']) ?? []);
}

function factsOf(product: Json): ProductFacts {
  const prices = isJson(product['prices']) ? product['prices'] : {};
  const price = money(prices, 'price');
  const regular = money(prices, 'regular_price');
  const stock = product['is_in_stock'];
  const rating = jsonNumber(product['average_rating']) ?? 0;
  return {
    ...emptyProduct(),
    name: htmlToText(jsonText(product['name']) ?? '') || null,
    brand: jsonText(jsonRecords(product['brands'])[0]?.['name']) ?? terms(product, /brand|品牌/i)[0] ?? null,
    category: jsonText(jsonRecords(product['categories'])[0]?.['name']),
    price,
    listPrice: regular !== null && price !== null && regular > price ? regular : null,
    currency: jsonText(prices['currency_code']),
    availability: stock === true ? 'in_stock' : stock === false ? 'out_of_stock' : 'unknown',
    sku: jsonText(product['sku']),
    color: terms(product, /colou?r|颜色/i).join(', ') || null,
    sizes: terms(product, /size|尺码/i),
    rating: rating > 0 ? rating : null,
    reviewCount: jsonCount(product['review_count']) ?? null,
    url: jsonText(product['permalink']),
    image: jsonText(jsonRecords(product['images'])[0]?.['src']),
  };
}

function addStoreProduct(
  reading: PageReading,
  product: Json,
  rank: number,
  page: RawPage,
  context: PlatformContext,
): void {
  const { source } = context;
  const facts = factsOf(product);
  if (facts.url === null) return drop(reading, 'no-product-key');
  const ranked = source.options['ranked'] === true;
  const list = ranked ? (textOption(source, 'list') ?? 'popularity') : '';
  const made = addProduct(
    reading,
    makeProduct({ ...facts, rank: ranked ? rank : null }, source, { fetchedAt: page.fetchedAt, list }),
  );
  if (!made) return;
  const description =
    htmlToText(jsonText(product['description']) ?? '') ||
    htmlToText(jsonText(product['short_description']) ?? '');
  const words = [facts.category, facts.color, description]
    .filter((part) => part !== null && part !== '')
    .join('\n');
  addDocument(
    reading,
    {
      url: facts.url,
      kind: 'product',
      title: facts.name,
      text: words,
      author: null,
      publishedAt: null,
      productKey: made.product.key,
    },
    page,
    context,
  );
}
