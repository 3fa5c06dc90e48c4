import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { fixedClock } from '../../core/clock.ts';
import { LineReader } from '../../storage/backup/archive.ts';
import { listSequences, listTables } from '../../storage/backup/catalogue.ts';
import { readBackup } from '../../storage/backup/read-backup.ts';
import { writeBackup } from '../../storage/backup/write-backup.ts';
import type { Sql } from '../../storage/connect.ts';
import { dumpSchema } from '../../storage/dump-schema.ts';
import { verifyLedger } from '../../storage/forecasts.ts';
import { seedWorld } from '../api/world/seed-world.ts';
import { describeDatabases, openTestDatabase, type DatabaseKind } from '../support/database.ts';

const folder = mkdtempSync(join(tmpdir(), 'hemline-backup-'));
const clock = fixedClock('2026-11-16T06:00:00Z');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every row of every table as text, and where the sequences stand. */
async function everything(sql: Sql): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = { sequences: [...(await listSequences(sql))] };
  for (const { table } of await listTables(sql))
    all[table] = (await sql`select t::text as row from ${sql(table)} t`)
      .map(({ row }) => row as string)
      .sort();
  return all;
}

const AWKWARD = 'tab\t feed\n return\r back\\slash \\. \\N "quoted" \u0001 阔腿裤 👗';

describeDatabases('a backup', (database, kind) => {
  const file = join(folder, `${kind}.gz`);
  const other: DatabaseKind = 'embedded';

  test('gives back every row, on another engine too, and everything works on', async () => {
    const { sql } = database();
    await seedWorld(sql);
    await sql`update documents set title = ${AWKWARD}, text = ${'\\.'} where id = (select min(id) from documents)`;
    const before = await everything(sql);
    const written = await writeBackup(sql, file, clock);
    expect(written.rows).toBeGreaterThan(500);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);

    const empty = await openTestDatabase(other, { empty: true });
    try {
      expect(await readBackup(empty.sql, file, clock, { overwrite: false })).toEqual(written);
      expect(await everything(empty.sql)).toEqual(before);
      expect(await dumpSchema(empty.sql)).toBe(await dumpSchema(sql));
      expect(await verifyLedger(empty.sql)).toBe(await verifyLedger(sql));
      // Identities go on where they stood, and the ledger still takes no change.
      const insert = (into: Sql) => into`
        insert into stage_runs (stage, started_at, state) values ('x', now(), 'done') returning id::text`;
      expect([...(await insert(empty.sql))]).toEqual([...(await insert(sql))]);
      await expect(empty.sql`delete from forecasts`).rejects.toThrow(/append-only/);
    } finally {
      await empty.close();
    }
  });

  test('goes into a database that is not empty only when that is said', async () => {
    const full = await openTestDatabase(kind);
    try {
      await full.sql`insert into settings (key, value) values ('mine', '1')`;
      const restored = readBackup(full.sql, file, clock, { overwrite: false });
      await expect(restored).rejects.toMatchObject({ code: 'CONFLICT', message: /settings.*--force/ });
      expect(await full.sql`select key from settings`).toHaveLength(1);
      await readBackup(full.sql, file, clock, { overwrite: true });
      expect(await full.sql`select key from settings where key = 'mine'`).toHaveLength(0);
    } finally {
      await full.close();
    }
  });

  test('that is cut off, damaged, foreign or missing changes nothing', async () => {
    const whole = readFileSync(file);
    const text = gunzipSync(whole).toString('utf8');
    const lost = text.replace(/\n[^\n]*\n\\\.\n\{"rows":/, '\n\\.\n{"rows":'); // One row of one table.
    expect(lost).not.toBe(text);
    const cases: [string, Buffer, string][] = [
      ['cut', whole.subarray(0, whole.length - 40), 'BAD_INPUT'],
      ['half', gzipSync(text.slice(0, text.length / 2)), 'BAD_INPUT'],
      ['lost', gzipSync(lost), 'BAD_INPUT'],
      ['other', gzipSync('{"format":"something"}\n'), 'BAD_INPUT'],
      ['plain', Buffer.from('no gzip'), 'BAD_INPUT'],
      ['newer', gzipSync(text.replace('0001_house.sql', '9999_later.sql')), 'MIGRATION_CHANGED'],
    ];
    const kept = await openTestDatabase(kind);
    try {
      await kept.sql`insert into settings (key, value) values ('mine', '1')`;
      const before = await everything(kept.sql);
      for (const [name, bytes, code] of cases) {
        const damaged = join(folder, `${kind}-${name}.gz`);
        writeFileSync(damaged, bytes);
        const restored = readBackup(kept.sql, damaged, clock, { overwrite: true });
        await expect(restored, name).rejects.toMatchObject({ code });
      }
      const none = readBackup(kept.sql, join(folder, 'none'), clock, { overwrite: true });
      await expect(none).rejects.toMatchObject({ code: 'BAD_INPUT', message: /There is no file/ });
      expect(await everything(kept.sql)).toEqual(before);
    } finally {
      await kept.close();
    }
  });
});

test('lines come whole, however the stream is cut', async () => {
  const text = Buffer.from('one\n二行\n\na\\tb\nc\n\\.\nafter\n');
  for (const size of [1, 2, 3, 7, 100]) {
    const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
      text.subarray(i * size, (i + 1) * size),
    );
    const lines = new LineReader(
      (async function* () {
        yield* chunks;
      })(),
    );
    expect([String(await lines.line()), String(await lines.line()), String(await lines.line())]).toEqual([
      'one',
      '二行',
      '',
    ]);
    const rows: Buffer[] = [];
    for await (const chunk of lines.rows()) rows.push(chunk);
    expect(Buffer.concat(rows).toString()).toBe('a\\tb\nc\n');
    expect(String(await lines.line())).toBe('after');
    expect(await lines.line()).toBeNull();
  }
});
