import type { ForecastModel } from '../contract.ts';

/** Last value carried forward (random walk; Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 5.2). */
export const naive: ForecastModel = {
  name: 'naive',
  minPoints: () => 1,
  fit(values) {
    const last = values.at(-1) ?? 0;
    return {
      forecast: (horizon) => Array.from({ length: horizon }, () => last),
      residuals: values.slice(1).map((value, i) => value - (values[i] ?? 0)),
    };
  },
};

/** The same phase of the last season (ibid.); without a whole season it is the last value. */
export const seasonalNaive: ForecastModel = {
  name: 'seasonal-naive',
  minPoints: (season) => season,
  fit(values, season) {
    const lag = season >= 1 && values.length >= season ? season : 1;
    const from = values.length - lag;
    return {
      forecast: (horizon) => Array.from({ length: horizon }, (_, h) => values[from + (h % lag)] ?? 0),
      residuals: values.slice(lag).map((value, i) => value - (values[i] ?? 0)),
    };
  },
};

/** The line from the first value to the last, continued (ibid.). */
export const drift: ForecastModel = {
  name: 'drift',
  minPoints: () => 4,
  fit(values) {
    const last = values.at(-1) ?? 0;
    const step = values.length > 1 ? (last - (values[0] ?? 0)) / (values.length - 1) : 0;
    return {
      forecast: (horizon) => Array.from({ length: horizon }, (_, h) => last + step * (h + 1)),
      residuals: values.slice(1).map((value, i) => value - (values[i] ?? 0) - step),
    };
  },
};
