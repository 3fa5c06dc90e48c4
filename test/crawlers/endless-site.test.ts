import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crawlOnce, testSource } from './support/crawl.ts';
import { endlessSite } from './support/endless-site.ts';
import { serve, type Served } from './support/serve.ts';

let site: Served;
beforeAll(async () => {
  site = await serve(endlessSite());
});
afterAll(() => site.close());

const crawl = (path: string) =>
  crawlOnce(
    testSource({
      platform: 'listing',
      urls: [`${site.url}${path}`],
      options: { next: 'a.next', max_list_pages: 100_000 },
      politeness: { delayMs: 0, maxPagesPerRun: 600, honourTdmReservation: true },
    }),
    [site.host],
  );

describe('a site without an end', () => {
  it.each([
    ['/calendar?month=2026-11', 'trap-calendar', 150],
    ['/past/2026/01/', 'trap-calendar', 150],
    ['/paging?page=1', 'trap-paging', 150],
    ['/visit/9f8e7d6c5b4a1/list', 'trap-session', 150],
    ['/deeper/', 'trap-repeating-path', 150],
    ['/longer/a', 'trap-long-url', 150],
    ['/filters', 'trap-parameters', 150],
  ])('%s ends as %s', async (path, reason, most) => {
    const { store, outcome } = await crawl(path);
    expect(store.reasons()[reason]).toBeGreaterThan(0);
    expect(store.reasons()['page-limit']).toBeUndefined();
    expect(outcome.counts.fetched).toBeLessThan(most);
    expect(outcome.counts.dropped[reason] ?? outcome.counts.skipped).toBeGreaterThan(0);
  });

  it.each([
    ['/archive/2023/01/', 24 * 3 + 3, 25],
    ['/news', 30 * 4, 30],
  ])('%s is read to its end', async (path, documents, lists) => {
    const { store, outcome } = await crawl(path);
    expect(store.documents).toHaveLength(documents);
    expect(outcome.counts.fetched).toBe(documents + lists);
    expect(store.reasons()).toEqual({ ok: documents + lists });
  });
});
