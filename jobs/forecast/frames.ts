import { addWeeks, weeksBetween, type Week } from '../../core/dates.ts';
import { loadSeries, seriesKey, withGaps, type SeriesPoint } from '../../storage/series.ts';
import { listSeries, type SeriesInHand } from '../../storage/states.ts';
import type { Sql } from '../context.ts';
import type { Frame } from './work.ts';

/** Fewest documents over the history for a forecast to be published. */
export const DOCUMENTS_FOR_FORECAST = 30;

export interface NamedFrame extends Frame {
  concept: string;
  facet: string;
  /** Documents over the whole history. */
  total: number;
}

/** One sector × market and all its series: what is pooled when forecasting. */
export interface Cell {
  sector: string;
  market: string;
  frames: NamedFrame[];
}

/** All series up to the last complete week, cell by cell in a fixed order. */
export async function loadCells(sql: Sql, until: Week): Promise<Cell[]> {
  const byCell = new Map<string, SeriesInHand[]>();
  for (const series of await listSeries(sql, until)) {
    const name = `${series.sector}|${series.market}`;
    byCell.set(name, [...(byCell.get(name) ?? []), series]);
  }
  const cells: Cell[] = [];
  for (const [, series] of [...byCell].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const points = await loadSeries(sql, { keys: series, until });
    const frames = series.flatMap((one) => {
      const found = points.get(seriesKey(one));
      return found ? [frameOf(one, found, until)] : [];
    });
    const first = series[0];
    if (first) cells.push({ sector: first.sector, market: first.market, frames });
  }
  return cells;
}

/** A series that fell silent before the last complete week is a gap up to it: all are cut off in the same week. */
function frameOf(series: SeriesInHand, points: SeriesPoint[], until: Week): NamedFrame {
  const filled = withGaps(points);
  const start = filled[0]?.week ?? until;
  const missing = Math.max(0, weeksBetween(start, until) - filled.length);
  const pad = <T>(values: T[], gap: T): T[] => [...values, ...Array<T>(missing).fill(gap)];
  return {
    key: seriesKey(series),
    concept: series.concept,
    facet: series.facet,
    total: series.documents,
    documents: pad(
      filled.map((p) => p.documents),
      0,
    ),
    values: pad<number | null>(
      filled.map((p) => p.share),
      null,
    ),
    exposure: pad(
      filled.map((p) => p.exposure),
      0,
    ),
    start,
  };
}

export function isForecast(cell: Cell, frame: NamedFrame): boolean {
  const crossed = cell.sector !== 'all' && cell.market !== 'all';
  return !crossed && frame.total >= DOCUMENTS_FOR_FORECAST;
}

export const cutoffBefore = (until: Week): Week => addWeeks(until, -1);
