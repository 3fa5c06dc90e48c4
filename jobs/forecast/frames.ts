import { weeksBetween, type Week } from '../../core/dates.ts';
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
    const there = byCell.get(name);
    if (there) there.push(series);
    else byCell.set(name, [series]);
  }
  const lists = [...byCell].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, series]) => series);
  // The database reads the next cell while this one is taken in; one ahead, so that memory stays bounded.
  const read = (at: number): Promise<Map<string, SeriesPoint[]>> | null => {
    const keys = lists[at];
    if (!keys) return null;
    const points = loadSeries(sql, { keys, until });
    points.catch(() => {});
    return points;
  };
  const cells: Cell[] = [];
  let next = read(0);
  for (const [at, series] of lists.entries()) {
    const points = await next;
    next = read(at + 1);
    const frames = series.flatMap((one) => {
      const found = points?.get(seriesKey(one));
      return found ? [frameOf(one, found, until)] : [];
    });
    const first = series[0];
    if (first) cells.push({ sector: first.sector, market: first.market, frames });
  }
  return cells;
}

/** A series that fell silent before the last complete week is a gap up to it: all are cut off in the same week. */
function frameOf(series: SeriesInHand, points: SeriesPoint[], until: Week): NamedFrame {
  const start = points[0]?.week ?? until;
  const length = Math.max(0, weeksBetween(start, until));
  const last = points.at(-1)?.week ?? start;
  // Most series have a row for every week, and need no search for gaps.
  const whole = points.length === weeksBetween(start, last) + 1;
  const filled = whole ? points : withGaps(points);
  const documents = Array<number>(length).fill(0);
  const exposure = Array<number>(length).fill(0);
  const values = Array<number | null>(length).fill(null);
  for (const [t, point] of filled.entries()) {
    documents[t] = point.documents;
    exposure[t] = point.exposure;
    values[t] = point.share;
  }
  return {
    key: seriesKey(series),
    concept: series.concept,
    facet: series.facet,
    total: series.documents,
    documents,
    values,
    exposure,
    start,
  };
}

export function isForecast(cell: Cell, frame: NamedFrame): boolean {
  const crossed = cell.sector !== 'all' && cell.market !== 'all';
  return !crossed && frame.total >= DOCUMENTS_FOR_FORECAST;
}
