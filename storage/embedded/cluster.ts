import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, chownSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { binary } from './binaries.ts';
import type { Placement } from './placement.ts';
import { isAlive } from './postmaster.ts';
import { authOptions } from './transport.ts';

const SUPERUSER = 'hemline';
const PARTIAL = 'cluster-new-';

export function clusterFolder(home: string): string {
  return join(home, 'cluster');
}

/** Spawn options that start a program as the server's user. */
export function asUser(placement: Placement): { uid?: number; gid?: number; cwd: string } {
  const { user, home } = placement;
  return user === null ? { cwd: home } : { uid: user.uid, gid: user.gid, cwd: home };
}

/** Only what PostgreSQL needs of the environment: a stray PGDATA or LD_PRELOAD must not steer it. */
export const serverEnvironment =
  process.platform === 'win32' ? undefined : { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

async function runInitdb(placement: Placement, folder: string): Promise<void> {
  const options = [
    '-D',
    folder,
    '-U',
    SUPERUSER,
    '--encoding=UTF8',
    '--no-instructions',
    ...authOptions(placement),
  ];
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  const child = spawn(binary(placement.binaries, 'initdb'), [...options, ...locale], {
    ...asUser(placement),
    env: serverEnvironment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`initdb ended with ${code}: ${output.trim().slice(-600)}`));
    });
  });
}

let made = 0;

/** Half-made clusters of processes that were killed. */
function dropPartials(home: string): void {
  for (const name of readdirSync(home)) {
    if (!name.startsWith(PARTIAL)) continue;
    const maker = Number.parseInt(name.slice(PARTIAL.length), 10);
    if (maker !== process.pid && isAlive(maker)) continue;
    // The killed maker's initdb may still be writing there for a moment.
    rmSync(join(home, name), { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

function checkVersion(cluster: string, version: string): void {
  const made = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  const major = version.split('.')[0];
  if (made === major) return;
  throw new AppError(
    'DATABASE_UNAVAILABLE',
    `The data in ${cluster} was made by PostgreSQL ${made} but PostgreSQL ${major} is installed. ` +
      'Install the earlier version of Hemline, or move the folder away to begin anew.',
  );
}

/** Makes the cluster unless it is there: in a folder of its own, then renamed, so that a kill leaves no half. */
export async function ensureCluster(placement: Placement): Promise<{ created: boolean }> {
  const cluster = clusterFolder(placement.home);
  if (existsSync(cluster)) {
    checkVersion(cluster, placement.binaries.version);
    return { created: false };
  }
  dropPartials(placement.home);
  const partial = join(placement.home, `${PARTIAL}${process.pid}-${(made += 1)}`);
  mkdirSync(partial, { mode: 0o700 });
  if (placement.user !== null) chownSync(partial, placement.user.uid, placement.user.gid);
  try {
    await runInitdb(placement, partial);
    renameSync(partial, cluster);
    return { created: true };
  } catch (cause) {
    rmSync(partial, { recursive: true, force: true });
    if (existsSync(cluster)) return { created: false }; // Another process was quicker.
    throw new AppError(
      'DATABASE_UNAVAILABLE',
      `The embedded database could not be set up: ${(cause as Error).message}`,
      {
        cause,
      },
    );
  }
}
