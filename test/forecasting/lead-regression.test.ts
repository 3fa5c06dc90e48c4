import { describe, expect, it } from 'vitest';
import { backtest } from '../../forecasting/backtest.ts';
import { seededRandom } from '../../core/random.ts';
import { leadRegression } from '../../forecasting/models/lead-regression.ts';
import { prepareSeries, type PreparedSeries } from '../../forecasting/prepare.ts';

const LEAD = 13;

/** A level that wanders, and a signal that shows it a quarter ahead. */
function led(seed: number): PreparedSeries {
  const random = seededRandom(seed);
  let [level, pull] = [3, 0];
  const signal = Array.from({ length: 250 + LEAD }, () => {
    pull = 0.9 * pull + 0.1 * (random() - 0.5);
    return (level = Math.max(0.5, level + pull));
  });
  const values = signal.slice(0, 250).map((x) => x + 0.1 * (random() - 0.5));
  const covariates = [{ name: 'signal', values: signal.slice(LEAD) }];
  return prepareSeries({ id: 'a', values, covariates }, true);
}

function foldsOf(series: PreparedSeries): number[][] {
  return backtest(series, 1, LEAD, [leadRegression]).map(
    (fold) => fold.forecasts.get('lead-regression') ?? [],
  );
}

describe('regression on a leading signal', () => {
  it('follows a signal that moves first', () => {
    let [informed, alone] = [0, 0];
    for (let seed = 1; seed <= 12; seed++) {
      const series = led(seed);
      const past = series.values.slice(0, 237);
      const cut = series.covariates.map((c) => ({ ...c, values: c.values.slice(0, 237) }));
      const truth = series.values[236 + LEAD] ?? 0;
      const options = { horizon: LEAD };
      const end = (covariates: typeof cut): number =>
        leadRegression
          .fit(past, 1, { ...options, covariates })
          .forecast(LEAD)
          .at(-1) ?? 0;
      informed += Math.abs(end(cut) - truth);
      alone += Math.abs(end([]) - truth);
    }
    expect(informed).toBeLessThan(0.75 * alone);
  });

  it('sees nothing of the covariate after a cut-off', () => {
    const series = led(1);
    const twisted = {
      ...series,
      covariates: series.covariates.map((c) => ({
        ...c,
        values: c.values.map((x, t) => (t >= 250 - LEAD ? 50 * x : x)),
      })),
    };
    expect(foldsOf(twisted)[0]).toEqual(foldsOf(series)[0]);
  });

  it('is left out where there is no covariate', () => {
    expect(foldsOf({ ...led(1), covariates: [] })[0]).toEqual([]);
  });
});
