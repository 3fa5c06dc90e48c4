import type { RawPage } from '../core/content.ts';
import type { FrontierItem, LedgerEntry, PageResult } from '../core/crawl-store.ts';
import { toAppError, type AppError } from '../core/errors.ts';
import type { FetchOutcome } from '../core/words.ts';
import { countDropped, countResult, emptyCounts, judgeRun } from './crawl-counts.ts';
import type { SourceOutcome } from './crawl-source.ts';
import { reasonOf } from './fetch/fetch-error.ts';
import { PageScreen, type LeftOut } from './page-screen.ts';
import { RunLimits, STOP_WORDS, type RunStop } from './run-limits.ts';
import { emptyReading, type PageReading } from './platforms/platform.ts';
import { fetchPage, pageSignals, readPage, worthRetry, type RunParts } from './run-steps.ts';

const MAX_DEPTH = 60;
/** So many refusals or failures in a row, with nothing fetched, end a run: the host does not want it. */
const HOPELESS = 25;

/** The state of one run: handles its items one by one and commits what each brought. */
export class CrawlRun {
  readonly #parts: RunParts;
  readonly #counts = emptyCounts();
  readonly #reasons: Record<string, number> = {};
  readonly #violations = new Set<string>();
  readonly #seeds = new Set<string>();
  readonly #limits: RunLimits;
  readonly #screen: PageScreen;
  #inARow = 0;
  #stop: RunStop | null = null;
  /** The ledger's reason for what is left waiting when the run ends. */
  #stoppedBy: string | null = null;
  readonly #isDated: boolean;
  /** Whether lists must be read whole next time although they may not have changed. */
  #listAgain: boolean;
  /** Whether an earlier run left a mark of how far it came. */
  readonly #continued: boolean;
  finished = false;
  broken: unknown = null;

