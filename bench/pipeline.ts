import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../core/clock.ts';
import { parseConfig } from '../core/config.ts';
import { createLogger } from '../core/log.ts';
import { seededRandom } from '../core/random.ts';
import { createJobContext, createRunner } from '../jobs/index.ts';
import { readBackup } from '../storage/backup/read-backup.ts';
import { writeBackup } from '../storage/backup/write-backup.ts';
import { openDatabase, type Sql } from '../storage/connect.ts';
import { migrate } from '../storage/migrate.ts';

/**
 * The same made-up documents read and counted by the runner in this process and by BullMQ (REDIS_URL), each in a
 * database of its own: time, processor time of this process, size a document; then a backup and its restoring.
 * `REDIS_URL=redis://127.0.0.1:6379 npx tsx bench/pipeline.ts [documents] [rounds]`.
 */
const DOCUMENTS = Number(process.argv[2] ?? 4_000);
const ROUNDS = Number(process.argv[3] ?? 3);
const WEEKS = 104;
const SOURCES = 20;
const TEXTS = [
  'A butter yellow slip dress with ballet flats and a cropped cardigan, seen again on the street.',
  'The barrel-leg jeans fit well but the denim feels thin; delivery was late.',
  '奶油黄的吊带裙很显白，面料柔软，就是有点薄。',
  'Burgundy suede coats, wide-leg trousers and a boxy blazer close the show.',
];
const log = createLogger('silent');
const redisUrl = parseConfig(process.env).redisUrl;
const folder = mkdtempSync(join(tmpdir(), 'hemline-bench-'));
const config = parseConfig({ HEMLINE_DATA_DIR: folder, HEMLINE_HASH_KEY: 'a key for the bench only' });

async function fill(sql: Sql): Promise<void> {
  const random = seededRandom(7);
  await sql`
    insert into sources (id, name, sector, platform, market, language, weight, origin, enabled, definition)
    select 's' || i, 's' || i, (array['editorial', 'social', 'review', 'runway'])[1 + i % 4], 'feed', 'us', 'en', 1, 'demo',
      true, '{"retentionDays": 10000}' from generate_series(0, ${SOURCES - 1}) i`;
  const rows = Array.from({ length: DOCUMENTS }, (_, i) => {
    const length = 1 + Math.floor(random() * 12);
    const text = Array.from({ length }, () => TEXTS[Math.floor(random() * TEXTS.length)]).join(' ');
    return { id: i + 1, text: `${text} ${i}` };
  });
  await sql`
    insert into documents (id, source_id, canonical_url, content_hash, kind, sector, market, language, title, text,
      published_at, published_at_known, first_seen_at, folded)
    select d.id, s.id, 'https://bench.example/' || d.id, md5(d.text), 'article', s.sector, 'us',
      case when d.text ~ '奶油黄' then 'zh' else 'en' end, null, d.text,
      timestamptz '2026-11-09' - (d.id % ${WEEKS}) * interval '7 days', true, now(), true
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as d (id bigint, text text)
    join sources s on s.id = 's' || (d.id % ${SOURCES})`;
  await sql`insert into dirty_cells select distinct source_id, date_trunc('week', published_at)::date from documents`;
}

/** Milliseconds, processor milliseconds of this process, and what was made. */
async function measure(name: string, runnerUrl: string | undefined) {
  const database = await openDatabase({ config, database: name });
  await migrate(database.sql, systemClock);
  await fill(database.sql);
  const context = createJobContext({ database, config, clock: systemClock, log });
  await context.reader(); // Loading dictionaries and models is not the work.
  const runner = await createRunner(context, { redisUrl: runnerUrl, prefix: `bench-${process.pid}-${name}` });
  const before = process.cpuUsage();
  const began = performance.now();
  await runner.enqueue('read-documents', { chain: 'counts', batch: 400 });
  await runner.run();
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(before);
  await runner.close();
  await context.close();
  return { database, ms, cpuMs: (user + system) / 1_000 };
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

try {
  const kinds = [
    { kind: 'in process', url: undefined },
    ...(redisUrl ? [{ kind: 'bullmq', url: redisUrl }] : []),
  ];
  const times = new Map(kinds.map(({ kind }) => [kind, { ms: [] as number[], cpuMs: [] as number[] }]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { kind, url } of kinds) {
      const { database, ms, cpuMs } = await measure(`${kind.replace(' ', '')}${round}`, url);
      times.get(kind)?.ms.push(ms);
      times.get(kind)?.cpuMs.push(cpuMs);
      if (round === 0 && kind === 'in process') await measureStorage(database.sql);
      await database.close();
    }
  }
  for (const [kind, { ms, cpuMs }] of times) {
    const each = median(cpuMs) / DOCUMENTS;
    console.log(
      `${kind}: ${((DOCUMENTS / median(ms)) * 1_000).toFixed(0)} documents/s, ${each.toFixed(2)} CPU ms each`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measureStorage(sql: Sql): Promise<void> {
  const [row] = await sql`
    select pg_database_size(current_database())::float8 as bytes, (select count(*)::int from mentions) as mentions`;
  const file = join(folder, 'bench.backup');
  const began = performance.now();
  const { rows } = await writeBackup(sql, file, systemClock);
  const writtenMs = performance.now() - began;
  const again = await openDatabase({ config, database: 'restored' });
  const from = performance.now();
  await readBackup(again.sql, file, systemClock, { overwrite: false });
  const readMs = performance.now() - from;
  await again.close();
  console.log(
    `${DOCUMENTS} documents, ${row?.['mentions']} mentions: ${(row?.['bytes'] / DOCUMENTS).toFixed(0)} bytes a document; ` +
      `backup of ${rows} rows ${writtenMs.toFixed(0)} ms (${statSync(file).size} bytes), restore ${readMs.toFixed(0)} ms`,
  );
}
