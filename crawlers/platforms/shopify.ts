import type { ProductFacts, RawPage } from '../../core/content.ts';
import type { FrontierItem } from '../../core/crawl-store.ts';
import { htmlToText } from '../extract/dom.ts';
import { emptyProduct } from '../extract/empty-page.ts';
import { validGtin } from '../extract/product-thing.ts';
import { makeProduct } from '../make-product.ts';
import { jsonNumber, jsonRecords, jsonText, isJson, parseJsonPage, type Json } from './json-page.ts';
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

const PAGE_SIZE = 250;

/**
 * Shopify's public product JSON: `/products.json` or `/collections/NAME/products.json`, 250 a page until an empty one.
 * A collection in best-selling order is a ranked list: `ranked: true` keeps each product's place. Options: `currency`
 * (the JSON names none), `page_size`, `max_list_pages`, `list`.
 */
export const shopifyPlatform: Platform = {
  name: 'shopify',
  list: ({ source }) =>
    source.urls.map((url) =>
      frontierItem(firstPage(url, numberOption(source, 'page_size', PAGE_SIZE)), 'shelf', 0, {
        page: 1,
        rank: 0,
      }),
    ),
  read(page, item, context) {
    const reading = emptyReading();
    const data = parseJsonPage(page);
    const products = jsonRecords(isJson(data) ? data['products'] : null);
    const before = typeof item.hint['rank'] === 'number' ? item.hint['rank'] : 0;
    products.forEach((product, i) =>
      addShopifyProduct(reading, product, before + i + 1, page, item, context),
    );
    addNext(reading, products.length, item, context);
    return reading;
  },
};

function firstPage(url: string, size: number): string {
  const first = new URL(url);
  if (!first.pathname.endsWith('.json'))
    first.pathname = `${first.pathname.replace(/\/$/, '')}/products.json`;
  first.searchParams.set('limit', String(size));
  first.searchParams.set('page', '1');
  return first.href;
}

function addNext(reading: PageReading, count: number, item: FrontierItem, context: PlatformContext): void {
  const page = typeof item.hint['page'] === 'number' ? item.hint['page'] : 1;
  const rank = (typeof item.hint['rank'] === 'number' ? item.hint['rank'] : 0) + count;
  if (count === 0 || page >= numberOption(context.source, 'max_list_pages', 40)) return;
  if (count < numberOption(context.source, 'page_size', PAGE_SIZE)) return;
  const next = new URL(item.url);
  next.searchParams.set('page', String(page + 1));
  reading.discovered.push(frontierItem(next.href, 'shelf', 0, { page: page + 1, rank }));
}

function optionValues(product: Json, name: RegExp): string[] {
  const option = jsonRecords(product['options']).find((entry) => name.test(jsonText(entry['name']) ?? ''));
  const values = Array.isArray(option?.['values']) ? (option['values'] as unknown[]) : [];
  return values.flatMap((value) => jsonText(value) ?? []).filter((value) => value !== 'Default Title');
}

function factsOf(product: Json, url: string, currency: string | null): ProductFacts {
  const variants = jsonRecords(product['variants']);
  const available = variants.filter((variant) => variant['available'] === true);
  const shown = available[0] ?? variants[0] ?? {};
  const price = jsonNumber(shown['price']) ?? null;
  const compare = jsonNumber(shown['compare_at_price']) ?? null;
  const known = variants.some((variant) => typeof variant['available'] === 'boolean');
  return {
    ...emptyProduct(),
    name: jsonText(product['title']),
    brand: jsonText(product['vendor']),
    category: jsonText(product['product_type']),
    price,
    listPrice: compare !== null && price !== null && compare > price ? compare : null,
    currency,
    availability: !known ? 'unknown' : available.length > 0 ? 'in_stock' : 'out_of_stock',
    sku: jsonText(shown['sku']),
    gtin: validGtin(jsonText(shown['barcode'])),
    color: optionValues(product, /colou?r|颜色|shade/i).join(', ') || null,
    sizes: optionValues(product, /size|尺码|尺寸/i),
    url,
    image: jsonText(jsonRecords(product['images'])[0]?.['src']),
  };
}

function addShopifyProduct(
  reading: PageReading,
  product: Json,
  rank: number,
  page: RawPage,
  item: FrontierItem,
  context: PlatformContext,
): void {
  const handle = jsonText(product['handle']);
  if (handle === null) return drop(reading, 'no-product-key');
  const { source } = context;
  const ranked = source.options['ranked'] === true;
  const url = new URL(`/products/${encodeURIComponent(handle)}`, page.finalUrl).href;
  const facts = factsOf(product, url, textOption(source, 'currency') ?? null);
  const path = new URL(item.url).pathname.replace(/\/products\.json$/, '').replace(/^\/(collections\/)?/, '');
  const list = ranked ? (textOption(source, 'list') ?? (path || 'all')) : '';
  const made = addProduct(
    reading,
    makeProduct({ ...facts, rank: ranked ? rank : null }, source, {
      fetchedAt: page.fetchedAt,
      list,
      url,
      key: url,
    }),
  );
  if (!made) return;
  const tags = Array.isArray(product['tags'])
    ? (product['tags'] as unknown[]).join(', ')
    : (jsonText(product['tags']) ?? '');
  const words = [facts.category, facts.color, htmlToText(jsonText(product['body_html']) ?? ''), tags].filter(
    (part) => part !== null && part !== '',
  );
  const publishedAt = jsonText(product['published_at']) ?? jsonText(product['created_at']);
  addDocument(
    reading,
    {
      url,
      kind: 'product',
      title: facts.name,
      text: words.join('\n'),
      author: null,
      publishedAt,
      productKey: url,
    },
    page,
    context,
  );
}
