import { stableId } from '../../core/hash.ts';
import type { Language } from '../../core/words.ts';
import { DEMO_WEEKS } from '../clock.ts';
import { MADE_UP } from '../options.ts';
import type { SiteKey } from '../story/channels.ts';
import { demandFor, shelfState, type DemoProduct } from '../story/shelf.ts';
import { shownProducts } from '../world.ts';
import { layout } from './layout.ts';
import {
  escapeHtml,
  htmlAnswer,
  jsonAnswer,
  pageAsked,
  pageOf,
  paragraphs,
  type SiteContext,
  type SiteDefinition,
  type SiteRequest,
} from './site.ts';

export interface ShopOptions {
  key: SiteKey;
  source: string;
  name: string;
  language: Language;
}

/** The platform's ids are numbers that JavaScript can hold. */
const numericId = (text: string): number => Number(BigInt(stableId(text)) % 10_000_000_000_000n);
const handleOf = (product: DemoProduct): string => new URL(product.key).pathname.split('/').at(-1) ?? '';

function productJson(product: DemoProduct): object {
  const state = shelfState(product, DEMO_WEEKS);
  const at = product.document.publishedAt.toISOString();
  const reduced = state.price < product.listPrice;
  return {
    id: numericId(product.key),
    title: product.name,
    handle: handleOf(product),
    body_html: paragraphs(product.document.text),
    published_at: at,
    created_at: at,
    updated_at: at,
    vendor: product.brand,
    product_type: product.category ?? '',
    tags: ['demo', 'made-up'],
    variants: product.sizes.map((size, i) => ({
      id: numericId(`${product.key} ${size}`),
      title: product.color === null ? size : `${product.color} / ${size}`,
      option1: product.color ?? size,
      option2: product.color === null ? null : size,
      option3: null,
      sku: `${product.sku}-${i + 1}`,
      available: state.availability === 'in_stock',
      price: state.price.toFixed(2),
      compare_at_price: reduced ? product.listPrice.toFixed(2) : null,
      position: i + 1,
      product_id: numericId(product.key),
    })),
    images: [],
    options: [
      ...(product.color === null ? [] : [{ name: 'Color', position: 1, values: [product.color] }]),
      { name: 'Size', position: product.color === null ? 1 : 2, values: product.sizes },
    ],
  };
}

/** Shopify's limit is 250 a page, its default 30. */
function productsJson(products: readonly DemoProduct[], request: SiteRequest, language: Language) {
  const asked = Number(request.query.get('limit') ?? '30');
  const limit = Number.isInteger(asked) && asked > 0 ? Math.min(asked, 250) : 30;
  const { items } = pageOf(products, pageAsked(request), limit);
  return jsonAnswer({ products: items.map(productJson), demo: MADE_UP[language] });
}

/** A shop with the public product JSON of Shopify: `/products.json`, collections, the best-selling order. */
export function shopifyShop({ world, url }: SiteContext, options: ShopOptions): SiteDefinition {
  const { language, name } = options;
  const products = shownProducts(world, options.source);
  const best = [...products].sort((a, b) => demandFor(b, DEMO_WEEKS) - demandFor(a, DEMO_WEEKS));
  const byUrl = new Map(products.map((product) => [product.key, product]));
  const lists: Record<string, DemoProduct[]> = {
    '/products.json': products,
    '/collections/all/products.json': products,
    '/collections/best-sellers/products.json': best,
    '/collections/bestsellers/products.json': best,
  };
  const frame = (title: string, body: string) =>
    htmlAnswer(layout({ language, siteName: name, title, body, closedPath: '/admin' }));
  return {
    key: options.key,
    name,
    closedPaths: ['/admin', '/cart', '/checkouts/'],
    answer(request) {
      const list = lists[request.path];
      if (list !== undefined) return productsJson(list, request, language);
      if (request.path === '/meta.json') {
        const currency = products[0]?.currency ?? 'USD';
        return jsonAnswer({
          id: 1,
          name,
          currency,
          country: currency.slice(0, 2),
          url,
          demo: MADE_UP[language],
        });
      }
      if (/^\/collections\/[\w-]+$/.test(request.path) || request.path === '/') {
        const sorted =
          request.query.get('sort_by') === 'best-selling' || request.path.includes('best') ? best : products;
        const { items } = pageOf(sorted, pageAsked(request), 48);
        const rows = items.map(
          (product) => `<li><a href="/products/${handleOf(product)}">${escapeHtml(product.name)}</a></li>`,
        );
        return frame(name, `<ul class="grid">${rows.join('\n')}</ul><a href="/cart">Cart</a>`);
      }
      const handle = request.path.replace(/\.(json|js)$/, '');
      const product = byUrl.get(url + handle);
      if (product === undefined) return request.path.startsWith('/admin') ? frame('Admin', '') : null;
      if (request.path !== handle)
        return jsonAnswer({ product: productJson(product), demo: MADE_UP[language] });
      return frame(product.name, `<h1>${escapeHtml(product.name)}</h1>${paragraphs(product.document.text)}`);
    },
  };
}
