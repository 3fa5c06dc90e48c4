import type { ForecastModel } from '../contract.ts';
import { longCycle, nestedCycle } from '../cycles.ts';
import { seasonallyAdjust, addSeason, removeSeason, smoothCircular, type Seasonal } from '../seasonal.ts';
import { mean } from '../statistics.ts';

/** Weeks of the window over which the recent level is taken, at most a quarter of a season. */
const LEVEL_WINDOW = 13;
const PROFILE_REACH = 4;

/**
 * Seasonal profile × recent level: the mean shape of the years, smoothed over neighbouring weeks, carried on the level
 * of the last weeks. A baseline of retail planning (Makridakis, Wheelwright and Hyndman 1998, ch. 4) with smoothing.
 */
export const profileLevel: ForecastModel = {
  name: 'profile-level',
  minPoints: (season) => (season > 1 ? season + Math.ceil(season / 4) : 4),
  fit(values, season) {
    const seasonal = yearlyProfile(values, season);
    const window = levelWindow(seasonal.indices.length);
    const adjusted = values.map((value, t) =>
      removeSeason(value, seasonal.indices[t % seasonal.indices.length] ?? 0, seasonal.kind),
    );
    const level = mean(adjusted.slice(-window));
    const residuals = adjusted.slice(window).map((value, i) => value - mean(adjusted.slice(i, i + window)));
    return {
      forecast: (horizon) =>
        addSeason(
          Array.from({ length: horizon }, () => level),
          values.length,
          seasonal,
        ),
      residuals,
    };
  },
};

/** A whole day where the cycle holds days: half a day's mean depends on which half. */
function levelWindow(cycle: number): number {
  if (nestedCycle(cycle) > 1) return nestedCycle(cycle);
  return cycle > 1 ? Math.max(2, Math.min(LEVEL_WINDOW, Math.ceil(cycle / 4))) : LEVEL_WINDOW;
}

/** Mean shape of the last seasons, each divided by its own mean; at most the last four seasons count. */
export function yearlyProfile(values: readonly number[], asked: number): Seasonal {
  const season = longCycle(asked, values.length);
  const none: Seasonal = { kind: 'none', indices: [1], adjusted: [] };
  const years = season > 1 ? Math.min(4, Math.floor(values.length / season)) : 0;
  if (years < 1) return none;
  if (values.some((value) => value < 0)) return seasonallyAdjust(values, season);
  const top = Array.from({ length: season }, () => 0);
  const bottom = Array.from({ length: season }, () => 0);
  for (let year = 1; year <= years; year++) {
    const from = values.length - year * season;
    const level = mean(values.slice(from, from + season));
    if (!(level > 1e-9)) continue;
    const weight = 0.8 ** (year - 1);
    for (let t = from; t < from + season; t++) {
      top[t % season] = (top[t % season] ?? 0) + (weight * (values[t] ?? 0)) / level;
      bottom[t % season] = (bottom[t % season] ?? 0) + weight;
    }
  }
  const raw = top.map((total, p) => ((bottom[p] ?? 0) > 0 ? total / (bottom[p] ?? 1) : 1));
  const smooth = nestedCycle(season) > 1 ? raw : smoothCircular(raw, season >= 26 ? PROFILE_REACH : 0);
  const centre = mean(smooth);
  const indices = smooth.map((index) => Math.max(0.05, centre > 0 ? index / centre : 1));
  return { kind: 'multiplicative', indices, adjusted: [] };
}
