import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../storage/connect.ts';
import { chooseServerUser } from '../../storage/embedded/server-user.ts';
import { startEmbedded } from '../../storage/embedded/start.ts';
import { startChild } from '../support/child.ts';
import { clusterOf, holder, openFolder, serverPid, until } from './embedded-folders.ts';

/** One cluster for all tests of this file: they follow each other. */
const dataDir = join(openFolder(), 'data');
const config = { dataDir, databaseUrl: undefined };

/** The shell that watches for the last user, found by its command line. */
function watcherPids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return command.includes('hemline-watcher') && command.includes(dataDir);
      } catch {
        return false;
      }
    });
}

test('a process killed while the cluster is made leaves no half of it', async () => {
  const child = startChild(holder, { dataDir });
  await until('initdb to begin', () =>
    existsSync(join(dataDir, 'postgres', `cluster-new-${child.pid}-1`, 'base')),
  );
  child.process.kill('SIGKILL');
  await child.ended;
  expect(existsSync(clusterOf(dataDir))).toBe(false);
  const database = await openDatabase({ config });
  expect(await database.sql`select 1 as one`).toEqual([{ one: 1 }]);
  await database.close();
  expect(readdirSync(join(dataDir, 'postgres')).filter((name) => name.startsWith('cluster-new'))).toEqual([]);
});

test('closing stops the server and leaves nothing running', async () => {
  const database = await openDatabase({ config });
  const pid = serverPid(dataDir);
  expect(pid).not.toBeNull();
  await database.close();
  expect(serverPid(dataDir)).toBeNull();
  await until('the watcher to end', () => watcherPids().length === 0);
  expect(readdirSync(join(dataDir, 'postgres')).filter((name) => name.startsWith('lease'))).toEqual([]);
});

test('a killed process takes its server with it, and no acknowledged row is lost', async () => {
  const child = startChild(holder, { dataDir, insert: true });
  await child.says('kept 50.');
  child.process.kill('SIGKILL');
  await child.ended;
  await until('the server to stop', () => serverPid(dataDir) === null);
  const acknowledged = child.output().match(/kept \d+\./g)?.length ?? 0;
  const database = await openDatabase({ config });
  const [row] = await database.sql<{ count: number }[]>`select count(*)::int as count from kept`;
  expect(row?.count).toBeGreaterThanOrEqual(acknowledged);
  await database.close();
});

test('two processes share one server; the first may leave or be killed', async () => {
  const first = startChild(holder, { dataDir });
  await first.says('ready');
  const pid = serverPid(dataDir);
  const second = startChild(holder, { dataDir });
  await second.says('ready');
  const database = await openDatabase({ config });
  expect(serverPid(dataDir)).toBe(pid);
  first.process.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  second.process.kill('SIGKILL');
  await second.ended;
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(serverPid(dataDir)).toBe(pid);
  expect(await database.sql`select 1 as one`).toEqual([{ one: 1 }]);
  await database.close();
  expect(serverPid(dataDir)).toBeNull();
});

test('four that start at once all get the same server', async () => {
  const opened = await Promise.all([1, 2, 3, 4].map(() => startEmbedded({ dataDir })));
  expect(new Set(opened.map((server) => server.pid)).size).toBe(1);
  expect(opened.filter((server) => server.started)).toHaveLength(1);
  await Promise.all(opened.map((server) => server.release()));
  expect(serverPid(dataDir)).toBeNull();
});

test('one that comes while the last one leaves gets a working server', async () => {
  for (let round = 0; round < 5; round += 1) {
    const leaving = await startEmbedded({ dataDir });
    const [, database] = await Promise.all([leaving.release(), openDatabase({ config })]);
    expect(await database.sql`select 1 as one`).toEqual([{ one: 1 }]);
    await database.close();
  }
});

test('an orphan whose watcher was killed too is taken over and stopped', async () => {
  const child = startChild(holder, { dataDir });
  await child.says('ready');
  const pid = serverPid(dataDir);
  for (const watcher of watcherPids()) process.kill(watcher, 'SIGKILL');
  await until('the watcher to be gone', () => watcherPids().length === 0);
  child.process.kill('SIGKILL');
  await child.ended;
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(serverPid(dataDir)).toBe(pid);
  const server = await startEmbedded({ dataDir });
  expect(server).toMatchObject({ pid, started: false });
  await server.release();
  expect(serverPid(dataDir)).toBeNull();
});

test('after the server itself was killed, the next start recovers', async () => {
  const child = startChild(holder, { dataDir });
  await child.says('ready');
  process.kill(serverPid(dataDir) ?? 0, 'SIGKILL');
  child.process.kill('SIGKILL');
  await child.ended;
  const database = await openDatabase({ config });
  const [row] = await database.sql<{ count: number }[]>`select count(*)::int as count from kept`;
  expect(row?.count).toBeGreaterThanOrEqual(50);
  await database.close();
});

test('a left-over pid file whose number now belongs to another program does no harm', async () => {
  const user = chooseServerUser();
  const other = spawn('sleep', ['60'], user === null ? {} : { uid: user.uid, gid: user.gid });
  const file = join(clusterOf(dataDir), 'postmaster.pid');
  writeFileSync(file, `${other.pid}\n${clusterOf(dataDir)}\n0\n5432\n/nowhere\n\n\nready\n`);
  const server = await startEmbedded({ dataDir });
  expect(server.started).toBe(true);
  await server.release();
  expect(other.exitCode).toBeNull();
  other.kill();
});

test('data of another PostgreSQL is left alone, with a clear word', async () => {
  const file = join(clusterOf(dataDir), 'PG_VERSION');
  writeFileSync(file, '17\n');
  await expect(openDatabase({ config })).rejects.toMatchObject({
    code: 'DATABASE_UNAVAILABLE',
    message: expect.stringMatching(/made by PostgreSQL 17 but PostgreSQL 18 is installed/),
  });
  writeFileSync(file, '18\n');
});

test('a server that cannot start says why', async () => {
  const file = join(clusterOf(dataDir), 'postgresql.conf');
  const before = readFileSync(file, 'utf8');
  writeFileSync(file, `${before}\nno_such_setting = 1\n`);
  await expect(openDatabase({ config })).rejects.toMatchObject({
    code: 'DATABASE_UNAVAILABLE',
    message: expect.stringMatching(/did not start: it ended with 1.*no_such_setting/),
  });
  writeFileSync(file, before);
  expect(execFileSync('ls', [join(dataDir, 'postgres')], { encoding: 'utf8' })).not.toContain('lease');
});
