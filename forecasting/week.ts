import { nestedCycle } from './cycles.ts';
import { addSeason, removeSeason, seasonallyAdjust, type Seasonal } from './seasonal.ts';
import { mean } from './statistics.ts';

/** A series of short steps without what the week does to its days, for models that carry one season only. */
export interface WithoutWeek {
  values: number[];
  /** The season that is left: the day's steps where a week was taken out, else the one asked for. */
  season: number;
  putBack: (forecast: number[]) => number[];
}

/** Takes the week's indices relative to the day's out and leaves the day in (Gould et al. 2008 on two seasons). */
export function withoutWeek(values: readonly number[], season: number): WithoutWeek {
  const day = nestedCycle(season) > 1 ? nestedCycle(season) : season;
  const seasonal = day > 1 ? seasonallyAdjust(values, season) : null;
  const whole = { values: [...values], season, putBack: (forecast: number[]) => forecast };
  if (seasonal === null || nestedCycle(seasonal.indices.length) !== day) return whole;
  const week = weekOf(seasonal, day);
  return {
    values: values.map((value, t) =>
      removeSeason(value, week.indices[t % week.indices.length] ?? 0, week.kind),
    ),
    season: day,
    putBack: (forecast) => addSeason(forecast, values.length, week),
  };
}

function weekOf({ kind, indices }: Seasonal, day: number): Seasonal {
  const days = Array.from({ length: day }, (_, p) => mean(indices.filter((_x, q) => q % day === p)));
  const relative = indices.map((index, p) => {
    const usual = days[p % day] ?? 0;
    return kind === 'additive' ? index - usual : index / Math.max(1e-6, usual);
  });
  return { kind, indices: relative, adjusted: [] };
}
