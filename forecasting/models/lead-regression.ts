import type { ForecastModel } from '../contract.ts';
import { regress } from '../linear-algebra.ts';
import { addSeason, removeSeason, type Seasonal } from '../seasonal.ts';
import { mean } from '../statistics.ts';
import { yearlyProfile } from './profile-level.ts';

const MAX_COVARIATES = 4;
/** Share of a coefficient's own weight added as penalty: rows overlap, so they say less than their number. */
const RIDGE = 0.5;
const LONGEST_LEVEL = 13;

/**
 * Regression on a leading signal (a transfer function in its plainest form: Box and Jenkins 1970, ch. 11): how far the
 * season-adjusted level will have moved after some steps, on how far each covariate and the series itself moved until
 * now; ridge, direct for three distances, straight lines between.
 */
export const leadRegression: ForecastModel = {
  name: 'lead-regression',
  needsCovariates: true,
  minPoints: (season) => Math.max(24, 2 * season),
  fit(values, season, { covariates = [] }) {
    const seasonal = yearlyProfile(values, season);
    const width = Math.max(2, Math.min(LONGEST_LEVEL, Math.ceil(season / 4)));
    const level = levelsOf(withoutSeason(values, seasonal), width);
    const others = covariates
      .slice(0, MAX_COVARIATES)
      .map((covariate) =>
        levelsOf(withoutSeason(covariate.values, yearlyProfile(covariate.values, season)), width),
      );
    const moves = [level, ...others].map((of) => of.map((x, t) => x - (of[Math.max(0, t - 2 * width)] ?? x)));
    const last = level.at(-1) ?? 0;
    const ahead = (horizon: number): number[] => {
      const ends = [...new Set([1, 2, 3].map((part) => Math.ceil((part * horizon) / 3)))];
      const shifts = ends.map((end) => moveAfter(end, level, moves, 3 * width));
      return Array.from({ length: horizon }, (_, h) => last + between(ends, shifts, h + 1));
    };
    return {
      forecast: (horizon) => addSeason(ahead(horizon), values.length, seasonal),
      residuals: values.slice(1).map((value, t) => {
        const index = seasonal.indices[(t + 1) % seasonal.indices.length] ?? 0;
        return removeSeason(value, index, seasonal.kind) - (level[t] ?? 0);
      }),
    };
  },
};

function withoutSeason(values: readonly number[], { indices, kind }: Seasonal): number[] {
  return values.map((value, t) => removeSeason(value, indices[t % indices.length] ?? 0, kind));
}

/** Mean of the last `width` values up to each point. */
function levelsOf(values: readonly number[], width: number): number[] {
  return values.map((_, t) => mean(values.slice(Math.max(0, t - width + 1), t + 1)));
}

/** Move of the level in the next `steps`, foretold from the moves until now; 0 where there is too little to learn from. */
function moveAfter(
  steps: number,
  level: readonly number[],
  moves: readonly number[][],
  from: number,
): number {
  const rows = level.length - steps - from;
  if (rows < 4 * moves.length) return 0;
  const target = Array.from(
    { length: rows },
    (_, i) => (level[from + i + steps] ?? 0) - (level[from + i] ?? 0),
  );
  const columns = moves.map((of) => of.slice(from, from + rows));
  const heights = regress(columns, target, RIDGE);
  return moves.reduce((total, of, j) => total + (heights[j] ?? 0) * (of.at(-1) ?? 0), 0);
}

/** Straight lines from 0 at step 0 through the shifts at the ends. */
function between(ends: readonly number[], shifts: readonly number[], step: number): number {
  const at = Math.max(
    0,
    ends.findIndex((end) => end >= step),
  );
  const [endBefore, before] = at > 0 ? [ends[at - 1] ?? 0, shifts[at - 1] ?? 0] : [0, 0];
  const share = (step - endBefore) / Math.max(1, (ends[at] ?? step) - endBefore);
  return before + share * ((shifts[at] ?? 0) - before);
}
