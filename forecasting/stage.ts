import type { Reason } from '../core/reason.ts';
import type { StageCall } from '../core/trend.ts';
import type { Stage, StageFlag } from '../core/words.ts';
import { candidateCurves, type CandidateCurve } from './change-curves.ts';
import { changePoints, type ChangePoint } from './change-points.ts';
import { trendEvents, type TrendEvent } from './events.ts';
import { halfLife, type HalfLife } from './half-life.ts';
import { buildLevels, levelBetween, type LevelSeries } from './level.ts';
import { stageReasons } from './stage-reasons.ts';
import { callCurve } from './stage-rules.ts';
import { knownValues } from './statistics.ts';
import { describeTrend } from './trend.ts';
import { yearlyShape, type YearlyShape } from './yearly.ts';

export interface StageInput {
  /** Weekly shares, oldest first; null is a gap. */
  values: readonly (number | null)[];
  weeks?: readonly string[];
  /** Documents that mention the concept: a week each, or their total over the history. */
  documents?: readonly (number | null)[] | number;
  /** All documents of the active sources, a week each: quiet weeks then count less. */
  exposure?: readonly (number | null)[];
  forecast?: { mean: readonly number[] };
  season: number;
}

/** The numbers a stage was called from: season-adjusted levels of the share, and growth on the year. */
export interface StageFigures {
  now: number;
  quarterAgo: number;
  halfYearAgo: number;
  yearAgo: number;
  highest: number;
  highestWeeksAgo: number;
  /** 0.5 is +50 % on a year before: season-adjusted, and as counted; null without a year or a level to compare. */
  growthAdjusted: number | null;
  growthRaw: number | null;
  seasonAgreement: number;
  seasonSwing: number;
}

/** What happened on the way: weeks are indices into the values given. */
export interface StageHistory {
  changes: ChangePoint[];
  events: TrendEvent[];
  /** Of what declines or has collapsed; null for all else. */
  halfLife: HalfLife | null;
}

export interface StageVerdict extends StageCall {
  figures: StageFigures | null;
  history: StageHistory;
  /** Probability of every stage that has more than 1 %. */
  alternatives: { stage: Stage; probability: number }[];
}

/** Fewest documents over the whole history for a stage to be called. */
export const MIN_DOCUMENTS = 30;
/** Fewest known weeks. */
export const MIN_WEEKS = 26;
/** Below this share of today's level a year ago was nothing, and growth on it no figure. */
const NOTHING_TO_GROW_ON = 0.02;
/** Weeks looked at: four years. */
const MAX_WEEKS = 208;

/**
 * Where a concept stands. Sums of logistic changes are fitted to the season-adjusted share, each likely curve is
 * called by the rules, and the stage is the one with the most posterior weight (Bayesian model averaging, Hoeting 1999).
 */
export function callStage(input: StageInput): StageVerdict {
  const thin = whyThin(input);
  if (thin) {
    return {
      stage: 'unknown',
      probability: 0,
      flags: [],
      reasons: [thin],
      figures: null,
      history: { changes: [], events: [], halfLife: null },
      alternatives: [],
    };
  }
  const skip = Math.max(0, input.values.length - MAX_WEEKS);
  const values = input.values.slice(skip);
  const year = yearlyShape(values, input.season);
  const indices = values.map((_, t) => year.indices[t % Math.max(1, year.indices.length)] ?? 1);
  const series = buildLevels(values, input.exposure?.slice(skip), indices);
  const curves = candidateCurves(series, smoothShare(series));
  return verdict(input, curves, year, series, skip);
}

function whyThin(input: StageInput): Reason | null {
  const { documents, values } = input;
  if (documents !== undefined) {
    const total =
      typeof documents === 'number' ? documents : documents.reduce<number>((a, b) => a + (b ?? 0), 0);
    if (total < MIN_DOCUMENTS) {
      return {
        en: `insufficient: ${total} of ${MIN_DOCUMENTS} documents`,
        zh: `数据不足：需 ${MIN_DOCUMENTS} 篇文档，现有 ${total} 篇`,
      };
    }
  }
  const known = knownValues(values);
  if (known.length < MIN_WEEKS) {
    return {
      en: `insufficient: ${known.length} of ${MIN_WEEKS} weeks`,
      zh: `数据不足：需 ${MIN_WEEKS} 周，现有 ${known.length} 周`,
    };
  }
  if (!known.some((value) => value > 0)) {
    return { en: 'insufficient: never mentioned in the history', zh: '数据不足：历史上从未提及' };
  }
  return null;
}

