/** A crawl in a process of its own, for a test that kills it: node crawl-child.ts <config as JSON>. */
import { systemClock } from '../../core/clock.ts';
import type { FrontierItem, PageResult } from '../../core/crawl-store.ts';
import { openDatabase } from '../../storage/connect.ts';
import { createCrawlStore } from '../../storage/crawl-store.ts';
import { finishRun, openRun } from '../../storage/source-runs.ts';
import { fingerprint, LONG_TEXT, NOW, sampleDocument, sampleObservation, sampleProduct } from './sample.ts';

interface Given {
  config: { dataDir: string; databaseUrl?: string };
  name: string;
  sourceId: string;
  pages: number;
}

const given = JSON.parse(process.argv[2] ?? '{}') as Given;

/** Page n gives a document, a product with an observation, and the next page. */
function pageResult(item: FrontierItem, pages: number): PageResult {
  const n = Number(item.url.split('/').at(-1));
  const next = n + 1 < pages ? [pageItem(n + 1)] : [];
  return {
    item,
    ledger: {
      url: item.url,
      outcome: 'fetched',
      reason: 'ok',
      status: 200,
      bytes: 1,
      durationMs: 1,
      at: NOW,
    },
    validators: { etag: `"${n}"`, lastModified: null },
    documents: [sampleDocument(`${item.url}/article`, `${LONG_TEXT} Page ${n}.`)],
    products: [sampleProduct(`p${n}`)],
    observations: [sampleObservation(`p${n}`)],
    discovered: next,
    retry: false,
    cursor: { lastPage: n },
  };
}

function pageItem(n: number): FrontierItem {
  return { url: `https://shop.example/page/${n}`, kind: 'page', depth: n, hint: {} };
}

async function crawl(): Promise<void> {
  const database = await openDatabase({
    config: { databaseUrl: undefined, ...given.config },
    database: given.name,
  });
  const sql = database.sql;
  const { runId, resumed } = await openRun(sql, { sourceId: given.sourceId, at: NOW });
  const source = { id: given.sourceId, sector: 'commerce' } as const;
  const store = createCrawlStore(sql, { source, runId, clock: systemClock, fingerprint });
  await store.addToFrontier([pageItem(0)]);
  process.stdout.write(`started ${resumed ? 'resumed' : 'new'}\n`);
  for (
    let items = await store.takeFromFrontier(2);
    items.length > 0;
    items = await store.takeFromFrontier(2)
  ) {
    for (const item of items) {
      await store.commit(pageResult(item, given.pages));
      process.stdout.write(`committed ${item.url}\n`);
    }
  }
  const counts = { listed: 0, fetched: 0, notModified: 0, skipped: 0, refused: 0, failed: 0 };
  const rest = { documents: 0, products: 0, observations: 0, dropped: {} };
  await finishRun(sql, {
    runId,
    outcome: { health: 'ok', reason: 'done', counts: { ...counts, ...rest } },
    at: NOW,
  });
  await database.close();
}

await crawl();
