import type { AnySql, Sql } from './sql.ts';
import type { Clock } from '../core/clock.ts';
import { addDays, weekOf, weeksFrom, type Week } from '../core/dates.ts';
import { countBrandWeeks } from './brands.ts';
import { countDirtyCells } from './series-counts.ts';
import { makePoints } from './series-points.ts';
import { countShelfWeeks } from './shelf.ts';

/** Series reach back at most to the January this many years before now: a wrong date must not make endless zeros. */
const YEARS_KEPT = 5;

export interface BuildCounts {
  cells: number;
  items: number;
  points: number;
  brandWeeks: number;
  shelfWeeks: number;
}

export async function countDirty(sql: AnySql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::integer as count from dirty_cells`;
  return row?.count ?? 0;
}

/**
 * One round of counting: takes dirty cells and makes anew what they touch, in one transaction. A kill leaves
 * the cells dirty and the former counts whole. One builder at a time; a second one waits.
 */
export async function buildSeries(sql: Sql, version: number, clock: Clock): Promise<BuildCounts> {
  return sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext('hemline:build-series'))`;
    // Compiling costs more than it saves here, and the sorts of a whole history want memory.
    await tx`set local jit = off`;
    await tx`set local work_mem = '64MB'`;
    const { cells, items } = await countDirtyCells(tx, version);
    if (cells === 0) return { cells, items, points: 0, brandWeeks: 0, shelfWeeks: 0 };
    const range = await seriesRange(tx, clock);
    const points = range === null ? 0 : await makePoints(tx, range);
    const brandWeeks = await countBrandWeeks(tx, version);
    const shelfWeeks = await countShelfWeeks(tx, version);
    return { cells, items, points, brandWeeks, shelfWeeks };
  });
}

/** First and last week that series cover, or null while nothing was counted. */
async function seriesRange(sql: AnySql, clock: Clock): Promise<{ first: Week; last: Week } | null> {
  const now = clock.now();
  const floor = weekOf(addDays(`${now.getUTCFullYear() - YEARS_KEPT}-01-01`, 6));
  const [row] = await sql<{ first: Week | null; last: Week | null }[]>`
    select min(week)::text as first, max(week)::text as last from source_weeks
    where documents > 0 and week between ${floor} and ${weekOf(now)}`;
  return row?.first && row.last ? { first: row.first, last: row.last } : null;
}

export interface SeriesPoint {
  week: Week;
  documents: number;
  exposure: number;
  activeSources: number;
  /** null where no source was active. */
  share: number | null;
  shareSe: number | null;
}

export interface SeriesKey {
  concept: string;
  sector: string;
  market: string;
}

/** Series with their points in order of week, complete weeks only: up to `until`, which is left out. */
export async function loadSeries(
  sql: AnySql,
  options: { keys: readonly SeriesKey[]; until: Week },
): Promise<Map<string, SeriesPoint[]>> {
  const { keys, until } = options;
  const rows = await sql<SeriesColumns[]>`
    select p.concept_id as concept, p.sector, p.market,
      array_agg(p.week::text order by p.week) as weeks, array_agg(p.documents order by p.week) as documents,
      array_agg(p.exposure order by p.week) as exposure, array_agg(p.active_sources order by p.week) as sources,
      array_agg(coalesce(p.share, ${UNKNOWN}) order by p.week) as shares,
      array_agg(coalesce(p.share_se, ${UNKNOWN}) order by p.week) as errors
    from unnest(${keys.map((k) => k.concept)}::text[], ${keys.map((k) => k.sector)}::text[],
      ${keys.map((k) => k.market)}::text[]) as k (concept_id, sector, market)
    join series_points p on p.concept_id = k.concept_id and p.sector = k.sector and p.market = k.market
    where p.week < ${until}
    group by p.concept_id, p.sector, p.market`;
  const known = new Map<Week, Week>();
  const shared = (week: Week): Week => known.get(week) ?? (known.set(week, week), week);
  return new Map(rows.map((row) => [seriesKey(row), pointsOf(row, shared)]));
}

/** Stands for null in arrays of shares, which the driver cannot hold; a share is never negative. */
const UNKNOWN = -1;

/** A series as it comes: one row, a column an array. A row a week would take several times the memory. */
interface SeriesColumns extends SeriesKey {
  weeks: Week[];
  documents: number[];
  exposure: number[];
  sources: number[];
  shares: number[];
  errors: number[];
}

function pointsOf(row: SeriesColumns, shared: (week: Week) => Week): SeriesPoint[] {
  const orNull = (value: number | undefined): number | null =>
    value === undefined || value === UNKNOWN ? null : value;
  return row.weeks.map((week, i) => ({
    week: shared(week),
    documents: row.documents[i] ?? 0,
    exposure: row.exposure[i] ?? 0,
    activeSources: row.sources[i] ?? 0,
    share: orNull(row.shares[i]),
    shareSe: orNull(row.errors[i]),
  }));
}

/** The name a series has in maps and as a forecast's id. */
export function seriesKey(key: SeriesKey): string {
  return `${key.concept}|${key.sector}|${key.market}`;
}

/** The weeks between the first and last point, those without a row as gaps. */
export function withGaps(points: readonly SeriesPoint[]): SeriesPoint[] {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return [];
  const byWeek = new Map(points.map((point) => [point.week, point]));
  return weeksFrom(first.week, last.week).map(
    (week) =>
      byWeek.get(week) ?? { week, documents: 0, exposure: 0, activeSources: 0, share: null, shareSe: null },
  );
}
