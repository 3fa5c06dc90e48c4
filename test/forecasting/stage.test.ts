import { describe, expect, it } from 'vitest';
import type { Stage, StageFlag } from '../../core/words.ts';
import { callStage, describeTrend } from '../../forecasting/index.ts';
import { bump, constant, logistic, sampleShares, yearWave, type Curve } from './curves.ts';

const WEEKS = 157;
const DOCUMENTS = 120;
const SEEDS = 8;

const add =
  (a: Curve, b: Curve): Curve =>
  (week) =>
    a(week) + b(week);

/** Curve, stages that are right, flag that must be there (and no other). */
const STORIES: [string, Curve, Stage[], StageFlag | null][] = [
  ['a riser', logistic(0.008, 0.19, 157, 13), ['rising'], null],
  ['a newcomer from nothing', logistic(0, 0.1, 149, 8), ['emerging'], null],
  ['a winter garment', yearWave(0.006, 0.11, 6), ['plateau'], 'seasonal'],
  ['a summer fabric', yearWave(0.008, 0.1, 35), ['plateau'], 'seasonal'],
  ['a flash', bump(0.0005, 0.15, 63, 2.2, 4), ['collapsed'], 'flash'],
  ['a decline', logistic(0.11, 0.015, 138, 17), ['declining'], null],
  ['a collapse', logistic(0.1, 0.003, 98, 7), ['collapsed'], null],
  ['a revival', add(logistic(0.09, 0.018, 50, 6), logistic(0, 0.09, 146, 9)), ['rising'], 'revival'],
  ['a flat classic', constant(0.07), ['plateau'], null],
  ['a plateau at a high level', constant(0.12), ['plateau'], null],
  [
    'a peak reached lately',
    (w) => logistic(0.02, 0.11, 128, 7)(w) * (w > 147 ? 1 - 0.02 * (w - 147) : 1),
    ['peak'],
    null,
  ],
  ['a surge', add(constant(0.03), logistic(0, 0.14, 144, 10)), ['rising'], null],
  ['a few voices', constant(0.003), ['edge'], null],
];

function right(curve: Curve, stages: readonly Stage[], flag: StageFlag | null): number {
  let hits = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const call = callStage({ values: sampleShares(curve, WEEKS, DOCUMENTS, seed), season: 52 });
    if (stages.includes(call.stage) && call.flags.join() === (flag ?? '')) hits++;
  }
  return hits / SEEDS;
}

describe('stages from noisy weekly shares', () => {
  it('are right in at least 95 of 100 calls over all stories, and in 75 of each', () => {
    const rates = STORIES.map(([name, curve, stages, flag]) => [name, right(curve, stages, flag)] as const);
    for (const [name, rate] of rates) expect([name, rate >= 0.75]).toEqual([name, true]);
    expect(rates.reduce((total, [, rate]) => total + rate, 0) / rates.length).toBeGreaterThanOrEqual(0.95);
  });

  it('come with a probability that is worth its name: sure calls are right', () => {
    let sure = 0;
    let sureAndRight = 0;
    for (const [, curve, stages] of STORIES) {
      for (let seed = 101; seed <= 106; seed++) {
        const call = callStage({ values: sampleShares(curve, WEEKS, DOCUMENTS, seed), season: 52 });
        if (call.probability < 0.9) continue;
        sure++;
        if (stages.includes(call.stage)) sureAndRight++;
      }
    }
    expect(sure).toBeGreaterThan(40);
    expect(sureAndRight / sure).toBeGreaterThan(0.95);
  });
});

