import type { Readable, Writable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { AppError, type ErrorCode } from '../../core/errors.ts';
import { readLineBatches, writeAll } from '../json-lines.ts';
import type { ReaderSetup } from './load-reader.ts';

/** Batches a thread may have before it, so that it never waits and memory stays bounded. */
const AHEAD = 4;

type Bytes = Uint8Array<ArrayBuffer>;

/** What a thread posts: once how it began, then the bytes of each batch in order. */
export type ThreadMessage =
  | { degraded: string | null }
  | { failed: { code: ErrorCode; message: string } }
  | { bytes: Bytes };

interface Waiting {
  resolve: (bytes: Bytes) => void;
  reject: (thrown: unknown) => void;
}

class ReadingThread {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];
  #failure: unknown = null;

  constructor(setup: ReaderSetup, onDegraded: (sentence: string) => void) {
    this.#worker = new Worker(new URL('./thread-entry.mjs', import.meta.url), { workerData: setup });
    this.#worker.on('message', (message: ThreadMessage) => {
      if ('bytes' in message) this.#waiting.shift()?.resolve(message.bytes);
      else if ('failed' in message) this.#fail(new AppError(message.failed.code, message.failed.message));
      else if (message.degraded !== null) onDegraded(message.degraded);
    });
    this.#worker.on('error', (thrown) => this.#fail(thrown));
    this.#worker.on('exit', (code) => this.#fail(new Error(`a reading thread ended with ${code}`)));
  }

  get load(): number {
    return this.#waiting.length;
  }

  answer(lines: (string | null)[]): Promise<Bytes> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== null) {
        reject(this.#failure);
        return;
      }
      this.#waiting.push({ resolve, reject });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      this.#worker.postMessage(lines);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(thrown: unknown): void {
    this.#failure ??= thrown;
    for (const waiting of this.#waiting.splice(0)) waiting.reject(this.#failure);
  }
}

/** Answers the lines of `input` in `threads` worker threads, each with a reader of its own; in order. */
export async function annotateInThreads(
  input: Readable,
  output: Writable,
  setup: ReaderSetup,
  { threads, onDegraded }: { threads: number; onDegraded: (sentence: string) => void },
): Promise<void> {
  const pool = Array.from(
    { length: threads },
    (_, k) => new ReadingThread(setup, k === 0 ? onDegraded : () => undefined),
  );
  const idlest = (): ReadingThread => pool.reduce((best, one) => (one.load < best.load ? one : best));
  const ahead: Promise<void>[] = [];
  let written = Promise.resolve();
  try {
    for await (const lines of readLineBatches(input)) {
      written = writeAfter(written, idlest().answer(lines), output);
      written.catch((thrown: unknown) => input.destroy(thrown instanceof Error ? thrown : undefined));
      ahead.push(written);
      if (ahead.length >= threads * AHEAD) await ahead.shift();
    }
    await written;
  } finally {
    await Promise.all(pool.map((thread) => thread.close()));
  }
}

async function writeAfter(before: Promise<void>, answer: Promise<Bytes>, output: Writable): Promise<void> {
  const [, bytes] = await Promise.all([before, answer]);
  if (bytes.length > 0) await writeAll(output, bytes);
}
