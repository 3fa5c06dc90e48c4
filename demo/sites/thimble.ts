import { DEMO_WEEKS } from '../clock.ts';
import { MADE_UP } from '../options.ts';
import { bestsellers, shelfState, type DemoProduct } from '../story/shelf.ts';
import { shownDocuments, shownProducts } from '../world.ts';
import { layout } from './layout.ts';
import { reviewItemPage, reviewItems, reviewListPage, type ReviewFrame } from './review-pages.ts';
import {
  escapeHtml,
  htmlAnswer,
  pageAsked,
  pageOf,
  paragraphs,
  scriptJson,
  type SiteAnswer,
  type SiteContext,
  type SiteDefinition,
} from './site.ts';

const NAME = 'Thimble House (demo)';
const CLOSED = '/basket/';
const PER_PAGE = 24;
const BESTSELLERS = 30;

const REVIEWS: ReviewFrame = {
  language: 'en',
  siteName: NAME,
  closedPath: CLOSED,
  listPath: '/reviews',
  title: 'Customer reviews',
};

const pathOf = (product: DemoProduct): string => new URL(product.key).pathname;
const frame = (title: string, body: string, head = ''): SiteAnswer =>
  htmlAnswer(layout({ language: 'en', siteName: NAME, title, body, head, closedPath: CLOSED }));

function productFacts(product: DemoProduct): object {
  const state = shelfState(product, DEMO_WEEKS);
  const available = state.availability === 'in_stock' ? 'InStock' : 'OutOfStock';
  return {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: product.name,
    description: product.document.text,
    brand: { '@type': 'Brand', name: product.brand },
    sku: product.sku,
    ...(product.color === null ? {} : { color: product.color }),
    ...(product.category === null ? {} : { category: product.category }),
    size: product.sizes,
    releaseDate: product.document.publishedAt.toISOString().slice(0, 10),
    url: product.key,
    offers: {
      '@type': 'Offer',
      price: state.price.toFixed(2),
      priceCurrency: product.currency,
      availability: `https://schema.org/${available}`,
      url: product.key,
      priceSpecification: {
        '@type': 'UnitPriceSpecification',
        priceType: 'https://schema.org/ListPrice',
        price: product.listPrice.toFixed(2),
        priceCurrency: product.currency,
      },
    },
    aggregateRating: {
      '@type': 'AggregateRating',
      ratingValue: state.rating,
      reviewCount: Math.max(1, state.reviewCount),
      bestRating: 5,
    },
    disambiguatingDescription: MADE_UP.en,
  };
}

function productPage(product: DemoProduct): SiteAnswer {
  const state = shelfState(product, DEMO_WEEKS);
  const head = `<link rel="canonical" href="${product.key}">
<script type="application/ld+json">${scriptJson(productFacts(product))}</script>`;
  const body = `<h1>${escapeHtml(product.name)}</h1>
<p class="price">£${state.price.toFixed(2)}</p>
<div class="description">${paragraphs(product.document.text)}</div>
<a href="${CLOSED}add?sku=${product.sku}">Add to basket</a>`;
  return frame(product.name, body, head);
}

/** Ranks are printed and declared: an ItemList with positions. */
function bestsellerPage(best: readonly DemoProduct[]): SiteAnswer {
  const facts = {
    '@context': 'https://schema.org',
    '@type': 'ItemList',
    name: 'Bestsellers',
    itemListOrder: 'https://schema.org/ItemListOrderAscending',
    itemListElement: best.map((product, i) => ({
      '@type': 'ListItem',
      position: i + 1,
      url: product.key,
      name: product.name,
    })),
  };
  const rows = best.map((product, i) => {
    const { price } = shelfState(product, DEMO_WEEKS);
    return `<li class="product-card"><span class="rank">#${i + 1}</span> <a href="${pathOf(product)}">${escapeHtml(product.name)}</a> <span class="price">£${price.toFixed(2)}</span></li>`;
  });
  return frame(
    'Bestsellers',
    `<h1>Bestsellers this week</h1><ol class="bestsellers">${rows.join('\n')}</ol>`,
    `<script type="application/ld+json">${scriptJson(facts)}</script>`,
  );
}

function shelfPage(products: readonly DemoProduct[], page: number): SiteAnswer {
  const { items, pages } = pageOf(products, page, PER_PAGE);
  const cards = items.map((product) => {
    const { price } = shelfState(product, DEMO_WEEKS);
    return `<li class="product-card"><a href="${pathOf(product)}">${escapeHtml(product.name)}</a> <span class="price">£${price.toFixed(2)}</span></li>`;
  });
  const next = page < pages ? `<a rel="next" href="/shop?page=${page + 1}">Next page</a>` : '';
  return frame('Shop', `<h1>Everything</h1><ul class="product-grid">${cards.join('\n')}</ul>${next}`);
}

/** A shop with JSON-LD products, a bestseller page with ranks, and paginated reviews. */
export function thimbleSite({ world, url }: SiteContext): SiteDefinition {
  const products = shownProducts(world, 'demo-thimble-house');
  const items = reviewItems(shownDocuments(world, 'demo-thimble-reviews'), '/reviews');
  const best = bestsellers(products, DEMO_WEEKS, BESTSELLERS);
  const byUrl = new Map(products.map((product) => [product.key, product]));
  const itemByPath = new Map(items.map((item) => [item.path, item]));
  return {
    key: 'thimble',
    name: NAME,
    closedPaths: [CLOSED, '/checkout'],
    answer(request) {
      const { path } = request;
      if (path === '/bestsellers') return bestsellerPage(best);
      if (path === '/shop') return shelfPage(products, pageAsked(request));
      if (path === '/reviews') return reviewListPage(items, REVIEWS);
      const item = itemByPath.get(path);
      if (item !== undefined) return reviewItemPage(item, request, REVIEWS);
      const product = byUrl.get(url + path);
      if (product !== undefined) return productPage(product);
      if (path === '/')
        return frame(
          'Start',
          '<a href="/shop">Shop</a> <a href="/bestsellers">Bestsellers</a> <a href="/reviews">Reviews</a>',
        );
      return path.startsWith(CLOSED) || path === '/checkout' ? frame('Basket', '') : null;
    },
  };
}
