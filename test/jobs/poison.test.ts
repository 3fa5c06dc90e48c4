import { expect, test } from 'vitest';
import { AppError } from '../../core/errors.ts';
import { createLogger } from '../../core/log.ts';
import { BullmqRunner } from '../../jobs/bullmq-runner.ts';
import { startChild } from '../support/child.ts';
import { redisServerMissing, startRedisServer } from '../support/redis-server.ts';

const CHILD = new URL('support/poison-child.ts', import.meta.url).pathname;

test.skipIf(redisServerMissing !== null)(
  'a job that kills its worker is tried again, then dead with its reason; the others are done once',
  { timeout: 180_000 },
  async () => {
    const redis = await startRedisServer();
    const runner = new BullmqRunner(
      async () => {
        throw new AppError('INTERNAL', 'no work is done here');
      },
      createLogger('silent'),
      redis.url,
    );
    const sources = ['a', 'poison', 'b', 'c'];
    for (const source of sources) await runner.enqueue('crawl-source', { source });
    let said = '';
    for (let deaths = 0; deaths < 8; deaths += 1) {
      const child = startChild(CHILD, { redisUrl: redis.url, stalledMs: 400 });
      const done = expect
        .poll(async () => (await runner.counts()).waiting + (await runner.counts()).active, {
          timeout: 30_000,
        })
        .toBe(0)
        .then(() => 'done');
      const how = await Promise.race([child.ended, done]);
      said += child.output();
      if (how !== 'done') continue;
      child.process.kill('SIGKILL');
      await child.ended;
      break;
    }
    const times = (source: string): number => said.split(`took ${source}\n`).length - 1;
    expect(sources.filter((source) => source !== 'poison').map(times)).toEqual([1, 1, 1]);
    expect(times('poison')).toBe(4);
    expect(await runner.failed()).toMatchObject([
      {
        name: 'crawl-source',
        payload: { source: 'poison' },
        reason: 'its worker died each time it was tried',
      },
    ]);
    await runner.close();
    await redis.close();
  },
);
