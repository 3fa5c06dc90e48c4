import { Worker, type ResourceLimits } from 'node:worker_threads';
import type { RawPage } from '../core/content.ts';
import type { FrontierItem } from '../core/crawl-store.ts';
import { AppError, type ErrorCode } from '../core/errors.ts';
import type { PageReading, PlatformContext } from './platforms/platform.ts';

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

/** Why a page was not read though nothing is wrong with it: it was not begun, or the thread had not the memory. */
export type Unread = 'not-begun' | 'short-of-memory';

/** Calls when the time for one page is over, unless it is told before that the page was read. */
export type ReadingDeadline = (expired: () => void) => () => void;

export interface ThreadParts {
  entry: URL;
  setup: ReadingSetup;
  bounds: ResourceLimits;
  deadline: ReadingDeadline;
  /** Called once, when it ends by itself; whether it had ever been ready. */
  ended: (wasReady: boolean) => void;
}

interface Asked {
  url: string;
  done: (reading: PageReading | Unread) => void;
  failed: (error: Error) => void;
}

/** One worker thread, which answers in the order it was asked. */
export class ReadingThread {
  readonly #worker: Worker;
  readonly #parts: ThreadParts;
  #asked: Asked[] = [];
  #cancel: (() => void) | null = null;
  #wasReady = false;
  #isOver = false;

  constructor(parts: ThreadParts) {
    this.#parts = parts;
    this.#worker = new Worker(parts.entry, { workerData: parts.setup, resourceLimits: parts.bounds });
    this.#worker.unref(); // A run that is thrown away is not held by it; one that waits is held by its pages.
    this.#worker.on('message', (answer: ReadingAnswer | 'ready') => this.#hear(answer));
    this.#worker.on('error', (error) => {
      if (codeOf(error) === 'ERR_WORKER_OUT_OF_MEMORY') this.#end({ head: 'short-of-memory' });
      else this.#end({ head: new Error('the thread that read it ended', { cause: error }) });
    });
    this.#worker.on('exit', () => this.#end({ head: new Error('the thread that read it ended') }));
  }

  get ready(): boolean {
    return this.#wasReady && !this.#isOver;
  }

  get waiting(): number {
    return this.#asked.length;
  }

  ask(task: ReadingTask): Promise<PageReading | Unread> {
    if (this.#isOver) return Promise.resolve('not-begun');
    return new Promise((done, failed) => {
      this.#asked.push({ url: task.item.url, done, failed });
      if (this.#asked.length === 1) this.#timeHead();
      this.#worker.ref();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
      this.#worker.postMessage(task);
    });
  }

  async close(): Promise<void> {
    this.#end({ head: new Error('the thread that read it was closed'), isOwn: false });
    await this.#worker.terminate();
  }

  #hear(answer: ReadingAnswer | 'ready'): void {
    if (this.#isOver) return;
    if (answer === 'ready') this.#wasReady = true;
    const asked = answer === 'ready' ? undefined : this.#asked.shift();
    this.#timeHead();
    if (this.#asked.length === 0) this.#worker.unref();
    if (answer === 'ready') return;
    if ('reading' in answer) asked?.done(answer.reading);
    else asked?.failed(errorOf(answer.failed));
  }

  /** The time of the page at the head begins anew: when it comes there, and when the thread is ready at last. */
  #timeHead(): void {
    this.#cancel?.();
    const head = this.#asked[0];
    this.#cancel = head === undefined ? null : this.#parts.deadline(() => this.#expire(head));
  }

  /** An answer that lay waiting while this thread was busy is heard before the page is given up. */
  #expire(head: Asked): void {
    setImmediate(() => {
      if (this.#isOver || this.#asked[0] !== head) return;
      this.#end({ head: tooLong(head.url) });
      void this.#worker.terminate();
    });
  }

  /** The page it was at may be what ended it, and would end the caller too, unless memory was short; the others were not begun. */
  #end({ head, isOwn = true }: { head: Error | 'short-of-memory'; isOwn?: boolean }): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#cancel?.();
    const asked = this.#asked;
    this.#asked = [];
    if (isOwn) this.#parts.ended(this.#wasReady);
    const begun = this.#wasReady ? asked.shift() : undefined;
    if (head === 'short-of-memory') begun?.done(head);
    else begun?.failed(head);
    for (const { done } of asked) done('not-begun');
  }
}

/** Not worth another try: the same page would take as long again. */
const tooLong = (url: string): AppError =>
  new AppError('UNREADABLE', `${url} took too long to read`, { details: { reason: 'read-timeout' } });

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : null;

function errorOf({ code, message, details }: Extract<ReadingAnswer, { failed: unknown }>['failed']): Error {
  return code === null ? new Error(message) : new AppError(code, message, { details: { ...details } });
}
