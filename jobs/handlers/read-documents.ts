import type { Reading } from '../../core/reading.ts';
import { countUnread, readBatch, type UnreadDocument } from '../../storage/readings.ts';
import type { Handler } from '../handler.ts';
import { jobError } from '../retry-decision.ts';

/** Batches under way at once: while the database stores one, the next is read. */
const AT_ONCE = 2;

/**
 * Reads what is unread in batches, each its own transaction; any number of workers may do it at once. A second
 * pass takes what others held in the first and gave back.
 */
export const readDocuments: Handler<'read-documents'> = async (context, payload, run) => {
  const { sql, log } = context;
  const { reader, version } = await context.reader();
  run.progress.setTotal(await countUnread(sql, version));
  const counts = { documents: 0, mentions: 0, opinions: 0, unreadable: 0 };
  const read = (document: UnreadDocument): Reading | null => {
    try {
      return reader.read(document.text, document.language);
    } catch (thrown) {
      log.warn({ document: document.id, reason: jobError(thrown).message }, 'a document could not be read');
      return null;
    }
  };
  const walk = async (): Promise<void> => {
    let after: string | null = null;
    let inPass = 0;
    while (!run.signal.aborted) {
      const batch = await readBatch(sql, { version, limit: payload.batch, after }, read);
      for (const key of ['documents', 'mentions', 'opinions', 'unreadable'] as const)
        counts[key] += batch[key];
      run.progress.advance(batch.documents);
      inPass += batch.documents;
      after = batch.next;
      if (after !== null) continue;
      if (inPass === 0) break;
      inPass = 0;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, walk));
  return counts;
};
