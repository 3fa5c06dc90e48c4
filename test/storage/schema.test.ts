import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dumpSchema, SCHEMA_FILE } from '../../storage/dump-schema.ts';
import { describeDatabases } from '../support/database.ts';

describeDatabases('the committed schema', (database) => {
  test('is what the migrations make', async () => {
    const committed = readFileSync(SCHEMA_FILE, 'utf8').replaceAll('\r\n', '\n');
    expect(await dumpSchema(database().sql), 'run: node --import tsx storage/dump-schema.ts').toBe(committed);
  });

  test('a drift would be seen', async () => {
    const { sql } = database();
    const before = await dumpSchema(sql);
    await sql`create index drifted on documents (author)`;
    expect(await dumpSchema(sql)).not.toBe(before);
    await sql`drop index drifted`;
    await sql`alter table documents add column drifted int not null default 3`;
    expect(await dumpSchema(sql)).toContain('drifted integer default 3 not null');
  });
});
