import type { ReviewFacts } from '../../core/content.ts';
import { keyedHash } from '../../core/hash.ts';
import {
  attribute,
  elementsOf,
  lineText,
  nameHints,
  parentOf,
  shortText,
  squash,
  type Element,
} from './dom.ts';
import type { Page } from './page.ts';
import { parseDate } from './parse-date.ts';
import { looksLikePrice } from './listing-prices.ts';
import { mayRate, parseCount } from './product-rated.ts';
import { parseRating, ratingOfElement, starsOfFive } from './product-rating.ts';

/** Bounds of what is looked at: cards of one page, elements of one card, elements in all. */
const MAX_CARDS = 2_000;
const MAX_CARD = 400;
const MAX_SEEN = 60_000;
const LEAST_TEXT = 8;

const REVIEW_PART =
  /review|comment|testimonial|evaluat|pingjia|pinglun|rate-?(?:item|list|content)|feedback|opinion|avis|bewertung|recensi|rese[nñ]a|评价|评论/;
/** Comments are talk below an article unless they come with stars. */
const VOTED = /review|testimonial|evaluat|pingjia|rate-?(?:item|list|content)|bewertung|recensi|评价/;
const NO_REVIEW =
  /form|write|summary|histogram|filter|sort|pagination|header|footer|button|btn|tooltip|avatar|helpful|preview|editor/;

interface Card {
  element: Element;
  review: ReviewFacts;
}

/**
 * Reviews that stand in the markup alone: repeated parts called reviews, each with words and with stars, or with an
 * author and a day. Of nested readings the one with the most reviews is taken.
 */
export function reviewCards(page: Page, hashKey: string): ReviewFacts[] {
  const groups = new Map<string, Card[]>();
  const budget = { left: MAX_SEEN };
  let cards = 0;
  for (const element of elementsOf(page.root)) {
    const key = cardKey(element);
    if (key === null || budget.left <= 0 || ++cards > MAX_CARDS) continue;
    const group = groups.get(key) ?? [];
    if (group.some((card) => card.element === nearestCard(element, card.element))) continue;
    const review = readCard(element, page, hashKey, budget);
    if (review !== null) group.push({ element, review });
    groups.set(key, group);
  }
  return bestGroup([...groups.entries()]);
}

/** The class that calls a part a review, with its tag: parts of one list share it. */
function cardKey(element: Element): string | null {
  const named = `${attribute(element, 'class')} ${attribute(element, 'data-hook')} ${attribute(element, 'data-testid')}`;
  if (!named.includes('eview') && !REVIEW_PART.test(named)) return null;
  if (element.children.length === 0 || element.name === 'body' || element.name === 'html') return null;
  const hints = named.toLowerCase();
  const token = hints.split(/\s+/).find((word) => REVIEW_PART.test(word) && !NO_REVIEW.test(word));
  return token === undefined ? null : `${element.name}.${token}`;
}

/** `outer` where it holds the element, else null. */
function nearestCard(element: Element, outer: Element): Element | null {
  for (let up = parentOf(element), depth = 0; up !== null && depth < 12; up = parentOf(up), depth++)
    if (up === outer) return outer;
  return null;
}

function bestGroup(groups: [string, Card[]][]): ReviewFacts[] {
  let best: ReviewFacts[] = [];
  for (const [key, cards] of groups) {
    const reviews = believable(cards.map((card) => card.review));
    const rated = reviews.filter((review) => review.rating !== null).length;
    const believed = rated >= 0.5 * reviews.length || (VOTED.test(key) && reviews.length > 1);
    if (!believed) continue;
    if (isFuller(reviews, best)) best = reviews;
  }
  return best;
}

/** More reviews; of as many, those that say more. A single one is the smallest part that still says it all. */
function isFuller(reviews: ReviewFacts[], best: ReviewFacts[]): boolean {
  if (reviews.length !== best.length) return reviews.length > best.length;
  return reviews.length === 1 ? length(reviews) < length(best) : length(reviews) > length(best);
}

/** Nothing twice; and what nobody signed only where no review of the list is signed and they are several. */
function believable(reviews: ReviewFacts[]): ReviewFacts[] {
  const distinct = [
    ...new Map(reviews.map((review) => [`${review.author}|${review.text}`, review])).values(),
  ];
  const signed = distinct.filter((review) => review.author !== null || review.publishedAt !== null);
  return signed.length > 0 ? signed : distinct.length > 1 ? distinct : [];
}

const length = (reviews: ReviewFacts[]): number =>
  reviews.reduce((sum, review) => sum + review.text.length, 0);

const AUTHOR =
  /author|user(?!-?(?:rating|content|image))|nick|reviewer|by-?line|customer-?name|member|review-?_*name|(?:^|[\s_-])name(?:[\s_-]|$)|yonghu/;
const DATE = /date|time|created|posted|published|when/;
const TITLE = /title|headline|heading|subject|summary/;
const TEXT = /text|body|content|comment|description|message|detail|copy|quote|neirong/;

interface Parts {
  author: string | null;
  date: string | null;
  title: string | null;
  rating: number | null;
  /** The part with the most words of its own: what the reviewer wrote is longer than what the shop adds. */
  words: { element: Element; text: string } | null;
  priced: boolean;
}

function readCard(card: Element, page: Page, hashKey: string, budget: { left: number }): ReviewFacts | null {
  const parts: Parts = { author: null, date: null, title: null, rating: null, words: null, priced: false };
  let seen = 0;
  for (const element of elementsOf(card)) {
    if (++seen > MAX_CARD) return null;
    notePart(element, parts, page);
  }
  budget.left -= seen;
  if (parts.words === null || parts.priced) return null;
  const signed = parts.author !== null || parts.date !== null;
  const known =
    parts.rating !== null ? signed || parts.title !== null : parts.author !== null && parts.date !== null;
  if (!known) return null;
  const text = wholeText(parts.words.element, card, parts);
  return {
    author: parts.author === null ? null : keyedHash(hashKey, parts.author),
    rating: parts.rating,
    title: parts.title === text ? null : parts.title,
    text,
    publishedAt: parts.date,
  };
}

