import { expect, test } from 'vitest';
import { openDatabase } from '../../storage/connect.ts';
import { holdSource } from '../../storage/source-locks.ts';
import { describeDatabases } from '../support/database.ts';

describeDatabases('the lock of a source', (database) => {
  const other = () => openDatabase({ config: database().config, database: database().name, poolSize: 2 });

  test('is held by one crawl at a time, in this process and in others', async () => {
    const elsewhere = await other();
    const { sql } = database();
    const letGo = await holdSource(sql, 'a');
    const second = await holdSource(sql, 'b');
    expect([typeof letGo, typeof second]).toEqual(['function', 'function']);
    expect(await holdSource(sql, 'a')).toBeNull();
    expect(await holdSource(elsewhere.sql, 'a')).toBeNull();
    const third = await holdSource(elsewhere.sql, 'c');
    expect(await holdSource(sql, 'c')).toBeNull();
    await letGo!();
    const taken = await holdSource(elsewhere.sql, 'a');
    expect(taken).not.toBeNull();
    for (const free of [second, third, taken]) await free!();
    await elsewhere.close();
  });

  test('goes with a process that dies', async () => {
    const dying = await other();
    await holdSource(dying.sql, 'd');
    const { sql } = database();
    expect(await holdSource(sql, 'd')).toBeNull();
    await sql`
      select pg_terminate_backend(pid) from pg_locks
      where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`;
    await expect.poll(async () => (await holdSource(sql, 'd')) !== null).toBe(true);
    await dying.sql.end({ timeout: 0 });
    await dying.close();
  });

  test('more sources than the pool has connections leave it free to work', async () => {
    const { sql } = database();
    const held = await Promise.all(Array.from({ length: 20 }, (_, i) => holdSource(sql, `s${i}`)));
    expect(held.filter((letGo) => letGo === null)).toEqual([]);
    expect(await Promise.all([1, 2, 3].map((n) => sql`select ${n}::int as n`))).toHaveLength(3);
    for (const letGo of held) await letGo!();
  });
});
