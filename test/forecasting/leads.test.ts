import { describe, expect, it } from 'vitest';
import { seededRandom, type Random } from '../../core/random.ts';
import { adjustedForMany, grangerTest } from '../../forecasting/granger.ts';
import { fUpperTail } from '../../forecasting/distributions.ts';
import { findLeads } from '../../forecasting/index.ts';
import { reconcileShifts } from '../../forecasting/reconcile-shifts.ts';
import { logistic, sampleShares, yearWave, type Curve } from './curves.ts';

const WEEKS = 157;

/** A rise with slow irregular waves, as a trend's talk has them. */
const wavy: Curve = (w) =>
  logistic(0.04, 0.12, 80, 25)(w) * (1 + 0.3 * Math.sin(w / 5) + 0.25 * Math.sin(w / 7.6 + 1.3));

function pair(curve: Curve, lag: number, seed: number, documents = 100): { key: string; values: number[] }[] {
  return [
    { key: 'first', values: sampleShares(curve, WEEKS, documents, 2 * seed) },
    { key: 'second', values: sampleShares((w) => 0.8 * curve(w - lag), WEEKS, documents, 2 * seed + 1) },
  ];
}

describe('planted lags', () => {
  it.each([4, 8, 10, 12])('%i weeks are found within two weeks, the right way round', (lag) => {
    let found = 0;
    let inside = 0;
    for (let seed = 1; seed <= 5; seed++) {
      const [lead] = findLeads(pair(wavy, lag, seed));
      if (lead?.leader !== 'first' || lead.follower !== 'second') continue;
      if (Math.abs(lead.lagWeeks - lag) <= 2) found++;
      if (lag >= lead.lagLow && lag <= lead.lagHigh) inside++;
    }
    expect(found).toBe(5);
    expect(inside).toBeGreaterThanOrEqual(4);
  });

  it('a ramp seen through sampling noise is placed within three weeks', () => {
    let found = 0;
    for (let seed = 1; seed <= 5; seed++) {
      const [lead] = findLeads(pair(logistic(0.02, 0.3, 85, 6), 8, seed));
      if (lead && lead.leader === 'first' && Math.abs(lead.lagWeeks - 8) <= 3) found++;
    }
    expect(found).toBeGreaterThanOrEqual(4);
  });

  it('three series in a row: their lags add up', () => {
    const series = [0, 4, 12].map((lag, i) => ({
      key: `k${i}`,
      values: sampleShares((w) => wavy(w - lag), WEEKS, 100, 40 + i),
    }));
    const lags = new Map(findLeads(series).map((l) => [`${l.leader}>${l.follower}`, l.lagWeeks]));
    expect(Math.abs((lags.get('k0>k2') ?? 99) - 12)).toBeLessThanOrEqual(2);
    expect(Math.abs((lags.get('k1>k2') ?? 99) - 8)).toBeLessThanOrEqual(2);
  });

  it('neither order of the series nor a repeated call changes anything', () => {
    const series = pair(wavy, 8, 3);
    expect(findLeads([...series].reverse())).toEqual(findLeads(series));
    expect(findLeads(series)).toHaveLength(1);
  });
});

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

describe('nothing planted', () => {
  it.each(['white', 'autoregressive', 'shares'])(
    'independent %s series lead in at most 5 of 100 pairs',
    (kind) => {
      const random = seededRandom(5);
      const make = (): number[] => {
        let x = 0;
        if (kind === 'shares') return sampleShares(() => 0.05, WEEKS, 60, Math.floor(random() * 1e9));
        const keep = kind === 'white' ? 0 : 0.7;
        return Array.from({ length: WEEKS }, () => (x = keep * x + normal(random)));
      };
      let claimed = 0;
      for (let i = 0; i < 40; i++) {
        claimed += findLeads(
          [
            { key: 'a', values: make() },
            { key: 'b', values: make() },
          ],
          { draws: 30 },
        ).length;
      }
      expect(claimed).toBeLessThanOrEqual(3);
    },
  );

  it('series that rise at once do not lead each other', () => {
    let claimed = 0;
    for (let seed = 1; seed <= 8; seed++)
      claimed += findLeads(pair(logistic(0, 0.1, 149, 8), 0, seed)).length;
    for (let seed = 1; seed <= 8; seed++) claimed += findLeads(pair(wavy, 0, seed)).length;
    expect(claimed).toBeLessThanOrEqual(2);
  });

  it('two winter garments do not lead each other', () => {
    const series = [6, 9].map((top, i) => ({
      key: `w${i}`,
      values: sampleShares(yearWave(0.01, 0.12, top), WEEKS, 100, 70 + i),
    }));
    expect(findLeads(series)).toEqual([]);
  });

  it('short or empty series give no lead and no error', () => {
    expect(findLeads([])).toEqual([]);
    expect(
      findLeads([
        { key: 'a', values: [1, 2] },
        { key: 'b', values: [] },
      ]),
    ).toEqual([]);
  });
});

describe('the parts', () => {
  it('F tail as in the tables', () => {
    expect(fUpperTail(4.2565, 2, 9)).toBeCloseTo(0.05, 4);
    expect(fUpperTail(2.606, 4, 40)).toBeCloseTo(0.05, 3);
    expect(fUpperTail(0, 4, 40)).toBe(1);
  });

  it('Granger sees that y follows x, and not the other way', () => {
    const random = seededRandom(11);
    const x = Array.from({ length: 200 }, () => normal(random));
    const y = x.map((_, t) => 0.5 * ((x[t - 1] ?? 0) + (x[t - 2] ?? 0)) + normal(random));
    expect(grangerTest(x, y).p).toBeLessThan(0.001);
    expect(grangerTest(y, x).p).toBeGreaterThan(0.05);
  });

  it('Benjamini and Hochberg as worked by hand', () => {
    expect(adjustedForMany([0.01, 0.04, 0.03, 0.5])).toEqual([0.04, 0.16 / 3, 0.16 / 3, 0.5]);
  });

  it('reconciled lags are the exact ones when they agree', () => {
    const { position } = reconcileShifts(3, [
      { i: 0, j: 1, lag: 4, halfWidth: 1 },
      { i: 1, j: 2, lag: 8, halfWidth: 2 },
      { i: 0, j: 2, lag: 12, halfWidth: 3 },
    ]);
    expect((position[1] ?? 0) - (position[0] ?? 0)).toBeCloseTo(4, 4);
    expect((position[2] ?? 0) - (position[0] ?? 0)).toBeCloseTo(12, 4);
  });
});
