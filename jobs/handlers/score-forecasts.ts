import { weekOf } from '../../core/dates.ts';
import { scoreForecasts } from '../../storage/forecast-scores.ts';
import type { Handler } from '../handler.ts';

/** Scores what was forecast for weeks that are over now. */
export const scoreForecastsStage: Handler<'score-forecasts'> = async (context) => {
  const thisWeek = weekOf(context.clock.now());
  return { ...(await scoreForecasts(context.sql, thisWeek)) };
};
