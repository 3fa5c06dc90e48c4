import type { ForecastModel } from '../contract.ts';
import { mean } from '../statistics.ts';

const ALPHA = 0.1;
const BETA = 0.1;

/** Croston's method (1972) with the bias correction of Syntetos and Boylan (2005): size over interval. */
export const croston: ForecastModel = {
  name: 'croston',
  minPoints: () => 4,
  fit(values) {
    const first = values.find((value) => value !== 0) ?? 0;
    let size = first;
    let interval = Math.max(1, values.length / Math.max(1, values.filter((value) => value !== 0).length));
    let since = 0;
    const rate = (): number => ((1 - ALPHA / 2) * size) / Math.max(1, interval);
    const residuals = values.map((value) => {
      const error = value - rate();
      since++;
      if (value !== 0) {
        size += ALPHA * (value - size);
        interval += ALPHA * (since - interval);
        since = 0;
      }
      return error;
    });
    const level = rate();
    return { forecast: (horizon) => Array.from({ length: horizon }, () => level), residuals };
  },
};

/** Teunter, Syntetos and Babai (2011): the chance of a mention fades while none comes, so what dies goes to zero. */
export const tsb: ForecastModel = {
  name: 'tsb',
  minPoints: () => 4,
  fit(values) {
    const present = values.filter((value) => value !== 0);
    let size = mean(present);
    let chance = present.length / Math.max(1, values.length);
    const residuals = values.map((value) => {
      const error = value - chance * size;
      chance += BETA * ((value === 0 ? 0 : 1) - chance);
      if (value !== 0) size += ALPHA * (value - size);
      return error;
    });
    const level = chance * size;
    return { forecast: (horizon) => Array.from({ length: horizon }, () => level), residuals };
  },
};
