import type { FrontierItem } from '../../core/crawl-store.ts';
import { isJson, jsonNumber, jsonText } from './json-page.ts';
import { frontierItem, hintText, type PageReading, type PlatformContext } from './platform.ts';

/**
 * A list that is newest first, walked page by page until what an earlier run has seen. How far it came is carried in
 * the items and becomes the cursor when the walk ends: one that is cut short leaves no gap behind it.
 */
type Cursor = Record<string, unknown> | null;

interface WalkPage {
  /** Marks of the page's entries in its order: dates as ISO text, or ids. What is pinned has none. */
  marks: string[];
  /** Address of the next page, or null. */
  next: string | null;
  /** Whether `a` is as old as `b` or older; ISO dates compare as text. */
  isOlder?: (a: string, b: string) => boolean;
  most: number;
}

const newestBy = (cursor: Cursor): Record<string, unknown> =>
  isJson(cursor?.['newest']) ? cursor['newest'] : {};

const textOrder = (a: string, b: string): boolean => a <= b;

/** The newest mark the last run saw of this list, or null. */
export const newestSeen = (list: string, cursor: Cursor): string | null => jsonText(newestBy(cursor)[list]);

export function walkHint(list: string, since: string | null): Record<string, unknown> {
  return { walk: list, page: 1, since };
}

/** Where the walk stands: the page of this item, and the mark at which it ends. */
export function walkOf(item: FrontierItem): { page: number; since: string | null } {
  return { page: jsonNumber(item.hint['page']) ?? 1, since: hintText(item, 'since') ?? null };
}

/** Adds the next page, or ends the walk by writing the cursor. */
export function walkOn(
  reading: PageReading,
  item: FrontierItem,
  context: PlatformContext,
  page: WalkPage,
): void {
  const isOlder = page.isOlder ?? textOrder;
  const { page: done, since } = walkOf(item);
  const newest = page.marks.reduce<string | null>(
    (best, mark) => (best === null || isOlder(best, mark) ? mark : best),
    hintText(item, 'newest') ?? null,
  );
  const last = page.marks.at(-1);
  const reached = last === undefined || (since !== null && isOlder(last, since));
  if (page.next !== null && !reached && done < page.most && page.next !== item.url) {
    const hint = { ...item.hint, page: done + 1, newest };
    reading.discovered.push(frontierItem(page.next, 'shelf', item.depth, hint));
    return;
  }
  const list = hintText(item, 'walk');
  if (list === undefined || newest === null) return;
  const before = newestSeen(list, context.cursor);
  const mark = before !== null && isOlder(newest, before) ? before : newest;
  reading.cursor = { newest: { ...newestBy(context.cursor), [list]: mark } };
}

/** A date as a mark; one that lies ahead of the clock would end every later walk at once, and is none. */
export function dateMark(written: string | null, fetchedAt: Date): string[] {
  const at = written === null ? Number.NaN : Date.parse(asUtc(written));
  if (Number.isNaN(at) || at > fetchedAt.getTime() + 3_600_000) return [];
  return [new Date(at).toISOString()];
}

/** Several APIs write UTC without saying so. */
export const asUtc = (written: string): string =>
  /(Z|[+-]\d{2}:?\d{2})$/.test(written) ? written : `${written}Z`;

/** Seconds since 1970 as an ISO date; what no calendar holds is unknown. */
export function isoOfSeconds(seconds: number | undefined): string | null {
  const ms = (seconds ?? Number.NaN) * 1000;
  return Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : null;
}
