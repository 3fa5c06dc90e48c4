import type {
  CrawlStore,
  FrontierItem,
  LedgerEntry,
  PageResult,
  Validators,
} from '../../../core/crawl-store.ts';

/** A CrawlStore in memory, with the rules of the real one: each URL once a run, pages known across runs. */
export class MemoryStore implements CrawlStore {
  readonly ledger: LedgerEntry[] = [];
  readonly results: PageResult[] = [];
  readonly pages = new Map<string, Validators & { fetchedAt: Date }>();
  /** What it says could not be stored. */
  unstorable: Record<string, number> = {};
  lastCursor: Record<string, unknown> | null = null;
  #seen = new Set<string>();
  #waiting: FrontierItem[] = [];

  /** What lies ahead is forgotten, what is known stays: the next run begins. */
  nextRun(): void {
    this.#seen = new Set();
    this.#waiting = [];
    this.ledger.length = 0;
    this.results.length = 0;
  }

  async cursor(): Promise<Record<string, unknown> | null> {
    return this.lastCursor;
  }

  async addToFrontier(items: FrontierItem[]): Promise<number> {
    const fresh = items.filter((item) => !this.#seen.has(item.url));
    let added = 0;
    for (const item of fresh) {
      if (this.#seen.has(item.url)) continue;
      this.#seen.add(item.url);
      this.#waiting.push(item);
      added += 1;
    }
    return added;
  }

  async takeFromFrontier(limit: number): Promise<FrontierItem[]> {
    return this.#waiting.splice(0, limit);
  }

  async knownPage(url: string): Promise<(Validators & { fetchedAt: Date }) | null> {
    return this.pages.get(url) ?? null;
  }

  async commit(result: PageResult): Promise<void> {
    this.results.push(result);
    this.ledger.push(result.ledger, ...(result.leftOut ?? []));
    if (result.validators)
      this.pages.set(result.item.url, { ...result.validators, fetchedAt: result.ledger.at });
    if (result.cursor) this.lastCursor = result.cursor;
    await this.addToFrontier(result.discovered);
  }

  dropped(): Record<string, number> {
    return { ...this.unstorable };
  }

  get documents() {
    return this.results.flatMap((result) => result.documents);
  }

  get products() {
    return this.results.flatMap((result) => result.products);
  }

  get observations() {
    return this.results.flatMap((result) => result.observations);
  }

  reasons(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { reason } of this.ledger) counts[reason] = (counts[reason] ?? 0) + 1;
    return counts;
  }
}