  constructor(parts: RunParts) {
    const { source, context } = parts;
    const dates = { since: context.since ?? null, until: context.until ?? null };
    this.#parts = parts;
    this.#limits = new RunLimits(source.politeness, {
      now: () => context.clock.now(),
      monotonicMs: context.monotonicMs ?? (() => performance.now()),
    });
    this.#screen = new PageScreen(source, dates, context.clock.now());
    this.#isDated = dates.since !== null || dates.until !== null;
    this.#listAgain = parts.reading.cursor?.['listAgain'] === true || this.#isDated;
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
    const stopped = this.#stop === null ? null : STOP_WORDS[this.#stop];
    const outcome = judgeRun(this.#counts, this.#reasons, stopped, this.#continued);
    const stoppedBy = this.#stoppedBy === null ? {} : { stoppedBy: this.#stoppedBy };
    return { ...outcome, ...stoppedBy, violations: [...this.#violations] };
  }

  async #visit(item: FrontierItem, started: number): Promise<void> {
    const { store } = this.#parts;
    const known = item.kind === 'shelf' ? null : await this.#guardStore(() => store.knownPage(item.url));
    if (item.kind === 'page' && known) return this.#commitSkip(item, 'known', started);
    if (item.depth > MAX_DEPTH) return this.#commitSkip(item, 'too-deep', started);
    const trap = this.#seeds.has(item.url) ? null : this.#screen.closed(item);
    if (trap !== null) return this.#commitSkip(item, trap, started);
    const stop = this.#limits.reached();
    if (stop !== null) return this.#stopAt(item, stop, started);
    this.#limits.countPage();
    const page = await fetchPage(this.#parts, item, known && !this.#listAgain ? known : null);
    if (page.status === 304)
      return this.#commit(
        item,
        this.#ledger(item, 'not_modified', 'not-modified', page, started),
        emptyReading(),
        page,
      );
    await this.#keep(item, page, started);
  }

  /** Reads a page that came and stores what its own signals, the run's dates and the traps' bounds let through. */
  async #keep(item: FrontierItem, page: RawPage, started: number): Promise<void> {
    const { source } = this.#parts;
    const signals = await pageSignals(this.#parts, page);
    if (signals.reserved !== null && source.politeness.honourTdmReservation) {
      this.#countReason(signals.reserved);
      return this.#commitSkip(item, signals.reserved, started, page);
    }
    const reading = await readPage(this.#parts, page, item);
    const { reason, skipped, leftOut } = this.#screen.screen(page, item, signals, reading);
    if (skipped) this.#countReason(reason);
    const ledger = this.#ledger(item, skipped ? 'skipped' : 'fetched', reason, page, started);
    await this.#commit(item, ledger, reading, page, leftOut);
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
    leftOut: LeftOut[] = [],
  ): Promise<void> {
    const ok = page !== null;
    if (ok) this.#inARow = 0;
    const cursor = this.#cursorAfter(reading, ok);
    const validators =
      page !== null && this.#isWorkedThrough(item, reading)
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
      leftOut: leftOut.map(({ url, reason }) => ({
        url,
        reason,
        outcome: 'skipped',
        status: null,
        bytes: 0,
        durationMs: 0,
        at: ledger.at,
      })),
      retry: false,
      cursor: this.#isDated ? null : cursor,
    };
    await this.#guardStore(() => this.#parts.store.commit(result));
    countResult(this.#counts, result);
    countDropped(this.#counts, reading.dropped);
    this.#counts.listed += reading.discovered.length;
    this.#parts.context.progress.setTotal(this.#counts.listed);
    this.#parts.context.progress.advance();
  }

  /** A run kept to some dates leaves lists as they were, and pages that held others, to the runs that want those. */
  #isWorkedThrough(item: FrontierItem, reading: PageReading): boolean {
    return !this.#isDated || (item.kind === 'page' && (reading.dropped['outside-dates'] ?? 0) === 0);
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

  async #commitSkip(
    item: FrontierItem,
    reason: string,
    started: number,
    page: RawPage | null = null,
  ): Promise<void> {
    const ledger = this.#ledger(item, 'skipped', reason, page, started);
    const base = { documents: [], products: [], observations: [], discovered: [] };
    const result: PageResult = { item, ledger, validators: null, ...base, retry: false, cursor: null };
    await this.#guardStore(() => this.#parts.store.commit(result));
    countResult(this.#counts, result);
    this.#parts.context.progress.advance();
  }

  async #stopAt(item: FrontierItem, stop: RunStop, started: number): Promise<void> {
    if (this.finished) return;
    this.#stop = stop;
    this.#end(stop);
    const ledger = this.#ledger(item, 'skipped', stop, null, started);
    await this.#commit(item, ledger, emptyReading(), null);
  }

  #end(reason: string): void {
    this.#stoppedBy ??= reason;
    this.finished = true;
  }

  #countReason(reason: string): void {
    this.#reasons[reason] = (this.#reasons[reason] ?? 0) + 1;
  }

  async #commitFailure(item: FrontierItem, error: AppError, started: number): Promise<void> {
    const reason = reasonOf(error);
    const refused =
      error.code === 'FETCH_REFUSED' || error.code === 'TOO_LARGE' || error.code === 'UNREADABLE';
    const ledger = this.#ledger(item, refused ? 'refused' : 'failed', reason, null, started);
    const status = error.details['status'];
    if (typeof status === 'number') ledger.status = status;
    this.#countReason(reason);
    if (this.#seeds.has(item.url) && (reason === 'robots' || reason === 'insecure'))
      this.#violations.add(reason);
    this.#inARow += 1;
    if (reason === 'circuit-open' || reason === 'paced') this.#end(reason);
    else if (this.#inARow >= HOPELESS) this.#end('host-refuses');
    this.#parts.context.log.debug({ source: this.#parts.source.id, url: item.url, reason }, error.message);
    const instead = this.#parts.platform.instead?.(item, reason, this.#parts.reading) ?? null;
    const reading = instead && { ...emptyReading(), discovered: instead.items, cursor: instead.cursor };
    await this.#commit(item, ledger, reading ?? emptyReading(), null);
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
