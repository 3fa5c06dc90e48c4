import { DEMO_WEEKS } from '../clock.ts';
import { MADE_UP } from '../options.ts';
import { bestsellers, shelfState, type DemoProduct } from '../story/shelf.ts';
import { shownDocuments, shownProducts } from '../world.ts';
import { layout } from './layout.ts';
import { reviewList, reviewMicrodata } from './reviews.ts';
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
  const reviews = shownDocuments(world, 'demo-thimble-reviews');
  const best = bestsellers(products, DEMO_WEEKS, BESTSELLERS);
  const byUrl = new Map(products.map((product) => [product.key, product]));
  const reviewByUrl = new Map(reviews.map((review) => [review.url, review]));
  return {
    key: 'thimble',
    name: NAME,
    closedPaths: [CLOSED, '/checkout'],
    answer(request) {
      const { path } = request;
      if (path === '/bestsellers') return bestsellerPage(best);
      if (path === '/shop') return shelfPage(products, pageAsked(request));
      if (path === '/reviews') {
        return reviewList(reviews, request, 'en', {
          siteName: NAME,
          closedPath: CLOSED,
          title: 'Customer reviews',
        });
      }
      const product = byUrl.get(url + path);
      if (product !== undefined) return productPage(product);
      const review = reviewByUrl.get(url + path);
      if (review !== undefined)
        return frame(
          'Review',
          `<div itemscope itemtype="https://schema.org/CreativeWork">${reviewMicrodata(review)}</div>`,
        );
      if (path === '/')
        return frame(
          'Start',
          '<a href="/shop">Shop</a> <a href="/bestsellers">Bestsellers</a> <a href="/reviews">Reviews</a>',
        );
      return path.startsWith(CLOSED) || path === '/checkout' ? frame('Basket', '') : null;
    },
  };
}
