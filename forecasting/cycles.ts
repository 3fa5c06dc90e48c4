/** Steps of a day at which a week is looked for: hours, half hours, quarters of an hour, five minutes. */
const DAYS: readonly number[] = [24, 48, 96, 288];
const WEEK = 7;
/** Weeks that must be known before a week's shape is looked for in a series whose season is a day. */
const MIN_WEEKS = 2;

/** The longest cycle behind a season: a day's steps recur by the week where two weeks are known; else the season itself. */
export function longCycle(season: number, points: number): number {
  return DAYS.includes(season) && points >= MIN_WEEKS * WEEK * season ? WEEK * season : season;
}

/** The day within a week of short steps; 1 where the cycle holds no shorter one. */
export function nestedCycle(cycle: number): number {
  return cycle % WEEK === 0 && DAYS.includes(cycle / WEEK) ? cycle / WEEK : 1;
}
