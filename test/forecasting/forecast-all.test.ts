import { describe, expect, it } from 'vitest';
import type { Forecast, ForecastOptions, SeriesInput } from '../../core/trend.ts';
import { seededRandom } from '../../core/random.ts';
import { backtest, runMembers } from '../../forecasting/backtest.ts';
import { forecastAll, MODELS } from '../../forecasting/index.ts';
import { prepareSeries } from '../../forecasting/prepare.ts';
import { logistic, sampleShares, yearWave } from './curves.ts';

const OPTIONS: ForecastOptions = { horizon: 26, season: 52, levels: [80, 95], nonnegative: true };

function seasonalSeries(count: number, weeks = 157): SeriesInput[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `s${i}`,
    values: sampleShares(yearWave(0.02, 0.12, 5 * i), weeks, 120, i + 1),
  }));
}

function answers(series: SeriesInput[], options: ForecastOptions = OPTIONS): Forecast[] {
  return forecastAll(series, options).map((answer) => {
    if ('error' in answer) throw new Error(answer.error.message);
    return answer;
  });
}

describe('forecastAll', () => {
  it('answers every series in order with bands that enclose the mean and widen with the level', () => {
    const out = answers(seasonalSeries(3));
    expect(out.map((f) => f.id)).toEqual(['s0', 's1', 's2']);
    for (const f of out) {
      expect(f.mean).toHaveLength(26);
      for (let h = 0; h < 26; h++) {
        const [low95, low80] = [f.lower[95]?.[h] ?? NaN, f.lower[80]?.[h] ?? NaN];
        const [high80, high95] = [f.upper[80]?.[h] ?? NaN, f.upper[95]?.[h] ?? NaN];
        const point = f.mean[h] ?? NaN;
        expect(low95).toBeGreaterThanOrEqual(0);
        expect(low95 <= low80 && low80 <= point && point <= high80 && high80 <= high95).toBe(true);
      }
    }
  });

  it('beats seasonal naive on seasonal shares, in the back-test and on the real future', () => {
    const full = seasonalSeries(6, 183);
    const out = answers(full.map((s) => ({ ...s, values: s.values.slice(0, 157) })));
    let ours = 0;
    let naive = 0;
    out.forEach((f, i) => {
      expect(f.backtest.mase ?? 9).toBeLessThan(f.backtest.seasonalNaiveMase ?? 0);
      f.mean.forEach((value, h) => {
        const actual = full[i]?.values[157 + h] ?? 0;
        ours += Math.abs(value - actual);
        naive += Math.abs((full[i]?.values[105 + h] ?? 0) - actual);
      });
    });
    expect(ours).toBeLessThan(0.85 * naive);
  });

  it('does not depend on the order of the lines', () => {
    const series = seasonalSeries(4);
    const forward = answers(series);
    const backward = answers([...series].reverse()).reverse();
    expect(backward).toEqual(forward);
  });

  it('looks at nothing after a cut-off: back-test forecasts do not change with later values', () => {
    const values = sampleShares(yearWave(0.02, 0.12, 9), 157, 120, 1);
    const twisted = values.map((value, t) => (t >= 131 ? value * 3 + 0.1 : value));
    const members = MODELS.filter((m) => m.name !== 'arima');
    const known = backtest(prepareSeries({ id: 'a', values }, true), 52, 26, members);
    const changed = backtest(prepareSeries({ id: 'a', values: twisted }, true), 52, 26, members);
    const scale = (set: readonly number[], t: number): number => (set[t] ?? 0) / (values[t] ?? 1);
    expect(known.map((fold) => fold.cutoff)[0]).toBe(131);
    known.forEach((fold, k) => {
      const stretch =
        scale(prepareSeries({ id: 'a', values }, true).values, 0) /
        scale(prepareSeries({ id: 'a', values: twisted }, true).values, 0);
      for (const [name, forecast] of fold.forecasts) {
        const other = changed[k]?.forecasts.get(name) ?? [];
        forecast.forEach((value, h) => expect((other[h] ?? 0) * stretch).toBeCloseTo(value, 4));
      }
    });
  });

  it('the fold of a back-test is the forecast of the truncated series', () => {
    const values = sampleShares(logistic(0.02, 0.1, 100, 15), 157, 120, 2);
    const ready = prepareSeries({ id: 'a', values }, true);
    for (const fold of backtest(ready, 52, 26, MODELS)) {
      expect(fold.forecasts).toEqual(runMembers(ready.values.slice(0, fold.cutoff), 52, 26, MODELS));
    }
  });

  it('lets the naive forecast answer where the combination was worse, and says so', () => {
    const random = seededRandom(8);
    let level = 10;
    const values = Array.from({ length: 150 }, (_, t) => {
      if (t % 40 === 39) level += random() < 0.5 ? -3 : 4;
      return level;
    });
    const [f] = answers([{ id: 'jumps', values }], { ...OPTIONS, horizon: 5, season: 1 });
    expect(f?.model).toBe('naive');
    expect(f?.notes.join()).toContain('worse than naive');
    expect(f?.mean[0]).toBeCloseTo(level, 6);
  });

  it('says when a series is too short for the season asked', () => {
    const values = Array.from({ length: 12 }, (_, i) => 5 + (i % 3));
    const options = { horizon: 3, levels: [80], nonnegative: true };
    const notesAt = (season: number): string =>
      forecastAll([{ id: 'a', values }], { ...options, season })
        .map((f) => ('notes' in f ? f.notes.join() : ''))
        .join();
    expect(notesAt(52)).toContain('too short for a season of 52: 12 values');
    expect(notesAt(4)).not.toContain('too short');
  });

  it('measures its coverage: on simulated seasonal shares 80 % bands hold 70 to 90 % of the real future', () => {
    const full = seasonalSeries(12, 183);
    const out = answers(full.map((s) => ({ ...s, values: s.values.slice(0, 157) })));
    let inside = 0;
    out.forEach((f, i) => {
      expect(f.backtest.coverage[80]).toBeGreaterThan(0.4);
      f.mean.forEach((_, h) => {
        const actual = full[i]?.values[157 + h] ?? 0;
        if (actual >= (f.lower[80]?.[h] ?? 0) && actual <= (f.upper[80]?.[h] ?? 0)) inside++;
      });
    });
    const share = inside / (12 * 26);
    expect(share).toBeGreaterThan(0.7);
    expect(share).toBeLessThan(0.9);
  });

  it('takes one model when asked, and refuses an unknown one', () => {
    const [f] = answers(seasonalSeries(1), { ...OPTIONS, model: 'theta' });
    expect(f?.model).toBe('theta');
    expect(() => forecastAll(seasonalSeries(1), { ...OPTIONS, model: 'oracle' })).toThrow(
      /oracle is not known/,
    );
  });

  it('says where a stage stands', () => {
    const rising = { id: 'r', values: sampleShares(logistic(0.008, 0.19, 157, 13), 157, 120, 3) };
    expect(answers([rising])[0]?.stage).toBe('rising');
  });
});
