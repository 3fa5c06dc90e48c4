import { describe, expect, test } from 'vitest';
import { AppError } from '../../core/errors.ts';
import type { DeadJob } from '../../core/queue-door.ts';
import { createLogger } from '../../core/log.ts';
import { InProcessRunner } from '../../jobs/in-process-runner.ts';
import { createQueueDoor, inTime } from '../../jobs/queue-door.ts';
import { buildApi, useApi } from './use-api.ts';

const api = useApi();

describe('jobs by the API', () => {
  test('dead ones are listed with their reason, and redriven once, which is written down', async () => {
    let broken = true;
    const runner = new InProcessRunner(async () => {
      if (broken) throw new AppError('UNREADABLE', 'page 7');
      return { counts: {}, next: null };
    }, createLogger('silent'));
    const served = buildApi(api().database, { queues: createQueueDoor(runner) });
    await runner.enqueue('import-file', { path: '/data/rows.jsonl' });
    await runner.run();
    const listed = await served.json('/api/v1/jobs/dead');
    expect(listed.headers.get('cache-control')).toBe('no-store');
    const [dead] = listed.rows() as unknown as DeadJob[];
    expect(dead).toMatchObject({ queue: 'crawl', name: 'import-file', code: 'UNREADABLE', reason: 'page 7' });
    expect(dead!.payload).toMatchObject({ path: '/data/rows.jsonl' });
    const depth = (await served.json('/api/v1/queues')).rows().find(({ queue }) => queue === 'crawl');
    expect(depth).toMatchObject({ waiting: 0, failed: 1 });
    broken = false;
    const ask = { method: 'POST', body: JSON.stringify({ id: dead!.id }) };
    expect((await served.json('/api/v1/jobs/dead/redrive', ask)).get('data.id')).toBe(dead!.id);
    await runner.run();
    expect((await served.json('/api/v1/jobs/dead')).rows()).toEqual([]);
    expect((await served.json('/api/v1/jobs/dead/redrive', ask)).get('code')).toBe('NOT_FOUND');
    const audit = await api().database.sql`select actor, subject from audit_log where action = 'job.redrive'`;
    expect([...audit]).toEqual([{ actor: 'local', subject: dead!.id }]);
  });

  test('a queue that does not answer is said after a while', async () => {
    const silent = new Promise<never>(() => {});
    await expect(inTime(silent, 20)).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' });
  });
});
