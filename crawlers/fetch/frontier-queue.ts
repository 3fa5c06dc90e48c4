import type { IRequestManager, Request } from 'crawlee';
import type { FrontierItem } from '../../core/crawl-store.ts';

/** An item on its way, with what was tried so far. */
export interface Attempt {
  item: FrontierItem;
  /** 0 for the first time. */
  retries: number;
}

const BATCH = 64;

type MakeRequest = (attempt: Attempt) => Request;

/**
 * Crawlee's view of the frontier: the CrawlStore keeps the items (that is what makes a run resumable), this hands
 * them out, and keeps those that failed in passing until their pause is over.
 */
export class FrontierQueue implements IRequestManager {
  readonly #take: (limit: number) => Promise<FrontierItem[]>;
  readonly #makeRequest: MakeRequest;
  readonly #nowMs: () => number;
  readonly #pauseMs: (retries: number) => number;
  #ready: Attempt[] = [];
  #paused: { attempt: Attempt; at: number }[] = [];
  #running = 0;
  #handled = 0;
  #mayHaveMore = true;
  #filling: Promise<void> | null = null;
  #closed = false;

  constructor(options: {
    take: (limit: number) => Promise<FrontierItem[]>;
    makeRequest: MakeRequest;
    nowMs: () => number;
    pauseMs: (retries: number) => number;
  }) {
    this.#take = options.take;
    this.#makeRequest = options.makeRequest;
    this.#nowMs = options.nowMs;
    this.#pauseMs = options.pauseMs;
  }

  /** New items may be in the store. */
  wake(): void {
    this.#mayHaveMore = true;
  }

  /** Hands out nothing any more (page limit, host closed, stop). */
  close(): void {
    this.#closed = true;
    this.#ready = [];
    this.#paused = [];
  }

  async isEmpty(): Promise<boolean> {
    if (this.#closed) return true;
    this.#releasePaused();
    if (this.#ready.length === 0 && this.#mayHaveMore) await this.#fill();
    return this.#ready.length === 0;
  }

  async isFinished(): Promise<boolean> {
    return (await this.isEmpty()) && this.#running === 0 && this.#paused.length === 0 && !this.#unread();
  }

  #unread(): boolean {
    return this.#mayHaveMore && !this.#closed;
  }

  async fetchNextRequest<T extends object>(): Promise<Request<T> | null> {
    if (await this.isEmpty()) return null;
    const attempt = this.#ready.shift();
    if (!attempt) return null;
    this.#running += 1;
    return this.#makeRequest(attempt) as Request<T>; // oxlint-disable-line typescript/no-unnecessary-type-assertion
  }

  async markRequestHandled(): Promise<null> {
    this.#running -= 1;
    this.#handled += 1;
    return null;
  }

  async reclaimRequest(request: Request): Promise<null> {
    this.#running -= 1;
    if (this.#closed) return null;
    const { item } = request.userData as { item: FrontierItem };
    const retries = request.retryCount;
    this.#paused.push({ attempt: { item, retries }, at: this.#nowMs() + this.#pauseMs(retries) });
    return null;
  }

  handledCount = async (): Promise<number> => this.#handled;
  getTotalCount = (): number => this.#handled + this.getPendingCount();
  getPendingCount = (): number => this.#ready.length + this.#paused.length + this.#running;

  async addRequest(): Promise<never> {
    throw new Error('Items come from the frontier, not from Crawlee');
  }

  async addRequestsBatched(): Promise<never> {
    throw new Error('Items come from the frontier, not from Crawlee');
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Request> {
    for (let next = await this.fetchNextRequest(); next; next = await this.fetchNextRequest()) yield next;
  }

  #releasePaused(): void {
    if (this.#paused.length === 0) return;
    const now = this.#nowMs();
    for (const { attempt } of this.#paused.filter((entry) => entry.at <= now)) this.#ready.push(attempt);
    this.#paused = this.#paused.filter((entry) => entry.at > now);
  }

  async #fill(): Promise<void> {
    this.#filling ??= this.#refill();
    await this.#filling;
  }

  async #refill(): Promise<void> {
    this.#mayHaveMore = false;
    try {
      const items = await this.#take(BATCH);
      if (items.length > 0) this.#mayHaveMore = true;
      for (const item of items) this.#ready.push({ item, retries: 0 });
    } finally {
      this.#filling = null;
    }
  }
}
