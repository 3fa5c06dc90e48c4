import type { ExtractedPage, RawPage } from '../../core/content.ts';
import type { FrontierItem } from '../../core/crawl-store.ts';
import { canonicalUrl } from '../canonical-url.ts';
import { extractPage } from '../extract/extract-page.ts';
import { makeDocument, type DocumentFacts } from '../make-document.ts';
import { makeProduct, type SeenProduct } from '../make-product.ts';
import { fitsIndex, storableObservation } from '../storable-bounds.ts';
import { drop, emptyReading, hintText, type PageReading, type PlatformContext } from './platform.ts';

/** Shared by the platforms: adding what a page brought to its reading, with every refusal counted. */

export function extractRaw(page: RawPage, hashKey: string): ExtractedPage {
  return extractPage({
    url: page.finalUrl,
    body: page.body,
    contentType: page.headers['content-type'],
    fetchedAt: page.fetchedAt,
    hashKey,
  });
}

export function addDocument(
  reading: PageReading,
  facts: DocumentFacts,
  page: RawPage,
  context: PlatformContext,
): void {
  const made = makeDocument(facts, context.source, { fetchedAt: page.fetchedAt, hashKey: context.hashKey });
  if (typeof made === 'string') drop(reading, made);
  else if (!fitsIndex(made.canonicalUrl)) drop(reading, 'url-too-long');
  else reading.documents.push(made);
}

export function addProduct(reading: PageReading, made: SeenProduct | string): SeenProduct | null {
  if (typeof made === 'string') {
    drop(reading, made);
    return null;
  }
  if (!fitsIndex(made.product.key) || !fitsIndex(made.product.url)) {
    drop(reading, 'url-too-long');
    return null;
  }
  reading.products.push(made.product);
  reading.observations.push(storableObservation(made.observation));
  return made;
}

/** The canonical link is believed within its own site only. */
export function pageUrl(page: RawPage, extracted: ExtractedPage): string {
  const declared = extracted.canonicalUrl;
  const own = page.finalUrl;
  if (declared === null || !URL.canParse(declared)) return own;
  const [said, real] = [new URL(declared), new URL(own)];
  const home = said.pathname === '/' && real.pathname !== '/';
  return said.host === real.host && !home ? declared : own;
}

/** An article page to a document: what the list already said of it fills what the page leaves open. */
export function readArticle(page: RawPage, item: FrontierItem, context: PlatformContext): PageReading {
  const reading = emptyReading();
  const extracted = extractRaw(page, context.hashKey);
  const summary = hintText(item, 'text') ?? null;
  const text =
    extracted.text !== null && extracted.text.length >= (summary?.length ?? 0) ? extracted.text : summary;
  if (text === null || text.length < 40) drop(reading, 'no-article-text');
  else
    addDocument(
      reading,
      {
        url: pageUrl(page, extracted),
        kind:
          context.source.sector === 'social'
            ? 'post'
            : context.source.sector === 'review'
              ? 'review'
              : 'article',
        title: extracted.title ?? hintText(item, 'title') ?? null,
        text,
        author: extracted.author ?? hintText(item, 'author') ?? null,
        publishedAt: hintText(item, 'publishedAt') ?? extracted.publishedAt,
      },
      page,
      context,
    );
  return reading;
}

/** A product page to a product, an observation, its description as a document, and its reviews. */
export function readProduct(page: RawPage, item: FrontierItem, context: PlatformContext): PageReading {
  const reading = emptyReading();
  const extracted = extractRaw(page, context.hashKey);
  const facts = extracted.products[0];
  const key = canonicalUrl(item.url) ?? item.url;
  if (!keepsProducts(context)) {
    addReviews(reading, extracted, page, key, context);
    if (extracted.reviews.length === 0) drop(reading, 'no-reviews');
    followReviews(reading, extracted, item, context);
    return reading;
  }
  if (extracted.kind !== 'product' || !facts) {
    drop(reading, 'no-product');
    return reading;
  }
  const seen = addProduct(
    reading,
    makeProduct({ ...facts, image: facts.image ?? hintText(item, 'image') ?? null }, context.source, {
      fetchedAt: page.fetchedAt,
      list: '',
      url: key,
      key,
    }),
  );
  if (!seen) return reading;
  const { source } = context;
  if (source.sector !== 'review') {
    const words = [facts.category, facts.color, extracted.text].filter((part) => part !== null).join('\n');
    const at = { url: key, kind: 'product' as const, title: facts.name, text: words, author: null };
    addDocument(reading, { ...at, publishedAt: extracted.publishedAt, productKey: key }, page, context);
  }
  addReviews(reading, extracted, page, key, context);
  followReviews(reading, extracted, item, context);
  return reading;
}

/** A review site speaks of garments it does not sell: its products count only where the source asks for them. */
export const keepsProducts = ({ source }: PlatformContext): boolean =>
  source.sector !== 'review' || source.options['products'] === true;

function followReviews(
  reading: PageReading,
  extracted: ExtractedPage,
  item: FrontierItem,
  context: PlatformContext,
): void {
  if (context.source.options['follow_reviews'] === false) return;
  const url = reviewPage(extracted.links.next, item.url);
  const hint = { reviewsOf: canonicalUrl(item.url) ?? item.url };
  if (url !== null) reading.discovered.push({ url, kind: 'shelf', depth: item.depth + 1, hint });
}

/** The next page of reviews belongs to the same product: same path, or a path below it. */
function reviewPage(next: string | null, own: string): string | null {
  if (next === null || !URL.canParse(own)) return null;
  const [there, here] = [new URL(next), new URL(own)];
  return there.host === here.host && there.pathname.startsWith(here.pathname.replace(/\/$/, ''))
    ? next
    : null;
}

export function addReviews(
  reading: PageReading,
  extracted: ExtractedPage,
  page: RawPage,
  productKey: string | null,
  context: PlatformContext,
): void {
  const base = productKey ?? pageUrl(page, extracted);
  for (const review of extracted.reviews) {
    const text = review.text === '' ? (review.title ?? '') : review.text;
    const mark = textMark(`${review.author}|${review.publishedAt}|${text}`);
    addDocument(
      reading,
      {
        url: `${base}${base.includes('?') ? '&' : '?'}review=${mark}`,
        kind: 'review',
        title: review.text === '' ? null : review.title,
        text,
        author: review.author,
        publishedAt: review.publishedAt,
        rating: review.rating,
        productKey,
      },
      page,
      context,
    );
  }
}

/** What has no address of its own: twelve hex digits of what it says make one that stays. */
export function textMark(text: string): string {
  let h = 0x811c9dc5;
  let g = 0x1000193;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
    g = Math.imul(g ^ text.charCodeAt(i), 0x85ebca6b);
  }
  return ((h >>> 0).toString(16) + (g >>> 0).toString(16)).padStart(12, '0').slice(0, 12);
}
