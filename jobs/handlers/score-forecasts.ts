import { weekOf } from '../../core/dates.ts';
import { scoreForecasts } from '../../storage/forecasts.ts';
import type { Handler } from '../handler.ts';

/** Scores what was forecast for weeks that are over now. */
export const scoreForecastsStage: Handler<'score-forecasts'> = async (context) => {
  const thisWeek = weekOf(context.clock.now());
  return { scored: await scoreForecasts(context.sql, thisWeek) };
};
