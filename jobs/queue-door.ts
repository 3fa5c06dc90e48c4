import { AppError } from '../core/errors.ts';
import type { QueueDoor } from '../core/queue-door.ts';
import type { Runner } from './runner.ts';

const LIMIT_MS = 5_000;

/** The queues for the API and the command line: a Redis that is away is said after a while, not waited out. */
export function createQueueDoor(runner: Runner, limitMs = LIMIT_MS): QueueDoor {
  return {
    depths: () => inTime(runner.depths(), limitMs),
    dead: () => inTime(runner.failed(), limitMs),
    redrive: (id) => inTime(runner.retry(id), limitMs),
  };
}

/** What was asked may still be done when Redis is back: nothing that is handed over here may be harmful twice. */
export async function inTime<T>(asked: Promise<T>, limitMs = LIMIT_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new AppError('QUEUE_UNAVAILABLE', 'Redis does not answer at REDIS_URL right now.')),
      limitMs,
    );
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
    asked.catch(() => {}); // When it was late its own failure comes later, and is of no more use.
  }
}
