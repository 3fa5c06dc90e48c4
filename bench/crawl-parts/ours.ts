import { existsSync, readFileSync } from 'node:fs';
import type { Database } from '../../storage/connect.ts';
import { systemClock } from '../../core/clock.ts';
import { createLogger } from '../../core/log.ts';
import { silentProgress } from '../../core/progress.ts';
import type { CataloguedSource } from '../../core/source.ts';
import { crawlSource, createFetcher } from '../../crawlers/index.ts';
import { fingerprint } from '../../jobs/fingerprint.ts';
import { openDatabase } from '../../storage/connect.ts';
import { createCrawlStore } from '../../storage/crawl-store.ts';
import { countLedger } from '../../storage/ledger.ts';
import { migrate } from '../../storage/migrate.ts';
import { finishRun, openRun } from '../../storage/source-runs.ts';
import { upsertSources } from '../../storage/sources.ts';

const sourceAt = (base: string, pages: number): CataloguedSource => ({
  id: 'bench',
  name: 'bench',
  sector: 'editorial',
  platform: 'sitemap',
  urls: [`${base}/sitemap.xml`],
  market: 'gb',
  language: 'en',
  cadenceHours: 24,
  politeness: { delayMs: 0, maxPagesPerRun: 1_000_000, honourTdmReservation: true },
  purpose: 'bench',
  legalBasis: 'own data',
  retentionDays: 1,
  weight: 1,
  enabled: true,
  browser: false,
  options: { max_urls: pages },
  checked: { at: null, how: 'bench' },
  origin: 'user',
  file: 'bench',
});

/** Opens a database of its own, which is dropped afterwards, on DATABASE_URL's server or the embedded one. */
export async function openBenchDatabase(
  dataDir: string,
): Promise<{ database: Database; drop: () => Promise<void> }> {
  const config = { dataDir, databaseUrl: process.env['DATABASE_URL'] };
  const name = `hemline_bench_${process.pid}`;
  const database = await openDatabase({ config, database: name });
  await migrate(database.sql, systemClock);
  return {
    database,
    drop: async () => {
      const admin = await openDatabase({ config, database: 'postgres', poolSize: 1 });
      await database.close();
      await admin.sql`drop database ${admin.sql(name)} with (force)`;
      await admin.close();
    },
  };
}

/** CPU time of this database's connections so far, ms, where the server runs on this machine and /proc tells; else 0. */
export async function serverCpuMs({ sql }: Database): Promise<number> {
  const rows = await sql<{ pid: number }[]>`
    select pid from pg_stat_activity where datname = current_database()`;
  return rows.reduce((sum, { pid }) => sum + cpuMsOf(pid), 0);
}

/** proc(5): fields 14 and 15 are user and system time in ticks of 10 ms; the name before them may hold blanks. */
function cpuMsOf(pid: number): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file) || !readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres')) return 0;
  const fields = readFileSync(file, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return 10 * (Number(fields[11]) + Number(fields[12]));
}

/** One whole run, as the crawl job makes it: guard, robots, ledger, extraction, storage. Answers the documents stored. */
export async function crawlOurs(base: string, pages: number, { sql }: Database): Promise<number> {
  const source = sourceAt(base, pages);
  await upsertSources(sql, [source]);
  const fetcher = createFetcher({
    config: { contact: 'bench', allowHosts: [new URL(base).host] },
    clock: systemClock,
  });
  const { runId } = await openRun(sql, { sourceId: source.id, at: systemClock.now() });
  const outcome = await crawlSource(
    source,
    createCrawlStore(sql, { source, runId, clock: systemClock, fingerprint }),
    {
      fetcher,
      browser: { missing: '' },
      clock: systemClock,
      log: createLogger('warn'),
      hashKey: 'bench-only-key-000',
      rsshubUrl: undefined,
      progress: silentProgress.start('', null),
      signal: new AbortController().signal,
    },
  );
  await finishRun(sql, { runId, outcome, at: systemClock.now() });
  await fetcher.close();
  const [found] = await sql<{ documents: number; ledger: number }[]>`
    select (select count(*)::int from documents) as documents,
      (select count(distinct url)::int from fetch_ledger where outcome = 'fetched') as ledger`;
  if (!found || found.documents !== pages || found.ledger < pages)
    throw new Error(
      `expected ${pages} documents, got ${JSON.stringify({ ...found, ledger: await countLedger(sql, runId) })}`,
    );
  return found.documents;
}