describe('callStage', () => {
  const rising = sampleShares(logistic(0.008, 0.19, 157, 13), WEEKS, DOCUMENTS, 7);

  it('is unknown when thin, and says how thin', () => {
    expect(callStage({ values: rising, documents: 7, season: 52 })).toMatchObject({
      stage: 'unknown',
      probability: 0,
      reasons: [{ en: 'insufficient: 7 of 30 documents', zh: '数据不足：需 30 篇文档，现有 7 篇' }],
    });
    expect(callStage({ values: rising.slice(-10), season: 52 }).reasons).toEqual([
      { en: 'insufficient: 10 of 26 weeks', zh: '数据不足：需 26 周，现有 10 周' },
    ]);
    const perWeek = rising.map((share) => Math.round(share * 120));
    expect(callStage({ values: rising, documents: perWeek, season: 52 }).stage).toBe('rising');
  });

  it('gives reasons with their numbers, growth adjusted for season beside raw', () => {
    const call = callStage({ values: rising, season: 52, forecast: { mean: [0.1, 0.12] } });
    const english = call.reasons.map(({ en }) => en);
    expect(english[0]).toMatch(
      /^level [\d.]+ % of documents now, [\d.]+ % a quarter ago, [\d.]+ % a year ago/,
    );
    expect(english.join('\n')).toMatch(/growth on the year: \+\d+ % adjusted for season, \+\d+ % as counted/);
    expect(call.reasons).toContainEqual({ en: 'forecast 12.0 % in 2 weeks', zh: '预测 2 周后为 12.0 %' });
    // Chinese sentences carry the same numbers, and no English word.
    for (const { en, zh } of call.reasons) {
      expect(zh).not.toMatch(/[a-z]{2}/i);
      expect(numbersOf(zh)).toEqual(numbersOf(en));
    }
    expect(call.figures?.growthAdjusted ?? 0).toBeGreaterThan(2);
  });

  it('says so where the last quarter goes against the year', () => {
    // Half of last year's level, and back up to two thirds of it in the last weeks.
    const curve = add(logistic(0.15, 0.05, 115, 4), logistic(0, 0.05, 149, 2));
    const call = callStage({ values: sampleShares(curve, WEEKS, 400, 5), season: 52 });
    expect(call.stage).toBe('rising');
    expect(call.reasons.map(({ en }) => en).join('\n')).toMatch(
      /up of late from a lower level: \+\d+ % in a quarter, but still -\d+ % on the year/,
    );
  });

  it('claims no growth figure where there was next to nothing a year before', () => {
    const call = callStage({
      values: sampleShares(logistic(0, 0.1, 149, 4), WEEKS, DOCUMENTS, 2),
      season: 52,
    });
    expect(call.figures?.growthAdjusted).toBeNull();
    expect(call.reasons[2]?.en).toBe('growth on the year: from next to nothing, no figure');
  });

  it('does not take autumn for a rise: a seasonal share on its way up is no trend', () => {
    // The last weeks of the history are the steepest of the rise to winter.
    const upwards = yearWave(0.006, 0.11, 156 + 13);
    const call = callStage({ values: sampleShares(upwards, WEEKS, DOCUMENTS, 3), season: 52 });
    expect([call.stage, call.flags]).toEqual(['plateau', ['seasonal']]);
  });

  it('sees the growth of a concept that also has a season', () => {
    for (let seed = 1; seed <= 6; seed++) {
      const curve: Curve = (w) => yearWave(0.5, 1.5, 35)(w) * logistic(0.02, 0.16, 125, 15)(w);
      const call = callStage({ values: sampleShares(curve, WEEKS, DOCUMENTS, seed), season: 52 });
      // The true level is 3.3 times that of a year before.
      expect(call.figures?.growthAdjusted ?? 0).toBeGreaterThan(1);
    }
  });

  it('bears gaps: a silent quarter changes nothing', () => {
    const values = rising.map((value, t) => (t >= 60 && t < 73 ? null : value));
    expect(callStage({ values, season: 52 }).stage).toBe('rising');
  });

  it('weighs quiet weeks by their documents', () => {
    // A week of two documents, one of which is a mention, is not a share of 50 %.
    const values = sampleShares(constant(0.05), WEEKS, DOCUMENTS, 4).map((value, t) =>
      t >= 150 ? 0.5 : value,
    );
    const exposure = values.map((_, t) => (t >= 150 ? 1 : 120));
    expect(callStage({ values, exposure, season: 52 }).stage).toBe('plateau');
  });
});

describe('describeTrend', () => {
  it('has magnitude, growth and momentum as defined', () => {
    const values = Array.from({ length: 80 }, (_, t) => (t < 28 ? 0.02 : 0.03));
    const figures = describeTrend(values);
    expect(figures.magnitude).toBeCloseTo(0.03, 10);
    expect(figures.growth).toBeCloseTo(0.5, 10);
    expect(figures.momentum).toBeCloseTo(0, 10);
  });

  it('momentum is the slope of the log share, with its error', () => {
    const clean = Array.from({ length: 60 }, (_, t) => 1000 * Math.exp(0.1 * (t - 59)));
    const noisy = clean.map((value, t) => value * (t % 2 ? 1.2 : 0.8));
    expect(describeTrend(clean).momentum).toBeGreaterThan(0.06);
    expect(describeTrend(noisy).momentumSe ?? 0).toBeGreaterThan(describeTrend(clean).momentumSe ?? 1);
  });

  it('is null where nothing can be said', () => {
    expect(describeTrend([])).toEqual({ magnitude: null, growth: null, momentum: null, momentumSe: null });
    expect(describeTrend([0.1, 0.1]).growth).toBeNull();
    expect(describeTrend(Array.from({ length: 65 }, (_, t) => (t < 13 ? 0 : 0.1))).growth).toBeNull();
  });
});

function numbersOf(words: string): string[] {
  return (words.match(/\d+(\.\d+)?/g) ?? []).sort();
}
