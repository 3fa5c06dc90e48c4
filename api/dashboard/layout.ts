import { html } from 'hono/html';
import type { Assets } from './assets.ts';
import { linkTo, type View } from './view.ts';
import type { WordKey } from './words.ts';

const PAGES: readonly { path: string; word: WordKey }[] = [
  { path: '/', word: 'designer' },
  { path: '/themes', word: 'themes' },
  { path: '/leads', word: 'leads' },
  { path: '/brands', word: 'brands' },
  { path: '/product', word: 'product' },
  { path: '/operations', word: 'operations' },
];

export interface Page {
  title: string;
  /** Which entry of the navigation is the current one. */
  at: string;
  body: unknown;
  /** True where the page has charts, so that their script is fetched early. */
  charts?: boolean;
}

/** The frame of every page. */
export function layout(view: View, assets: Assets, page: Page) {
  const other = view.language === 'zh' ? 'en' : 'zh';
  return html`<!doctype html>
    <html
      lang="${view.language === 'zh' ? 'zh-Hans' : 'en'}"
      ${view.theme === 'auto' ? '' : html`data-theme="${view.theme}"`}
    >
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${page.title} · Hemline</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${assets.style}" />
        ${page.charts ? html`<link rel="modulepreload" href="${assets.charts}" />` : ''}
        <script type="module" src="${assets.script}"></script>
      </head>
      <body data-charts="${assets.charts}">
        <a class="skip" href="#main">${view.t('skip')}</a>
        ${view.demo ? html`<aside class="demo-banner" aria-label="${view.t('demo')}">${view.t('demoNotice')}</aside>` : ''}
        <header class="masthead">
          <a class="wordmark" href="${view.link('/')}">Hemline</a>
          <nav aria-label="${view.t('menu')}">
            ${PAGES.map(
              (entry) =>
                html`<a
                  href="${view.link(entry.path)}"
                  ${entry.path === page.at ? html`aria-current="page"` : ''}
                  >${view.t(entry.word)}</a
                >`,
            )}
          </nav>
          <div class="switches">
            <a href="${linkTo(view.path, { ...view.query, lang: other })}" lang="${other}" hreflang="${other}"
              >${other === 'zh' ? '中文' : 'English'}</a
            >
            <button
              type="button"
              id="theme-toggle"
              aria-label="${view.t('toggleTheme')}"
              title="${view.t('toggleTheme')}"
            >
              <span aria-hidden="true">◐</span>
            </button>
          </div>
        </header>
        <main id="main">${page.body}</main>
        <footer class="colophon">
          <span>Hemline — ${view.t('tagline')}</span>
          <span><a href="/reference">${view.t('reference')}</a> · <a href="/openapi.json">OpenAPI</a></span>
        </footer>
        <dialog id="drawer" aria-label="${view.t('evidence')}">
          <form method="dialog"><button class="drawer-close" aria-label="${view.t('close')}">✕</button></form>
          <div class="drawer-body"></div>
        </dialog>
      </body>
    </html>`;
}
