import type { DemoDocument } from '../story/documents.ts';
import { MADE_UP } from '../options.ts';
import { shownDocuments } from '../world.ts';
import { layout } from './layout.ts';
import {
  escapeHtml,
  htmlAnswer,
  paragraphs,
  scriptJson,
  xmlAnswer,
  type SiteContext,
  type SiteDefinition,
} from './site.ts';

const NAME = 'Catwalk Ledger (demo)';

function rss(documents: readonly DemoDocument[], url: string): string {
  const items = documents.map(
    (document) => `<item>
<title>${escapeHtml(document.title ?? '')}</title>
<link>${document.url}</link>
<guid isPermaLink="true">${document.url}</guid>
<pubDate>${document.publishedAt.toUTCString()}</pubDate>
<dc:creator>Ledger desk</dc:creator>
<description>${escapeHtml(document.text.slice(0, 140))}…</description>
</item>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>${NAME}</title><link>${url}/</link><description>${MADE_UP.en}</description><language>en</language>
${items.join('\n')}
</channel></rss>`;
}

function article(document: DemoDocument, url: string): string {
  const facts = {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: document.title,
    datePublished: document.publishedAt.toISOString(),
    author: { '@type': 'Organization', name: 'Ledger desk' },
    publisher: { '@type': 'Organization', name: NAME },
    mainEntityOfPage: document.url,
    inLanguage: 'en',
    description: MADE_UP.en,
  };
  return layout({
    language: 'en',
    siteName: NAME,
    title: document.title ?? '',
    closedPath: '/members/',
    nav: `<a href="${url}/feed.xml">RSS</a>`,
    head: `<link rel="canonical" href="${document.url}">
<link rel="alternate" type="application/rss+xml" href="${url}/feed.xml">
<script type="application/ld+json">${scriptJson(facts)}</script>`,
    body: `<article><h1>${escapeHtml(document.title ?? '')}</h1>
<p class="byline">By Ledger desk</p>
<div class="body">${paragraphs(document.text)}</div></article>
<aside><h2>For members</h2><a href="/members/backstage">Backstage notes</a></aside>`,
  });
}

/** A fashion-week magazine: one RSS feed, articles with JSON-LD. */
export function catwalkSite({ world, url }: SiteContext): SiteDefinition {
  const documents = shownDocuments(world, 'demo-catwalk-ledger');
  const byUrl = new Map(documents.map((document) => [document.url, document]));
  return {
    key: 'catwalk',
    name: NAME,
    closedPaths: ['/members/', '/press/'],
    answer({ path }) {
      if (path === '/feed.xml')
        return {
          ...xmlAnswer(rss(documents, url)),
          headers: { 'content-type': 'application/rss+xml; charset=utf-8' },
        };
      if (path === '/') {
        const links = documents
          .slice(0, 30)
          .map((d) => `<li><a href="${d.url}">${escapeHtml(d.title ?? '')}</a></li>`);
        return htmlAnswer(
          layout({
            language: 'en',
            siteName: NAME,
            title: 'Latest',
            closedPath: '/members/',
            body: `<ul>${links.join('\n')}</ul>`,
          }),
        );
      }
      const document = byUrl.get(url + path);
      if (document !== undefined) return htmlAnswer(article(document, url));
      return path.startsWith('/members/') ? htmlAnswer('<p>Members only.</p>') : null;
    },
  };
}
