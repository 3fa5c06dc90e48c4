import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../core/random.ts';
import { MODELS } from '../../forecasting/index.ts';
import { constant, sampleShares, yearWave } from './curves.ts';

const WEEKLY = sampleShares(yearWave(0.4, 1.6, 30), 170, 60, 3).map((share) => share + 0.2);

function fitted(name: string, values: readonly number[], season: number, horizon: number): number[] {
  const model = MODELS.find((m) => m.name === name);
  if (!model) throw new Error(`no model ${name}`);
  return model.fit(values, season, { horizon }).forecast(horizon);
}

describe.each(MODELS.map((m) => [m.name, m] as const))('the contract of %s', (_name, model) => {
  it('answers with as many finite numbers as asked, also beyond the history', () => {
    for (const horizon of [1, 26, 400]) {
      const forecast = model.fit(WEEKLY, 52, { horizon }).forecast(horizon);
      expect(forecast).toHaveLength(horizon);
      expect(forecast.every((value) => Number.isFinite(value))).toBe(true);
    }
  });

  it('gives the same answer twice and leaves its input alone', () => {
    const values = [...WEEKLY];
    const once = model.fit(values, 52, { horizon: 13 }).forecast(13);
    expect(model.fit(values, 52, { horizon: 13 }).forecast(13)).toEqual(once);
    expect(values).toEqual(WEEKLY);
  });

  it('works from its fewest points on, for several seasons', () => {
    for (const season of [1, 7, 12, 52]) {
      const values = WEEKLY.slice(0, Math.max(4, model.minPoints(season)));
      const forecast = model.fit(values, season, { horizon: 5 }).forecast(5);
      expect(forecast.every((value) => Number.isFinite(value))).toBe(true);
    }
  });

  it('carries a constant on', () => {
    const values = Array.from({ length: 120 }, () => 1);
    const forecast = model.fit(values, 12, { horizon: 10 }).forecast(10);
    // Croston's bias correction lowers the level by half of alpha on purpose.
    for (const value of forecast)
      expect(Math.abs(value - 1)).toBeLessThan(model.name === 'croston' ? 0.06 : 1e-6);
  });

  it('has finite in-sample residuals', () => {
    const { residuals } = model.fit(WEEKLY, 52, { horizon: 13 });
    expect(residuals.length).toBeGreaterThan(0);
    expect(residuals.every((value) => Number.isFinite(value))).toBe(true);
  });
});

describe('what single models are for', () => {
  it('drift and Holt continue a line', () => {
    const line = Array.from({ length: 40 }, (_, t) => 1 + 0.05 * t);
    for (const name of ['drift', 'holt']) {
      const forecast = fitted(name, line, 1, 4);
      for (let h = 0; h < 4; h++) expect(forecast[h]).toBeCloseTo(1 + 0.05 * (40 + h), 2);
    }
  });

  it('seasonal naive repeats the last season', () => {
    const values = [1, 2, 3, 4, 5, 6, 7];
    expect(fitted('seasonal-naive', values, 3, 5)).toEqual([5, 6, 7, 5, 6]);
  });

  it('ARIMA finds an autoregression', () => {
    const random = seededRandom(4);
    let x = 0;
    const values = Array.from({ length: 300 }, () => (x = 0.8 * x + (random() - 0.5)));
    const last = values.at(-1) ?? 0;
    const ahead = fitted('arima', values, 1, 3)[2] ?? 0;
    // Three steps on, an AR(1) of 0.8 has half of its distance left.
    expect(Math.abs(ahead - last * 0.512)).toBeLessThan(0.25 * Math.abs(last) + 0.12);
  });

  it.each(['ets-adjusted', 'optimised-theta', 'profile-level', 'decomposition', 'fourier-arma'])(
    '%s knows the season: less than half the error of the last value',
    (name) => {
      const values = sampleShares(yearWave(0.05, 0.5, 10), 208, 400, 9);
      const past = values.slice(0, 156);
      const error = (forecast: readonly number[]): number =>
        forecast.reduce((total, f, h) => total + Math.abs(f - (values[156 + h] ?? 0)), 0);
      expect(error(fitted(name, past, 52, 52))).toBeLessThan(0.5 * error(fitted('naive', past, 52, 52)));
    },
  );

  it('TSB lets a concept that is no longer mentioned fade, Croston does not', () => {
    const values = [
      ...Array.from({ length: 60 }, (_, t) => (t % 4 === 0 ? 1 : 0)),
      ...Array.from({ length: 40 }, () => 0),
    ];
    expect(fitted('tsb', values, 1, 1)[0]).toBeLessThan(0.02);
    expect(fitted('croston', values, 1, 1)[0]).toBeGreaterThan(0.1);
  });

  it('the level of noise around a constant is found', () => {
    const values = sampleShares(constant(0.3), 150, 200, 5);
    for (const name of ['ses', 'theta', 'complex-smoothing', 'arima']) {
      expect(Math.abs((fitted(name, values, 1, 4)[3] ?? 0) - 0.3)).toBeLessThan(0.04);
    }
  });

  it('Holt-Winters: a swing that grows with the level goes on growing, an even one stays even', () => {
    const wave = (t: number): number => Math.cos((2 * Math.PI * t) / 12);
    const ratio = Array.from({ length: 132 }, (_, t) => (1 + 0.02 * t) * (1 + 0.4 * wave(t)));
    const even = Array.from({ length: 132 }, (_, t) => 3 + 0.02 * t + wave(t));
    const off = (name: string, values: readonly number[]): number =>
      Math.max(
        ...fitted(name, values.slice(0, 120), 12, 12).map((x, h) => Math.abs(x - (values[120 + h] ?? 0))),
      );
    expect(off('holt-winters-multiplicative', ratio)).toBeLessThan(0.3);
    expect(off('holt-winters', even)).toBeLessThan(0.08);
    for (const values of [ratio, even]) expect(off('ets', values)).toBeLessThan(0.3);
  });

  it('a week of short steps is known to models of one season', () => {
    const values = Array.from({ length: 700 }, (_, t) => {
      const weekend = Math.floor(t / 24) % 7 >= 5 ? 0.5 : 1;
      return weekend * (2 + Math.cos((2 * Math.PI * t) / 24));
    });
    const past = values.slice(0, 600);
    for (const name of ['ets', 'arima', 'fourier-arma']) {
      const off = fitted(name, past, 24, 100).map((x, h) => Math.abs(x - (values[600 + h] ?? 0)));
      expect(off.reduce((a, b) => a + b, 0) / 100).toBeLessThan(0.15);
    }
  });
});
