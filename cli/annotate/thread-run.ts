import { parentPort, workerData } from 'node:worker_threads';
import { toAppError } from '../../core/errors.ts';
import { createAnnotator } from './annotator.ts';
import type { ThreadMessage } from './in-threads.ts';
import { loadReader, type ReaderSetup } from './load-reader.ts';

/** Runs in a worker thread: answers the batches it is sent, in order. */
const port = parentPort!;
const post = (message: ThreadMessage, moved: ArrayBuffer[] = []): void => port.postMessage(message, moved);
try {
  const { reader, degraded } = loadReader(workerData as ReaderSetup);
  const annotate = createAnnotator(reader);
  post({ degraded });
  port.on('message', (lines: (string | null)[]) => {
    const bytes = annotate(lines);
    post({ bytes }, [bytes.buffer]);
  });
} catch (thrown) {
  const { code, message } = toAppError(thrown);
  post({ failed: { code, message } });
}
