import { describe, expect, test } from 'vitest';
import { AppError } from '../../core/errors.ts';
import { closeRunnersAfterEach, RUNNERS } from './support/runners.ts';

closeRunnersAfterEach();

const nothing = { counts: {}, next: null };
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe.each(RUNNERS)('queues: %s', (_kind, present, started) => {
  const it = test.skipIf(!present);

  it('takes what somebody waits for first, and what may wait last', async () => {
    const names: string[] = [];
    const runner = started(
      async (name) => {
        names.push(name);
        return nothing;
      },
      { concurrency: 1 },
    );
    for (const name of ['backcast', 'score-forecasts', 'build-series', 'raise-signals'] as const)
      await runner.enqueue(name, {});
    await runner.enqueue('crawl-source', { source: 'a' });
    await runner.enqueue('import-file', { path: 'b' });
    await runner.run();
    const of = (...wanted: string[]) => names.filter((name) => wanted.includes(name));
    expect(of('crawl-source', 'import-file')).toEqual(['import-file', 'crawl-source']);
    expect(of('backcast', 'score-forecasts', 'build-series', 'raise-signals')).toEqual([
      'build-series',
      'raise-signals',
      'backcast',
      'score-forecasts',
    ]);
  });

  it('tells how deep each queue is, and how long its oldest job has waited', async () => {
    const runner = started(async () => {
      throw new AppError('BAD_INPUT', 'no');
    });
    await runner.enqueue('backcast', {});
    await pause(60);
    await runner.enqueue('build-series', {});
    await runner.enqueue('apply-retention', {}, { delayMs: 60_000 });
    const depth = async (queue: string) => (await runner.depths()).find((one) => one.queue === queue);
    expect(await depth('crawl')).toMatchObject({ waiting: 0, delayed: 0, failed: 0, oldestWaitingMs: null });
    expect(await depth('upkeep')).toMatchObject({ waiting: 0, delayed: 1, oldestWaitingMs: null });
    const analysis = await depth('analysis');
    expect(analysis).toMatchObject({ waiting: 2, active: 0 });
    expect(analysis!.oldestWaitingMs).toBeGreaterThanOrEqual(50); // The one of the lower priority.
    await runner.start();
    await expect.poll(async () => (await depth('analysis'))?.failed).toBe(2);
    expect(await depth('analysis')).toMatchObject({ waiting: 0, oldestWaitingMs: null });
  });

  it('lists a dead job with all it was given and why it died, and redrives it with all its tries', async () => {
    let mended = false;
    let turns = 0;
    const before = Date.now();
    const runner = started(async () => {
      turns += 1;
      if (!mended) throw new AppError('BAD_SOURCE', 'its file is wrong: line 3');
      return nothing;
    });
    await runner.enqueue('crawl-source', { source: 'torn', chain: 'counts' });
    await runner.run();
    const [dead, ...others] = await runner.failed();
    expect(others).toEqual([]);
    expect(dead).toMatchObject({
      queue: 'crawl',
      name: 'crawl-source',
      payload: { source: 'torn', chain: 'counts', onlyIfDue: false },
      code: 'BAD_SOURCE',
      reason: 'its file is wrong: line 3',
      attempts: 1,
    });
    expect(dead!.failedAt.getTime()).toBeGreaterThanOrEqual(before);
    mended = true;
    await runner.retry(dead!.id);
    expect(await runner.failed()).toEqual([]);
    await runner.run();
    expect(turns).toBe(2);
    await expect(runner.retry(dead!.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('does not gather what goes on to the signals into what ends at the counts', async () => {
    const chains: string[] = [];
    const runner = started(async (name, payload) => {
      const { chain } = payload as { chain: string };
      if (name === 'read-documents') {
        chains.push(chain);
        return nothing;
      }
      return { counts: {}, next: { name: 'read-documents', payload: { chain }, delayMs: 300 } };
    });
    for (const chain of ['counts', 'all', 'counts'] as const)
      await runner.enqueue('fold-duplicates', { chain });
    await runner.run();
    expect(chains.sort()).toEqual(['all', 'counts']);
  });
});
