import type { DemoDocument } from '../story/documents.ts';
import { shownDocuments } from '../world.ts';
import { layout } from './layout.ts';
import {
  escapeHtml,
  htmlAnswer,
  paragraphs,
  xmlAnswer,
  type SiteContext,
  type SiteDefinition,
} from './site.ts';

const NAME = 'Hue and Horizon (demo)';

function sitemapIndex(url: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>${url}/sitemap-reports.xml</loc></sitemap>
</sitemapindex>`;
}

/** Like many real ones, the sitemap also lists what robots.txt closes. */
const LISTED_THOUGH_CLOSED = ['/clients/forecast-decks', '/clients/palette-archive'];

function sitemap(documents: readonly DemoDocument[], url: string): string {
  const closed = LISTED_THOUGH_CLOSED.map((path) => `<url><loc>${url}${path}</loc></url>`);
  const urls = documents.map(
    (document) =>
      `<url><loc>${document.url}</loc><lastmod>${document.publishedAt.toISOString()}</lastmod></url>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${[...urls, ...closed].join('\n')}
</urlset>`;
}

function report(document: DemoDocument): string {
  const title = escapeHtml(document.title ?? '');
  return layout({
    language: 'en',
    siteName: NAME,
    title: document.title ?? '',
    closedPath: '/clients/',
    head: `<link rel="canonical" href="${document.url}">
<meta property="og:type" content="article">
<meta property="og:title" content="${title}">
<meta property="og:url" content="${document.url}">
<meta property="og:site_name" content="${NAME}">
<meta property="og:locale" content="en_GB">
<meta property="article:published_time" content="${document.publishedAt.toISOString()}">
<meta property="article:section" content="Colour and trend">`,
    body: `<article><h1>${title}</h1>
<div class="report-body">${paragraphs(document.text)}</div></article>
<p class="more"><a href="/clients/forecast-decks">Client decks</a></p>`,
  });
}

/** A colour-and-trend forecaster: found by its sitemap, described by OpenGraph; its server fails some first tries. */
export function forecasterSite({ world, url }: SiteContext): SiteDefinition {
  const documents = shownDocuments(world, 'demo-hue-horizon');
  const byUrl = new Map(documents.map((document) => [document.url, document]));
  return {
    key: 'forecaster',
    name: NAME,
    closedPaths: ['/clients/'],
    flaky: { refuseOneIn: 9, dropOneIn: 31 },
    answer({ path }) {
      if (path === '/sitemap.xml') return xmlAnswer(sitemapIndex(url));
      if (path === '/sitemap-reports.xml') return xmlAnswer(sitemap(documents, url));
      const document = byUrl.get(url + path);
      if (document !== undefined) return htmlAnswer(report(document));
      if (path !== '/' && !path.startsWith('/clients/')) return null;
      const body = '<p>Reports on colour and dress, all of them made up.</p>';
      return htmlAnswer(
        layout({ language: 'en', siteName: NAME, title: 'Start', closedPath: '/clients/', body }),
      );
    },
  };
}
