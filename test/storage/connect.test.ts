import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '../../storage/connect.ts';
import { examineDatabase } from '../../storage/doctor.ts';
import { describeDatabases } from '../support/database.ts';

const servers: Server[] = [];
afterAll(() => servers.forEach((server) => server.close()));

/** A listener that is no PostgreSQL; `say` is what it answers to anything. */
async function fakeServer(say: Buffer | null): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', () => {
      if (say === null) socket.destroy();
      else socket.write(say);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `postgres://somebody:secret@127.0.0.1:${(server.address() as AddressInfo).port}/hemline`;
}

/** An ErrorResponse of the wire protocol: severity, SQLSTATE, message. */
function refusal(code: string, message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

describeDatabases('an open database', (database, kind) => {
  test('gives bigint and date as text, an instant as Date, and takes them back', async () => {
    const { sql } = database();
    const [row] = await sql`
      select 9007199254740993::bigint as big, '2026-03-02'::date as day, '2026-03-02T01:00:00+02'::timestamptz as at,
        array['2026-03-02'::date] as days, '{"a": 1}'::jsonb as json`;
    expect(row).toEqual({
      big: '9007199254740993',
      day: '2026-03-02',
      at: new Date('2026-03-01T23:00:00Z'),
      days: ['2026-03-02'],
      json: { a: 1 },
    });
    // The driver writes a null in an array as such, but reads it back as the word: no column of ours holds one.
    const [back] = await sql`
      select ${'2026-03-02'}::date as day, ${[1, 2].map(String)}::bigint[] as ids, ${['a"b', null, '\\']}::text[] as words,
        (${['a', null]}::text[])[2] is null as null_kept`;
    expect(back).toEqual({
      day: '2026-03-02',
      ids: ['1', '2'],
      words: ['a"b', 'NULL', '\\'],
      null_kept: true,
    });
  });

  test('cancels a statement at its time limit', async () => {
    const { config, name } = database();
    const limited = await openDatabase({ config, database: name, statementTimeoutMs: 50 });
    await expect(limited.sql`select pg_sleep(5)`).rejects.toMatchObject({ code: '57014' });
    await limited.close();
  });

  test('makes a named database where there is none, once for two that ask', async () => {
    const { config, name, sql } = database();
    const fresh = `${name}_fresh`;
    const both = await Promise.all([1, 2].map(() => openDatabase({ config, database: fresh })));
    for (const one of both) {
      expect(await one.sql`select current_database() as name`).toEqual([{ name: fresh }]);
      expect(one.kind).toBe(kind);
      await one.close();
    }
    await sql`drop database ${sql(fresh)}`;
  });

  test('is told apart by doctor: version, size, migrations', async () => {
    const { config, name, sql } = database();
    const facts = await examineDatabase({ config, database: name });
    expect(facts).toMatchObject({
      kind,
      reachable: true,
      problem: null,
      database: name,
      pendingMigrations: [],
    });
    expect(facts.version).toMatch(kind === 'embedded' ? /^18\./ : /^\d+/);
    expect(facts.sizeBytes).toBeGreaterThan(1_000_000);
    await sql`delete from schema_migrations where name = '0001_house.sql'`;
    const later = await examineDatabase({ config, database: name });
    expect(later.pendingMigrations).toEqual(['0001_house.sql']);
  });
});

test.each([
  ['nothing listens', () => 'postgres://u@127.0.0.1:1/x', /nothing listens there: start the server/],
  ['no such socket', () => 'postgres://u@localhost/x?host=/nowhere', /no socket there/],
  ['an unknown host', () => 'postgres://u@no-such-host.invalid/x', /host name/],
  [
    'a wrong password',
    () => fakeServer(refusal('28P01', 'password authentication failed')),
    /password is wrong/,
  ],
  ['no right to connect', () => fakeServer(refusal('28000', 'no pg_hba.conf entry')), /pg_hba\.conf/],
  ['no connection left', () => fakeServer(refusal('53300', 'too many clients')), /max_connections/],
  ['one that hangs up', () => fakeServer(null), /did not answer in time/],
  ['one that says nothing', () => fakeServer(Buffer.alloc(0)), /did not answer in time/],
  ['no valid URL', () => 'postgres://u:p@:x/y', /no valid URL|DATABASE_URL/],
])('%s: says what to do, without the password', async (_, url, expected) => {
  const databaseUrl = await url();
  const opening = openDatabase({ config: { dataDir: '/nowhere', databaseUrl }, connectTimeoutMs: 500 });
  const error = await opening.catch((thrown: unknown) => thrown as Error);
  expect(error).toMatchObject({ name: 'AppError', message: expect.stringMatching(expected) });
  expect((error as Error).message).not.toContain('secret');
  const facts = await examineDatabase({
    config: { dataDir: '/nowhere', databaseUrl },
    connectTimeoutMs: 500,
  });
  expect(facts).toMatchObject({ reachable: false, problem: expect.stringMatching(expected) });
  expect(facts.where).not.toContain('secret');
});
