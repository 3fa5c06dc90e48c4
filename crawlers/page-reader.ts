import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { RawPage } from '../core/content.ts';
import type { FrontierItem } from '../core/crawl-store.ts';
import { AppError, type ErrorCode } from '../core/errors.ts';
import type { PageReading, Platform, PlatformContext } from './platforms/platform.ts';

/** Reads what came back of an item, with the platform and context of one run. */
export interface PageReader {
  read(page: RawPage, item: FrontierItem): Promise<PageReading>;
  close(): Promise<void>;
}

/** What a reading thread is told once, and then for each page; what it answers. */
export type ReadingSetup = Omit<PlatformContext, 'cursor'>;
export interface ReadingTask {
  page: RawPage;
  item: FrontierItem;
  cursor: PlatformContext['cursor'];
}
export type ReadingAnswer =
  | { reading: PageReading }
  | { failed: { code: ErrorCode | null; message: string; details: AppError['details'] } };

/** A shorter run is over before a thread is warm. */
const WORTH_A_THREAD = 60;
const MOST_THREADS = 4;
/** With so many pages waiting for each thread the calling one reads, too. */
const MOST_WAITING = 16;
/** Of a thread, MB: enough for trees of the largest page it is given; without bounds garbage grows to 150. */
const BOUNDS = { maxYoungGenerationSizeMb: 32, maxOldGenerationSizeMb: 128 };
/** Larger bodies are rare and are read in the calling thread, which has the memory. */
const LARGEST_BODY = 500_000;

/** Where pages come without a pause, reading them is the most of a crawl: the other cores help. */
export const spareThreads = (): number => Math.min(MOST_THREADS, availableParallelism() - 1);

export function createPageReader(
  platform: Platform,
  context: PlatformContext,
  { threads = 0, from = WORTH_A_THREAD }: { threads?: number; from?: number } = {},
): PageReader {
  const here = async (page: RawPage, item: FrontierItem): Promise<PageReading> =>
    platform.read(page, item, context);
  const { source, hashKey, rsshubUrl } = context;
  let pool: ReadingThread[] = [];
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
      if (pages === from && threads > 0)
        pool = Array.from({ length: threads }, () => new ReadingThread({ source, hashKey, rsshubUrl }));
      const free = page.body.length > LARGEST_BODY ? null : freest(pool);
      if (!free) return here(page, item);
      if (free.waiting >= MOST_WAITING && !busyHere) return helpOut(page, item);
      const answer = await free.ask({ page, item, cursor: context.cursor });
      return answer ?? here(page, item);
    },
    async close() {
      await Promise.all(pool.map((thread) => thread.close()));
      pool = [];
    },
  };
}

function freest(pool: readonly ReadingThread[]): ReadingThread | null {
  let found: ReadingThread | null = null;
  for (const thread of pool)
    if (thread.ready && thread.waiting < (found?.waiting ?? Number.POSITIVE_INFINITY)) found = thread;
  return found;
}

interface Asked {
  done: (reading: PageReading | null) => void;
  failed: (error: Error) => void;
}

/** One worker thread, which answers in the order it was asked. */
class ReadingThread {
  readonly #worker: Worker;
  #asked: Asked[] = [];
  ready = false;

  constructor(setup: ReadingSetup) {
    this.#worker = new Worker(new URL('./page-reader-entry.mjs', import.meta.url), {
      workerData: setup,
      resourceLimits: BOUNDS,
    });
    this.#worker.unref(); // A run that is thrown away is not held by it; one that waits is held by its pages.
    this.#worker.on('message', (answer: ReadingAnswer | 'ready') => this.#hear(answer));
    this.#worker.on('error', (error) => this.#end(codeOf(error) === 'ERR_WORKER_OUT_OF_MEMORY'));
    this.#worker.on('exit', () => this.#end());
  }

  get waiting(): number {
    return this.#asked.length;
  }

  /** Null when the thread ended and the page can still be read elsewhere. */
  ask(task: ReadingTask): Promise<PageReading | null> {
    return new Promise((done, failed) => {
      this.#asked.push({ done, failed });
      this.#worker.ref();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
      this.#worker.postMessage(task);
    });
  }

  async close(): Promise<void> {
    this.#end();
    await this.#worker.terminate();
  }

  #hear(answer: ReadingAnswer | 'ready'): void {
    if (answer === 'ready') {
      this.ready = true;
      return;
    }
    const asked = this.#asked.shift();
    if (this.#asked.length === 0) this.#worker.unref();
    if ('reading' in answer) asked?.done(answer.reading);
    else asked?.failed(errorOf(answer.failed));
  }

  /** The page it was at may be what ended it, and would end the caller too, unless memory was short; the others were not begun. */
  #end(shortOfMemory = false): void {
    this.ready = false;
    const asked = this.#asked;
    this.#asked = [];
    if (!shortOfMemory) asked.shift()?.failed(new Error('the thread that read it ended'));
    for (const { done } of asked) done(null);
  }
}

const codeOf = (error: Error): unknown => ('code' in error ? error.code : null);

function errorOf({ code, message, details }: Extract<ReadingAnswer, { failed: unknown }>['failed']): Error {
  return code === null ? new Error(message) : new AppError(code, message, { details: { ...details } });
}
