import { longCycle } from './cycles.ts';
import type { Worked } from './evaluate.ts';
import type { LearnedMember } from './learned-members.ts';
import { yearlyProfile } from './models/profile-level.ts';
import { mean } from './statistics.ts';

/**
 * A new element has no season of its own yet: it borrows the mean seasonal shape of its group (parent, facet or theme),
 * or of all series, and carries it on its own level. Group seasonal indices: Withycombe 1989; Chen and Boylan 2007.
 * The series of a call are taken to end at the same time.
 */
export const BORROWED_SEASON = 'borrowed-season';

const MIN_MATES = 3;
const MIN_STRANGERS = 8;
const LEVEL_WINDOW = 8;
/** Shapes are borrowed for series with less than so much of a season, which have no seasonal model. */
const OWN_SEASONS = 1.25;

export function borrowedSeason(all: readonly Worked[], season: number): LearnedMember | null {
  const isNew = (w: Worked): boolean => w.series.values.length < OWN_SEASONS * season;
  const old = all.filter((w) => !isNew(w));
  if (season < 4 || longCycle(season, Infinity) !== season || old.length < MIN_MATES || !all.some(isNew))
    return null;
  const shapes = new Map<string, number[] | null>();
  /** Index of each phase by the distance from the end, as known `back` points before the end. */
  const shapeOf = (group: string, back: number): number[] | null => {
    const key = `${group}\n${back}`;
    const known = shapes.get(key);
    const made = known === undefined ? meanShape(old, group, season, back) : known;
    shapes.set(key, made);
    return made;
  };
  const forecastAt = (w: Worked, end: number, horizon: number): number[] | null => {
    if (!isNew(w)) return null;
    const shape = shapeOf(w.series.group, w.series.values.length - end);
    return shape && carry(w.series.values.slice(0, end), shape, horizon);
  };
  return {
    name: BORROWED_SEASON,
    folds: all.map((w) => w.folds.map((fold) => forecastAt(w, fold.cutoff, fold.actual.length))),
    future: all.map((w) => forecastAt(w, w.series.values.length, [...w.future.values()][0]?.length ?? 0)),
  };
}

/** shape[i] is the index i points after the cut-off; the mean over the group's series, or over all where they are few. */
function meanShape(old: readonly Worked[], group: string, season: number, back: number): number[] | null {
  const mates = group === '' ? [] : old.filter((w) => w.series.group === group);
  const lenders = mates.length >= MIN_MATES ? mates : old.length >= MIN_STRANGERS ? old : [];
  const shapes = lenders.flatMap((w) => {
    const past = w.series.values.slice(0, w.series.values.length - back);
    const { indices, kind } = yearlyProfile(past, season);
    if (kind !== 'multiplicative') return [];
    return [Array.from({ length: season }, (_, i) => indices[(past.length + i) % season] ?? 1)];
  });
  if (shapes.length < MIN_MATES) return null;
  return Array.from({ length: season }, (_, i) => mean(shapes.map((shape) => shape[i] ?? 1)));
}

/** The level of the last values without the shape, with the shape put on. */
function carry(values: readonly number[], shape: readonly number[], horizon: number): number[] {
  const season = shape.length;
  const indexAt = (step: number): number => Math.max(0.05, shape[((step % season) + season) % season] ?? 1);
  const recent = values.slice(-LEVEL_WINDOW);
  // A ratio of sums: weeks out of season say little and count little.
  const expected = recent.reduce((total, _, i) => total + indexAt(i - recent.length), 0);
  const level = recent.reduce((total, value) => total + value, 0) / expected;
  return Array.from({ length: horizon }, (_, h) => level * indexAt(h));
}
