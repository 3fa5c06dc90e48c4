import { readDataVersion } from '../../storage/queries/data-version.ts';
import { listScoredConcepts, type ScoredConcept } from '../../storage/trend-scores.ts';
import type { ApiContext } from '../context.ts';

/** All concepts with their scores in one sector × market, by id. */
export type TrendTable = ReadonlyMap<string, ScoredConcept>;

/** Sector × market pairs kept at a time: some 1,300 concepts each. */
const MOST_TABLES = 12;

/** Keeps the tables in memory as long as the data version stays: a batch of items asks for hundreds of concepts. */
export function createTrendTables(
  context: ApiContext,
  version: () => Promise<string> = () => readDataVersion(context.options.sql),
): (cell: { sector: string; market: string }) => Promise<TrendTable> {
  const tables = new Map<string, { version: string; table: Promise<TrendTable> }>();
  return async (cell) => {
    const current = await version();
    const key = `${cell.sector} ${cell.market}`;
    const kept = tables.get(key);
    if (kept?.version === current) return kept.table;
    const table = context.read(async (sql) => {
      const rows = await listScoredConcepts(sql, cell);
      return new Map(rows.map((row) => [row.id, row]));
    });
    tables.delete(key);
    tables.set(key, { version: current, table });
    table.catch(() => tables.delete(key));
    for (const oldest of tables.keys()) if (tables.size > MOST_TABLES) tables.delete(oldest);
    return table;
  };
}