/** A 9-week mean of the level times the season, kept above a tenth of the mean: the error variance to weigh with. */
function smoothShare(series: LevelSeries): number[] {
  const n = series.shares.length;
  const floor = 0.1 * levelBetween(series, 0, n).level;
  return series.shares.map((_, t) => {
    const near = levelBetween(series, Math.max(0, t - 4), Math.min(n, t + 5));
    return Math.max(floor, near.level) * (series.indices[t] ?? 1);
  });
}

function verdict(
  input: StageInput,
  curves: readonly CandidateCurve[],
  year: YearlyShape,
  series: LevelSeries,
  skip: number,
): StageVerdict {
  const total = curves.reduce((a, c) => a + c.weight, 0) || 1;
  const stages = new Map<Stage, number>();
  const flags = new Map<StageFlag, number>();
  for (const curve of curves) {
    const call = callCurve(curve.level);
    const share = curve.weight / total;
    stages.set(call.stage, (stages.get(call.stage) ?? 0) + share);
    for (const flag of call.flags) flags.set(flag, (flags.get(flag) ?? 0) + share);
  }
  const alternatives = [...stages]
    .map(([stage, probability]) => ({ stage, probability }))
    .filter((a) => a.probability > 0.01)
    .sort((a, b) => b.probability - a.probability);
  const first = alternatives[0] ?? { stage: 'plateau' as const, probability: 0 };
  const kept: StageFlag[] = year.seasonal ? ['seasonal'] : [];
  for (const flag of ['flash', 'revival'] as const) if ((flags.get(flag) ?? 0) >= 0.5) kept.push(flag);
  const level = meanCurve(curves, series.shares.length);
  const figures = readFigures(input, level, year);
  const history = readHistory(series, level, first.stage, skip);
  return {
    stage: first.stage,
    probability: Math.min(1, first.probability),
    flags: kept,
    reasons: stageReasons({ stage: first.stage, flags: kept, figures, history, alternatives, input }),
    figures,
    history,
    alternatives,
  };
}

function meanCurve(curves: readonly CandidateCurve[], n: number): number[] {
  const total = curves.reduce((a, c) => a + c.weight, 0) || 1;
  return Array.from({ length: n }, (_, t) =>
    curves.reduce((sum, c) => sum + (c.weight / total) * (c.level[t] ?? 0), 0),
  );
}

/** Stages whose level is falling, and may be asked how fast. */
const FALLING: readonly Stage[] = ['declining', 'collapsed'];

function readHistory(series: LevelSeries, level: number[], stage: Stage, skip: number): StageHistory {
  return {
    changes: changePoints(series).map((change) => ({ ...change, at: change.at + skip })),
    events: trendEvents(series).map((event) => ({
      ...event,
      from: event.from + skip,
      to: event.to + skip,
    })),
    halfLife: FALLING.includes(stage) ? halfLife(series, level) : null,
  };
}

function readFigures(input: StageInput, level: readonly number[], year: YearlyShape): StageFigures {
  const n = level.length;
  const back = (weeks: number): number => level[Math.max(0, n - 1 - weeks)] ?? 0;
  let top = 0;
  for (let t = 0; t < n; t++) if ((level[t] ?? 0) > (level[top] ?? 0) * (1 + 1e-9)) top = t;
  const yearAgo = back(52);
  return {
    now: back(0),
    quarterAgo: back(13),
    halfYearAgo: back(26),
    yearAgo,
    highest: level[top] ?? 0,
    highestWeeksAgo: n - 1 - top,
    growthAdjusted:
      n > 52 && yearAgo > Math.max(1e-9, NOTHING_TO_GROW_ON * back(0)) ? back(0) / yearAgo - 1 : null,
    growthRaw: describeTrend(input.values).growth,
    seasonAgreement: year.agreement,
    seasonSwing: year.swing,
  };
}
