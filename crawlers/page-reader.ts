import { availableParallelism } from 'node:os';
import type { RawPage } from '../core/content.ts';
import type { FrontierItem } from '../core/crawl-store.ts';
import type { PageReading, Platform, PlatformContext } from './platforms/platform.ts';
import { ReadingThread, type ReadingDeadline, type ReadingTask } from './reading-thread.ts';

/** Reads what came back of an item, with the platform and context of one run. */
export interface PageReader {
  read(page: RawPage, item: FrontierItem): Promise<PageReading>;
  close(): Promise<void>;
}

export interface PageReaderOptions {
  threads?: number;
  /** The page with which threads are started. */
  from?: number;
  deadline?: ReadingDeadline;
  /** What a thread runs. */
  entry?: URL;
}

/** A shorter run is over before a thread is warm. */
const WORTH_A_THREAD = 60;
const MOST_THREADS = 4;
/** With so many pages waiting for each thread the calling one reads, too. */
const MOST_WAITING = 16;
/** Larger bodies are rare: one thread has the memory for them, up to the largest that is fetched. */
const LARGEST_BODY = 500_000;
/** Of a thread, MB: enough for trees of the largest page it is given; without bounds garbage grows to 150. */
const BOUNDS = { maxYoungGenerationSizeMb: 32, maxOldGenerationSizeMb: 128 };
const WIDE_BOUNDS = { maxYoungGenerationSizeMb: 32, maxOldGenerationSizeMb: 512 };
/** The largest honest page is read in a tenth of it on a slow machine. */
const LONGEST_READING_MS = 20_000;

/** Where pages come without a pause, reading them is the most of a crawl: the other cores help. */
export const spareThreads = (): number => Math.min(MOST_THREADS, availableParallelism() - 1);

const inTime: ReadingDeadline = (expired) => {
  const timer = setTimeout(expired, LONGEST_READING_MS);
  return () => clearTimeout(timer);
};

export function createPageReader(
  platform: Platform,
  context: PlatformContext,
  options: PageReaderOptions = {},
): PageReader {
  const { threads = 0, from = WORTH_A_THREAD } = options;
  const here = async (page: RawPage, item: FrontierItem): Promise<PageReading> =>
    platform.read(page, item, context);
  let pool: ReadingPool | null = null;
  let pages = 0;
  let busyHere = false;
  /** One page a turn of the event loop: between them the answers of the database and of the sites are heard. */
  const helpOut = (page: RawPage, item: FrontierItem): Promise<PageReading> => {
    busyHere = true;
    setImmediate(() => (busyHere = false));
    return here(page, item);
  };
  return {
    async read(page, item) {
      pages += 1;
      if (pages === from && threads > 0) pool = new ReadingPool(threads, context, options);
      const place = pool?.placeFor(page.body.length) ?? null;
      if (pool === null || place === null) return here(page, item);
      if (pool.waiting(place) >= MOST_WAITING && !busyHere) return helpOut(page, item);
      return (await pool.read(place, { page, item, cursor: context.cursor })) ?? here(page, item);
    },
    async close() {
      await pool?.close();
      pool = null;
    },
  };
}

/** The threads of one run, by their places. One that ends by itself is followed by another in its place. */
class ReadingPool {
  readonly #threads: (ReadingThread | null)[] = [];
  readonly #context: PlatformContext;
  readonly #options: PageReaderOptions;

  constructor(most: number, context: PlatformContext, options: PageReaderOptions) {
    this.#context = context;
    this.#options = options;
    for (let place = 0; place < most; place++) this.#threads.push(this.#start(place));
  }

  waiting(place: number): number {
    return this.#threads[place]?.waiting ?? 0;
  }

  /** Where a body of this size is best read, or null: no thread is ready for it. */
  placeFor(bytes: number): number | null {
    let found: number | null = null;
    for (const [place, thread] of this.#threads.entries())
      if (thread?.ready && (place === 0 || bytes <= LARGEST_BODY))
        if (found === null || thread.waiting < this.waiting(found)) found = place;
    return found;
  }

  /** Null when no thread can read it and there is no word against reading it elsewhere. */
  async read(place: number, task: ReadingTask): Promise<PageReading | null> {
    for (let thread = this.#threads[place]; thread; thread = this.#threads[place]) {
      const answer = await thread.ask(task);
      if (answer === 'short-of-memory') return null;
      if (answer !== 'not-begun') return answer;
    }
    return null;
  }

  async close(): Promise<void> {
    const threads = this.#threads.splice(0).filter((thread) => thread !== null);
    await Promise.all(threads.map((thread) => thread.close()));
  }

  /** One that ends before it was ready would end so again: its place stays empty. */
  #start(place: number): ReadingThread {
    const { source, hashKey, rsshubUrl } = this.#context;
    return new ReadingThread({
      entry: this.#options.entry ?? new URL('./page-reader-entry.mjs', import.meta.url),
      setup: { source, hashKey, rsshubUrl },
      bounds: place === 0 ? WIDE_BOUNDS : BOUNDS,
      deadline: this.#options.deadline ?? inTime,
      ended: (wasReady) => {
        if (place < this.#threads.length) this.#threads[place] = wasReady ? this.#start(place) : null;
      },
    });
  }
}
