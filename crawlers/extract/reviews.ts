import type { ReviewFacts } from '../../core/content.ts';
import { keyedHash } from '../../core/hash.ts';
import { htmlToText } from './dom.ts';
import type { Page } from './page.ts';
import { parseDate } from './parse-date.ts';
import { parseAmount } from './parse-price.ts';
import { reviewCards } from './review-cards.ts';
import { hasType, recordsOf, textOf } from './things.ts';

const MAX_REVIEWS = 1_000;

/** Stars on a scale of 1 to 5, whatever the page's own scale. */
export function starsOf(rating: Record<string, unknown> | undefined, bare: string | null): number | null {
  const value = parseAmount(textOf(rating?.['ratingValue']) ?? bare ?? '');
  if (value === null) return null;
  const best = parseAmount(textOf(rating?.['bestRating']) ?? '') ?? (value > 5 ? (value > 10 ? 100 : 10) : 5);
  const stars = best > 0 ? (value / best) * 5 : value;
  return stars > 5 ? null : Math.round(Math.max(1, stars) * 100) / 100;
}

/** Reviews that the data declares, else those in the markup. A reviewer's name comes out as a keyed hash only. */
export function readReviews(page: Page, hashKey: string): ReviewFacts[] {
  const declared = declaredReviews(page, hashKey);
  return declared.length > 0 ? declared : reviewCards(page, hashKey);
}

function declaredReviews(page: Page, hashKey: string): ReviewFacts[] {
  const reviews: ReviewFacts[] = [];
  const seen = new Set<string>();
  for (const thing of page.things) {
    if (!hasType(thing, 'review', 'userreview') || reviews.length >= MAX_REVIEWS) continue;
    const { props } = thing;
    const text = htmlToText(
      textOf(props['reviewBody']) ?? textOf(props['description']) ?? textOf(props['text']) ?? '',
    );
    const rating = recordsOf(props['reviewRating'])[0];
    const author = textOf(props['author'] ?? props['creator']);
    const review: ReviewFacts = {
      author: author === null ? null : keyedHash(hashKey, author),
      rating: starsOf(rating, textOf(props['reviewRating']) ?? textOf(props['ratingValue'])),
      title: textOf(props['name']) ?? textOf(props['headline']),
      text,
      publishedAt: parseDate(
        textOf(props['datePublished']) ?? textOf(props['dateCreated']) ?? '',
        page.fetchedAt,
      ),
    };
    const key = `${review.author}|${review.text}`;
    if ((text === '' && review.title === null) || seen.has(key)) continue;
    seen.add(key);
    reviews.push(review);
  }
  return reviews;
}
