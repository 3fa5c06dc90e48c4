import { parentPort, workerData } from 'node:worker_threads';
import { AppError, toAppError } from '../core/errors.ts';
import type { ReadingAnswer, ReadingSetup, ReadingTask } from './reading-thread.ts';
import { platformFor } from './platforms/registry.ts';

/** Runs in a worker thread: reads pages one by one as they are asked for and posts what they brought. */
const setup = workerData as ReadingSetup;
const platform = platformFor(setup.source.platform);

function answerTo({ page, item, cursor }: ReadingTask): ReadingAnswer {
  // Over the port the body arrives as a plain Uint8Array.
  const body = Buffer.from(page.body.buffer, page.body.byteOffset, page.body.byteLength);
  try {
    return { reading: platform.read({ ...page, body }, item, { ...setup, cursor }) };
  } catch (thrown) {
    const { code, message, details } = toAppError(thrown);
    return { failed: { code: thrown instanceof AppError ? code : null, message, details } };
  }
}

parentPort?.on('message', (task: ReadingTask) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
  parentPort?.postMessage(answerTo(task));
});
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- as above
parentPort?.postMessage('ready');
