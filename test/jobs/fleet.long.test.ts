import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRunner, performJob, startScheduler, type Runner } from '../../jobs/index.ts';
import { STEPS } from '../../jobs/pipeline.ts';
import { verifyLedger } from '../../storage/forecasts.ts';
import { startChild, type Child } from '../support/child.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { redisServerMissing, startRedisServer, type RedisServer } from '../support/redis-server.ts';
import { contextOver, dump, NOW, seedHistory } from './support/house.ts';

const WORKER = new URL('support/worker-child.ts', import.meta.url).pathname;

/** All that was made, with the numbers that only say in which order rows came left out. */
async function made(database: TestDatabase): Promise<Record<string, unknown[]>> {
  const tables = await dump(database);
  const without = (rows: unknown[] | undefined, keys: string[]): Record<string, unknown>[] =>
    rows?.map((row) => ({ ...(row as object), ...Object.fromEntries(keys.map((key) => [key, 0])) })) ?? [];
  const forecasts = without(tables['forecasts'], ['id', 'hash', 'previous_hash']);
  const keyOf = (row: Record<string, unknown>) =>
    JSON.stringify([row['concept_id'], row['sector'], row['market']]);
  return {
    ...tables,
    forecasts: forecasts.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
    concept_states: without(tables['concept_states'], ['forecast_id']),
    signals: without(tables['signals'], ['id']),
    themes: without(tables['themes'], ['id']),
  };
}

describe.skipIf(redisServerMissing !== null)('many workers', () => {
  let whole: Record<string, unknown[]>;
  let redis: RedisServer;
  const workers: Child[] = [];
  const opened: { close(): Promise<void> }[] = [];

  async function seeded(): Promise<TestDatabase> {
    const database = await openTestDatabase('embedded', { poolSize: 6 });
    opened.push(database);
    await seedHistory(database);
    await database.sql`update sources set next_due_at = '2100-01-01'`;
    return database;
  }

  async function worker(database: TestDatabase): Promise<Child> {
    const child = startChild(WORKER, {
      ...database.config,
      database: database.name,
      redisUrl: redis.url,
      now: NOW,
    });
    workers.push(child);
    await child.says('working');
    return child;
  }

  async function enqueuer(database: TestDatabase): Promise<Runner> {
    const runner = await createRunner(contextOver(database), { redisUrl: redis.url });
    opened.unshift(runner);
    return runner;
  }

  const count = async ({ sql }: TestDatabase, table: string): Promise<number> =>
    (await sql`select count(*)::int as rows from ${sql(table)}`)[0]!['rows'] as number;
  const runsDone = async ({ sql }: TestDatabase, stage: string): Promise<number> =>
    (await sql`select count(*)::int as rows from stage_runs where stage = ${stage} and state = 'done'`)[0]![
      'rows'
    ] as number;
  const soon = { timeout: 120_000, interval: 20 };

  async function killAll(): Promise<void> {
    for (const child of workers.splice(0)) {
      child.process.kill('SIGKILL');
      await child.ended;
    }
  }

  beforeAll(async () => {
    redis = await startRedisServer();
    const calm = await seeded();
    const context = contextOver(calm);
    for (const step of STEPS) if (step !== 'crawl-source') await performJob(context, step, {});
    whole = await made(calm);
  });
  afterAll(async () => {
    await killAll();
    for (const one of opened) await one.close();
    await redis.close();
  });

  test('make what one process makes, row by row', async () => {
    const database = await seeded();
    const runner = await enqueuer(database);
    await runner.enqueue('fold-duplicates', { chain: 'all' });
    const [first] = await Promise.all(Array.from({ length: 4 }, () => worker(database)));
    await expect.poll(() => runsDone(database, 'raise-signals'), soon).toBe(1);
    expect(await made(database)).toEqual(whole);
    first!.process.kill('SIGTERM');
    expect(await first!.ended).toBe(0);
    expect(first!.output()).toContain('ended in order');
    await killAll();
    await redis.flush();
  });

  test('lose and double nothing when they are killed, and when Redis is killed and emptied', async () => {
    const database = await seeded();
    const { sql } = database;
    const runner = await enqueuer(database);
    await performJob(contextOver(database), 'fold-duplicates', {});
    await runner.enqueue('read-documents', { chain: 'all', batch: 20 });

    const torn = await worker(database);
    await expect.poll(() => count(database, 'readings'), soon).toBeGreaterThan(0);
    torn.process.kill('SIGKILL');
    expect(await torn.ended).toBe('SIGKILL');
    expect(await count(database, 'readings')).toBeLessThan(720);

    await Promise.all([worker(database), worker(database)]);
    await expect.poll(() => count(database, 'readings'), soon).toBe(720);
    await redis.kill();
    await redis.start();
    await expect.poll(() => count(database, 'source_weeks'), soon).toBeGreaterThan(0);

    await redis.flush(); // All that waits is forgotten: the rest of the chain, and the daily analysis.
    await killAll();
    await sql`insert into dirty_cells select source_id, week from source_weeks on conflict do nothing`;
    const scheduler = await startScheduler(runner, contextOver(database), { tickMs: 100, sweepMs: 300 });
    await Promise.all([worker(database), worker(database)]);
    await redis.flush();
    const before = await runsDone(database, 'raise-signals');
    await expect.poll(() => runsDone(database, 'raise-signals'), soon).toBeGreaterThan(before);
    await expect.poll(() => count(database, 'dirty_cells'), soon).toBe(0);
    await expect
      .poll(async () => {
        const { waiting, delayed, active } = await runner.counts();
        return waiting + delayed + active;
      }, soon)
      .toBe(0);
    await scheduler.stop();
    expect(await made(database)).toEqual(whole);
    expect(await verifyLedger(sql)).toBeNull();
    expect(await runner.failed()).toEqual([]);
  });
});
