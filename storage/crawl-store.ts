import type { CrawlStore, KnownPage, PageResult } from '../core/crawl-store.ts';
import { addDropped, commitPages, type CommitOptions } from './commit-pages.ts';
import { addItems, hashOf, lockRun, reclaimItems, takeItems } from './frontier.ts';
import { GroupCommit } from './group-commit.ts';
import { inTransaction, type AnySql, type Sql } from './sql.ts';

export type CrawlStoreOptions = CommitOptions;

/** Most pages in one transaction: more saves little, and keeps the rows of a run locked for longer. */
const MOST_PAGES = 64;

/**
 * The state of one run of a source in PostgreSQL. A page is stored whole or not at all and counts once; pages that
 * end while others are being stored share the next transaction.
 */
export function createCrawlStore(sql: Sql, options: CrawlStoreOptions): CrawlStore {
  const { source, runId, clock } = options;
  const run = { sourceId: source.id, runId };
  const dropped: Record<string, number> = {};
  const commits = new GroupCommit(async (pages: PageResult[]) => {
    addDropped(dropped, await inTransaction(sql, (tx) => commitPages(tx, options, pages)));
  }, MOST_PAGES);
  /** Looked up when items are taken, kept until they are asked for or committed: one query for many. */
  const taken = new Map<string, KnownPage | null>();
  let reclaimed: Promise<void> | undefined;
  return {
    cursor: () => readCursor(sql, source.id),
    addToFrontier: (items) =>
      inTransaction(sql, async (tx) => {
        await lockRun(tx, runId);
        return addItems(tx, runId, items);
      }),
    async takeFromFrontier(limit) {
      reclaimed ??= reclaimItems(sql, { ...run, at: clock.now() });
      await reclaimed;
      const found = await takeItems(sql, run, limit);
      for (const { item, known } of found) taken.set(item.url, known);
      return found.map(({ item }) => item);
    },
    async knownPage(url) {
      const known = taken.get(url);
      taken.delete(url);
      return known === undefined ? readPage(sql, source.id, url) : known;
    },
    async commit(result) {
      taken.delete(result.item.url);
      await commits.add(result);
    },
    dropped: () => ({ ...dropped }),
  };
}

async function readCursor(sql: AnySql, sourceId: string): Promise<Record<string, unknown> | null> {
  const [row] = await sql<{ cursor: Record<string, unknown> | null }[]>`
    select cursor from sources where id = ${sourceId}`;
  return row?.cursor ?? null;
}

async function readPage(sql: AnySql, sourceId: string, url: string): Promise<KnownPage | null> {
  const [row] = await sql<KnownPage[]>`
    select etag, last_modified as "lastModified", fetched_at as "fetchedAt" from pages
    where source_id = ${sourceId} and url_hash = ${hashOf(url)}`;
  return row ?? null;
}
