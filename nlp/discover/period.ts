import { addDays, weekOf, type Day } from '../../core/dates.ts';
import { AppError } from '../../core/errors.ts';

export interface Period {
  /** The day itself, or the Monday of the week: names the period and is its first day. */
  from: Day;
  to: Day;
}

const DAY = /^\d{4}-\d{2}-\d{2}/;

/** The day of a date as given: 'YYYY-MM-DD', or an instant of which the first ten characters count. */
export function dayOfDate(date: string): Day {
  const day = DAY.exec(date)?.[0];
  // Date.parse takes 30 February for 2 March.
  if (day === undefined || Number.isNaN(Date.parse(day)) || addDays(day, 0) !== day) {
    throw new AppError('BAD_INPUT', `"${date.slice(0, 40)}" is no date; write it as 2026-11-16.`);
  }
  return day;
}

export function periodOf(day: Day, grain: 'week' | 'day'): Period {
  if (grain === 'day') return { from: day, to: day };
  const monday = weekOf(day);
  return { from: monday, to: addDays(monday, 6) };
}
