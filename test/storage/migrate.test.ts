import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync, appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { systemClock } from '../../core/clock.ts';
import { openDatabase } from '../../storage/connect.ts';
import { migrate, pendingMigrations } from '../../storage/migrate.ts';
import { describeDatabases } from '../support/database.ts';

const folder = mkdtempSync(join(tmpdir(), 'hemline-migrations-'));
const shipped = new URL('../../storage/migrations', import.meta.url).pathname;
cpSync(shipped, folder, { recursive: true });
const names = readdirSync(folder).sort();
afterAll(() => rmSync(folder, { recursive: true }));

describeDatabases(
  'migrations',
  (database) => {
    test('two at once take turns, and a second time there is nothing to do', async () => {
      const { sql, config, name } = database();
      expect(await pendingMigrations(sql, folder)).toEqual(names);
      const other = await openDatabase({ config, database: name });
      const both = await Promise.all([
        migrate(sql, systemClock, { folder }),
        migrate(other.sql, systemClock, { folder }),
      ]);
      await other.close();
      expect(both.flatMap((one) => one.applied).sort()).toEqual(names);
      expect(await migrate(sql, systemClock, { folder })).toEqual({ applied: [] });
      expect(await pendingMigrations(sql, folder)).toEqual([]);
    });

    test('a file that fails leaves nothing of itself, and says its name', async () => {
      const { sql } = database();
      const broken = join(folder, '9998_broken.sql');
      writeFileSync(broken, 'create table half (id int); create table half (id int);');
      await expect(migrate(sql, systemClock, { folder })).rejects.toThrow(/9998_broken\.sql.*already exists/);
      rmSync(broken);
      const [row] = await sql`select to_regclass('half') as half`;
      expect(row?.['half']).toBeNull();
      writeFileSync(join(folder, '9999_next.sql'), 'create table whole (id int);');
      expect(await migrate(sql, systemClock, { folder })).toEqual({ applied: ['9999_next.sql'] });
    });

    test('an edited or missing file is refused', async () => {
      const { sql } = database();
      const next = join(folder, '9999_next.sql');
      appendFileSync(next, '-- edited\n');
      await expect(migrate(sql, systemClock, { folder })).rejects.toMatchObject({
        code: 'MIGRATION_CHANGED',
        message: expect.stringContaining('9999_next.sql was edited'),
      });
      rmSync(next);
      await expect(migrate(sql, systemClock, { folder })).rejects.toMatchObject({
        message: expect.stringContaining('9999_next.sql was applied but is not here'),
      });
    });
  },
  { empty: true },
);
