import { parentPort, workerData } from 'node:worker_threads';
import { planModels } from './check-options.ts';
import { stageOf, workOn } from './forecast-all.ts';
import type { WorkerAnswer, WorkerTask } from './in-workers.ts';

/** Answers of one message: few enough that a worker never holds much, enough that messages cost nothing. */
const BATCH = 64;

/** Runs in a worker thread: fits and back-tests its hand of series and posts them back in order, batch by batch. */
const { series, options } = workerData as WorkerTask;
const plan = planModels(options);
for (let from = 0; from < series.length; from += BATCH) {
  const answers: WorkerAnswer[] = series
    .slice(from, from + BATCH)
    .map((input, i) => ({ work: workOn(input, from + i, options, plan), stage: stageOf(input, options) }));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
  parentPort?.postMessage(answers);
}
