import { describe, expect, it } from 'vitest';
import type { Forecast, ForecastOptions } from '../../core/trend.ts';
import { seededRandom } from '../../core/random.ts';
import { longCycle, nestedCycle } from '../../forecasting/cycles.ts';
import { forecastAll } from '../../forecasting/index.ts';
import { seasonallyAdjust } from '../../forecasting/seasonal.ts';

const OPTIONS: ForecastOptions = { horizon: 48, season: 24, levels: [80], nonnegative: true };

/** Six weeks by the hour: a sharp rush at nine, half of it at weekends; ends on a Friday night. */
function hours(seed: number): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: 1_000 + 48 }, (_, t) => {
    const day = Math.floor((t + 128) / 24) % 7;
    const rush = (t + 128) % 24 === 9 ? 3 : 0;
    const wave = 2 + Math.cos((2 * Math.PI * (t + 128 - 15)) / 24) + rush;
    return wave * (day >= 5 ? 0.5 : 1) * (1 + 0.1 * (random() - 0.5));
  });
}

function errorOf(values: readonly number[], forecast: readonly number[]): number {
  return forecast.reduce((total, f, h) => total + Math.abs(f - (values[1_000 + h] ?? 0)), 0);
}

describe('a day within a week', () => {
  it('is known for short steps with two weeks of history, and for nothing else', () => {
    expect([24, 48, 96].map((season) => longCycle(season, 2_000))).toEqual([168, 336, 672]);
    expect(longCycle(24, 335)).toBe(24);
    expect([1, 7, 12, 52].map((season) => longCycle(season, 5_000))).toEqual([1, 7, 12, 52]);
    expect([168, 336, 52, 12].map((cycle) => nestedCycle(cycle))).toEqual([24, 48, 1, 1]);
  });

  it.each([24, 168])('with a season of %i: weekends and the rush hour are foretold', (season) => {
    const values = hours(1);
    const [f] = forecastAll([{ id: 'a', values: values.slice(0, 1_000) }], {
      ...OPTIONS,
      season,
    }) as Forecast[];
    const dayBefore = Array.from({ length: 48 }, (_, h) => values[1_000 - 24 + (h % 24)] ?? 0);
    expect(errorOf(values, f?.mean ?? [])).toBeLessThan(0.25 * errorOf(values, dayBefore));
  });

  it('a rush hour is not smoothed away, an uncertain week of a year is', () => {
    const { indices } = seasonallyAdjust(hours(2).slice(0, 1_000), 24);
    const around = [0, 1, 2].map((d) => indices[(9 - 128 + 168 + d - 1) % 168] ?? 0);
    expect(around[1]).toBeGreaterThan(1.5 * (around[0] ?? 9));
    const random = seededRandom(3);
    const wave = (t: number): number => 2 + Math.cos((2 * Math.PI * t) / 52);
    const weeks = Array.from({ length: 156 }, (_, t) => wave(t) * (1 + 0.6 * (random() - 0.5)));
    const shape = seasonallyAdjust(weeks, 52).indices;
    const off = shape.map((index, p) => Math.abs(index - wave(p) / 2));
    expect(Math.max(...off)).toBeLessThan(0.2);
  });
});
