import { parentPort } from 'node:worker_threads';
import { doWork, type Work } from './work.ts';

parentPort?.on('message', ({ id, work }: { id: number; work: Work }) => {
  try {
    parentPort?.postMessage({ id, result: doWork(work) }, []);
  } catch (thrown) {
    parentPort?.postMessage({ id, error: thrown instanceof Error ? thrown.message : String(thrown) }, []);
  }
});
