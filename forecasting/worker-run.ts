import { parentPort, workerData } from 'node:worker_threads';
import { planModels } from './check-options.ts';
import { workOn } from './forecast-all.ts';
import type { WorkerTask } from './in-workers.ts';

/** Runs in a worker thread: fits and back-tests its hand of series and posts them back in order. */
const { series, options } = workerData as WorkerTask;
const plan = planModels(options);
const answers = series.map((input, at) => workOn(input, at, options, plan));
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
parentPort?.postMessage(answers);
