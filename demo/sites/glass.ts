import { DEMO_WEEKS } from '../clock.ts';
import { MADE_UP } from '../options.ts';
import { bestsellers, shelfState, type DemoProduct } from '../story/shelf.ts';
import { shownProducts } from '../world.ts';
import {
  escapeHtml,
  htmlAnswer,
  jsonAnswer,
  scriptJson,
  type SiteContext,
  type SiteDefinition,
} from './site.ts';

const NAME = 'Glass Window (demo)';
const CLOSED = '/intern/';

function itemJson(product: DemoProduct): object {
  const state = shelfState(product, DEMO_WEEKS);
  return {
    path: new URL(product.key).pathname,
    name: product.name,
    text: product.document.text,
    brand: product.brand,
    sku: product.sku,
    color: product.color,
    sizes: product.sizes,
    price: state.price,
    listPrice: product.listPrice,
    currency: product.currency,
    inStock: state.availability === 'in_stock',
    addedAt: product.document.publishedAt.toISOString(),
  };
}

/** Builds the page in the browser: nothing of the shelf is in the markup that the server sends. */
const SCRIPT = `
const root = document.getElementById('app');
const element = (name, className, text) => {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
};
const facts = (item) => ({
  '@context': 'https://schema.org', '@type': 'Product', name: item.name, description: item.text, sku: item.sku,
  brand: { '@type': 'Brand', name: item.brand }, color: item.color || undefined, size: item.sizes,
  releaseDate: item.addedAt.slice(0, 10), url: location.origin + item.path,
  offers: { '@type': 'Offer', price: item.price.toFixed(2), priceCurrency: item.currency,
    availability: 'https://schema.org/' + (item.inStock ? 'InStock' : 'OutOfStock'), url: location.origin + item.path },
});
const declare = (value) => {
  const script = element('script', '', JSON.stringify(value));
  script.type = 'application/ld+json';
  document.head.append(script);
};
const showList = (title, items, ranked) => {
  root.append(element('h1', '', title));
  const list = element(ranked ? 'ol' : 'ul', 'product-grid');
  items.forEach((item, i) => {
    const card = element('li', 'product-card');
    if (ranked) card.append(element('span', 'rank', '#' + (i + 1)));
    const link = element('a', '', item.name);
    link.href = item.path;
    card.append(link, element('span', 'price', '€' + item.price.toFixed(2)));
    list.append(card);
  });
  root.append(list);
  declare({ '@context': 'https://schema.org', '@type': 'ItemList', name: title, itemListElement: items.map((item, i) => (
    { '@type': 'ListItem', position: i + 1, item: facts(item) })) });
};
const showItem = (item) => {
  root.append(element('h1', '', item.name), element('p', 'price', '€' + item.price.toFixed(2)), element('p', 'text', item.text));
  declare(facts(item));
};
const load = async () => {
  const path = location.pathname;
  const answer = await fetch('/data' + (path === '/' ? '/shelf' : path) + '.json');
  const data = await answer.json();
  if (data.item) showItem(data.item);
  else showList(data.title, data.items, data.ranked);
  root.dataset.ready = 'true';
};
load();
`;

function shell(): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(NAME)}</title><meta name="demo" content="${MADE_UP.en}"></head>
<body><div id="app"></div><a href="${CLOSED}">Staff</a><script>window.__DEMO__=${scriptJson(MADE_UP.en)};</script><script src="/app.js"></script>
<footer><small>${MADE_UP.en}</small></footer></body></html>`;
}

/** A shop whose pages are made by script: an empty body, then JSON turned into elements. */
export function glassSite({ world, url }: SiteContext): SiteDefinition {
  const products = shownProducts(world, 'demo-glass-window');
  const byUrl = new Map(products.map((product) => [product.key, product]));
  const best = bestsellers(products, DEMO_WEEKS, 20);
  const data = (value: object) => jsonAnswer({ ...value, demo: MADE_UP.en });
  return {
    key: 'glass',
    name: NAME,
    closedPaths: [CLOSED],
    answer({ path }) {
      if (path === '/app.js')
        return { headers: { 'content-type': 'text/javascript; charset=utf-8' }, body: SCRIPT };
      if (path === '/data/shelf.json')
        return data({ title: 'New in', ranked: false, items: products.map(itemJson) });
      if (path === '/data/bestsellers.json')
        return data({ title: 'Bestsellers', ranked: true, items: best.map(itemJson) });
      const item = byUrl.get(url + path.replace(/^\/data/, '').replace(/\.json$/, ''));
      if (item !== undefined && path.startsWith('/data/')) return data({ item: itemJson(item) });
      const known = path === '/' || path === '/shelf' || path === '/bestsellers' || path.startsWith(CLOSED);
      return known || item !== undefined ? htmlAnswer(shell()) : null;
    },
  };
}
