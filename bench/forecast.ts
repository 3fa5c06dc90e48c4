import { seededRandom } from '../core/random.ts';
import { forecastAll, forecastInWorkers, type ForecastAnswer } from '../forecasting/index.ts';

/**
 * The default combination beside seasonal naive and simple smoothing on the same made-up weekly shares, and one thread
 * beside two. Ratios within one run; times depend on the machine. `npx tsx bench/forecast.ts [number of series]`.
 */
const COUNT = Number(process.argv[2] ?? 200);
const [WEEKS, HORIZON, SEASON] = [157, 26, 52];
const OPTIONS = { horizon: HORIZON, season: SEASON, levels: [80, 95], nonnegative: true };

/** A share with a yearly wave and a logistic change, counted in 120 documents a week. */
function shares(seed: number): number[] {
  const random = seededRandom(seed);
  const [level, swing, top] = [0.02 + 0.1 * random(), random() < 0.5 ? 0 : 0.8 * random(), 52 * random()];
  const [change, centre, width] = [2 * random() - 0.8, 200 * random(), 5 + 20 * random()];
  return Array.from({ length: WEEKS + HORIZON }, (_, week) => {
    const wave = 1 + swing * Math.cos((2 * Math.PI * (week - top)) / SEASON);
    const share = level * wave * (1 + change / (1 + Math.exp(-(week - centre) / width)));
    let count = 0;
    for (let d = 0; d < 120; d += 1) if (random() < share) count += 1;
    return count / 120;
  });
}

const whole = Array.from({ length: COUNT }, (_, i) => shares(i + 1));
const series = whole.map((values, i) => ({ id: `s${i}`, values: values.slice(0, WEEKS) }));

function meanError(answers: readonly ForecastAnswer[]): number {
  let total = 0;
  answers.forEach((answer, i) => {
    if ('error' in answer) throw new Error(answer.error.message);
    answer.mean.forEach((mean, h) => (total += Math.abs(mean - (whole[i]?.[WEEKS + h] ?? 0))));
  });
  return total / (COUNT * HORIZON);
}

async function timed<T>(work: () => T | Promise<T>): Promise<{ result: T; seconds: number }> {
  const start = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - start) / 1000 };
}

const one = await timed(() => forecastAll(series, OPTIONS));
const two = await timed(() => forecastInWorkers(series, OPTIONS, { workers: 2 }));
const error = meanError(one.result);
for (const model of ['seasonal-naive', 'ses']) {
  const other = await timed(() => forecastAll(series, { ...OPTIONS, model }));
  const ratio = (error / meanError(other.result)).toFixed(3);
  console.log(
    `error against ${model}: ${ratio}; time: ${(one.seconds / other.seconds).toFixed(1)} times as long`,
  );
}
console.log(`series a second, one thread: ${(COUNT / one.seconds).toFixed(0)}`);
console.log(`two threads against one: ${(one.seconds / two.seconds).toFixed(2)} times as fast`);
const same = JSON.stringify(one.result) === JSON.stringify(two.result);
console.log(`two threads and one give ${same ? 'the same answers' : 'DIFFERENT ANSWERS'}`);
