import { AppError } from '../core/errors.ts';
import type { Logger } from '../core/log.ts';
import type { QueueDoor } from '../core/queue-door.ts';
import { BullmqRunner } from './bullmq-runner.ts';
import { createQueueDoor } from './queue-door.ts';

/** The queues on a Redis, for looking and redriving only: no database is opened and no job is done. */
export async function openQueues(
  redisUrl: string,
  log: Logger,
): Promise<{ door: QueueDoor; close(): Promise<void> }> {
  const perform = async (): Promise<never> => {
    throw new AppError('INTERNAL', 'no work is done here');
  };
  const runner = new BullmqRunner(perform, log, redisUrl);
  await runner.ready();
  return { door: createQueueDoor(runner), close: () => runner.close() };
}
