import type { ProductFacts, RawPage } from '../../core/content.ts';
import type { FrontierItem } from '../../core/crawl-store.ts';
import type { CataloguedSource } from '../../core/source.ts';
import { decodeBytes } from '../extract/decode-bytes.ts';
import { attribute, byName, htmlToText, parseHtml } from '../extract/dom.ts';
import { emptyProduct } from '../extract/empty-page.ts';
import { absoluteUrl } from '../extract/page-url.ts';
import { validGtin } from '../extract/product-thing.ts';
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
import { pageNumberUrl } from './page-number.ts';
import {
  drop,
  emptyReading,
  frontierItem,
  hintText,
  numberOption,
  textOption,
  type PageReading,
  type Platform,
  type PlatformContext,
} from './platform.ts';
import { addDocument, addProduct } from './read-page.ts';

const PAGE_SIZE = 250; // the most a page holds
/** What a page holds where a shop takes no notice of `limit`. */
const USUAL_SIZE = 30;

/**
 * Shopify's public product JSON: `/products.json` or `/collections/NAME/products.json`, page by page until a short one.
 * A collection that is in best-selling order itself is a ranked list: `ranked: true`. `best_selling: true` asks the
 * collection's page in that order (`?sort_by=best-selling`, `max_rank_pages`), whose places become the ranks: the JSON
 * cannot be sorted. Options besides: `currency` (the JSON names none), `page_size`, `max_list_pages`, `list`.
 */
export const shopifyPlatform: Platform = {
  name: 'shopify',
  options: ['currency', 'ranked', 'best_selling', 'list', 'page_size', 'max_list_pages', 'max_rank_pages'],
  list: ({ source }) =>
    source.urls.map((url) =>
      source.options['best_selling'] === true
        ? rankingItem(url)
        : frontierItem(firstPage(url, sizeOf(source)), 'shelf', 0, { page: 1, rank: 0 }),
    ),
  read(page, item, context) {
    if (hintText(item, 'shelf') !== undefined && item.hint['ranking'] === true)
      return readRanking(page, item, context);
    const reading = emptyReading();
    const data = parseJsonPage(page);
    const products = mainRecords(reading, isJson(data) ? data['products'] : null);
    const before = jsonCount(item.hint['rank']) ?? 0;
    const places = placesOf(item);
    products.forEach((product, i) => {
      const handle = jsonText(product['handle']) ?? '';
      const rank = places ? (places.get(handle) ?? null) : isRanked(context.source) ? before + i + 1 : null;
      addShopifyProduct(reading, product, rank, page, item, context);
    });
    addNext(reading, products, item, context);
    return reading;
  },
};

const sizeOf = (source: CataloguedSource): number => numberOption(source, 'page_size', PAGE_SIZE);
const isRanked = (source: CataloguedSource): boolean => source.options['ranked'] === true;

function firstPage(url: string, size: number): string {
  const first = new URL(url);
  if (!first.pathname.endsWith('.json'))
    first.pathname = `${first.pathname.replace(/\/$/, '')}/products.json`;
  first.searchParams.set('limit', String(size));
  first.searchParams.set('page', '1');
  return first.href;
}

function rankingItem(url: string): FrontierItem {
  const page = new URL(url);
  page.pathname = page.pathname.replace(/\/?(products\.json)?$/, '') || '/collections/all';
  const hint = { shelf: page.href, ranking: true, list: true, page: 1 };
  page.searchParams.set('sort_by', 'best-selling');
  return frontierItem(page.href, 'shelf', 0, hint);
}

/** A collection's page in best-selling order: handles in their places, then the JSON of the same collection. */
function readRanking(page: RawPage, item: FrontierItem, context: PlatformContext): PageReading {
  const reading = emptyReading();
  const { source } = context;
  const before = placesOf(item) ?? new Map<string, number>();
  const places = new Map(before);
  for (const handle of handlesOn(page)) if (!places.has(handle)) places.set(handle, places.size + 1);
  if (places.size === 0) drop(reading, 'list-without-products');
  const done = jsonCount(item.hint['page']) ?? 1;
  const shelf = hintText(item, 'shelf') ?? item.url;
  const handles = [...places.keys()];
  if (places.size > before.size && done < numberOption(source, 'max_rank_pages', 3)) {
    const next = pageNumberUrl(item.url, 'page', done + 1);
    reading.discovered.push(frontierItem(next, 'shelf', 0, { ...item.hint, page: done + 1, handles }));
  } else
    reading.discovered.push(frontierItem(firstPage(shelf, sizeOf(source)), 'shelf', 0, { page: 1, handles }));
  return reading;
}

/** Handles of the page's main part, in its order: menus and footers advertise others. */
function handlesOn(page: RawPage): string[] {
  const { text } = decodeBytes(page.body, page.headers['content-type']);
  const root = parseHtml(text);
  const main = byName(root, 'main')[0] ?? root;
  return byName(main, 'a').flatMap((link) => {
    const url = absoluteUrl(attribute(link, 'href'), page.finalUrl);
    const handle = url === null ? undefined : /\/products\/([^/?#]+)\/?$/.exec(new URL(url).pathname)?.[1];
    return handle === undefined ? [] : [safeDecode(handle)];
  });
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone per cent sign: it is meant as it stands
  }
}

function placesOf(item: FrontierItem): Map<string, number> | null {
  const handles = item.hint['handles'];
  if (!Array.isArray(handles)) return null;
  return new Map(
    (handles as unknown[]).flatMap((handle, i) => (typeof handle === 'string' ? [[handle, i + 1]] : [])),
  );
}

/** A page that is short, empty or the same again is the last. */
function addNext(reading: PageReading, products: Json[], item: FrontierItem, context: PlatformContext): void {
  const page = jsonCount(item.hint['page']) ?? 1;
  const size = jsonCount(item.hint['size']) ?? products.length;
  const first = jsonText(products[0]?.['handle']);
  if (products.length === 0 || page >= numberOption(context.source, 'max_list_pages', 40)) return;
  if (products.length < size || (page === 1 && size < sizeOf(context.source) && size !== USUAL_SIZE)) return;
  if (first !== null && first === item.hint['first']) return drop(reading, 'same-page-again');
  const next = new URL(item.url);
  next.searchParams.set('page', String(page + 1));
  const rank = (jsonCount(item.hint['rank']) ?? 0) + products.length;
  const hint = { ...item.hint, page: page + 1, rank, size, first };
  reading.discovered.push(frontierItem(next.href, 'shelf', 0, hint));
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
  rank: number | null,
  page: RawPage,
  item: FrontierItem,
  context: PlatformContext,
): void {
  const handle = jsonText(product['handle']);
  if (handle === null) return drop(reading, 'no-product-key');
  const { source } = context;
  const url = new URL(`/products/${encodeURIComponent(handle)}`, page.finalUrl).href;
  const facts = factsOf(product, url, textOption(source, 'currency') ?? null);
  const path = new URL(item.url).pathname.replace(/\/products\.json$/, '').replace(/^\/(collections\/)?/, '');
  const list = rank === null ? '' : (textOption(source, 'list') ?? (path || 'all'));
  const made = addProduct(
    reading,
    makeProduct({ ...facts, rank }, source, {
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
