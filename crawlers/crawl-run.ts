import type { RawPage } from '../core/content.ts';
import type { CrawlStore, FrontierItem, LedgerEntry, PageResult } from '../core/crawl-store.ts';
import { AppError, ERROR_TABLE, toAppError } from '../core/errors.ts';
import type { CataloguedSource } from '../core/source.ts';
import type { FetchOutcome } from '../core/words.ts';
import { countDropped, countResult, emptyCounts, judgeRun } from './crawl-counts.ts';
import type { CrawlContext, SourceOutcome } from './crawl-source.ts';
import type { BrowserPages } from './fetch/browser-pages.ts';
import { reasonOf } from './fetch/fetch-error.ts';
import { reservesMining } from './fetch/tdm-reservation.ts';
import {
  emptyReading,
  numberOption,
  textOption,
  type PageReading,
  type Platform,
  type PlatformContext,
} from './platforms/platform.ts';

interface RunParts {
  source: CataloguedSource;
  store: CrawlStore;
  platform: Platform;
  reading: PlatformContext;
  pages: BrowserPages | null;
  context: CrawlContext;
}

const MAX_DEPTH = 60;
/** So many refusals or failures in a row, with nothing fetched, end a run: the host does not want it. */
const HOPELESS = 25;
/** A pause longer than this is not waited for within the run. */
const LONGEST_PAUSE_MS = 60_000;

/** The state of one run: handles its items one by one and commits what each brought. */
export class CrawlRun {
  readonly #parts: RunParts;
  readonly #counts = emptyCounts();
  readonly #reasons: Record<string, number> = {};
  readonly #violations = new Set<string>();
  readonly #seeds = new Set<string>();
  #pagesAsked = 0;
  #inARow = 0;
  #truncated = false;
  /** Whether lists must be read whole next time although they may not have changed. */
  #listAgain: boolean;
  /** Whether an earlier run left a mark of how far it came. */
  readonly #continued: boolean;
  finished = false;
  broken: unknown = null;

  constructor(parts: RunParts) {
    this.#parts = parts;
    this.#listAgain = parts.reading.cursor?.['listAgain'] === true;
    this.#continued = Object.keys(parts.reading.cursor ?? {}).some((key) => key !== 'listAgain');
  }

  get paced(): boolean {
    return this.#parts.source.politeness.delayMs > 0;
  }

  get backoffMs(): number {
    return this.paced ? 2_000 : 250;
  }

  async begin(seeds: FrontierItem[]): Promise<void> {
    for (const seed of seeds) this.#seeds.add(seed.url);
    this.#counts.listed += await this.#parts.store.addToFrontier(seeds);
  }

  take(limit: number): Promise<FrontierItem[]> {
    return this.#guardStore(() => this.#parts.store.takeFromFrontier(limit));
  }

