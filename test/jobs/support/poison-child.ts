import { createLogger } from '../../../core/log.ts';
import { BullmqRunner } from '../../../jobs/bullmq-runner.ts';

/** A worker that one job kills, as a reader with a fault in native code would: no error is thrown, the process is gone. */
const { redisUrl, stalledMs } = JSON.parse(process.argv[2] ?? '{}') as {
  redisUrl: string;
  stalledMs: number;
};
const runner = new BullmqRunner(
  async (_name, payload) => {
    const { source } = payload as { source: string };
    process.stdout.write(`took ${source}\n`);
    if (source === 'poison') process.kill(process.pid, 'SIGKILL');
    return { counts: {}, next: null };
  },
  createLogger('silent'),
  redisUrl,
  { stalledMs, concurrency: 1 },
);
await runner.start();
process.stdout.write('working\n');
