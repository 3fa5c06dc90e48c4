import { expect, test } from 'vitest';
import type { CrawlOutcome } from '../../core/crawl-store.ts';
import { createCrawlStore } from '../../storage/crawl-store.ts';
import { listLedger } from '../../storage/ledger.ts';
import { finishRun, listRuns, openRun } from '../../storage/source-runs.ts';
import { findSource, upsertSources } from '../../storage/sources.ts';
import { describeDatabases } from '../support/database.ts';
import { fingerprint, LONG_TEXT, sampleDocument, sampleSource } from './sample.ts';

const HOUR_MS = 3_600_000;
const counts = {
  listed: 1,
  fetched: 1,
  notModified: 0,
  skipped: 0,
  refused: 0,
  failed: 0,
  documents: 1,
  products: 0,
  observations: 0,
  dropped: {},
};
const outcome = (health: CrawlOutcome['health'], stoppedBy?: string): CrawlOutcome => ({
  health,
  reason: health,
  counts,
  ...(stoppedBy === undefined ? {} : { stoppedBy }),
});
const at = (hours: number) => new Date(Date.parse('2026-03-01T00:00:00.000Z') + hours * HOUR_MS);

describeDatabases('how often a source is asked', (database) => {
  /** One run at an hour; `document` is what it brings, if anything. */
  async function run(
    id: string,
    hours: number,
    document: string | null,
    health: CrawlOutcome['health'] = 'ok',
  ) {
    const { sql } = database();
    const { runId } = await openRun(sql, { sourceId: id, at: at(hours) });
    const clock = { now: () => at(hours) };
    const source = await findSource(sql, id);
    const store = createCrawlStore(sql, { source, runId, clock, fingerprint });
    const url = `https://${id}.example/${document ?? 'list'}`;
    const item = { url, kind: 'page', depth: 0, hint: {} };
    const ledger = { url, outcome: 'fetched', reason: 'ok', status: 200, bytes: 1, durationMs: 1 } as const;
    await store.commit({
      item,
      ledger: { ...ledger, at: at(hours) },
      validators: null,
      documents: document === null ? [] : [sampleDocument(url, `${LONG_TEXT} ${url}`)],
      products: [],
      observations: [],
      discovered: [],
      retry: false,
      cursor: null,
    });
    await finishRun(sql, { runId, outcome: outcome(health), at: at(hours) });
    return findSource(sql, id);
  }

  test('follows from how often it brought something new', async () => {
    const { sql } = database();
    await upsertSources(sql, [
      sampleSource('busy', { cadenceHours: 24 }),
      sampleSource('idle', { cadenceHours: 24 }),
      sampleSource('fixed', { cadenceHours: 24, adaptive: false }),
    ]);
    const first = await run('busy', 0, 'story-0');
    expect(first).toMatchObject({ cadenceHours: 24, nextDueAt: at(24) });
    for (let day = 1; day <= 8; day++) {
      await run('busy', day * 24, `story-${day}`);
      await run('idle', day * 24, day === 1 ? 'story' : null);
      await run('fixed', day * 24, `story-${day}`);
    }
    const busy = await findSource(sql, 'busy');
    expect(busy.cadenceHours).toBeLessThan(10);
    expect(busy.cadenceReason).toContain('new things in 8 of 8 runs');
    expect(busy.nextDueAt?.getTime()).toBe(at(8 * 24 + busy.cadenceHours!).getTime());
    expect(await findSource(sql, 'idle')).toMatchObject({ cadenceHours: 96 });
    expect(await findSource(sql, 'fixed')).toMatchObject({
      cadenceHours: 24,
      cadenceReason: 'as declared: it is not to adapt',
    });
    const runs = await listRuns(sql, 'idle');
    expect(runs.map(({ broughtNew }) => broughtNew)).toEqual([...Array(7).fill(false), true]);
    expect(runs[0]).toMatchObject({ health: 'ok', healthSince: at(24) });
  });

  test('is less while the host lets nothing be had, and says since when', async () => {
    const { sql } = database();
    await upsertSources(sql, [sampleSource('walled', { cadenceHours: 24 })]);
    expect(await run('walled', 0, 'story')).toMatchObject({ cadenceHours: 24 });
    await run('walled', 24, null, 'blocked');
    expect(await run('walled', 72, null, 'blocked')).toMatchObject({
      cadenceHours: 96,
      cadenceReason: 'blocked in 2 runs in a row: asked less often',
      healthSince: at(24),
    });
    expect((await listRuns(sql, 'walled'))[0]).toMatchObject({ health: 'blocked', healthSince: at(24) });
  });

  test('what still waited when a run ended has its line in the ledger', async () => {
    const { sql } = database();
    await upsertSources(sql, [sampleSource('long')]);
    const { runId } = await openRun(sql, { sourceId: 'long', at: at(0) });
    const source = await findSource(sql, 'long');
    const clock = { now: () => at(0) };
    const store = createCrawlStore(sql, { source, runId, clock, fingerprint });
    const items = ['a', 'b', 'c'].map((name) => ({
      url: `https://long.example/${name}`,
      kind: 'page',
      depth: 1,
      hint: {},
    }));
    await store.addToFrontier(items);
    await store.takeFromFrontier(1);
    await finishRun(sql, { runId, outcome: outcome('ok', 'page-limit'), at: at(1) });
    const lines = await listLedger(sql, 'long');
    expect(lines.map(({ url, outcome: how, reason }) => [url, how, reason]).reverse()).toEqual(
      items.map(({ url }) => [url, 'skipped', 'page-limit']),
    );
    expect((await listRuns(sql, 'long'))[0]?.counts.dropped).toEqual({ 'page-limit': 3 });
  });
});
