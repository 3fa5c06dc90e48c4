import { MADE_UP } from '../options.ts';
import type { DemoDocument } from '../story/documents.ts';
import { shownDocuments } from '../world.ts';
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

const NAME = 'Hem Notes (demo)';

/** WordPress gives `date` in the site's own time (UTC here) without a zone, and `date_gmt`. */
const wordpressDate = (instant: Date): string => instant.toISOString().slice(0, 19);

function post(document: DemoDocument, url: string): object {
  const date = wordpressDate(document.publishedAt);
  return {
    id: document.number,
    date,
    date_gmt: date,
    modified: date,
    modified_gmt: date,
    slug: new URL(document.url).pathname.split('/').at(-2),
    status: 'publish',
    type: 'post',
    link: document.url,
    title: { rendered: escapeHtml(document.title ?? '') },
    content: { rendered: paragraphs(document.text), protected: false },
    excerpt: { rendered: `<p>${escapeHtml(document.text.slice(0, 120))}</p>`, protected: false },
    author: 1,
    categories: [1],
    tags: [],
    _links: { self: [{ href: `${url}/wp-json/wp/v2/posts/${document.number}` }] },
    _embedded: { author: [{ id: 1, name: 'Notes desk' }] },
    demo: MADE_UP.en,
  };
}

/** Dates of the query may come without a zone, as WordPress takes them: read as UTC. */
function instantAsked(text: string | null, otherwise: number): number {
  if (text === null) return otherwise;
  const at = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(at) ? otherwise : at;
}

function posts(documents: readonly DemoDocument[], request: SiteRequest, url: string) {
  const after = instantAsked(request.query.get('modified_after') ?? request.query.get('after'), -Infinity);
  const before = instantAsked(request.query.get('before'), Infinity);
  const found = documents.filter((d) => d.publishedAt.getTime() > after && d.publishedAt.getTime() < before);
  const asked = Number(request.query.get('per_page') ?? '10');
  const size = Number.isInteger(asked) && asked >= 1 && asked <= 100 ? asked : 10;
  const page = pageAsked(request);
  const { items, pages } = pageOf(found, page, size);
  if (page > pages) {
    return {
      ...jsonAnswer({
        code: 'rest_post_invalid_page_number',
        message: 'The page number is larger than there are pages.',
        data: { status: 400 },
      }),
      status: 400,
    };
  }
  const next: Record<string, string> =
    page < pages
      ? { link: `<${url}/wp-json/wp/v2/posts?per_page=${size}&page=${page + 1}>; rel="next"` }
      : {};
  return jsonAnswer(
    items.map((document) => post(document, url)),
    { 'x-wp-total': String(found.length), 'x-wp-totalpages': String(pages), ...next },
  );
}

/** A blog on WordPress: its REST API, and the pages it links to. */
export function blogSite({ world, url }: SiteContext): SiteDefinition {
  const documents = shownDocuments(world, 'demo-hem-notes');
  const byUrl = new Map(documents.map((document) => [document.url, document]));
  const frame = (title: string, body: string, head = '') =>
    htmlAnswer(layout({ language: 'en', siteName: NAME, title, body, head, closedPath: '/wp-admin/' }));
  return {
    key: 'blog',
    name: NAME,
    closedPaths: ['/wp-admin/'],
    answer(request) {
      if (request.path === '/wp-json/wp/v2/posts') return posts(documents, request, url);
      if (request.path === '/wp-json/' || request.path === '/wp-json')
        return jsonAnswer({ name: NAME, url, namespaces: ['wp/v2'], demo: MADE_UP.en });
      const document = byUrl.get(url + request.path);
      if (document !== undefined) {
        const title = escapeHtml(document.title ?? '');
        const time = `<time class="entry-date published" datetime="${document.publishedAt.toISOString()}"></time>`;
        return frame(
          document.title ?? '',
          `<article class="post"><h1 class="entry-title">${title}</h1>${time}<div class="entry-content">${paragraphs(document.text)}</div></article>`,
          `<link rel="canonical" href="${document.url}">`,
        );
      }
      if (request.path === '/')
        return frame('Start', `<link rel="https://api.w.org/" href="${url}/wp-json/">`);
      return request.path.startsWith('/wp-admin/') ? frame('Log in', '') : null;
    },
  };
}
