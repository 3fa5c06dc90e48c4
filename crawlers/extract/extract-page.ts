import { keyedHash } from '../../core/hash.ts';
import type { ExtractedPage } from '../../core/content.ts';
import { readDate } from './article-date.ts';
import { readAuthor } from './article-author.ts';
import { articleThings } from './article-facts.ts';
import { readTitle } from './article-title.ts';
import { readBody } from './body-text.ts';
import { decodeBytes } from './decode-bytes.ts';
import { attribute, elementsOf, htmlToText, nameTest, parseHtml, shortText, type Element } from './dom.ts';
import { emptyPage } from './empty-page.ts';
import { looksLikeFeed, readFeed } from './feed.ts';
import { detectLanguage } from './language.ts';
import { metaValue, readPage, type Page } from './page.ts';
import { absoluteUrl } from './page-url.ts';
import { productPage, productsOf, productTitle, saysArticle, type FoundProducts } from './product-page.ts';
import { readReviews } from './reviews.ts';
import { hasType, textOf } from './things.ts';

export interface PageBytes {
  url: string;
  body: Uint8Array;
  contentType?: string;
  fetchedAt?: Date;
  /** Key for reviewers' names; a fixed one stands in so that the same page gives the same answer. */
  hashKey?: string;
}

/** Real pages go up to about 5 MB; what lies beyond is not read. */
const MAX_CHARS = 6_000_000;
const STANDARD_KEY = 'hemline-extract';

/** Page bytes to content: ordered rules, the first valid answer wins, and what is not known is null. */
export function extractPage(bytes: PageBytes): ExtractedPage {
  const { text: decoded, charset } = decodeBytes(bytes.body, bytes.contentType);
  const text = decoded.length > MAX_CHARS ? decoded.slice(0, MAX_CHARS) : decoded;
  if (looksLikeFeed(text)) {
    const feed = readFeed(text, bytes.url, charset, bytes.fetchedAt);
    if (feed) return feed.page;
  }
  if (!/<[a-z!?]/i.test(text.slice(0, 100_000))) return plainText(text, charset);
  return extractHtml(text, charset, bytes);
}

function plainText(text: string, charset: string): ExtractedPage {
  const answer = emptyPage(charset);
  answer.language = detectLanguage(text);
  const trimmed = text.trim();
  if (trimmed !== '' && !/^[[{]/.test(trimmed)) answer.text = trimmed;
  return answer;
}

function extractHtml(html: string, charset: string, bytes: PageBytes): ExtractedPage {
  const page = readPage(parseHtml(html), bytes.url, bytes.fetchedAt);
  const answer = emptyPage(charset);
  answer.siteName = siteNameOf(page);
  answer.title = readTitle(page, answer.siteName);
  answer.author = readAuthor(page, answer.siteName);
  answer.publishedAt = readDate(page);
  answer.links = linksOf(page);
  answer.canonicalUrl = answer.links.canonical ?? absoluteUrl(metaValue(page, 'og:url'), page.baseUrl);
  answer.image = absoluteUrl(metaValue(page, 'og:image', 'twitter:image', 'twitter:image:src'), page.baseUrl);
  const key = bytes.hashKey ?? STANDARD_KEY;
  answer.reviews = readReviews(page, key);
  answer.language = declaredLanguage(page);
  const found = productsOf(page, answer.language);
  const body = readBody(page.root); // takes the tree apart: nothing may read the markup after it
  answer.text = bestText(page, body);
  answer.language ??= answer.text === null ? null : detectLanguage(answer.text);
  answer.kind = kindOf(page, found, answer.text);
  if (answer.kind !== 'article' && isReviewer(answer, key)) answer.author = null;
  if (answer.kind === 'product') answer.title = productTitle(found, answer.title);
  answer.products =
    answer.kind === 'product'
      ? [productPage(page, found, answer)]
      : answer.kind === 'listing'
        ? found.list
        : [];
  return answer;
}

/** A name that stands below a review is a reader's, and leaves here hashed or not at all. */
const isReviewer = ({ author, reviews }: ExtractedPage, key: string): boolean =>
  author !== null && reviews.some((review) => review.author === keyedHash(key, author));

/** The length of a text, a Chinese, Japanese or Korean character for two and a half. */
const saidIn = (text: string): number =>
  text.length + 1.5 * (text.slice(0, 200).match(/[\u3040-\u9fff\uac00-\ud7af]/g)?.length ?? 0);

function kindOf(page: Page, found: FoundProducts, text: string | null): ExtractedPage['kind'] {
  if (found.markup !== null) return 'product';
  const article = saysArticle(page, found.list);
  if (found.list.length >= 3 && !article) return 'listing';
  if (article) return 'article';
  return text !== null && saidIn(text) > 140 ? 'article' : 'other';
}

function siteNameOf(page: Page): string | null {
  const site = metaValue(page, 'og:site_name', 'application-name', 'al:ios:app_name');
  if (site !== null) return site;
  const thing = page.things.find((item) => hasType(item, 'website'));
  const publisher = page.things
    .map((item) => textOf(item.props['publisher']))
    .find((name) => name !== null && !/^https?:/.test(name));
  return textOf(thing?.props['name']) ?? publisher ?? null;
}

function declaredLanguage(page: Page): string | null {
  const lang = page.htmlLang ?? metaValue(page, 'content-language', 'og:locale', 'language');
  const match = /^([a-z]{2,3})(?:[-_]|$)/i.exec(lang ?? '');
  return match ? match[1]!.toLowerCase() : null;
}

function linksOf(page: Page): ExtractedPage['links'] {
  const rel = (name: string) => page.links.find((link) => link.rel.split(/\s+/).includes(name))?.href ?? null;
  const feeds = page.links
    .filter((link) => link.rel.includes('alternate') && /rss|atom|feed\+json/.test(link.type))
    .map((link) => link.href);
  return {
    next: rel('next') ?? nextLink(page),
    canonical: rel('canonical'),
    feeds: [...new Set(feeds)].slice(0, 20),
  };
}

const NEXT_WORDS =
  /^(next( page)?|older( posts)?|load more|show more|下一[页頁]|下页|次へ|次のページ|más|weiter|suivant)?\s*[›»→>]*$/i;

/** A link that says it leads to the next page. */
function nextLink(page: Page): string | null {
  for (const element of elementsOf(page.root)) {
    if (element.name !== 'a') continue;
    const rel = attribute(element, 'rel').toLowerCase().split(/\s+/);
    if (rel.includes('next') || saysNext(element)) {
      const url = absoluteUrl(attribute(element, 'href'), page.baseUrl);
      if (url !== null && url !== page.url) return url;
    }
  }
  return null;
}

const isCalledNext = nameTest(/(^|[\s_-])(next|pagination-next|page-next)([\s_-]|$)/);

function saysNext(element: Element): boolean {
  if (element.children.length > 4) return false;
  const text = shortText(element, 24);
  if (text === null) return false;
  if (text.length > 1 && NEXT_WORDS.test(text) && /\p{L}/u.test(text)) return true;
  return isCalledNext(element) && (text.length < 2 || NEXT_WORDS.test(text));
}

/** The body from the markup, or the one declared in the data when the markup holds much less. */
function bestText(page: Page, body: string | null): string | null {
  const declared = articleThings(page)
    .map((thing) => textOf(thing.props['articleBody']))
    .find((text) => text !== null && text.length > 300);
  if (declared === undefined || declared === null) return body;
  const text = /<[a-z]/i.test(declared) ? htmlToText(declared) : declared.trim();
  return body === null || body.length < 0.5 * text.length ? text : body;
}
