/** Calendar helpers. All in UTC; a `day` is 'YYYY-MM-DD', a `week` is the day of its Monday. */

const DAY_MS = 86_400_000;

export type Day = string;
export type Week = string;

/** The day of an instant. */
export function dayOf(instant: Date): Day {
  return instant.toISOString().slice(0, 10);
}

/** Midnight UTC of a day. */
export function dayStart(day: Day): Date {
  return new Date(`${day}T00:00:00.000Z`);
}

export function addDays(day: Day, days: number): Day {
  return dayOf(new Date(dayStart(day).getTime() + days * DAY_MS));
}

/** The Monday of the ISO week a day or instant lies in. */
export function weekOf(at: Day | Date): Week {
  const start = typeof at === 'string' ? dayStart(at) : at;
  const sinceMonday = (start.getUTCDay() + 6) % 7;
  return dayOf(new Date(start.getTime() - sinceMonday * DAY_MS));
}

export function addWeeks(week: Week, weeks: number): Week {
  return addDays(week, weeks * 7);
}

/** Whole weeks from one Monday to another (negative when `to` is earlier). */
export function weeksBetween(from: Week, to: Week): number {
  return Math.round((dayStart(to).getTime() - dayStart(from).getTime()) / (7 * DAY_MS));
}

/** Every Monday from one week to another, both included. */
export function weeksFrom(from: Week, to: Week): Week[] {
  return Array.from({ length: Math.max(0, weeksBetween(from, to) + 1) }, (_, i) => addWeeks(from, i));
}