  /** Handles one item. Throws only what is worth another try. */
  async handle(item: FrontierItem): Promise<void> {
    if (this.finished) return;
    const started = performance.now();
    try {
      await this.#visit(item, started);
    } catch (error) {
      if (this.broken !== null || this.#parts.context.signal.aborted) return;
      const known = toAppError(error);
      if (worthRetry(known)) throw known;
      await this.#commitFailure(item, known, started);
    }
  }

  async giveUp(item: FrontierItem, error: unknown): Promise<void> {
    if (this.broken !== null || this.#parts.context.signal.aborted) return;
    await this.#commitFailure(item, toAppError(error), performance.now());
  }

  outcome(): SourceOutcome {
    const outcome = judgeRun(this.#counts, this.#reasons, this.#truncated, this.#continued);
    return { ...outcome, violations: [...this.#violations] };
  }

  async #visit(item: FrontierItem, started: number): Promise<void> {
    const { store, source } = this.#parts;
    const known = item.kind === 'shelf' ? null : await this.#guardStore(() => store.knownPage(item.url));
    if (item.kind === 'page' && known) return this.#commitSkip(item, 'known', started);
    if (item.depth > MAX_DEPTH) return this.#commitSkip(item, 'too-deep', started);
    if (this.#pagesAsked >= source.politeness.maxPagesPerRun) return this.#stopAtLimit(item, started);
    this.#pagesAsked += 1;
    const page = await this.#fetch(item, known && !this.#listAgain ? known : null);
    if (page.status === 304)
      return this.#commit(
        item,
        this.#ledger(item, 'not_modified', 'not-modified', page, started),
        emptyReading(),
        page,
      );
    if (source.politeness.honourTdmReservation && reservesMining(page))
      return this.#commitSkip(item, 'tdm-reservation', started);
    const reading = this.#read(page, item);
    await this.#commit(item, this.#ledger(item, 'fetched', 'ok', page, started), reading, page);
  }

  #read(page: RawPage, item: FrontierItem): PageReading {
    try {
      return this.#parts.platform.read(page, item, this.#parts.reading);
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw new AppError('UNREADABLE', `${item.url} could not be read: ${toAppError(error).message}`, {
        cause: error,
        details: { reason: 'unreadable' },
      });
    }
  }

  async #fetch(
    item: FrontierItem,
    validators: { etag: string | null; lastModified: string | null } | null,
  ): Promise<RawPage> {
    const { source, context, pages } = this.#parts;
    const { delayMs } = source.politeness;
    if (!pages) return context.fetcher.fetch(item.url, { delayMs, validators, signal: context.signal });
    const waitFor = textOption(source, 'wait_for');
    const scrolls = item.hint['list'] === true ? numberOption(source, 'scrolls', 0) : 0;
    return pages.fetch(item.url, { delayMs, waitFor, scrolls, signal: context.signal });
  }

  #ledger(
    item: FrontierItem,
    outcome: FetchOutcome,
    reason: string,
    page: RawPage | null,
    started: number,
  ): LedgerEntry {
    return {
      url: item.url,
      outcome,
      reason,
      status: page?.status ?? null,
      bytes: page?.body.length ?? 0,
      durationMs: Math.round(performance.now() - started),
      at: this.#parts.context.clock.now(),
    };
  }

  async #commit(
    item: FrontierItem,
    ledger: LedgerEntry,
    reading: PageReading,
    page: RawPage | null,
  ): Promise<void> {
    const ok = ledger.outcome === 'fetched' || ledger.outcome === 'not_modified';
    if (ok) this.#inARow = 0;
    const validators =
      ok && page
        ? { etag: page.headers['etag'] ?? null, lastModified: page.headers['last-modified'] ?? null }
        : null;
    const result: PageResult = {
      item,
      ledger,
      validators,
      documents: reading.documents,
      products: reading.products,
      observations: reading.observations,
      discovered: reading.discovered,
      retry: false,
      cursor: this.#cursorAfter(reading, ok),
    };
    await this.#guardStore(() => this.#parts.store.commit(result));
    countResult(this.#counts, result);
    countDropped(this.#counts, reading.dropped);
    this.#counts.listed += reading.discovered.length;
    this.#parts.context.progress.setTotal(this.#counts.listed);
    this.#parts.context.progress.advance();
  }

  /** The platform's cursor, with the mark that lists were not worked through. */
  #cursorAfter(reading: PageReading, ok: boolean): Record<string, unknown> | null {
    const before = this.#parts.reading.cursor ?? {};
    if (!ok && before['listAgain'] !== true) {
      this.#parts.reading.cursor = { ...before, ...reading.cursor, listAgain: true };
      return this.#parts.reading.cursor;
    }
    if (ok && this.#listAgain && reading.discovered.length > 0) {
      this.#listAgain = false;
      this.#parts.reading.cursor = { ...before, ...reading.cursor, listAgain: false };
      return this.#parts.reading.cursor;
    }
    if (reading.cursor === null) return null;
    this.#parts.reading.cursor = { ...before, ...reading.cursor };
    return this.#parts.reading.cursor;
  }

  async #commitSkip(item: FrontierItem, reason: string, started: number): Promise<void> {
    const ledger = this.#ledger(item, 'skipped', reason, null, started);
    const base = { documents: [], products: [], observations: [], discovered: [] };
    const result: PageResult = { item, ledger, validators: null, ...base, retry: false, cursor: null };
    await this.#guardStore(() => this.#parts.store.commit(result));
    countResult(this.#counts, result);
    this.#parts.context.progress.advance();
  }

  async #stopAtLimit(item: FrontierItem, started: number): Promise<void> {
    if (this.#truncated) return;
    this.#truncated = true;
    this.finished = true;
    await this.#commit(
      item,
      this.#ledger(item, 'skipped', 'page-limit', null, started),
      emptyReading(),
      null,
    );
  }

  async #commitFailure(item: FrontierItem, error: AppError, started: number): Promise<void> {
    const reason = reasonOf(error);
    const refused =
      error.code === 'FETCH_REFUSED' || error.code === 'TOO_LARGE' || error.code === 'UNREADABLE';
    const ledger = this.#ledger(item, refused ? 'refused' : 'failed', reason, null, started);
    const status = error.details['status'];
    if (typeof status === 'number') ledger.status = status;
    this.#reasons[reason] = (this.#reasons[reason] ?? 0) + 1;
    if (this.#seeds.has(item.url) && (reason === 'robots' || reason === 'insecure'))
      this.#violations.add(reason);
    this.#inARow += 1;
    if (this.#inARow >= HOPELESS || reason === 'circuit-open' || reason === 'paced') this.finished = true;
    this.#parts.context.log.debug({ source: this.#parts.source.id, url: item.url, reason }, error.message);
    await this.#commit(item, ledger, emptyReading(), null);
  }

  /** A store that fails ends the run: nothing may be lost for a database that is away. */
  async #guardStore<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.broken ??= error;
      this.finished = true;
      throw error;
    }
  }
}

function worthRetry(error: AppError): boolean {
  const { action } = ERROR_TABLE[error.code];
  if (action === 'pace') return (error.retryAfterMs ?? 0) <= LONGEST_PAUSE_MS;
  return action === 'retry' && reasonOf(error) !== 'too-many-redirects' && reasonOf(error) !== 'bad-redirect';
}
