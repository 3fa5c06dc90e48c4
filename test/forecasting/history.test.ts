import { describe, expect, it } from 'vitest';
import { callStage } from '../../forecasting/index.ts';
import { constant, logistic, sampleShares, yearWave, type Curve } from './curves.ts';

const WEEKS = 157;
const DOCUMENTS = 120;

const historyOf = (values: number[]) => callStage({ values, season: 52 }).history;
const sample = (curve: Curve, seed: number) => sampleShares(curve, WEEKS, DOCUMENTS, seed);
const seeds = Array.from({ length: 40 }, (_, i) => i + 1);

describe('change points', () => {
  it('find a jump within three weeks, and its levels', () => {
    const jump: Curve = (week) => (week < 100 ? 0.04 : 0.09);
    const found = seeds.map((seed) => historyOf(sample(jump, seed)).changes);
    const right = found.filter(
      (changes) => changes.length === 1 && Math.abs((changes[0]?.at ?? 0) - 100) <= 3,
    );
    expect(right.length).toBeGreaterThanOrEqual(36);
    const [first] = right[0]!;
    expect(first!.before).toBeGreaterThan(0.033);
    expect(first!.before).toBeLessThan(0.047);
    expect(first!.after).toBeGreaterThan(0.08);
  });

  it('are seldom claimed where nothing changes, and not for a season', () => {
    const flat = seeds.filter((seed) => historyOf(sample(constant(0.07), seed)).changes.length > 0);
    expect(flat.length).toBeLessThanOrEqual(2);
    const winter = seeds.filter(
      (seed) => historyOf(sample(yearWave(0.02, 0.11, 6), seed)).changes.length > 1,
    );
    expect(winter.length).toBeLessThanOrEqual(4);
  });
});

describe('events', () => {
  it('are weeks far from trend and season, up or down, told with what was expected', () => {
    const found = seeds.map((seed) => {
      const values = sample(logistic(0.03, 0.09, 80, 10), seed);
      values[120] = 0.4;
      values[121] = 0.35;
      values[140] = 0;
      return historyOf(values).events;
    });
    const right = found.filter(
      ([up, down, ...others]) =>
        up?.from === 120 &&
        up.to === 121 &&
        up.z > 0 &&
        down?.from === 140 &&
        down.z < 0 &&
        others.length === 0,
    );
    expect(right.length).toBeGreaterThanOrEqual(34);
    expect(right[0]![0]!.expected).toBeGreaterThan(0.07);
    expect(right[0]![0]!.expected).toBeLessThan(0.11);
  });

  it('are not made by sampling', () => {
    const noisy = seeds.filter(
      (seed) =>
        historyOf(sample(constant(0.01), seed)).events.length > 0 ||
        historyOf(sample(yearWave(0.006, 0.11, 6), seed)).events.length > 0,
    );
    expect(noisy.length).toBeLessThanOrEqual(1);
  });
});

describe('half-life', () => {
  const decay =
    (halfLife: number): Curve =>
    (week) =>
      week < 110 ? 0.12 : 0.12 * 2 ** (-(week - 110) / halfLife);

  it.each([8, 16, 30])('of a fall that halves in %i weeks lies in its interval', (truth) => {
    const found = seeds.flatMap((seed) => historyOf(sample(decay(truth), seed)).halfLife ?? []);
    expect(found.length).toBeGreaterThanOrEqual(36);
    const inside = found.filter(({ low, high }) => low <= truth && truth <= (high ?? Infinity));
    expect(inside.length / found.length).toBeGreaterThanOrEqual(0.8);
    const middle = found.map(({ weeks }) => weeks).toSorted((a, b) => a - b)[Math.floor(found.length / 2)];
    expect(middle! / truth).toBeGreaterThan(0.9);
    expect(middle! / truth).toBeLessThan(1.1);
  });

  it('is not told of what does not fall', () => {
    expect(historyOf(sample(constant(0.07), 1)).halfLife).toBeNull();
    expect(historyOf(sample(logistic(0.01, 0.1, 120, 10), 1)).halfLife).toBeNull();
  });
});

describe('the history of a series', () => {
  it('is told in weeks of the values given, also where only the last four years are looked at', () => {
    const values = [...Array<number>(100).fill(0.05), ...sample((w) => (w < 100 ? 0.04 : 0.12), 3)];
    const [change] = historyOf(values).changes.slice(-1);
    expect(Math.abs(change!.at - 200)).toBeLessThanOrEqual(3);
  });

  it('has figures even where a shape of the level is made up of others', () => {
    const values = sample(logistic(0.03, 0.09, 80, 10), 1);
    [values[120], values[121], values[140]] = [0.3, 0.28, 0];
    const { figures } = callStage({ values, season: 52 });
    expect(Object.values(figures ?? {}).filter((figure) => Number.isNaN(figure))).toEqual([]);
  });

  it('survives gaps, zeros and constants', () => {
    const holed = sample(constant(0.05), 4).map((value, week) => (week % 3 === 0 ? null : value));
    expect(callStage({ values: holed, season: 52 }).history.halfLife).toBeNull();
    expect(historyOf(Array<number>(60).fill(0.05))).toEqual({ changes: [], events: [], halfLife: null });
    expect(historyOf([...Array<number>(60).fill(0), 0.2, ...Array<number>(40).fill(0)]).changes).toEqual([]);
  });
});
