import type { Language } from '../../core/words.ts';
import type { DemoDocument } from '../story/documents.ts';
import { shownDocuments } from '../world.ts';
import { layout } from './layout.ts';
import {
  escapeHtml,
  htmlAnswer,
  pageAsked,
  pageOf,
  paragraphs,
  type SiteContext,
  type SiteDefinition,
  type SiteRequest,
} from './site.ts';

const NAME = { en: 'Tried and Worn (demo)', zh: '穿过再说（演示）' };
const CLOSED = '/account/';
const PER_PAGE = 20;

/** A review with schema.org microdata. */
export function reviewMicrodata(document: DemoDocument): string {
  const path = new URL(document.url).pathname;
  const day = document.publishedAt.toISOString().slice(0, 10);
  return `<div class="review" id="r${document.number}" itemprop="review" itemscope itemtype="https://schema.org/Review">
<h3 itemprop="name"><a itemprop="url" href="${path}">${escapeHtml(document.title ?? '')}</a></h3>
<span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">demo-${document.number % 97}</span></span>
<time itemprop="datePublished" datetime="${day}">${day}</time>
<span itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating"><meta itemprop="worstRating" content="1"><span itemprop="ratingValue">${document.rating}</span>/<span itemprop="bestRating">5</span></span>
<div itemprop="reviewBody">${paragraphs(document.text)}</div>
</div>`;
}

/** One page of a list of reviews, with a link to the next. */
export function reviewList(
  documents: readonly DemoDocument[],
  request: SiteRequest,
  language: Language,
  frame: { siteName: string; closedPath: string; title: string },
) {
  const page = pageAsked(request);
  const { items, pages } = pageOf(documents, page, PER_PAGE);
  const next = language === 'zh' ? '下一页' : 'Next page';
  const link =
    page < pages ? `<a rel="next" class="next" href="${request.path}?page=${page + 1}">${next}</a>` : '';
  const body = `<h1>${frame.title}</h1>
<div itemscope itemtype="https://schema.org/CreativeWork">
<meta itemprop="name" content="${frame.title}">
${items.map(reviewMicrodata).join('\n')}
</div>
<nav class="pages">${page} / ${pages} ${link}</nav>
<p><a href="${frame.closedPath}drafts">${language === 'zh' ? '草稿' : 'Drafts'}</a></p>`;
  return htmlAnswer(layout({ language, ...frame, body }));
}

/** A review site with microdata, in two languages; slow to answer. */
export function reviewsSite({ world, url }: SiteContext): SiteDefinition {
  const lists: Record<string, { language: Language; title: string; documents: DemoDocument[] }> = {
    '/en/reviews': {
      language: 'en',
      title: 'All reviews',
      documents: shownDocuments(world, 'demo-tried-worn'),
    },
    '/zh/reviews': {
      language: 'zh',
      title: '全部评价',
      documents: shownDocuments(world, 'demo-tried-worn-zh'),
    },
  };
  const byUrl = new Map(
    Object.values(lists).flatMap((list) => list.documents.map((document) => [document.url, document])),
  );
  return {
    key: 'reviews',
    name: NAME.en,
    closedPaths: [CLOSED],
    latencyMs: 60,
    answer(request) {
      const list = lists[request.path];
      if (list !== undefined) {
        const frame = { siteName: NAME[list.language], closedPath: CLOSED, title: list.title };
        return reviewList(list.documents, request, list.language, frame);
      }
      const document = byUrl.get(url + request.path);
      if (document !== undefined) {
        const { language } = document.channel;
        const body = `<div itemscope itemtype="https://schema.org/CreativeWork">${reviewMicrodata(document)}</div>`;
        return htmlAnswer(
          layout({
            language,
            siteName: NAME[language],
            title: document.title ?? '',
            body,
            closedPath: CLOSED,
          }),
        );
      }
      if (request.path !== '/' && !request.path.startsWith(CLOSED)) return null;
      const body = '<a href="/en/reviews">Reviews</a> <a href="/zh/reviews">评价</a>';
      return htmlAnswer(
        layout({ language: 'en', siteName: NAME.en, title: 'Start', body, closedPath: CLOSED }),
      );
    },
  };
}
