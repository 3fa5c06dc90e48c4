/** What an address looks like, for telling a trap from a site: pure functions of the URL. */

/** Longer addresses are made by machines for machines (browsers and servers part ways beyond about 2,000). */
export const MAX_URL_LENGTH = 2_000;
const MOST_SEGMENTS = 30;
const MOST_PARAMETERS = 12;

/** Keys that only turn the pages of a list. */
export const PAGING_KEY =
  /^(p|pg|page|paged|page_?(no|num|number)|pagenum|start|offset|from|skip|cursor|after)$/i;
/** Keys that show the same things in another order, form or selection. */
const FACET_KEY =
  /^(sort|sort_?by|order|order_?by|dir|direction|view|layout|display|mode|limit|per_?page|page_?size|size|colou?r|price|(min|max)_?price|price_?(min|max|from|to)|brand|material|gender|fit|rating|availability|in_?stock|on_?sale|refine.*|pref[nv]\d*|srule|filter.*|facet.*|fq|attr.*|pf_.*|.*\[.*)$/i;
/** Hexadecimal or mixed letters and digits, without hyphens, or a UUID: made by a machine. */
const TOKEN = /^(?:(?=\w*\d)(?=\w*[a-z])\w{8,}|\d{12,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
/** In a path, later years are numbers of something else. */
const LAST_YEAR_OF_PATHS = 2_199;

export interface UrlShape {
  host: string;
  segments: string[];
  /** Query pairs without those that turn pages. */
  pairs: [string, string][];
  /** Whether it is a later page of a list, by query or by `/page/N`. */
  paged: boolean;
  /** The template that addresses of the same making share. */
  template: string;
  hasToken: boolean;
}

export function shapeOf(address: string): UrlShape {
  const url = new URL(address);
  const segments = url.pathname.split('/').filter((part) => part !== '');
  const all = url.search === '' ? [] : [...url.searchParams.entries()];
  const pairs = all.filter(([key]) => !PAGING_KEY.test(key));
  const pathPaged = /\/(page|p)[/-]?\d+\/?$/i.test(url.pathname);
  const path = segments.map((part, at) => segmentClass(part, at === segments.length - 1)).join('/');
  const keys = [...new Set(all.map(([key]) => key))].sort().join('&');
  return {
    host: url.host,
    segments,
    pairs,
    paged: pathPaged || pairs.length < all.length,
    template: `${url.host}/${path}?${keys}`,
    hasToken: segments.some((part) => TOKEN.test(part)) || pairs.some(([, value]) => TOKEN.test(value)),
  };
}

function segmentClass(part: string, last: boolean): string {
  if (/^\d+$/.test(part) || /^\d{4}-\d{1,2}(-\d{1,2})?$/.test(part)) return '#';
  if (TOKEN.test(part)) return '@';
  return last ? '*' : part;
}

/** `trap-long-url`, `trap-repeating-path` or `trap-parameters` for an address that no site needs; else null. */
export function formTrap(address: string, shape: UrlShape): string | null {
  if (address.length > MAX_URL_LENGTH || shape.segments.length > MOST_SEGMENTS) return 'trap-long-url';
  if (repeats(shape.segments)) return 'trap-repeating-path';
  if (shape.pairs.length > MOST_PARAMETERS) return 'trap-parameters';
  return null;
}

/** A word three times in a row or four times in all, or a run of two and more segments twice in a row. */
function repeats(segments: readonly string[]): boolean {
  const isWord = (part: string): boolean => !/^\d+$/.test(part);
  const counts = new Map<string, number>();
  for (const part of segments.filter(isWord)) counts.set(part, (counts.get(part) ?? 0) + 1);
  if (Math.max(0, ...counts.values()) >= 4) return true;
  for (let length = 1; length * 2 <= segments.length; length++) {
    const times = length === 1 ? 3 : 2;
    for (let start = 0; start + length * times <= segments.length; start++) {
      const block = segments.slice(start, start + length);
      if (!block.some(isWord)) continue;
      const whole = segments.slice(start, start + length * times);
      if (whole.every((part, at) => part === block[at % length])) return true;
    }
  }
  return false;
}

/** The date an archive or calendar page stands for: `/2031/05/`, `?month=2031-05`, `?year=2031&month=5`; else null. */
export function calendarMonth(shape: UrlShape): { year: number; month: number } | null {
  const { segments } = shape;
  const end = /^(page|p)$/i.test(segments.at(-2) ?? '') ? segments.length - 2 : segments.length;
  const tail = segments.slice(0, end);
  const last = tail.at(-1) ?? '';
  const [a, b, c] = [tail.at(-1), tail.at(-2), tail.at(-3)].map(wholeNumber);
  const inPath =
    (last.includes('-') ? datePart(last) : null) ??
    (isYear(c) && isMonth(b) && isDay(a) ? { year: c, month: b } : null) ??
    (isYear(b) && isMonth(a) ? { year: b, month: a } : null);
  return inPath && inPath.year <= LAST_YEAR_OF_PATHS ? inPath : calendarQuery(shape.pairs);
}

function calendarQuery(pairs: readonly [string, string][]): { year: number; month: number } | null {
  const value = (key: RegExp): number | undefined => wholeNumber(pairs.find(([name]) => key.test(name))?.[1]);
  const year = value(/^(y|yr|year)$/i);
  const month = value(/^(m|mo|mon|month)$/i);
  if (isYear(year)) return { year, month: isMonth(month) ? month : 1 };
  for (const [key, text] of pairs)
    if (/(date|month|day|week|cal|time|ym|when|from|start)/i.test(key)) {
      const found = datePart(text);
      if (found) return found;
    }
  return null;
}

function datePart(text: string): { year: number; month: number } | null {
  const found = /^(\d{4})-?(\d{2})(?:-?\d{2})?$/.exec(text) ?? /^(\d{4})-(\d{1,2})(?:-\d{1,2})?$/.exec(text);
  const [year, month] = [wholeNumber(found?.[1]), wholeNumber(found?.[2])];
  return isYear(year) && isMonth(month) ? { year, month } : null;
}

const wholeNumber = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,4}$/.test(text) ? Number(text) : undefined;
const isYear = (value: number | undefined): value is number => value !== undefined && value >= 1500;
const isMonth = (value: number | undefined): value is number =>
  value !== undefined && value >= 1 && value <= 12;
const isDay = (value: number | undefined): value is number =>
  value !== undefined && value >= 1 && value <= 31;

/** What of the query is selection or order, and what is left of the address without it. */
export function facetsOf(shape: UrlShape): { rest: string; facets: string; keys: string } {
  const facets = shape.pairs.filter(([key]) => FACET_KEY.test(key));
  const rest = shape.pairs.filter(([key]) => !FACET_KEY.test(key));
  const text = (pairs: [string, string][]): string =>
    pairs
      .map((pair) => pair.join('='))
      .sort()
      .join('&');
  const keys = [...new Set(shape.pairs.map(([key]) => key))].sort().join('&');
  const path = `${shape.host}/${shape.segments.join('/')}`;
  return { rest: `${path}?${text(rest)}`, facets: text(facets), keys };
}
