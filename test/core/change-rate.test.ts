import { describe, expect, it } from 'vitest';
import { cadenceOf, changesPerHour } from '../../core/change-rate.ts';
import { seededRandom } from '../../core/random.ts';

const visits = (hours: number, changed: boolean[]) => changed.map((found) => ({ hours, changed: found }));
const of = (changed: number, all: number, hours = 24) =>
  visits(
    hours,
    Array.from({ length: all }, (_, at) => at < changed),
  );

describe('how often a source changes', () => {
  it.each([
    [0, 10],
    [3, 10],
    [7, 10],
    [10, 10],
    [20, 20],
  ])('%i of %i regular visits: the closed form of Cho and Garcia-Molina', (changed, all) => {
    const closed = -Math.log((all - changed + 0.5) / (all + 0.5)) / 24;
    expect(changesPerHour(of(changed, all))).toBeCloseTo(closed, 9);
  });

  it('finds the rate of a Poisson process from irregular visits', () => {
    const random = seededRandom(7);
    const rate = 1 / 30;
    const seen = Array.from({ length: 4_000 }, () => {
      const hours = 6 + 60 * random();
      return { hours, changed: random() < 1 - Math.exp(-rate * hours) };
    });
    expect(changesPerHour(seen)).toBeGreaterThan(rate * 0.93);
    expect(changesPerHour(seen)).toBeLessThan(rate * 1.07);
  });

  it('knows nothing from visits that took no time', () => {
    expect(changesPerHour(of(5, 5, 0))).toBe(0);
  });
});

describe('the cadence that follows', () => {
  const base = { declaredHours: 24, adaptive: true, blockedInARow: 0 };

  it.each([
    [3, 3, 24],
    [0, 20, 96],
    [20, 20, 6.46],
    [10, 20, 35.87],
  ])('%i of %i daily runs: every %d hours', (changed, all, hours) => {
    expect(cadenceOf({ ...base, visits: of(changed, all) }).hours).toBe(hours);
  });

  it('stays within a quarter and four times what is declared, and above 15 minutes', () => {
    expect(cadenceOf({ ...base, visits: of(20, 20, 6) }).hours).toBe(6);
    expect(cadenceOf({ ...base, declaredHours: 0.25, visits: of(20, 20, 0.25) }).hours).toBe(0.25);
    expect(cadenceOf({ ...base, declaredHours: 1, visits: of(0, 20, 4) }).hours).toBe(4);
  });

  it('keeps to what is declared where it is not to adapt, and says why', () => {
    expect(cadenceOf({ ...base, adaptive: false, visits: of(20, 20) })).toEqual({
      hours: 24,
      reason: 'as declared: it is not to adapt',
    });
    expect(cadenceOf({ ...base, visits: of(20, 20) }).reason).toBe(
      'new things in 20 of 20 runs: a change about every 6.5 h, asked every 6.5 h',
    );
    expect(cadenceOf({ ...base, visits: of(2, 3) }).reason).toBe(
      'as declared: 3 of the 4 runs that an estimate needs',
    );
  });

  it('asks a host less often that lets nothing be had', () => {
    const hours = [1, 2, 3].map(
      (blockedInARow) => cadenceOf({ ...base, blockedInARow, visits: of(20, 20) }).hours,
    );
    expect(hours).toEqual([48, 96, 96]);
  });
});
