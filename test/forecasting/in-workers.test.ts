import { describe, expect, it } from 'vitest';
import type { ForecastOptions, SeriesInput } from '../../core/trend.ts';
import { forecastAll, forecastInWorkers } from '../../forecasting/index.ts';
import { sampleShares, yearWave } from './curves.ts';

const OPTIONS: ForecastOptions = { horizon: 4, season: 1, levels: [80], nonnegative: true };

describe('forecastInWorkers', () => {
  const series: SeriesInput[] = Array.from({ length: 81 }, (_, i) => ({
    id: `s${i}`,
    values: i === 5 ? [1] : sampleShares(yearWave(0.02, 0.12, i), 30, 100, i),
  }));

  it('gives the very answers of forecastAll, failures included, in the same order', async () => {
    expect(await forecastInWorkers(series, OPTIONS, { workers: 2 })).toEqual(forecastAll(series, OPTIONS));
  });

  it('refuses bad options in the caller', async () => {
    await expect(forecastInWorkers(series, { ...OPTIONS, horizon: 0 }, { workers: 2 })).rejects.toThrow(
      /horizon/,
    );
  });
});
