import { weeksBetween } from '../../core/dates.ts';
import { DOCUMENTS_FOR_FORECAST, type Cell, type NamedFrame } from './frames.ts';
import type { Covariate } from './work.ts';

export type CovariatesOf = (cell: Cell, frame: NamedFrame) => Covariate[];

/**
 * The series that may lead a series: the same concept's in the other sectors, or in the other markets. Whether they
 * foretell anything is for the back-test over all series to say; which concept leads where is not looked up, for that
 * was measured with weeks a past cut-off had not seen.
 */
export function createCovariates(cells: readonly Cell[]): CovariatesOf {
  const byConcept = new Map<string, { cell: Cell; frame: NamedFrame }[]>();
  for (const cell of cells) {
    if (partOf(cell) === null) continue;
    for (const frame of cell.frames) {
      if (frame.total < DOCUMENTS_FOR_FORECAST) continue;
      const there = byConcept.get(frame.concept);
      if (there) there.push({ cell, frame });
      else byConcept.set(frame.concept, [{ cell, frame }]);
    }
  }
  return (cell, frame) => {
    const part = partOf(cell);
    if (part === null) return [];
    return (byConcept.get(frame.concept) ?? []).flatMap((other) =>
      other.cell !== cell && partOf(other.cell) === part
        ? [{ name: other.cell[part], values: alongside(frame, other.frame) }]
        : [],
    );
  };
}

/** What sets a cell apart from the whole; null for the whole and for what is crossed. */
function partOf({ sector, market }: Cell): 'sector' | 'market' | null {
  if (market === 'all' && sector !== 'all') return 'sector';
  return sector === 'all' && market !== 'all' ? 'market' : null;
}

/** The other's values in the weeks of the series. */
function alongside(frame: NamedFrame, other: NamedFrame): (number | null)[] {
  const ahead = weeksBetween(frame.start, other.start);
  return frame.values.map((_, t) => other.values[t - ahead] ?? null);
}
