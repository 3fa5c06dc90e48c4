import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../storage/connect.ts';
import { startEmbedded } from '../../storage/embedded/start.ts';
import { startChild } from '../support/child.ts';
import { holder, openFolder, serverPid, until } from './embedded-folders.ts';

/** What Windows does, tried on any system: a loopback port with a password, and one process at a time. */
const dataDir = join(openFolder(), 'data');

test('a loopback port that only the password opens', async () => {
  const server = await startEmbedded({ dataDir, transport: 'tcp' });
  if ('path' in server.endpoint) throw new Error('That is a socket.');
  const { host, port, password } = server.endpoint;
  expect(host).toBe('127.0.0.1');
  const open = (secret: string) =>
    openDatabase({
      config: { dataDir: '', databaseUrl: `postgres://hemline:${secret}@${host}:${port}/postgres` },
    });
  const database = await open(password);
  expect(await database.sql`select current_setting('listen_addresses') as at`).toEqual([{ at: '127.0.0.1' }]);
  expect(database.url).not.toContain(password);
  await database.close();
  await expect(open('guessed')).rejects.toThrow(/the password is wrong/);
  await server.release();
  expect(serverPid(dataDir)).toBeNull();
});

test('a second process is told who holds the data, and gets it when that one was killed', async () => {
  const first = startChild(holder, { dataDir, transport: 'tcp' });
  await first.says('ready');
  await expect(startEmbedded({ dataDir, transport: 'tcp' })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining(`in use by process ${first.pid}: end that one first`),
  });
  first.process.kill('SIGKILL');
  await first.ended;
  await until('the server to stop', () => serverPid(dataDir) === null);
  const server = await startEmbedded({ dataDir, transport: 'tcp' });
  expect(server.started).toBe(true);
  await server.release();
});
