import { describe, expect, it } from 'vitest';
import type { ForecastOptions } from '../../core/trend.ts';
import { seededRandom } from '../../core/random.ts';
import { callStage, describeTrend, findLeads, forecastAll } from '../../forecasting/index.ts';

const OPTIONS: ForecastOptions = { horizon: 26, season: 52, levels: [80, 95], nonnegative: false };
const random = seededRandom(1);
const noise = (n: number): number[] => Array.from({ length: n }, () => random());

const CASES: [string, (number | null)[]][] = [
  ['a constant', Array.from({ length: 157 }, () => 3)],
  ['zeros', Array.from({ length: 157 }, () => 0)],
  ['one spike among zeros', Array.from({ length: 157 }, (_, t) => (t === 100 ? 1 : 0))],
  ['four values', [1, 2, 3, 4]],
  ['five values', [0, 0, 0, 0, 1]],
  ['huge values', noise(120).map((x) => x * 1e300)],
  ['one huge among small', noise(120).map((x, t) => (t === 60 ? 1e300 : x))],
  ['the largest numbers', Array.from({ length: 60 }, (_, t) => (t % 2 ? 1 : -1) * Number.MAX_VALUE)],
  ['tiny values', noise(120).map((x) => x * 1e-300)],
  ['denormal values', Array.from({ length: 60 }, (_, t) => (t % 3) * Number.MIN_VALUE)],
  ['negative values', noise(157).map((x) => -5 - x)],
  ['values around zero', noise(157).map((x) => x - 0.5)],
  ['gaps', noise(157).map((x, t) => (t % 3 === 0 || t < 20 || t > 150 ? null : x))],
  [
    'not numbers',
    noise(157).map((x, t) => (t % 10 === 0 ? Number.NaN : t % 11 === 0 ? Number.POSITIVE_INFINITY : x)),
  ],
  ['steep growth', Array.from({ length: 100 }, (_, t) => Math.exp(t / 4))],
  ['alternating', Array.from({ length: 100 }, (_, t) => t % 2)],
  ['10,000 points', noise(10_000)],
];

describe.each(CASES)('%s', (_name, values) => {
  it('is answered with finite numbers in a few seconds', () => {
    for (const options of [
      OPTIONS,
      { ...OPTIONS, nonnegative: true, horizon: 300 },
      { ...OPTIONS, season: 1 },
      { ...OPTIONS, season: 12 },
      { ...OPTIONS, season: 24 },
    ]) {
      const started = performance.now();
      const [answer] = forecastAll([{ id: 'x', values }], options);
      expect(performance.now() - started).toBeLessThan(5_000);
      if (!answer || 'error' in answer) throw new Error(answer?.error.message ?? 'nothing');
      const numbers = [answer.mean, ...Object.values(answer.lower), ...Object.values(answer.upper)].flat();
      expect(numbers).toHaveLength(5 * options.horizon);
      expect(numbers.every((value) => Number.isFinite(value))).toBe(true);
      expect(JSON.stringify(answer)).not.toContain('NaN');
      if (options.nonnegative) expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    }
  });

  it('has a stage, a trend and no invented lead', () => {
    const stage = callStage({ values, season: 52 });
    expect(stage.probability).toBeGreaterThanOrEqual(0);
    expect(stage.probability).toBeLessThanOrEqual(1);
    expect(stage.reasons.length).toBeGreaterThan(0);
    expect(JSON.stringify(stage.reasons)).not.toMatch(/NaN|undefined/);
    for (const figure of Object.values(describeTrend(values))) {
      expect(figure === null || Number.isFinite(figure)).toBe(true);
    }
    const short = values.slice(-400);
    expect(
      findLeads([
        { key: 'a', values: short },
        { key: 'b', values: short },
      ]),
    ).toEqual([]);
  });
});

describe('too little or wrongly asked', () => {
  it.each([[[]], [[1]], [[1, 2, 3]], [[null, null, null, null, 1, 2]]])(
    '%j is INSUFFICIENT_HISTORY',
    (values) => {
      const [answer] = forecastAll([{ id: 'x', values }], OPTIONS);
      expect(answer).toMatchObject({ id: 'x', error: { code: 'INSUFFICIENT_HISTORY' } });
    },
  );

  it('one bad series does not stop the others', () => {
    const out = forecastAll(
      [
        { id: 'bad', values: [1] },
        { id: 'good', values: noise(60) },
      ],
      OPTIONS,
    );
    expect(out.map((a) => ['error' in a, a.id])).toEqual([
      [true, 'bad'],
      [false, 'good'],
    ]);
  });

  it.each([
    [{ horizon: 0 }, /horizon/],
    [{ horizon: 1e9 }, /horizon/],
    [{ season: 0 }, /season/],
    [{ levels: [100] }, /levels/],
  ])('%j is refused in words', (wrong, message) => {
    expect(() => forecastAll([{ id: 'x', values: noise(50) }], { ...OPTIONS, ...wrong })).toThrow(message);
  });

  it('gaps are said in the notes and are no zeros', () => {
    const values = noise(150).map((x, t) => (t > 60 && t < 80 ? null : 5 + x));
    const [answer] = forecastAll([{ id: 'x', values }], OPTIONS);
    if (!answer || 'error' in answer) throw new Error('no answer');
    expect(answer.notes.join()).toContain('19 gaps');
    expect(Math.min(...answer.mean)).toBeGreaterThan(4);
  });
});
