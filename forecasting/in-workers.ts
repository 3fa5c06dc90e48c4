import { Worker } from 'node:worker_threads';
import type { Stage } from '../core/words.ts';
import type { ForecastOptions, SeriesInput } from '../core/trend.ts';
import { planModels } from './check-options.ts';
import { joinWork, workOn, type ForecastAnswer, type SeriesWork } from './forecast-all.ts';

/** Fewer series than this are quicker in the calling thread than a worker is to start. */
const WORTH_A_WORKER = 40;

/** What a worker is given and gives back. */
export interface WorkerTask {
  series: readonly SeriesInput[];
  options: ForecastOptions;
}

/** The work on one series and its stage: all that needs no other series. */
export interface WorkerAnswer {
  work: SeriesWork;
  stage: Stage;
}

/**
 * `forecastAll` with the fits of each series spread over worker threads; the answer is the same to the last digit,
 * because only the part that knows nothing of other series is spread.
 */
export async function forecastInWorkers(
  series: readonly SeriesInput[],
  options: ForecastOptions,
  { workers }: { workers: number },
): Promise<ForecastAnswer[]> {
  const plan = planModels(options);
  const count = Math.max(1, Math.min(Math.floor(workers), Math.floor(series.length / WORTH_A_WORKER)));
  if (count < 2) {
    const work = series.map((input, at) => workOn(input, at, options, plan));
    return joinWork(series, work, options);
  }
  // Dealt like cards, so that long series do not all land in one worker.
  const hands = Array.from({ length: count }, (_, k) => series.filter((_, at) => at % count === k));
  const done = await Promise.all(hands.map((hand) => runWorker({ series: hand, options })));
  const of = (at: number): WorkerAnswer => {
    const one = done[at % count]?.[Math.floor(at / count)];
    if (!one) throw new Error('a forecasting worker gave fewer answers than it was asked');
    return one;
  };
  const work = series.map((_, at): SeriesWork => {
    const { work: one } = of(at);
    return 'worked' in one ? { worked: { ...one.worked, at } } : one;
  });
  return joinWork(series, work, options, (at) => of(at).stage);
}

/** New objects of a fit die young: a small nursery is as quick and keeps the threads' memory low. */
const WORKER_LIMITS = { maxYoungGenerationSizeMb: 16 };

async function runWorker(task: WorkerTask): Promise<WorkerAnswer[]> {
  const worker = new Worker(new URL('./worker-entry.mjs', import.meta.url), {
    workerData: task,
    resourceLimits: WORKER_LIMITS,
  });
  const answers: WorkerAnswer[] = [];
  try {
    return await new Promise<WorkerAnswer[]>((resolve, reject) => {
      worker.on('message', (batch: WorkerAnswer[]) => {
        for (const answer of batch) answers.push(answer);
        if (answers.length === task.series.length) resolve(answers);
      });
      worker.once('error', reject);
      worker.once('exit', (code) => {
        reject(new Error(`a forecasting worker ended with ${code} before it answered`));
      });
    });
  } finally {
    await worker.terminate();
  }
}
