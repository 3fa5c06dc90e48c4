import type { StageCall } from '../core/trend.ts';
import type { Stage, StageFlag } from '../core/words.ts';
import { describeTrend } from './trend.ts';
import { buildLevels, levelBack, levelBetween, zBetween, type Level, type LevelSeries } from './level.ts';
import { knownValues, normalCdf } from './statistics.ts';
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

/** The numbers a stage was called from, all season-adjusted levels of the share. */
export interface StageFigures {
  now: number;
  quarterAgo: number;
  halfYearAgo: number;
  yearAgo: number;
  highest: number;
  highestWeeksAgo: number;
  lowestSince: number;
  /** (now / a year ago) − 1, season-adjusted and as counted. */
  growthAdjusted: number | null;
  growthRaw: number | null;
  zQuarter: number;
  zHalfYear: number;
  zYear: number;
  seasonAgreement: number;
}

export interface StageVerdict extends StageCall {
  figures: StageFigures | null;
}

/** Fewest documents over the whole history for a stage to be called. */
export const MIN_DOCUMENTS = 30;
/** Fewest known weeks. */
export const MIN_WEEKS = 26;

export function callStage(input: StageInput): StageVerdict {
  const thin = whyThin(input);
  if (thin) return { stage: 'unknown', probability: 0, flags: [], reasons: [thin], figures: null };
  const year = yearlyShape(input.values, input.season);
  const indices = input.values.map((_, t) => year.indices[t % Math.max(1, year.indices.length)] ?? 1);
  const series = buildLevels(input.values, input.exposure, indices);
  const figures = readFigures(series, input, year);
  return judge(series, figures, year);
}

function whyThin(input: StageInput): string | null {
  const { documents, values } = input;
  if (documents !== undefined) {
    const total =
      typeof documents === 'number' ? documents : documents.reduce<number>((a, b) => a + (b ?? 0), 0);
    if (total < MIN_DOCUMENTS) return `insufficient: ${total} of ${MIN_DOCUMENTS} documents`;
  }
  const known = knownValues(values);
  if (known.length < MIN_WEEKS) return `insufficient: ${known.length} of ${MIN_WEEKS} weeks`;
  if (!known.some((value) => value > 0)) return 'insufficient: never mentioned in the history';
  return null;
}

function readFigures(series: LevelSeries, input: StageInput, year: YearlyShape): StageFigures {
  const n = series.shares.length;
  const now = levelBack(series, 0, 8);
  const quarter = levelBack(series, 13, 21);
  const half = levelBack(series, 24, 37);
  const before = levelBack(series, 50, 63);
  let highest: Level = { level: 0, mass: 0 };
  let highestAt = n;
  for (let to = Math.min(9, n); to <= n; to++) {
    const window = levelBetween(series, Math.max(0, to - 9), to);
    if (window.mass >= 1.5 && window.level > highest.level) [highest, highestAt] = [window, to];
  }
  let lowestSince = now.level;
  for (let to = highestAt; to <= n; to++) {
    const window = levelBetween(series, Math.max(0, to - 9), to);
    if (window.mass >= 1.5) lowestSince = Math.min(lowestSince, window.level);
  }
  return {
    now: now.level,
    quarterAgo: quarter.level,
    halfYearAgo: half.level,
    yearAgo: before.level,
    highest: highest.level,
    highestWeeksAgo: n - highestAt + 4,
    lowestSince,
    growthAdjusted: before.level > 0 ? now.level / before.level - 1 : null,
    growthRaw: describeTrend(input.values).growth,
    zQuarter: zBetween(quarter, now, series.noise),
    zHalfYear: zBetween(half, now, series.noise),
    zYear: zBetween(before, now, series.noise),
    seasonAgreement: year.agreement,
  };
}

function judge(series: LevelSeries, f: StageFigures, year: YearlyShape): StageVerdict {
  const flags: StageFlag[] = year.seasonal ? ['seasonal'] : [];
  const rising = f.zHalfYear > 2 && f.now > 1.25 * f.halfYearAgo;
  const falling = f.zHalfYear < -2 && f.now < 0.8 * f.halfYearAgo;
  let stage: Stage = 'plateau';
  if (rising) stage = f.yearAgo < 0.15 * f.now && f.halfYearAgo < 0.3 * f.now ? 'emerging' : 'rising';
  else if (f.now < 0.25 * f.highest) stage = 'collapsed';
  else if (falling || f.now < 0.6 * f.highest) stage = 'declining';
  const probability = normalCdf(Math.abs(f.zHalfYear));
  const reasons = [
    `share ${(100 * f.now).toFixed(2)} % now, ${(100 * f.yearAgo).toFixed(2)} % a year before`,
  ];
  return { stage, probability, flags, reasons, figures: f };
}
