import { describe, expect, it } from 'vitest';
import type { Forecast, ForecastOptions, SeriesInput } from '../../core/trend.ts';
import { forecastAll } from '../../forecasting/index.ts';
import { sampleShares, yearWave } from './curves.ts';

const OPTIONS: ForecastOptions = { horizon: 26, season: 52, levels: [80], nonnegative: true };
const WEEKS = 157;
/** Weeks that the new element is known for: it has seen the rise of one season and not its fall. */
const KNOWN = 40;

function element(i: number, group: string, phase: number): number[] {
  return sampleShares(yearWave(0.05, 0.6, phase), WEEKS + 26, 400, i + (group === 'a' ? 1 : 100));
}

/** Two groups with opposite seasons, and one new element of the first. */
function call(group: string): { series: SeriesInput[]; future: number[] } {
  const old = ['a', 'b'].flatMap((g) =>
    Array.from({ length: 6 }, (_, i) => ({
      id: `${g}${i}`,
      group: g,
      values: element(i, g, g === 'a' ? 10 : 36).slice(0, WEEKS),
    })),
  );
  const whole = element(50, 'a', 10);
  return {
    series: [...old, { id: 'new', group, values: whole.slice(WEEKS - KNOWN, WEEKS) }],
    future: whole.slice(WEEKS),
  };
}

function errorOf({ series, future }: { series: SeriesInput[]; future: number[] }): {
  error: number;
  notes: string;
} {
  const f = forecastAll(series, OPTIONS).at(-1) as Forecast;
  const error = f.mean.reduce((total, x, h) => total + Math.abs(x - (future[h] ?? 0)), 0);
  return { error, notes: f.notes.join() };
}

describe('a new element', () => {
  it('borrows the season of its group, and says so', () => {
    const { series, future } = call('a');
    const borrowed = errorOf({ series, future });
    const alone = errorOf({ series: series.slice(-1), future });
    expect(borrowed.notes).toContain('the season is borrowed');
    expect(alone.notes).toContain('models without one');
    expect(borrowed.error).toBeLessThan(0.6 * alone.error);
  });

  it('does not borrow a season that its own weeks speak against', () => {
    expect(errorOf(call('b')).notes).toContain('models without one');
  });
});
