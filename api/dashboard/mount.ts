import type { Context } from 'hono';
import type { ApiApp } from '../app.ts';
import type { ApiContext, ApiEnv } from '../context.ts';
import { sendLive, type ResponseCache } from '../response-cache.ts';
import { loadAssets } from './assets.ts';
import { layout, type Page } from './layout.ts';
import { brandPage } from './pages/brand.ts';
import { brandsPage } from './pages/brands.ts';
import { comparePage } from './pages/compare.ts';
import { conceptPage } from './pages/concept.ts';
import { designerPage } from './pages/designer.ts';
import { evidencePage } from './pages/evidence.ts';
import { leadsPage } from './pages/leads.ts';
import { operationsPage } from './pages/operations.ts';
import { productPage } from './pages/product.ts';
import { themePage, themesPage } from './pages/themes.ts';
import { viewOf, type View } from './view.ts';

type PageMaker = (context: ApiContext, view: View, params: Record<string, string>) => Promise<Page>;

interface PageRoute {
  path: string;
  make: PageMaker;
  /** Crawl state changes without a new data version: such pages are made anew each time. */
  live?: boolean;
}

const PAGES: readonly PageRoute[] = [
  { path: '/', make: designerPage },
  { path: '/concepts/:id', make: conceptPage },
  { path: '/compare', make: comparePage },
  { path: '/themes', make: themesPage },
  { path: '/themes/:id', make: themePage },
  { path: '/leads', make: leadsPage },
  { path: '/brands', make: brandsPage },
  { path: '/brands/:id', make: brandPage },
  { path: '/product', make: productPage },
  { path: '/operations', make: operationsPage, live: true },
  { path: '/evidence', make: evidencePage },
];

const HTML = 'text/html; charset=utf-8';

export function mountDashboard(app: ApiApp, context: ApiContext, cache: ResponseCache): void {
  for (const page of PAGES) {
    app.get(page.path, (c) => {
      const view = viewOf(c, context.demo);
      const make = () => render(context, view, page, c);
      if (page.live) return make().then((text) => sendLive(c, HTML, text));
      return cache.serve(c, keyOf(c, view), HTML, make);
    });
  }
}

async function render(context: ApiContext, view: View, page: PageRoute, c: Context<ApiEnv>): Promise<string> {
  const [assets, made] = await Promise.all([
    loadAssets(context.log),
    page.make(context, view, c.req.param()),
  ]);
  return String(await layout(view, assets, made));
}

function keyOf(c: Context<ApiEnv>, view: View): string {
  return `${c.req.url.slice(c.req.url.indexOf('/', 8))} ${view.language} ${view.theme}`;
}
