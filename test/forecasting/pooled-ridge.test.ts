import { describe, expect, it } from 'vitest';
import type { Forecast, ForecastOptions, SeriesInput } from '../../core/trend.ts';
import { seededRandom } from '../../core/random.ts';
import { planModels } from '../../forecasting/check-options.ts';
import { combineBy } from '../../forecasting/combine.ts';
import type { Worked } from '../../forecasting/evaluate.ts';
import { workOn } from '../../forecasting/forecast-all.ts';
import { forecastAll } from '../../forecasting/index.ts';
import { keepHelpful, withLearned } from '../../forecasting/learned-members.ts';
import { pooledRidge } from '../../forecasting/pooled-ridge.ts';

const OPTIONS: ForecastOptions = { horizon: 6, season: 12, levels: [80], nonnegative: false };

/** Swings of six steps that die away, the same law in every series. */
function swinging(seed: number, length = 96): SeriesInput {
  const random = seededRandom(seed);
  const values = [5, 5];
  for (let t = 2; t < length; t++) {
    const [a, b] = [(values[t - 1] ?? 5) - 5, (values[t - 2] ?? 5) - 5];
    values.push(5 + 0.9 * a - 0.8 * b + 0.5 * (random() - 0.5));
  }
  return { id: `s${seed}`, values };
}

function worked(series: readonly SeriesInput[]): Worked[] {
  const plan = planModels(OPTIONS);
  return series.flatMap((input, at) => {
    const work = workOn(input, at, OPTIONS, plan);
    return 'worked' in work ? [work.worked] : [];
  });
}

const SERIES = Array.from({ length: 26 }, (_, i) => swinging(i + 1));

describe('a regression pooled over series', () => {
  const all = worked(SERIES);
  const learned = pooledRidge(all, 12);

  it('has learned the swing that all share', () => {
    all.forEach((w, i) => {
      const values = w.series.values;
      const ahead = learned?.future[i]?.[0] ?? 0;
      const [a, b] = [values.at(-1) ?? 0, values.at(-2) ?? 0];
      const level = values.reduce((x, y) => x + y, 0) / values.length;
      expect(Math.abs(ahead - (level + 0.9 * (a - level) - 0.8 * (b - level)))).toBeLessThan(0.04);
    });
  });

  it('looks at nothing after a cut-off: later values of any series change no fold', () => {
    const cutoff = Math.max(...all.flatMap((w) => w.folds.map((fold) => fold.cutoff)));
    const twisted = all.map((w) => ({
      ...w,
      series: { ...w.series, values: w.series.values.map((value, t) => (t >= cutoff ? 9 * value : value)) },
    }));
    expect(pooledRidge(twisted, 12)?.folds).toEqual(learned?.folds);
  });

  it('is not made of too few series', () => {
    expect(pooledRidge(all.slice(0, 20), 12)).toBeNull();
  });

  it('enters the combination where the back-test improves, and nothing else does', () => {
    if (!learned) throw new Error('nothing learned');
    const folds = all.map((w) => w.folds.map((fold) => fold.actual.map(() => 3)));
    const wrong = { name: 'wrong', folds, future: all.map(() => [3, 3, 3, 3, 3, 3]) };
    const kept = keepHelpful(withLearned(all, [learned, wrong]), new Set(['seasonal-naive']), [
      'wrong',
      'pooled-ridge',
    ]);
    expect([...kept]).toEqual(['seasonal-naive', 'pooled-ridge']);
  });
});

describe('ways to combine', () => {
  const forecasts = new Map([
    ['a', [1]],
    ['b', [2]],
    ['c', [6]],
  ]);
  const own = new Map([
    ['a', 1],
    ['b', 0.5],
    ['c', 2],
  ]);
  it.each([
    ['combination-mean', 3],
    ['combination-median', 2],
    ['combination-best', 2],
    // (1 × 1 + 4 × 2 + 0.25 × 6) / 5.25
    ['combination-inverse-error', 2],
  ] as const)('%s', (method, expected) => {
    expect(combineBy(method, forecasts, own, new Map(), ['a', 'b', 'c', 'absent'])[0]).toBeCloseTo(
      expected,
      9,
    );
  });

  it('each can be asked for by name', () => {
    const [f] = forecastAll(SERIES.slice(0, 1), { ...OPTIONS, model: 'combination-median' }) as Forecast[];
    expect(f?.mean.every((x) => Number.isFinite(x))).toBe(true);
  });
});
