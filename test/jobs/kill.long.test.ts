import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { performJob } from '../../jobs/perform.ts';
import { verifyLedger } from '../../storage/forecasts.ts';
import { countUnread } from '../../storage/readings.ts';
import { currentTaxonomyVersion } from '../../storage/taxonomy.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { contextOver, dump, NOW, seedHistory } from './support/house.ts';

const CHILD = new URL('support/stage-child.ts', import.meta.url).pathname;

function startChild(database: TestDatabase, job: string, payload: object = {}): ChildProcess {
  const { dataDir, databaseUrl = '' } = database.config;
  const args = [
    '--import',
    'tsx',
    CHILD,
    job,
    JSON.stringify(payload),
    dataDir,
    databaseUrl,
    database.name,
    NOW,
  ];
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Resolves when the child has said the word so often. */
function said(child: ChildProcess, word: string, times = 1): Promise<void> {
  return new Promise((resolve, reject) => {
    let seen = 0;
    child.stdout?.on('data', (chunk: Buffer) => {
      seen += chunk.toString().split(`${word}\n`).length - 1;
      if (seen >= times) resolve();
    });
    child.once('exit', () => reject(new Error(`the child ended without saying ${word}`)));
  });
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** Waits until a child stands still at a lock of ours in the middle of its transaction. */
async function waitsForLock(database: TestDatabase): Promise<void> {
  await expect
    .poll(
      async () => {
        const [row] = await database.sql`
          select count(*)::int as waiting from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`;
        return row!['waiting'];
      },
      { timeout: 20_000, interval: 50 },
    )
    .toBeGreaterThan(0);
}

/** Starts the job, lets it run into a locked table, kills it there. */
async function killAt(database: TestDatabase, job: string, table: string): Promise<void> {
  const child = startChild(database, job);
  let letGo: () => void = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const holding = database.sql.begin(async (tx) => {
    await tx`lock table ${tx(table)} in access exclusive mode`;
    await waitsForLock(database);
    await kill(child);
    letGo();
  });
  await held;
  await holding;
}

test(
  'killed in every stage and started again, nothing is lost or doubled',
  { timeout: 120_000 },
  async () => {
    const whole = await openTestDatabase('embedded');
    const torn = await openTestDatabase('embedded');
    try {
      for (const database of [whole, torn]) await seedHistory(database);
      const calm = contextOver(whole);
      for (const job of ['read-documents', 'build-series', 'forecast-series', 'raise-signals'] as const) {
        await performJob(calm, job, {});
      }
      const { sql } = torn;
      const reader = startChild(torn, 'read-documents', { batch: 50 });
      await said(reader, 'advanced', 3);
      await kill(reader);
      const version = (await currentTaxonomyVersion(sql))!;
      const unread = await countUnread(sql, version);
      expect(unread).toBeLessThan(720);
      expect(unread).toBeGreaterThan(0);
      const context = contextOver(torn);
      const read = await performJob(context, 'read-documents', {});
      expect(read['documents']).toBeLessThanOrEqual(unread);

      await killAt(torn, 'build-series', 'series_points');
      const [cells] = await sql`
      select (select count(*)::int from dirty_cells) as dirty, (select count(*)::int from source_weeks) as counted`;
      expect(cells).toEqual({ dirty: 240, counted: 0 });
      await performJob(context, 'build-series', {});

      await killAt(torn, 'forecast-series', 'forecasts');
      await killAt(torn, 'forecast-series', 'concept_states');
      const [published] = await sql`
      select (select count(*)::int from forecasts) as forecasts, (select count(*)::int from concept_states) as states`;
      expect(published!['forecasts']).toBeGreaterThan(0);
      expect(published!['states']).toBe(0);
      const again = await performJob(context, 'forecast-series', {});
      expect(again['forecasts']).toBe(0);
      expect(await verifyLedger(sql)).toBeNull();
      await performJob(context, 'raise-signals', {});

      const [first, second] = [await dump(whole), await dump(torn)];
      const ids = ({ forecasts, concept_states: states, ...rest }: typeof first) => ({
        ...rest,
        forecasts: forecasts?.map((row) => ({ ...(row as object), id: 0 })),
        states: states?.map((row) => ({ ...(row as object), forecast_id: 0 })),
        signals: rest['signals']?.map((row) => ({ ...(row as object), id: 0 })),
      });
      expect(ids(second)).toEqual(ids(first));
      const [runs] = await sql`select count(*)::int as left from stage_runs where state = 'running'`;
      expect(runs).toEqual({ left: 4 }); // the killed ones show as never ended
    } finally {
      await whole.close();
      await torn.close();
    }
  },
);
