import type { Language } from '../../core/words.ts';
import { WORDINGS } from '../story/concepts.ts';
import type { DemoDocument } from '../story/documents.ts';
import { layout } from './layout.ts';
import {
  escapeHtml,
  htmlAnswer,
  pageAsked,
  pageOf,
  paragraphs,
  type SiteAnswer,
  type SiteRequest,
} from './site.ts';

const PER_PAGE = 20;

/** Reviews of one kind of garment: what a review site gives a page of its own. */
export interface ReviewItem {
  path: string;
  name: string;
  reviews: DemoDocument[];
}

export interface ReviewFrame {
  language: Language;
  siteName: string;
  closedPath: string;
  /** Path of the list of items. */
  listPath: string;
  title: string;
}

function itemNameOf(review: DemoDocument): { slug: string; name: string } {
  const zh = review.channel.language === 'zh';
  const garment = review.concepts.find((concept) => concept.startsWith('garment:'));
  const wording = garment === undefined ? undefined : WORDINGS.get(garment);
  if (garment === undefined || wording === undefined)
    return { slug: 'other-pieces', name: zh ? '其他单品' : 'Other pieces' };
  const name = zh ? `${wording.zh[0]}合集` : `Everything ${wording.en[0]}`;
  return { slug: garment.slice('garment:'.length), name };
}

/** Newest first within an item; items by name of their address. */
export function reviewItems(reviews: readonly DemoDocument[], base: string): ReviewItem[] {
  const items = new Map<string, ReviewItem>();
  for (const review of reviews) {
    const { slug, name } = itemNameOf(review);
    const item = items.get(slug) ?? { path: `${base}/${slug}`, name, reviews: [] };
    item.reviews.push(review);
    items.set(slug, item);
  }
  return [...items.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function reviewMarkup(document: DemoDocument): string {
  const day = document.publishedAt.toISOString().slice(0, 10);
  return `<div class="review" itemprop="review" itemscope itemtype="https://schema.org/Review">
<h3 itemprop="name">${escapeHtml(document.title ?? '')}</h3>
<span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">demo-${document.number % 97}</span></span>
<time itemprop="datePublished" datetime="${day}">${day}</time>
<span itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating"><meta itemprop="worstRating" content="1"><span itemprop="ratingValue">${document.rating}</span>/<span itemprop="bestRating">5</span></span>
<div itemprop="reviewBody">${paragraphs(document.text)}</div>
</div>`;
}

/** An item's page: a product in microdata with its reviews, twenty a page. */
export function reviewItemPage(item: ReviewItem, request: SiteRequest, frame: ReviewFrame): SiteAnswer {
  const page = pageAsked(request);
  const { items, pages } = pageOf(item.reviews, page, PER_PAGE);
  const mean = item.reviews.reduce((sum, review) => sum + (review.rating ?? 0), 0) / item.reviews.length;
  const next = frame.language === 'zh' ? '下一页' : 'Next page';
  const link =
    page < pages ? `<a rel="next" class="next" href="${item.path}?page=${page + 1}">${next}</a>` : '';
  const body = `<div itemscope itemtype="https://schema.org/Product">
<h1 itemprop="name">${escapeHtml(item.name)}</h1>
<p itemprop="aggregateRating" itemscope itemtype="https://schema.org/AggregateRating"><span itemprop="ratingValue">${mean.toFixed(1)}</span>/5, <span itemprop="reviewCount">${item.reviews.length}</span></p>
${items.map(reviewMarkup).join('\n')}
</div>
<nav class="pages">${page} / ${pages} ${link}</nav>
<p><a href="${frame.closedPath}drafts">${frame.language === 'zh' ? '草稿' : 'Drafts'}</a></p>`;
  return htmlAnswer(layout({ ...frame, title: item.name, body }));
}

/** The list of items. */
export function reviewListPage(items: readonly ReviewItem[], frame: ReviewFrame): SiteAnswer {
  const rows = items.map(
    (item) =>
      `<li class="product-card"><a href="${item.path}">${escapeHtml(item.name)}</a> (${item.reviews.length})</li>`,
  );
  return htmlAnswer(
    layout({ ...frame, body: `<h1>${frame.title}</h1><ul class="items">${rows.join('\n')}</ul>` }),
  );
}
