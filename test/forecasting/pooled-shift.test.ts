import { describe, expect, it } from 'vitest';
import type { Forecast, ForecastOptions, SeriesInput } from '../../core/trend.ts';
import { seededRandom } from '../../core/random.ts';
import { forecastAll } from '../../forecasting/index.ts';

const OPTIONS: ForecastOptions = { horizon: 12, season: 12, levels: [80], nonnegative: true };
const MONTHS = 84;

/** Yearly growth changes at random; the covariate shows each year's growth one year ahead, or is noise. */
function series(seed: number, informed: boolean): { input: SeriesInput; future: number[] } {
  const random = seededRandom(seed);
  const growth = Array.from({ length: 10 }, () => 0.8 * (random() - 0.5));
  const year = (t: number): number => Math.floor(t / 12);
  let level = 1;
  let signal = 1;
  const values: number[] = [];
  const covariate: number[] = [];
  for (let t = 0; t < MONTHS + 12; t++) {
    if (t % 12 === 0) {
      level *= Math.exp(growth[year(t)] ?? 0);
      signal *= Math.exp(informed ? (growth[year(t) + 1] ?? 0) : 0.8 * (random() - 0.5));
    }
    values.push(level * (1 + 0.05 * (random() - 0.5)));
    covariate.push(signal);
  }
  return {
    input: {
      id: `s${seed}`,
      values: values.slice(0, MONTHS),
      covariates: [{ name: 'lead', values: covariate.slice(0, MONTHS) }],
    },
    future: values.slice(MONTHS),
  };
}

type Made = { input: SeriesInput; future: number[] }[];

function forecasts(made: Made, withSignal: boolean): Forecast[] {
  const inputs = made.map(({ input }) => (withSignal ? input : { ...input, covariates: [] }));
  return forecastAll(inputs, OPTIONS) as Forecast[];
}

function errorOf(made: Made, out: readonly Forecast[]): number {
  let total = 0;
  out.forEach((f, i) =>
    f.mean.forEach((x, h) => (total += Math.abs(x - (made[i]?.future[h] ?? 0)) / (made[i]?.future[h] ?? 1))),
  );
  return total / (made.length * 12);
}

describe('a level shift learned across series', () => {
  it('uses a covariate that foretells the level, and says so', () => {
    const made = Array.from({ length: 26 }, (_, i) => series(i + 1, true));
    const out = forecasts(made, true);
    expect(errorOf(made, out)).toBeLessThan(0.8 * errorOf(made, forecasts(made, false)));
    expect(out.filter((f) => f.notes.join().includes('level shifted')).length).toBeGreaterThan(12);
  });

  it('is hardly led astray by a covariate that foretells nothing', () => {
    const made = Array.from({ length: 26 }, (_, i) => series(i + 1, false));
    expect(errorOf(made, forecasts(made, true))).toBeLessThan(1.05 * errorOf(made, forecasts(made, false)));
  });

  it('needs many series: a lone one is not shifted', () => {
    const [only] = forecastAll([series(1, true).input], OPTIONS) as Forecast[];
    expect(only?.notes.join()).not.toContain('level shifted');
  });
});
