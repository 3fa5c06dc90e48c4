import type { Clock } from '../../core/clock.ts';
import type { SiteKey } from '../story/channels.ts';
import type { DemoWorld } from '../world.ts';

export interface SiteRequest {
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
}

export interface SiteAnswer {
  status?: number;
  /** Header names in lower case. */
  headers: Record<string, string>;
  body: string | Uint8Array;
}

/** A made-up site: its answers are a pure function of the request. */
export interface SiteDefinition {
  key: SiteKey;
  name: string;
  /** Closed by robots.txt; pages link there all the same. */
  closedPaths: string[];
  /** Pause before every answer. */
  latencyMs?: number;
  /** Fails the first try of some addresses: how often, as one in so many. */
  flaky?: { refuseOneIn: number; dropOneIn: number };
  answer(request: SiteRequest): SiteAnswer | null;
}

export interface SiteContext {
  world: DemoWorld;
  clock: Clock;
  url: string;
}

export const htmlAnswer = (
  body: string | Uint8Array,
  contentType = 'text/html; charset=utf-8',
): SiteAnswer => ({
  headers: { 'content-type': contentType },
  body,
});

export const xmlAnswer = (body: string): SiteAnswer => ({
  headers: { 'content-type': 'application/xml; charset=utf-8' },
  body,
});

export const jsonAnswer = (value: unknown, headers: Record<string, string> = {}): SiteAnswer => ({
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
});

export const escapeHtml = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char] ?? char,
  );

/** JSON inside a script element must not be able to close it. */
export const scriptJson = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

export const paragraphs = (text: string): string =>
  text
    .split('\n')
    .map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`)
    .join('\n');

/** One page of a list; `page` counts from 1. */
export function pageOf<T>(items: readonly T[], page: number, size: number): { items: T[]; pages: number } {
  return {
    items: items.slice((page - 1) * size, page * size),
    pages: Math.max(1, Math.ceil(items.length / size)),
  };
}

/** The page number a request asks for; anything unreadable is the first. */
export function pageAsked(request: SiteRequest, key = 'page'): number {
  const page = Number(request.query.get(key) ?? '1');
  return Number.isInteger(page) && page > 0 ? page : 1;
}