function notePart(element: Element, parts: Parts, page: Page): void {
  const hints =
    `${nameHints(element)} ${attribute(element, 'itemprop')} ${attribute(element, 'data-hook')}`.toLowerCase();
  if (parts.rating === null && (mayRate(element) || /rating/.test(hints))) {
    parts.rating = starsOf(element);
    if (parts.rating !== null) return;
  }
  const line = shortText(element, 80) ?? '';
  if (parts.date === null && (element.name === 'time' || DATE.test(hints))) {
    const words = attribute(element, 'datetime') || line;
    parts.date = parseDate(words.replace(DATE_LEAD, ''), page.fetchedAt);
    if (parts.date !== null && line.length < 60) return;
  }
  if (NO_REVIEW.test(hints) || element.name === 'button' || element.name === 'form') return;
  const signed = AUTHOR.test(hints) ? SIGNATURE.exec(line) : null;
  if (signed) {
    parts.author ??= authorName(signed[1]!);
    parts.date ??= parseDate(signed[2]!, page.fetchedAt);
    return;
  }
  parts.priced ||= element.children.length < 4 && line.length < 20 && looksLikePrice(line);
  if (AUTHOR.test(hints) && line !== '' && line.length <= 40 && !isNote(line, page))
    parts.author ??= authorName(line);
  else if ((TITLE.test(hints) || /^h[1-6]$/.test(element.name)) && line.length > 1 && !isNote(line, page))
    parts.title ??= line.replace(/^[\d.,]+ (?:out of|von|sur|su|de) 5 [\p{L}]+[.:\s]*/iu, '') || null;
  else noteWords(element, parts, page);
}

/** A scale that nobody names is one of five. */
function starsOf(element: Element): number | null {
  const rating = ratingOfElement(element);
  if (rating === null || (rating.best === null && rating.value > 5) || rating.value < 1) return null;
  return starsOfFive(rating);
}

const SHOP_NOTE =
  /^\W*(?:verified|achat vérifié|avis vérifié|verifiziert|acquisto verificato|compra verificada|rated?\b|report\b|helpful|was this|\d+ (?:people|persons?|personen|personnes?|personas?|persone) |one person |yes\b|no\b|read (?:more|less)|reply|已购买?|购买|默认好评|此用户没有填写|该用户没有填写)/i;

/** What a shop writes around a review: days, stars, counts, marks. */
const isNote = (line: string, page: Page): boolean =>
  (line.length < 200 && SHOP_NOTE.test(line)) ||
  (line.length < 60 &&
    (parseCount(line) !== null ||
      (line.length < 40 &&
        (parseRating(line) !== null || parseDate(line.replace(DATE_LEAD, ''), page.fetchedAt) !== null))));

function noteWords(element: Element, parts: Parts, page: Page): void {
  if (!isLeaf(element) || UNREAD.has(element.name)) return;
  const text = lineText(element);
  if (text.length < LEAST_TEXT || text === parts.author || text === parts.title || isNote(text, page)) return;
  if (text.length > (parts.words?.text.length ?? 0)) parts.words = { element, text };
}

/** A review of several paragraphs is the part around them that is called its text. */
function wholeText(element: Element, card: Element, parts: Parts): string {
  let text = lineText(element);
  for (
    let up = parentOf(element);
    up !== null && up !== card && TEXT.test(nameHints(up));
    up = parentOf(up)
  ) {
    const wider = lineText(up);
    const holdsMore = [parts.author, parts.title].some((part) => part !== null && wider.includes(part));
    if (holdsMore || wider.length > 5 * text.length + 200) break;
    text = wider;
  }
  return text.replace(/^[1-5]\s*\/\s*5\s+/, '').replace(MORE, '');
}

/** What folds a long review away. */
const MORE =
  /(?:\s*(?:\.{3}|…)?\s*(?:read (?:more|less)|show more|loading|(?:en )?lire plus|leggi di più|mehr (?:lesen|anzeigen)|weiterlesen|leer más|展开|收起|查看(?:更多|全部))(?:\.{3}|…)?)+\s*$/i;

const DATE_LEAD =
  /^(?:reviewed|posted|published|written|submitted|date|on|vom|am|le|il|el|日期|时间|发表于|评价时间)\b[\s:：]*(?:(?:in|from) [\p{L} ]{2,40}? (?=on\b))?(?:on )?/iu;

/** `Anna K. 09.08.2024`: who and when in one part. */
const SIGNATURE = /^(\D.{0,40}?)[\s,·|–-]+(\d{1,4}[./-]\d{1,2}[./-]\d{1,4})$/u;

const authorName = (line: string): string | null => {
  const name = squash(
    line.replace(/^(?:by|von|par|por|da|de|reviewed by|written by|用户|作者)[:：\s]+/i, ''),
  );
  return /[\p{L}\p{N}]/u.test(name) ? name : null;
};

const UNREAD = new Set(['script', 'style', 'noscript', 'template', 'svg', 'label', 'option', 'select', 'dt']);
const INLINE = new Set(['br', 'b', 'i', 'em', 'strong', 'span', 'a', 'p']);
const isLeaf = (element: Element): boolean =>
  element.name !== 'a' && element.children.every((node) => !('attribs' in node) || INLINE.has(node.name));
