import { fixedClock, type Clock } from '../../../core/clock.ts';
import { addWeeks } from '../../../core/dates.ts';
import { createLogger } from '../../../core/log.ts';
import { createJobContext, type JobContext } from '../../../jobs/index.ts';
import { seedDocuments, seedSources } from '../../storage-analysis/support/seed.ts';
import type { TestDatabase } from '../../support/database.ts';
import { testConfig } from './config.ts';

export const NOW = '2026-02-02T06:00:00Z';
export const clock: Clock = fixedClock(NOW);

export function contextOver(database: TestDatabase, more: Record<string, string> = {}): JobContext {
  const { sql, url, kind } = database;
  return createJobContext({
    database: { sql, url, kind, close: async () => {} },
    config: testConfig(more),
    clock,
    log: createLogger('silent'),
  });
}

/** A year and more of two magazines and two forums; butter yellow comes up, burgundy stays. */
export async function seedHistory(database: TestDatabase, weeks = 60): Promise<number> {
  const sources = ['editorial-1', 'editorial-2', 'social-1', 'social-2'];
  await seedSources(
    database.sql,
    sources.map((id) => ({ id, sector: id.split('-')[0]!, market: id.endsWith('1') ? 'us' : 'gb' })),
  );
  const documents = Array.from({ length: weeks }, (_, back) => back).flatMap((back) =>
    sources.flatMap((source, s) =>
      [0, 1, 2].map((i) => ({
        key: `${source}-${back}-${i}`,
        source,
        sector: source.split('-')[0]!,
        at: `${addWeeks('2026-01-26', -back)}T0${i}:00:00Z`,
        text: textOf(back, s, i),
      })),
    ),
  );
  await seedDocuments(database.sql, documents);
  await database.sql`
    insert into dirty_cells select distinct source_id, date_trunc('week', published_at)::date from documents`;
  return documents.length;
}

function textOf(back: number, source: number, i: number): string {
  if (i === 0)
    return back < 20 || (back + source) % 7 === 0 ? 'She wears a butter yellow dress.' : 'A dress.';
  if (i === 1) return (back + source) % 2 === 0 ? 'A burgundy coat, well made.' : 'A coat.';
  return 'Nothing of note today.';
}

/** Everything the stages make, in order, for comparing two runs. */
export async function dump(database: TestDatabase): Promise<Record<string, unknown[]>> {
  const { sql } = database;
  const tables: Record<string, string> = {
    readings: 'document_id, taxonomy_version',
    mentions: 'document_id, taxonomy_version, start_offset, concept_id',
    source_weeks: 'source_id, week, sector',
    concept_weeks: 'concept_id, source_id, week, sector',
    series_points: 'concept_id, sector, market, week',
    concept_states: 'concept_id, sector, market',
    forecasts: 'id',
    signals: 'rule, subject, market, week',
    themes: 'id',
    candidates: 'id',
  };
  const out: Record<string, unknown[]> = {};
  for (const [table, order] of Object.entries(tables)) {
    out[table] = [...(await sql`select * from ${sql(table)} order by ${sql.unsafe(order)}`)];
  }
  return out;
}
