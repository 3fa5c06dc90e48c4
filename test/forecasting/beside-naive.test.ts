import { describe, expect, it } from 'vitest';
import { notWorseThanNaive, usualRatio } from '../../forecasting/beside-naive.ts';
import type { Evaluated } from '../../forecasting/evaluate.ts';

/** Two folds of two steps whose truth is 10; the combination says `made`, the naive forecasts what is given. */
function evaluated(made: number, naive: number, seasonal: number): Evaluated {
  const fold = {
    cutoff: 0,
    actual: [10, 10],
    scored: [true, true],
    forecasts: new Map([
      ['naive', [naive, naive]],
      ['seasonal-naive', [seasonal, seasonal]],
    ]),
  };
  const held = { fold, forecast: [made, made], mae: Math.abs(made - 10) };
  const future = new Map([
    ['naive', [20, 20]],
    ['seasonal-naive', [30, 30]],
  ]);
  return { folds: [fold, fold], held: [held, held], future } as unknown as Evaluated;
}

describe('beside the naive forecasts', () => {
  it('the combination stays as it is where it is no worse', () => {
    expect(notWorseThanNaive(evaluated(11, 12, 12), [5, 5], 1)).toMatchObject({ weight: 0, mean: [5, 5] });
  });

  it('mixes in no more of the better naive forecast than it takes', () => {
    const answer = notWorseThanNaive(evaluated(13, 8, 15), [5, 5], 1);
    expect(answer).toMatchObject({ name: 'naive', weight: 0.2 });
    expect(answer.mean).toEqual([8, 8]);
    expect(answer.errors[0]).toBeCloseTo(2, 9);
  });

  it('the naive forecast answers alone where nothing else is no worse', () => {
    expect(notWorseThanNaive(evaluated(13, 10, 15), [5, 5], 1)).toMatchObject({ weight: 1, mean: [20, 20] });
  });

  it('a little worse than the last value is forgiven where the combination is usually better', () => {
    expect(notWorseThanNaive(evaluated(12.2, 12, 15), [5, 5], 0.8).weight).toBe(0);
    expect(notWorseThanNaive(evaluated(12.2, 12, 15), [5, 5], 1).weight).toBeGreaterThan(0);
  });

  it('worse than seasonal naive, which is shown beside, is never forgiven', () => {
    const answer = notWorseThanNaive(evaluated(12.2, 14, 12), [5, 5], 0.8);
    expect(answer.errors[0]).toBeLessThanOrEqual(2);
  });

  it('what is usual is learned from the call, cautiously', () => {
    const good = evaluated(11, 12, 12);
    expect(usualRatio([])).toBeCloseTo(0.9, 9);
    expect(usualRatio(Array.from({ length: 200 }, () => good))).toBeLessThan(0.55);
    expect(usualRatio(Array.from({ length: 200 }, () => evaluated(14, 12, 12)))).toBe(1);
  });
});
