import { addWeeks, weeksBetween, type Week } from '../../core/dates.ts';
import type { AsKnown, PointAsKnown } from '../../storage/as-known.ts';
import type { Cell, NamedFrame } from './frames.ts';

/** Every cell cut off before `until`, with what was found later taken out: what a run in that week would have had. */
export function cellsThen(cells: readonly Cell[], until: Week, known: AsKnown): Cell[] {
  const byKey = new Map<string, PointAsKnown[]>();
  for (const point of known.points) byKey.set(point.key, [...(byKey.get(point.key) ?? []), point]);
  return cells.map((cell) => ({
    ...cell,
    frames: cell.frames.flatMap((frame) => {
      const cut = frameThen(frame, until, known.weeks, byKey.get(frame.key) ?? []);
      return cut.total > 0 ? [cut] : [];
    }),
  }));
}

function frameThen(
  frame: NamedFrame,
  until: Week,
  weeks: readonly Week[],
  points: readonly PointAsKnown[],
): NamedFrame {
  const length = Math.max(0, weeksBetween(frame.start, until));
  const documents = frame.documents.slice(0, length);
  const exposure = frame.exposure.slice(0, length);
  const values = frame.values.slice(0, length);
  const byWeek = new Map(points.map((point) => [point.week, point]));
  for (const week of weeks) {
    const at = weeksBetween(frame.start, week);
    if (at < 0 || at >= length) continue;
    // A cell all of whose documents of that week were found later was silent then: a gap.
    const point = byWeek.get(week);
    documents[at] = point?.documents ?? 0;
    exposure[at] = point?.exposure ?? 0;
    values[at] = point?.share ?? null;
  }
  const total = documents.reduce((sum, count) => sum + count, 0);
  return { ...frame, documents, exposure, values, total };
}

/** Cut-off weeks from one to another, both included where the step meets them. */
export function cutoffWeeks(from: Week, to: Week, every: number): Week[] {
  const count = Math.floor(weeksBetween(from, to) / every) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => addWeeks(from, i * every));
}
