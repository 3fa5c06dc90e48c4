import { readAsOfWeek, readDataVersion } from '../../storage/queries/data-version.ts';
import { listScoredConcepts, type ScoredConcept } from '../../storage/trend-scores.ts';
import type { ApiContext } from '../context.ts';

/** All concepts with their scores in one sector × market, by id. */
export type TrendTable = ReadonlyMap<string, ScoredConcept>;

export interface TrendsOfCell {
  /** The last week that was counted and judged; null before the first analysis. */
  asOf: string | null;
  table: TrendTable;
}

/** Sector × market pairs kept at a time: some 1,300 concepts each. */
const MOST_TABLES = 12;

/** Keeps the tables in memory as long as the data version stays: a batch of items asks for hundreds of concepts. */
export function createTrendTables(
  context: ApiContext,
  version: () => Promise<string> = () => readDataVersion(context.options.sql),
): (cell: { sector: string; market: string }) => Promise<TrendsOfCell> {
  const tables = new Map<string, { version: string; trends: Promise<TrendsOfCell> }>();
  return async (cell) => {
    const current = await version();
    const key = `${cell.sector} ${cell.market}`;
    const kept = tables.get(key);
    if (kept?.version === current) return kept.trends;
    const trends = context.read(async (sql) => {
      const [rows, asOf] = [await listScoredConcepts(sql, cell), await readAsOfWeek(sql)];
      return { asOf, table: new Map(rows.map((row) => [row.id, row])) };
    });
    tables.delete(key);
    tables.set(key, { version: current, trends });
    trends.catch(() => tables.delete(key));
    for (const oldest of tables.keys()) if (tables.size > MOST_TABLES) tables.delete(oldest);
    return trends;
  };
}
