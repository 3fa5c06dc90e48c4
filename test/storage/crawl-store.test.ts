import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { fixedClock } from '../../core/clock.ts';
import type { FrontierItem, PageResult } from '../../core/crawl-store.ts';
import { createCrawlStore } from '../../storage/crawl-store.ts';
import { forgetUrls } from '../../storage/forget.ts';
import { countLedger, cutLedger, listLedger } from '../../storage/ledger.ts';
import { finishRun, openRun } from '../../storage/source-runs.ts';
import { upsertSources } from '../../storage/sources.ts';
import { startChild } from '../support/child.ts';
import { describeDatabases, useDatabase } from '../support/database.ts';
import { fingerprint, LONG_TEXT, NOW, sampleDocument, sampleProduct, sampleSource } from './sample.ts';

const clock = fixedClock(NOW);
const shop = sampleSource('shop', { sector: 'commerce' });

function item(path: string): FrontierItem {
  return { url: `https://shop.example/${path}`, kind: 'page', depth: 0, hint: { path } };
}

function result(of: FrontierItem, more: Partial<PageResult> = {}): PageResult {
  return {
    item: of,
    ledger: {
      url: of.url,
      outcome: 'fetched',
      reason: 'ok',
      status: 200,
      bytes: 10,
      durationMs: 1.5,
      at: NOW,
    },
    validators: null,
    documents: [],
    products: [],
    observations: [],
    discovered: [],
    retry: false,
    cursor: null,
    ...more,
  };
}

