import type { DocumentDraft, ObservationDraft, ProductDraft, RawPage } from '../../core/content.ts';
import type { FrontierItem } from '../../core/crawl-store.ts';
import type { CataloguedSource } from '../../core/source.ts';
import type { PlatformName } from '../../core/words.ts';

/**
 * What a frontier item is to the engine:
 * `list` is asked for again each run, with validators; `shelf` again each run, always whole, because what it shows is
 * observed anew; `page` is read once and skipped with the reason `known` after that.
 */
export type ItemKind = 'list' | 'shelf' | 'page';

export interface PlatformContext {
  source: CataloguedSource;
  /** What the last run left behind, or null. */
  cursor: Record<string, unknown> | null;
  /** Key for handles and reviewers' names. */
  hashKey: string;
  /** The user's RSSHub instance, when there is one. */
  rsshubUrl?: string | null | undefined;
}

/** What one page brought. Everything that was left out is counted by its reason. */
export interface PageReading {
  documents: DocumentDraft[];
  products: ProductDraft[];
  observations: ObservationDraft[];
  discovered: FrontierItem[];
  cursor: Record<string, unknown> | null;
  dropped: Record<string, number>;
  /** Addresses that are not to be asked for: their lines in the ledger. Counted in `dropped` too. */
  leftOut?: { url: string; reason: string }[];
}

/** One way of listing and reading a kind of site. One file a platform. */
export interface Platform {
  name: PlatformName;
  /** Names of the options it knows; a source that names another is told so when it is read. */
  options: readonly string[];
  /** Where a run begins. Throws BAD_SOURCE when the source lacks what the platform needs. */
  list(context: PlatformContext): FrontierItem[];
  read(page: RawPage, item: FrontierItem, context: PlatformContext): PageReading;
  /** What to ask for when an item was refused or failed for good with a reason of docs/sources.md; null: nothing. */
  instead?(item: FrontierItem, reason: string, context: PlatformContext): Instead | null;
}

export interface Instead {
  items: FrontierItem[];
  /** Remembered, so that the next run does not ask in vain again. */
  cursor: Record<string, unknown> | null;
}

export function emptyReading(): PageReading {
  return { documents: [], products: [], observations: [], discovered: [], cursor: null, dropped: {} };
}

export function drop(reading: PageReading, reason: string, by = 1): void {
  reading.dropped[reason] = (reading.dropped[reason] ?? 0) + by;
}

/** An address that the list names and the source does not want. */
export function leave(reading: PageReading, url: string, reason: string): void {
  drop(reading, reason);
  (reading.leftOut ??= []).push({ url, reason });
}

export function frontierItem(
  url: string,
  kind: ItemKind,
  depth = 0,
  hint: Record<string, unknown> = {},
): FrontierItem {
  return { url, kind, depth, hint };
}

/** A text option of the source, or undefined. */
export function textOption(source: CataloguedSource, name: string): string | undefined {
  const value = source.options[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function numberOption(source: CataloguedSource, name: string, fallback: number): number {
  const value = source.options[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : fallback;
}

export function hintText(item: FrontierItem, name: string): string | undefined {
  const value = item.hint[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Options that any platform whose pages are fetched knows: those of the browser, and the hosts a source speaks for. */
export const COMMON_OPTIONS = ['wait_for', 'max_scrolls', 'more', 'hosts'] as const;
