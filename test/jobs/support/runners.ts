import { Redis } from 'ioredis';
import { afterEach } from 'vitest';
import { createLogger } from '../../../core/log.ts';
import { BullmqRunner } from '../../../jobs/bullmq-runner.ts';
import { InProcessRunner } from '../../../jobs/in-process-runner.ts';
import type { Perform, Runner, RunnerOptions } from '../../../jobs/runner.ts';

export const REDIS_URL = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';
const MUST = ['1', 'true'].includes(process.env['HEMLINE_REQUIRE_SERVICES'] ?? '');
const log = createLogger('silent');

async function redisMissing(): Promise<string | null> {
  const redis = new Redis(REDIS_URL, {
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  redis.on('error', () => {});
  try {
    await redis.connect();
    await redis.ping();
    return null;
  } catch (error) {
    return (error as Error).message;
  } finally {
    redis.disconnect();
  }
}

const missing = await redisMissing();
const opened: Runner[] = [];
let made = 0;

/** Makes a runner that is closed after the test. */
export type MakeRunner = (perform: Perform, options?: RunnerOptions) => Runner;

const kept = (runner: Runner): Runner => {
  opened.push(runner);
  return runner;
};

/** Name, whether it can run here, how one is made: for `describe.each`. */
export const RUNNERS: [string, boolean, MakeRunner][] = [
  ['in process', true, (perform, options) => kept(new InProcessRunner(perform, log, options))],
  [
    `bullmq${missing === null ? '' : `, skipped: no Redis at ${REDIS_URL}: ${missing}`}`,
    missing === null || MUST,
    (perform, options) => {
      const prefix = `hemline-test-${process.pid}-${(made += 1)}`;
      return kept(new BullmqRunner(perform, log, REDIS_URL, { prefix, ...options }));
    },
  ],
];

/** Closes what a test has opened and forgets its keys; call it once in a test file. */
export function closeRunnersAfterEach(): void {
  afterEach(async () => {
    for (const runner of opened.splice(0)) await runner.close();
    if (missing !== null) return;
    const redis = new Redis(REDIS_URL);
    const keys = await redis.keys(`hemline-test-${process.pid}-*`);
    if (keys.length > 0) await redis.del(keys);
    redis.disconnect();
  });
}