describeDatabases('the crawl store', (database) => {
  beforeAll(async () => {
    await upsertSources(database().sql, [shop]);
  });

  async function freshRun() {
    const { sql } = database();
    const open = await sql`update source_runs set finished_at = now() where finished_at is null`;
    expect(open.count).toBeLessThanOrEqual(1);
    const { runId } = await openRun(sql, { sourceId: 'shop', at: NOW });
    const make = () => createCrawlStore(sql, { source: shop, runId, clock, fingerprint });
    return { sql, runId, make, store: make() };
  }

  test('each URL is offered once a run, in order', async () => {
    const { store } = await freshRun();
    expect(await store.addToFrontier([item('a'), item('b'), item('a')])).toBe(2);
    expect(await store.addToFrontier([item('b'), item('c')])).toBe(1);
    expect(await store.takeFromFrontier(2)).toEqual([item('a'), item('b')]);
    expect(await store.takeFromFrontier(5)).toEqual([item('c')]);
    expect(await store.takeFromFrontier(5)).toEqual([]);
  });

  test('what a dead process had taken comes back, what it committed does not', async () => {
    const { store, make } = await freshRun();
    await store.addToFrontier([item('a'), item('b')]);
    await store.takeFromFrontier(2);
    await store.commit(result(item('a'), { discovered: [item('a'), item('c')] }));
    expect(await make().takeFromFrontier(9)).toEqual([item('b'), item('c')]);
  });

  test('a page committed twice counts once', async () => {
    const { store, sql, runId } = await freshRun();
    await store.addToFrontier([item('a')]);
    const page = result(item('a'), { documents: [sampleDocument('https://shop.example/story', LONG_TEXT)] });
    await store.commit(page);
    await store.commit({ ...page, cursor: { wrong: true } });
    expect(await countLedger(sql, runId)).toEqual([
      { outcome: 'fetched', reason: 'ok', count: 1, bytes: 10 },
    ]);
    expect(await store.cursor()).toBeNull();
    expect(await listLedger(sql, 'shop', { runId })).toMatchObject([
      { url: item('a').url, durationMs: 2, bytes: 10 },
    ]);
  });

  test('what could not be stored is counted once, by its reason', async () => {
    const { store, sql, make } = await freshRun();
    const urls = ['kept', 'asked', 'never', 'x'.repeat(5_000)].map((path) => `https://shop.example/${path}`);
    await forgetUrls(sql, [urls[1]!], { by: 'Ada', reason: 'a test', at: NOW });
    const when = (url: string) =>
      url.endsWith('never') ? { publishedAt: new Date(Number.NaN), publishedAtKnown: true } : {};
    const pages = urls.map((url, n) =>
      result(item(`d${n}`), { documents: [sampleDocument(url, `${LONG_TEXT} ${n}`, when(url))] }),
    );
    await store.addToFrontier(pages.map((page) => page.item));
    await Promise.all(pages.map((page) => store.commit(page)));
    await Promise.all(pages.map((page) => store.commit(page)));
    expect(store.dropped()).toEqual({ erased: 1, 'date-out-of-range': 1, 'url-too-long': 1 });
    expect(make().dropped()).toEqual({});
  });

  test('a commit that fails leaves nothing of itself', async () => {
    const { store, sql, runId } = await freshRun();
    await store.addToFrontier([item('bad')]);
    const broken = { ...sampleDocument('https://shop.example/broken', LONG_TEXT), kind: 'poem' as 'article' };
    await expect(store.commit(result(item('bad'), { documents: [broken] }))).rejects.toThrow(
      'documents_kind_check',
    );
    expect(await countLedger(sql, runId)).toEqual([]);
    expect(await store.takeFromFrontier(1)).toEqual([item('bad')]);
  });

  test('an item to be tried again goes to the end, and is given up after five tries', async () => {
    const { store } = await freshRun();
    await store.addToFrontier([item('flaky'), item('fine')]);
    const order: string[] = [];
    for (let [next] = await store.takeFromFrontier(1); next; [next] = await store.takeFromFrontier(1)) {
      order.push(next.hint['path'] as string);
      await store.commit(result(next, { retry: next.url.endsWith('flaky') }));
    }
    expect(order).toEqual(['flaky', 'fine', 'flaky', 'flaky', 'flaky', 'flaky']);
  });

  test('an item that kills the process again and again is given up', async () => {
    const { make, sql, runId } = await freshRun();
    await make().addToFrontier([item('poison')]);
    for (let i = 0; i < 5; i += 1) expect(await make().takeFromFrontier(1)).toEqual([item('poison')]);
    expect(await make().takeFromFrontier(1)).toEqual([]);
    expect(await countLedger(sql, runId)).toMatchObject([{ outcome: 'failed', reason: 'gave-up', count: 1 }]);
  });

  test('a fetched page without validators is left to later runs', async () => {
    const { store } = await freshRun();
    await store.commit(result(item('left')));
    expect(await store.knownPage(item('left').url)).toBeNull();
  });

  test('a page is known with its validators; not modified keeps them', async () => {
    const { store } = await freshRun();
    const page = item('known');
    expect(await store.knownPage(page.url)).toBeNull();
    await store.commit(result(page, { validators: { etag: '"1"', lastModified: null } }));
    const again = await freshRun();
    const at = new Date('2026-03-06T00:00:00Z');
    const ledger = { ...result(page).ledger, outcome: 'not_modified' as const, at };
    await again.store.commit(result(page, { ledger }));
    expect(await again.store.knownPage(page.url)).toEqual({ etag: '"1"', lastModified: null, fetchedAt: at });
  });

  test('pages that end together are stored together; one that is refused takes none with it', async () => {
    const { store, sql, runId } = await freshRun();
    const items = ['one', 'two', 'bad', 'three', 'four'].map(item);
    await store.addToFrontier(items);
    await store.takeFromFrontier(9);
    const poem = {
      ...sampleDocument('https://shop.example/together-bad', LONG_TEXT),
      kind: 'poem' as 'article',
    };
    const ends = await Promise.allSettled(
      items.map((of, n) => {
        const good = sampleDocument(`https://shop.example/together-${n}`, `${LONG_TEXT} ${n}`);
        return store.commit(result(of, { documents: [n === 2 ? poem : good], cursor: { page: n } }));
      }),
    );
    expect(ends.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    expect(await countLedger(sql, runId)).toMatchObject([{ outcome: 'fetched', count: 4 }]);
    expect(await store.cursor()).toEqual({ page: 4 });
    const stored =
      await sql`select canonical_url from documents where canonical_url like '%/together-%' order by 1`;
    expect(stored).toHaveLength(4);
  });

  test('pages of one product that end together are stored as if one after the other', async () => {
    const { store, sql } = await freshRun();
    const first = { ...sampleProduct('shared'), brand: 'Made Up', color: 'navy' };
    const second = { ...sampleProduct('shared'), brand: null, color: 'cream' };
    await Promise.all(
      [first, second].map((product, n) => store.commit(result(item(`seen-${n}`), { products: [product] }))),
    );
    expect(await sql`select brand, color from products where key = ${first.key}`).toEqual([
      { brand: 'Made Up', color: 'cream' },
    ]);
  });

  test('what an earlier run knows of a page is there when the page is taken, and not after it is stored', async () => {
    const { store } = await freshRun();
    const page = item('validated');
    await store.commit(result(page, { validators: { etag: '"old"', lastModified: null } }));
    const again = await freshRun();
    await again.store.addToFrontier([page, item('unknown')]);
    await again.store.takeFromFrontier(9);
    expect(await again.store.knownPage(item('unknown').url)).toBeNull();
    expect(await again.store.knownPage(page.url)).toMatchObject({ etag: '"old"' });
    await again.store.commit(result(page, { validators: { etag: '"new"', lastModified: null } }));
    expect(await again.store.knownPage(page.url)).toMatchObject({ etag: '"new"' });
  });

  test('the frontier goes with its run; the ledger is cut by age', async () => {
    const { store, sql, runId } = await freshRun();
    await store.commit(result(item('a')));
    const none = { listed: 0, fetched: 1, notModified: 0, skipped: 0, refused: 0, failed: 0, documents: 0 };
    const counts = { ...none, products: 0, observations: 0, dropped: {} };
    await finishRun(sql, { runId, outcome: { health: 'ok', reason: '', counts }, at: NOW });
    expect(await sql`select 1 from frontier where run_id = ${runId}`).toEqual([]);
    expect(await cutLedger(sql, NOW)).toBe(0);
    expect(await cutLedger(sql, new Date('2027-01-01T00:00:00Z'))).toBeGreaterThan(0);
    expect(await listLedger(sql, 'shop')).toEqual([]);
  });
});

describe('a crawl that is killed', () => {
  const database = useDatabase('embedded');
  const file = fileURLToPath(new URL('crawl-child.ts', import.meta.url));

  test('between and inside commits loses nothing and doubles nothing', async () => {
    const { sql, config, name } = database();
    await upsertSources(sql, [shop]);
    const given = { config, name, sourceId: 'shop', pages: 60 };
    for (const page of [7, 23]) {
      const child = startChild(file, given);
      await child.says(`committed https://shop.example/page/${page}\n`);
      child.process.kill('SIGKILL');
      expect(await child.ended).toBe('SIGKILL');
    }
    const last = startChild(file, given);
    expect(await last.ended, last.output()).toBe(0);
    expect(last.output()).toContain('started resumed');
    const [found] = await sql`
      select (select count(*)::int from documents where kind = 'article') as articles,
        (select count(*)::int from documents where kind = 'product') as product_documents,
        (select count(*)::int from products) as products, (select count(*)::int from observations) as observations,
        (select count(*)::int from fetch_ledger) as ledger, (select count(distinct url)::int from fetch_ledger) as urls,
        (select count(*)::int from pages) as pages, (select count(*)::int from source_runs) as runs,
        (select count(*)::int from frontier) as frontier, (select cursor from sources) as cursor`;
    expect(found).toEqual({
      articles: 60,
      product_documents: 60,
      products: 60,
      observations: 60,
      ledger: 60,
      urls: 60,
      pages: 60,
      runs: 1,
      frontier: 0,
      cursor: { lastPage: 59 },
    });
  });
});
