import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifyLedger } from '../../storage/forecasts.ts';
import { performJob } from '../../jobs/index.ts';
import { seedDocuments, type SeedDocument } from '../storage-analysis/support/seed.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { contextOver, seedHistory } from './support/house.ts';

let database: TestDatabase;

beforeEach(async () => {
  database = await openTestDatabase('embedded');
  await seedHistory(database, 70);
});
afterEach(() => database.close());

const PAYLOAD = { from: '2025-06-02', to: '2025-09-01', every: 6 };

async function count(): Promise<void> {
  const context = contextOver(database);
  await database.sql`
    insert into dirty_cells select distinct source_id, date_trunc('week', published_at)::date from documents
    on conflict do nothing`;
  await performJob(context, 'read-documents', {});
  await performJob(context, 'build-series', {});
  await context.close();
}

async function backcast(payload: object = PAYLOAD): Promise<Record<string, number>> {
  const context = contextOver(database, { HEMLINE_CONCURRENCY: '1' });
  const counts = await performJob(context, 'backcast', payload);
  await context.close();
  return counts;
}

const ledger = () => database.sql`
  select concept_id, sector, market, cutoff_week, mean, stage, input_hash, hash, replayed from forecasts order by id`;

test(
  'replays past weeks once, marked, scored, in the chain, and goes on where it stood',
  { timeout: 60_000 },
  async () => {
    await count();
    const part = await backcast({ ...PAYLOAD, to: '2025-06-02' });
    expect(part).toMatchObject({ cutoffs: 1, there: 0, failed: 0 });
    expect(part['forecasts']).toBeGreaterThan(0);
    const first = await ledger();
    const whole = await backcast();
    expect(whole).toMatchObject({ cutoffs: 3, there: part['forecasts'], failed: 0 });
    const rows = await ledger();
    expect(rows.slice(0, first.length)).toEqual([...first]);
    expect(new Set(rows.map((row) => row['cutoff_week']))).toEqual(
      new Set(['2025-06-02', '2025-07-14', '2025-08-25']),
    );
    expect(rows.every((row) => row['replayed'])).toBe(true);
    expect(whole['scored']).toBeGreaterThan(0);
    expect(await verifyLedger(database.sql)).toBeNull();
    expect(await backcast()).toMatchObject({ forecasts: 0, there: rows.length, scored: 0, calls: 0 });
    expect(await database.sql`select from concept_states`).toHaveLength(0);
  },
);

test(
  'what is published or first seen after a cut-off changes nothing of its replay',
  { timeout: 60_000 },
  async () => {
    await count();
    const made = await backcast();
    const before = await ledger();
    const late = (key: string, at: string, text: string): SeedDocument => ({
      key,
      source: 'social-1',
      sector: 'social',
      at,
      text,
    });
    await seedDocuments(database.sql, [
      ...Array.from({ length: 40 }, (_, i) =>
        late(`later-${i}`, '2025-10-06T09:00:00Z', 'A butter yellow dress.'),
      ),
      late('silent-week', '2025-05-28T09:00:00Z', 'A butter yellow dress with a burgundy coat.'),
    ]);
    // Published in a week before every cut-off, found after all of them.
    await database.sql`
      update documents set first_seen_at = '2025-12-01' where canonical_url like '%/silent-week'`;
    await count();
    const [point] = await database.sql`
      select documents from series_points
      where concept_id = 'color:butter-yellow' and sector = 'social' and market = 'us' and week = '2025-05-26'`;
    expect(point?.['documents']).toBeGreaterThan(0);
    expect(await backcast()).toMatchObject({ forecasts: 0, there: made['forecasts'], failed: 0 });
    expect(await ledger()).toEqual(before);
    // Once it was seen, it is part of what was known.
    await database.sql`
      update documents set first_seen_at = '2025-08-01' where canonical_url like '%/silent-week'`;
    const again = await backcast();
    expect(again['forecasts']).toBeGreaterThan(0);
    const cutoffs = new Set((await ledger()).slice(before.length).map((row) => row['cutoff_week']));
    expect(cutoffs).toEqual(new Set(['2025-08-25']));
  },
);
