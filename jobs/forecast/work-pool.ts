import { Worker } from 'node:worker_threads';
import { AppError } from '../../core/errors.ts';
import { stoppedMidway } from '../handler.ts';
import type { Work, WorkResult } from './work.ts';

/** Worker threads for fitting, so that a process that also serves keeps answering. */
export interface WorkPool {
  do<K extends Work['kind']>(work: Extract<Work, { kind: K }>): Promise<WorkResult[K]>;
  close(): Promise<void>;
}

interface Task {
  id: number;
  work: Work;
  resolve: (result: never) => void;
  reject: (error: AppError) => void;
}

interface Answer {
  id: number;
  result?: unknown;
  error?: string;
}

/** `threads` are started when first needed; the TypeScript source is loaded through tsx, as the command itself is. */
export function createWorkPool(threads: number, signal: AbortSignal): WorkPool {
  const waiting: Task[] = [];
  const busy = new Map<Worker, Task>();
  const free: Worker[] = [];
  let count = 0;
  let nextId = 0;
  const giveUp = (error: AppError): void => {
    for (const task of [...waiting.splice(0), ...busy.values()]) task.reject(error);
    busy.clear();
  };
  const start = (): Worker => {
    count += 1;
    const worker = new Worker(new URL('./worker.mjs', import.meta.url));
    worker.on('message', (answer: Answer) => {
      const task = busy.get(worker);
      busy.delete(worker);
      free.push(worker);
      if (answer.error === undefined) task?.resolve(answer.result as never);
      else task?.reject(new AppError('INTERNAL', answer.error));
      pump();
    });
    worker.on('error', (error) =>
      giveUp(new AppError('INTERNAL', `A forecasting thread died: ${error.message}`, { cause: error })),
    );
    worker.unref();
    return worker;
  };
  const hasRoom = (): boolean => free.length > 0 || count < threads;
  const pump = (): void => {
    while (waiting.length > 0 && hasRoom()) {
      const worker = free.pop() ?? start();
      const task = waiting.shift()!;
      busy.set(worker, task);
      worker.ref();
      worker.postMessage({ id: task.id, work: task.work }, []);
    }
    for (const worker of free) worker.unref();
  };
  const close = async (): Promise<void> => {
    signal.removeEventListener('abort', stopped);
    await Promise.all([...free, ...busy.keys()].map((worker) => worker.terminate()));
  };
  const stopped = (): void => giveUp(stoppedMidway('Forecasting'));
  signal.addEventListener('abort', stopped);
  return {
    do: (work) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(stoppedMidway('Forecasting'));
        waiting.push({ id: (nextId += 1), work, resolve, reject });
        pump();
      }),
    close,
  };
}
