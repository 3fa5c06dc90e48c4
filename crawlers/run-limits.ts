import type { Politeness } from '../core/source.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
export const USUAL_MINUTES = 120;

/** Whether an instant lies in the hours of the day, UTC, in which nothing is fetched: [from, to), also across midnight. */
export function inQuietHours(quiet: [number, number] | undefined, now: Date): boolean {
  if (!quiet) return false;
  const [from, to] = quiet;
  const hour = now.getUTCHours();
  return from <= to ? hour >= from && hour < to : hour >= from || hour < to;
}

/** When the quiet hours that `now` lies in end; null for a source that is always quiet. */
export function endOfQuietHours(quiet: [number, number], now: Date): Date | null {
  const dayStart = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  for (const days of [0, 1]) {
    const end = new Date(dayStart + days * DAY_MS + quiet[1] * HOUR_MS);
    if (end > now && !inQuietHours(quiet, end)) return end;
  }
  return null;
}

export type RunStop = 'page-limit' | 'time-limit' | 'quiet-hours';

/** What ends a run that could go on. */
export class RunLimits {
  readonly #politeness: Politeness;
  readonly #parts: { now: () => Date; monotonicMs: () => number };
  readonly #startedMs: number;
  #pages = 0;

  constructor(politeness: Politeness, parts: { now: () => Date; monotonicMs: () => number }) {
    this.#politeness = politeness;
    this.#parts = parts;
    this.#startedMs = parts.monotonicMs();
  }

  reached(): RunStop | null {
    const { maxPagesPerRun, maxMinutesPerRun = USUAL_MINUTES, quietHoursUtc } = this.#politeness;
    if (this.#pages >= maxPagesPerRun) return 'page-limit';
    if (this.#parts.monotonicMs() - this.#startedMs > maxMinutesPerRun * 60_000) return 'time-limit';
    return inQuietHours(quietHoursUtc, this.#parts.now()) ? 'quiet-hours' : null;
  }

  countPage(): void {
    this.#pages += 1;
  }
}

/** How a stopped run is explained. */
export const STOP_WORDS: Record<RunStop, string> = {
  'page-limit': 'stopped at the page limit of the run',
  'time-limit': 'stopped at the time limit of the run',
  'quiet-hours': 'stopped when its quiet hours began',
};
