import { attribute, childElements, nameHints, nameTest, shortText, type Element } from './dom.ts';
import { parseAmount } from './parse-price.ts';

/** A rating as written, and the best there is on its scale where that is written too. */
export interface Rating {
  value: number;
  best: number | null;
}

const NUMBER = String.raw`(\d{1,3}(?:[.,]\d{1,2})?)`;
const OF = String.raw`(?:\/|／|\bout\s+of\b|\bof\b|\bvon\b|\bsur\b|\bsu\b|\bde\b|\bdi\b|\bz\b|\bav\b|\baf\b|\bvan\b|\buit\b|\biz\b|\bиз\b|\bна\b|中|满分|滿分)`;
const OUT_OF = new RegExp(
  String.raw`${NUMBER}\s*(?:stars?|sterne?n?|étoiles?|estrellas|分|颗?星)?\s*[(（]?${OF}\s*${NUMBER}(?!\d)`,
  'iu',
);
/** Japanese says the scale first. */
const SCALE_FIRST = new RegExp(String.raw`${NUMBER}\s*(?:つ星のうち|点満点中|分制)\s*${NUMBER}`, 'u');
const NAMED = new RegExp(
  String.raw`(?:rat(?:ed|ing)|score|average|bewertung|评分|評分|综合|得分|评价|满意度|平均)\D{0,20}?${NUMBER}(?![\d%])`,
  'iu',
);
const STARS = new RegExp(
  String.raw`${NUMBER}\s*-?\s*(?:stars?|sterne?|étoiles?|estrellas|stelle|★|颗星|顆星|星|分|つ星)`,
  'iu',
);
const LEADING = new RegExp(String.raw`^${NUMBER}\s*(?:\(\s*\d|average|avg|durchschnitt|\|\s*\d)`, 'iu');
const BARE = new RegExp(String.raw`^[(\s]*${NUMBER}[)\s]*$`, 'u');

/** The first rating a text states: `4.5 out of 5`, `4,7/5`, `9.2`, `评分 4.8`, `★★★★☆`. */
export function parseRating(text: string): Rating | null {
  const line = text
    .trim()
    .slice(0, 200)
    .replace(
      /\bout of (five|ten)\b/i,
      (_, word: string) => `out of ${word.toLowerCase() === 'ten' ? 10 : 5}`,
    );
  if (line === '') return null;
  const drawn = drawnStars(line);
  if (drawn !== null) return drawn;
  const scale = SCALE_FIRST.exec(line);
  if (scale) return rating(scale[2]!, scale[1]!);
  const of = OUT_OF.exec(line);
  if (of && Number(of[2]!.replace(',', '.')) >= 3) return rating(of[1]!, of[2]!);
  const bare = BARE.exec(line) ?? LEADING.exec(line) ?? NAMED.exec(line) ?? STARS.exec(line);
  return bare ? rating(bare[1]!, null) : null;
}

function rating(value: string, best: string | null): Rating | null {
  const [amount, top] = [parseAmount(value), best === null ? null : parseAmount(best)];
  if (amount === null || (top !== null && (top === 0 || amount > top)) || amount > 100) return null;
  return { value: amount, best: top };
}

/** Stars drawn as characters: filled ones of all of them, at least three. */
function drawnStars(text: string): Rating | null {
  const drawn = /(?:[★⭐]\ufe0f?\s?){0,5}½?(?:☆\s?){0,5}/u.exec(text.replace(/^[^★⭐☆]+/u, ''))?.[0] ?? '';
  const filled = drawn.match(/[★⭐]/gu)?.length ?? 0;
  const empty = drawn.match(/☆/gu)?.length ?? 0;
  const half = drawn.includes('½') ? 0.5 : 0;
  if (filled + empty < 3 || filled + empty > 5)
    return filled === 0 || empty > 0 ? null : onlyFilled(drawn, text);
  return { value: filled + half, best: empty > 0 || filled === 5 ? 5 : null };
}

/** One or two lone stars say something only where nothing else is written. */
const onlyFilled = (drawn: string, text: string): Rating | null =>
  drawn.trim() === text.trim() ? { value: drawn.match(/[★⭐]/gu)!.length, best: null } : null;

