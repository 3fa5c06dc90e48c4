import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLogger } from '../../core/log.ts';
import { BullmqRunner } from '../../jobs/bullmq-runner.ts';
import { performJob, startScheduler } from '../../jobs/index.ts';
import { openDatabase } from '../../storage/connect.ts';
import { holdSource } from '../../storage/source-locks.ts';
import { useDatabase } from '../support/database.ts';
import { redisServerMissing, startRedisServer, type RedisServer } from '../support/redis-server.ts';
import { contextOver, seedHistory } from './support/house.ts';

const database = useDatabase();
const log = createLogger('silent');

describe.skipIf(redisServerMissing !== null)('the schedule on a Redis that forgets', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedisServer();
    await seedHistory(database(), 2);
    await database().sql`update sources set next_due_at = '2100-01-01'`;
    await database().sql`update documents set folded = true`;
    await database().sql`delete from dirty_cells`;
  });
  afterAll(() => redis.close());

  test('is known again, and what was stored and not counted is taken up by one job', async () => {
    const { sql } = database();
    const done: string[] = [];
    const runner = new BullmqRunner(
      async (name, payload) => {
        done.push(`${name} ${(payload as { chain?: string }).chain ?? ''}`);
        return { counts: {}, next: null };
      },
      log,
      redis.url,
    );
    const scheduler = await startScheduler(runner, contextOver(database()), { tickMs: 30, sweepMs: 60 });
    await runner.start();
    const daily = ['apply-retention ', 'fold-duplicates all'];
    await expect.poll(() => done.toSorted(), { timeout: 20_000 }).toEqual(daily);
    await redis.flush();
    await expect.poll(() => done.toSorted(), { timeout: 20_000 }).toEqual([...daily, ...daily].sort());

    await sql`insert into dirty_cells select id, '2026-01-26' from sources limit 1`;
    await expect.poll(() => done, { timeout: 20_000 }).toContain('fold-duplicates counts');
    await sql`delete from dirty_cells`;
    await scheduler.stop();
    await runner.close();
  });
});

describe('a source that is crawled elsewhere', () => {
  test('is left to who crawls it', async () => {
    const { sql } = database();
    const [source] = await sql<{ id: string }[]>`select id from sources limit 1`;
    const elsewhere = await openDatabase({
      config: database().config,
      database: database().name,
      poolSize: 1,
    });
    const letGo = await holdSource(elsewhere.sql, source!.id);
    const context = contextOver(database());
    expect(await performJob(context, 'crawl-source', { source: source!.id })).toEqual({ elsewhere: 1 });
    const runs = await sql`select id from source_runs where source_id = ${source!.id}`;
    expect(runs).toHaveLength(0);
    await letGo!();
    await elsewhere.close();
    await context.close();
  });
});
