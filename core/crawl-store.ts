import type { DocumentDraft, ObservationDraft, ProductDraft } from './content.ts';
import type { FetchOutcome } from './words.ts';

/** A URL waiting to be fetched in one source. `kind` is the platform's own word for it (page, item, list). */
export interface FrontierItem {
  url: string;
  kind: string;
  depth: number;
  /** What the listing already said of it: feed entry's date, a rank, a list name. */
  hint: Record<string, unknown>;
}

/** A line of the fetch ledger: why a URL was fetched, skipped or refused. */
export interface LedgerEntry {
  url: string;
  outcome: FetchOutcome;
  /** One of the reasons in docs/sources.md: `ok`, `robots`, `private-address`, `too-large`, `http-404`, ... */
  reason: string;
  status: number | null;
  bytes: number;
  durationMs: number;
  at: Date;
}

/** What conditional requests need. */
export interface Validators {
  etag: string | null;
  lastModified: string | null;
}

/** A page of this source that was fetched in some earlier run. */
export interface KnownPage extends Validators {
  fetchedAt: Date;
}

/** All that one fetched (or refused) URL brings; stored in one transaction, so a kill never halves it. */
export interface PageResult {
  item: FrontierItem;
  ledger: LedgerEntry;
  /** Null leaves the page to later runs, as if it had not been fetched. */
  validators: Validators | null;
  documents: DocumentDraft[];
  products: ProductDraft[];
  observations: ObservationDraft[];
  discovered: FrontierItem[];
  /** Addresses found on the page that will not be asked for: a line each, with outcome `skipped`. */
  leftOut?: LedgerEntry[];
  /** True when the item should be offered again later (paced, flaky). */
  retry: boolean;
  /** The source's cursor after this page, or null to leave it. */
  cursor: Record<string, unknown> | null;
}

/** Where a crawl keeps its state: one object per source and run, implemented by storage. */
export interface CrawlStore {
  cursor(): Promise<Record<string, unknown> | null>;
  /** Adds what this run has not seen yet; returns how many were new. */
  addToFrontier(items: FrontierItem[]): Promise<number>;
  /** Takes up to `limit` waiting items; items taken by a run that died come back. */
  takeFromFrontier(limit: number): Promise<FrontierItem[]>;
  /** What is known of a URL fetched before, or null when it never was. */
  knownPage(url: string): Promise<KnownPage | null>;
  commit(result: PageResult): Promise<void>;
  /** What of the pages committed so far could not be stored, by reason. */
  dropped(): Record<string, number>;
}

export interface CrawlCounts {
  listed: number;
  fetched: number;
  notModified: number;
  skipped: number;
  refused: number;
  failed: number;
  documents: number;
  products: number;
  observations: number;
  /** Dropped items by named reason. */
  dropped: Record<string, number>;
}

/** How a run of a source ended. */
export interface CrawlOutcome {
  health: 'ok' | 'degraded' | 'silent' | 'blocked' | 'skipped';
  reason: string;
  counts: CrawlCounts;
  /** What ended the run before all was asked for: the ledger's reason for what was left waiting. */
  stoppedBy?: string;
}
