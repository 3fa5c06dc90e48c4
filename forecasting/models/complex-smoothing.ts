import type { ForecastModel } from '../contract.ts';
import { nelderMead } from '../nelder-mead.ts';
import { addSeason, seasonallyAdjust } from '../seasonal.ts';
import { mean } from '../statistics.ts';
import { addBack } from './exponential.ts';

interface State {
  level: number;
  hidden: number;
  sse: number;
}

/** Complex exponential smoothing, CES (Svetunkov, Kourentzes and Ord 2022), on the seasonally adjusted series. */
export const complexSmoothing: ForecastModel = {
  name: 'complex-smoothing',
  minPoints: () => 10,
  fit(values, season) {
    const seasonal = seasonallyAdjust(values, season);
    const adjusted = seasonal.adjusted;
    const start = mean(adjusted.slice(0, 8));
    const best = nelderMead(
      (at) => (stable(at) ? run(adjusted, start, at, null).sse : Number.POSITIVE_INFINITY),
      [1.3, 1],
      {
        step: [0.2, 0.1],
        maxEvaluations: 120,
        tolerance: 1e-6,
      },
    );
    const residuals: number[] = [];
    const state = run(adjusted, start, best.at, residuals);
    return {
      forecast: (horizon) => addSeason(ahead(state, best.at, horizon), values.length, seasonal),
      residuals: addBack(residuals, seasonal),
    };
  },
};

function run(values: readonly number[], start: number, at: readonly number[], keep: number[] | null): State {
  const real = at[0] ?? 1.3;
  const imaginary = at[1] ?? 1;
  let level = start;
  let hidden = level / 1.1;
  let sse = 0;
  for (let t = 0; t < values.length; t++) {
    const error = (values[t] as number) - level;
    if (keep !== null) keep.push(error);
    sse += error * error;
    const before = level;
    level = before - (1 - imaginary) * hidden + (real - imaginary) * error;
    hidden = before + (1 - real) * hidden + (real + imaginary) * error;
  }
  return { level, hidden, sse };
}

function ahead(state: State, at: readonly number[], horizon: number): number[] {
  let { level, hidden } = state;
  return Array.from({ length: horizon }, () => {
    const expected = level;
    const next = level - (1 - (at[1] ?? 1)) * hidden;
    hidden = level + (1 - (at[0] ?? 1.3)) * hidden;
    level = next;
    return expected;
  });
}

/** The region in which errors of the past fade (ibid., eq. 15): a circle-like area around (1.5, 1). */
function stable(at: readonly number[]): boolean {
  const x = at[0] ?? 0;
  const y = at[1] ?? 0;
  return (
    (x - 2.5) ** 2 + y ** 2 > 1.25 &&
    (x - 0.5) ** 2 + (y - 1) ** 2 > 0.25 &&
    (x - 1.5) ** 2 + (y - 0.5) ** 2 < 1.5
  );
}
