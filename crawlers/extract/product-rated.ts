import {
  attribute,
  childElements,
  hasAttribute,
  nameTest,
  parentOf,
  shortText,
  type Element,
} from './dom.ts';
import { parseAmount } from './parse-price.ts';
import { namesARating, ratingOfElement, starsOfFive, type Rating } from './product-rating.ts';

const COUNT =
  /([\d][\d.,\s]*\d|\d)\s*(万|k)?\s*\+?\s*(?:[a-z-]+ ){0,2}?(?:reviews?|ratings?|votes?|(?:stern(?:e)?)?bewertung(?:en)?|évaluations?|voti|rezension(?:en)?|avis|notes|valoracion(?:es)?|opinion(?:es)?|reseñas?|evaluaciones|calificaciones|recension[ei]|valutazion[ei]|beoordeling(?:en)?|omdömen|anmeldelser|arvostelu[a]?|opinii|ocen|hodnocení|recenz\w*|értékelés|отзыв\w*|оцен\w*|条?评[价论]|條?評[價論]|件のレビュー|個の評価|개 리뷰)/iu;
const COUNT_LAST =
  /(?:reviews?|评[价论]|評[價論]|ratings?|レビュー)\s*[:：(（]?\s*(\d[\d.,]*)\s*(万|k)?\+?\s*[)）]?$/iu;
const BRACKETS = /[(（]\s*(\d[\d.,]*)\s*(万|k)?\+?\s*[)）]/u;
/** Stars of one reader, of a shop, of a filter or of other goods: not the product's. */
const namesOtherRating = nameTest(
  /(?:^|[\s_-])form(?:[\s_-]|$)|review-?(?:item|card|entry|body|content|list|form|write)|reviews-?(?:item|list)|comment|testimonial|histogram|breakdown|filter|distribution|seller|shop-|store-|vendor|merchant|related|recommend|similar|carousel|upsell|cross-?sell|sponsor|recently|trustpilot|trusted|footer|product-(?:card|tile|item)|card__|slider|swiper|sims/,
);

/** The rating a product page shows for its product, and of how many voices. */
export class RatedReading {
  #rating: Rating | null = null;
  #count: number | null = null;

  /** Ratings above the product's own heading belong to the shop. */
  note(element: Element, afterHeading: boolean): void {
    if (this.#rating !== null || !afterHeading || !mayRate(element) || insideOther(element)) return;
    const rating = ratingOfElement(element);
    if (rating === null || rating.value === 0 || isOneOfMany(element)) return;
    const count = countNear(element);
    if (count === null && !saysScale(element, rating)) return;
    this.#rating = rating;
    this.#count = count;
  }

  answer(): { rating: number | null; reviewCount: number | null } {
    const rating = this.#rating === null ? null : starsOfFive(this.#rating);
    return { rating, reviewCount: rating === null ? null : this.#count };
  }
}

/** Without a count of voices only words such as `4.6 out of 5` are believed: drawn stars may be a form's. */
const saysScale = (element: Element, { value, best }: Rating): boolean =>
  (best !== null || (value <= 5 && !Number.isInteger(value))) &&
  /\d/.test(
    `${shortText(element, 80) ?? ''} ${attribute(element, 'aria-label')} ${attribute(element, 'title')}`,
  );

/** `1 of 5 stars`, `2 of 5 stars`, …: choices of a form or bars of a distribution. */
function isOneOfMany(element: Element): boolean {
  const siblings = parentOf(element) ? childElements(parentOf(element)!) : [];
  return siblings.filter((other) => other !== element && ratingOfElement(other) !== null).length >= 3;
}

/** The rating on a card of a list: there the first that is shown is meant. */
export function ratedCard(elements: Iterable<Element>): {
  rating: number | null;
  reviewCount: number | null;
} {
  for (const element of elements) {
    if (!mayRate(element)) continue;
    const rating = ratingOfElement(element);
    const stars = rating === null ? null : starsOfFive(rating);
    if (rating === null || stars === null) continue;
    const count = countNear(element);
    // Five drawn stars are decoration until somebody counts voices or the stars are cut off between halves.
    if (count !== null || saysScale(element, rating) || !Number.isInteger(stars * 2))
      return { rating: stars, reviewCount: count };
  }
  return { rating: null, reviewCount: null };
}

export function mayRate(element: Element): boolean {
  if (element.name === 'script' || element.name === 'input' || element.name === 'select') return false;
  if (namesARating(element)) return element.children.length < 12;
  const said = attribute(element, 'aria-label') || attribute(element, 'title') || attribute(element, 'alt');
  if (
    said.length > 5 &&
    said.length < 120 &&
    /\d/.test(said) &&
    /star|stern|étoile|estrell|stell|\bof\b|von|评分|分/i.test(said)
  )
    return true;
  return hasAttribute(element, 'data-rating') || hasAttribute(element, 'data-score');
}

function insideOther(element: Element): boolean {
  for (let up: Element | null = element, depth = 0; up !== null && depth < 10; up = parentOf(up), depth++) {
    if (namesOtherRating(up) && up.name !== 'body' && up.name !== 'html') return true;
    if (up.name === 'footer' || up.name === 'aside' || /review/i.test(attribute(up, 'itemprop'))) return true;
  }
  return false;
}

export function parseCount(text: string): number | null {
  const match = COUNT.exec(text) ?? COUNT_LAST.exec(text) ?? BRACKETS.exec(text);
  const count = match ? parseAmount(match[1]!.replaceAll(/[.,\s](?=\d{3})/g, '')) : null;
  if (count === null) return null;
  return Math.round(match![2] === '万' ? count * 10_000 : match![2] ? count * 1_000 : count);
}

/** The number of voices stands in the same words, or within a few levels of the stars. */
function countNear(element: Element): number | null {
  const said = parseCount(`${attribute(element, 'aria-label')} ${attribute(element, 'title')}`);
  if (said !== null) return said;
  for (let up: Element | null = element, depth = 0; up !== null && depth < 4; up = parentOf(up), depth++) {
    const text = shortText(up, 160);
    if (text === null) return null;
    const count = parseCount(text) ?? countOfChildren(up);
    if (count !== null) return count;
  }
  return null;
}

const countOfChildren = (element: Element): number | null =>
  childElements(element)
    .map((child) => parseCount(attribute(child, 'aria-label')))
    .find((count) => count !== null) ?? null;
