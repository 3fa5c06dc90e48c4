import { describe, expect, test } from 'vitest';
import { AppError } from '../../core/errors.ts';
import { closeRunnersAfterEach, RUNNERS } from './support/runners.ts';

closeRunnersAfterEach();

const nothing = { counts: {}, next: null };
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe.each(RUNNERS)('runner: %s', (_kind, present, started) => {
  const it = test.skipIf(!present);

  it('does each job once, with its payload checked and defaults filled in', async () => {
    const done: unknown[] = [];
    const runner = started(async (name, payload) => {
      done.push([name, payload]);
      return nothing;
    });
    await runner.enqueue('crawl-source', { source: 'a' });
    await runner.enqueue('read-documents', { batch: 7 });
    await expect(runner.enqueue('crawl-source', { source: '' })).rejects.toThrow(/crawl-source/);
    expect(await runner.counts()).toMatchObject({ waiting: 2, active: 0 });
    await runner.run();
    expect(done).toHaveLength(2);
    expect(done).toContainEqual(['crawl-source', { source: 'a', chain: 'none', onlyIfDue: false }]);
    expect(done).toContainEqual(['read-documents', { batch: 7, chain: 'none' }]);
    await runner.run(); // nothing waits: ends at once
    expect(done).toHaveLength(2);
  });

  it('keeps to its concurrency and its queues', async () => {
    let active = 0;
    let most = 0;
    const names: string[] = [];
    const runner = started(
      async (name) => {
        names.push(name);
        most = Math.max(most, (active += 1));
        await pause(20);
        active -= 1;
        return nothing;
      },
      { concurrency: 3, queues: ['crawl'] },
    );
    for (let i = 0; i < 7; i += 1) await runner.enqueue('crawl-source', { source: `s${i}` });
    await runner.enqueue('build-series', {});
    await runner.run();
    expect(most).toBe(3);
    expect(names).toHaveLength(7);
    expect(await runner.counts()).toMatchObject({ waiting: 1 });
  });

  it('holds one job of a key while it waits, or until it has ended', async () => {
    const seen: string[] = [];
    const release: (() => void)[] = [];
    const runner = started(async (_name, payload) => {
      seen.push((payload as { source: string }).source);
      await new Promise<void>((resolve) => release.push(resolve));
      return nothing;
    });
    const first = await runner.enqueue('crawl-source', { source: 'w' }, { dedupeKey: 'w' });
    expect(await runner.enqueue('crawl-source', { source: 'w' }, { dedupeKey: 'w' })).toBe(first);
    const held = await runner.enqueue(
      'crawl-source',
      { source: 'u' },
      { dedupeKey: 'u', dedupeWhile: 'unfinished' },
    );
    await runner.start();
    await expect.poll(() => seen.length).toBe(2);
    const second = await runner.enqueue('crawl-source', { source: 'w' }, { dedupeKey: 'w' });
    expect(second).not.toBe(first); // the first runs: its key is free
    expect(
      await runner.enqueue('crawl-source', { source: 'u' }, { dedupeKey: 'u', dedupeWhile: 'unfinished' }),
    ).toBe(held);
    release.splice(0).forEach((go) => go());
    await expect.poll(() => seen.length).toBe(3);
    release.splice(0).forEach((go) => go());
    await expect.poll(async () => (await runner.counts()).active).toBe(0);
    await runner.enqueue('crawl-source', { source: 'u' }, { dedupeKey: 'u', dedupeWhile: 'unfinished' });
    await expect.poll(() => seen.filter((s) => s === 'u').length).toBe(2);
    release.splice(0).forEach((go) => go());
  });

  it('retries what passes, paces without burning a try, and stops at what stays', async () => {
    const tries: Record<string, number> = {};
    const runner = started(async (name) => {
      const turn = (tries[name] = (tries[name] ?? 0) + 1);
      if (name === 'apply-retention') throw new AppError('BAD_INPUT', 'stays wrong');
      if (name === 'score-forecasts' && turn <= 6) {
        throw new AppError('FETCH_PACED', 'later', { retryAfterMs: 5 });
      }
      if (name === 'crawl-source') throw Object.assign(new Error('gone'), { code: 'CONNECTION_CLOSED' });
      return nothing;
    });
    await runner.enqueue('apply-retention', {});
    await runner.enqueue('score-forecasts', {});
    await runner.run();
    expect(tries).toEqual({ 'apply-retention': 1, 'score-forecasts': 7 });
    const failed = await runner.failed();
    expect(failed).toMatchObject([{ name: 'apply-retention', code: 'BAD_INPUT', reason: 'stays wrong' }]);
    await runner.enqueue('crawl-source', { source: 'x' });
    await runner.start();
    await expect.poll(() => tries['crawl-source']).toBe(1);
    await expect.poll(async () => (await runner.counts()).delayed).toBe(1); // waits for its second try
    await runner.retry(failed[0]!.id);
    await expect.poll(() => tries['apply-retention']).toBe(2);
    await expect(runner.retry('crawl/nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('enqueues what follows in a chain, gathered into one', async () => {
    const names: string[] = [];
    const runner = started(async (name) => {
      names.push(name);
      if (name !== 'crawl-source') return nothing;
      return { counts: {}, next: { name: 'fold-duplicates', payload: { chain: 'all' }, delayMs: 300 } };
    });
    await runner.enqueue('crawl-source', { source: 'a', chain: 'all' });
    await runner.enqueue('crawl-source', { source: 'b', chain: 'all' });
    await runner.run();
    expect(names.sort()).toEqual(['crawl-source', 'crawl-source', 'fold-duplicates']);
  });

  it('stops gracefully: a running job ends, a waiting one stays, one that lingers is signalled', async () => {
    const ended: string[] = [];
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    const runner = started(
      async (_name, payload, signal) => {
        const { source } = payload as { source: string };
        if (source === 'lingers') await new Promise((resolve) => signal.addEventListener('abort', resolve));
        else await released;
        ended.push(source);
        return nothing;
      },
      { concurrency: 1 },
    );
    await runner.enqueue('crawl-source', { source: 'first' });
    await runner.enqueue('crawl-source', { source: 'lingers' });
    await runner.start();
    await expect.poll(async () => (await runner.counts()).active).toBe(1);
    const stopping = runner.stop(20_000);
    release();
    await stopping;
    expect(ended).toEqual(['first']);
    expect(await runner.counts()).toMatchObject({ waiting: 1, active: 0 });
    await runner.start();
    await expect.poll(async () => (await runner.counts()).active).toBe(1);
    await runner.stop(50);
    expect(ended).toEqual(['first', 'lingers']);
  });

  it('repeats a job, and once where it is told twice', async () => {
    let times = 0;
    const runner = started(async () => {
      times += 1;
      return nothing;
    });
    await runner.repeat('daily', 400, 'apply-retention', {});
    await runner.repeat('daily', 400, 'apply-retention', {});
    const began = performance.now();
    await runner.start();
    await expect.poll(() => times, { timeout: 20_000 }).toBeGreaterThanOrEqual(2);
    // Told twice and run twice it would come to more than one a period, the first at once.
    expect(times).toBeLessThanOrEqual(Math.floor((performance.now() - began) / 400) + 1);
    expect(await runner.counts()).toMatchObject({ delayed: 0 });
  });
});
