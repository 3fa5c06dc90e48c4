import type { House } from './house.ts';

/**
 * Reads the past again after a change of the taxonomy, as the API asks for it: by the workers where there are some, else
 * here and now. Answers what was done in one sentence.
 */
export async function rereadHistory(house: House, demo: boolean): Promise<string> {
  const { createRunner } = await import('../jobs/index.ts');
  const runner = await createRunner(house.context, {
    redisUrl: demo ? undefined : house.config.redisUrl,
    concurrency: house.config.concurrency,
  });
  try {
    await runner.enqueue('reread-history', { chain: 'all' });
    if (runner.kind === 'bullmq') return 'The workers read the past again.';
    await runner.run();
    const [failed] = await runner.failed();
    if (failed === undefined) return 'The past is read again.';
    return `Reading the past again stopped at ${failed.name} (${failed.code}): ${failed.reason}`;
  } finally {
    await runner.close();
  }
}
