import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '../../core/errors.ts';
import { createLogger } from '../../core/log.ts';
import { BullmqRunner } from '../../jobs/bullmq-runner.ts';
import { redisServerMissing, startRedisServer, type RedisServer } from '../support/redis-server.ts';

const root = resolve(import.meta.dirname, '../..');
const log = createLogger('silent');
let redis: RedisServer;

async function hemline(args: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, ['cli/hemline.mjs', ...args], {
    cwd: root,
    env: { ...process.env, ...env },
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, ...said };
}

describe.skipIf(redisServerMissing !== null)(
  `hemline jobs${redisServerMissing === null ? '' : `, skipped: ${redisServerMissing}`}`,
  () => {
    beforeAll(async () => {
      redis = await startRedisServer();
    });
    afterAll(() => redis.close());

    test('lists what died and why, and sets it to work again', { timeout: 180_000 }, async () => {
      const env = { REDIS_URL: redis.url };
      let broken = true;
      const done: unknown[] = [];
      const runner = new BullmqRunner(
        async (_name, payload) => {
          if (broken) throw new AppError('BAD_SOURCE', 'line 3:\u001b[31m no such platform');
          done.push(payload);
          return { counts: {}, next: null };
        },
        log,
        redis.url,
      );
      for (const source of ['a', 'b', 'c']) await runner.enqueue('crawl-source', { source });
      await runner.run();
      const [dead, depths, listed] = await Promise.all([
        hemline(['jobs', 'dead'], env),
        hemline(['jobs', 'depths'], env),
        hemline(['jobs', 'dead', '--json'], env),
      ]);
      expect(dead.stdout).toContain('crawl-source {"source":"a"');
      expect(dead.stdout).toContain('BAD_SOURCE after 1 try: line 3: [31m no such platform');
      expect(depths.stdout).toContain('crawl       0 waiting, 0 delayed, 0 active, 3 dead');
      const ids = listed.stdout
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { id: string }).id);
      expect(ids).toHaveLength(3);
      broken = false;
      expect((await hemline(['jobs', 'redrive', ids[0]!], env)).stdout).toBe('1 set waiting again.\n');
      expect((await hemline(['jobs', 'redrive', '--all'], env)).stdout).toBe('2 set waiting again.\n');
      await runner.run();
      expect(done).toHaveLength(3);
      await runner.close();
    });

    test('says what is missing: a Redis, ids, a job', { timeout: 180_000 }, async () => {
      const [without, nothing, unknown] = await Promise.all([
        hemline(['jobs', 'dead'], { REDIS_URL: '' }),
        hemline(['jobs', 'redrive'], { REDIS_URL: redis.url }),
        hemline(['jobs', 'redrive', 'crawl/none'], { REDIS_URL: redis.url }),
      ]);
      expect([without.code, without.stderr]).toEqual([1, expect.stringContaining('/api/v1/jobs/dead')]);
      expect(nothing.code).toBe(2);
      expect([unknown.code, unknown.stderr]).toEqual([
        1,
        expect.stringContaining('no failed job has the id'),
      ]);
    });
  },
);