/** On the scale of 1 to 5, two decimals. A scale nobody wrote is 5, 10 or 100, the least that holds the value. */
export function starsOfFive({ value, best }: Rating): number | null {
  const top = best ?? (value > 10 ? 100 : value > 5 ? 10 : 5);
  const stars = (value / top) * 5;
  return stars <= 0 || stars > 5 ? null : Math.round(Math.max(stars, 0.5) * 100) / 100;
}

export const namesARating = nameTest(/rating|star|score|grade|evaluat|pingfen|评分/);
const RATING_ATTRIBUTES = [
  'data-rating',
  'data-score',
  'data-stars',
  'data-star',
  'data-rating-value',
  'data-rate',
];

/** The rating one element shows: in its attributes, its words, the width of its bar, or its filled stars. */
export function ratingOfElement(element: Element): Rating | null {
  for (const name of RATING_ATTRIBUTES) {
    const bare = BARE.exec(attribute(element, name));
    if (bare) return rating(bare[1]!, attribute(element, 'data-max') || null);
  }
  for (const name of ['aria-label', 'title', 'alt']) {
    const words = attribute(element, name);
    const said = words.length < 120 && /\d|★/.test(words) ? parseRating(words) : null;
    if (said) return said;
  }
  const marked = /rating/i.test(attribute(element, 'itemprop')) ? attribute(element, 'content') : '';
  if (BARE.test(marked)) return rating(BARE.exec(marked)![1]!, null);
  const hints = nameHints(element);
  if (!namesARating(element) && attribute(element, 'itemprop') !== 'ratingValue') return null;
  const words = shortText(element, 60) ?? '';
  return (
    (words === '' ? null : parseRating(words)) ??
    barWidth(element) ??
    classGrade(hints) ??
    filledStars(element)
  );
}

/** A bar of stars shows as much of itself as the rating is: `width: 80%`. */
function barWidth(element: Element): Rating | null {
  for (const part of [
    element,
    ...childElements(element),
    ...childElements(element).flatMap((child) => childElements(child)),
  ]) {
    const width = /(?:^|[;\s])width\s*:\s*(\d{1,3}(?:\.\d+)?)%/i.exec(attribute(part, 'style'))?.[1];
    if (width !== undefined && Number(width) <= 100)
      return { value: Math.round(Number(width) * 10) / 200, best: 5 };
  }
  return null;
}

/** `star-4`, `rating-4-5`, `stars45`, `a-star-4-5`, `allstar40`. */
function classGrade(hints: string): Rating | null {
  const grade =
    /(?:^|[\s_-])(?:all)?(?:stars?|rating|grade|score)[_-]?([1-5])(?:[_.-]?([05]))?(?:[\s_-]|$)/.exec(hints);
  return grade ? { value: Number(grade[1]) + (grade[2] === '5' ? 0.5 : 0), best: 5 } : null;
}

const STAR = /star|rate|icon|^i\b/;
const EMPTY =
  /empty|off|unfilled|inactive|star-o\b|outline|gray|grey|blank|disabled|border|(?:^|[\s_-])no(?:ne)?(?:[\s_-]|$)|regular/;
const FILLED = /full|fill|(?:^|[\s_-])on(?:[\s_-]|$)|active|checked|selected|solid|yellow|gold|light|fas?\b/;

/** Five little parts, some of them called filled. */
function filledStars(element: Element): Rating | null {
  let parts = childElements(element);
  while (parts.length === 1) parts = childElements(parts[0]!);
  const stars = parts.filter((part) => STAR.test(starHints(part)));
  if (stars.length !== 5 || parts.length > 7) return null;
  const names = stars.map((part) => starHints(part));
  const half = names.filter((name) => /half/.test(name)).length;
  const empty = names.filter((name) => EMPTY.test(name)).length;
  const filled = names.filter((name) => FILLED.test(name) && !EMPTY.test(name) && !/half/.test(name)).length;
  const value = empty > 0 ? 5 - empty - half + half / 2 : filled + half / 2;
  return value > 0 && (empty > 0 || filled > 0) ? { value, best: 5 } : null;
}

function starHints(part: Element): string {
  const inner = childElements(part)[0];
  return `${nameHints(part)} ${inner ? nameHints(inner) : ''}`;
}
