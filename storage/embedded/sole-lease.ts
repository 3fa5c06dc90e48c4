import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { binary } from './binaries.ts';
import { asUser, clusterFolder } from './cluster.ts';
import type { Lease } from './lease.ts';
import type { Placement } from './placement.ts';
import { isAlive } from './postmaster.ts';

/** Where there are no named pipes (Windows) one process holds the server; a second is told which. */
function holderFile(placement: Placement): string {
  return join(placement.home, 'holder');
}

function holderOf(placement: Placement): number | null {
  const file = holderFile(placement);
  const pid = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : Number.NaN;
  return Number.isInteger(pid) && isAlive(pid) ? pid : null;
}

/** Refuses while another live process holds the server. */
export function refuseSecond(placement: Placement): void {
  const holder = holderOf(placement);
  if (holder === null) return;
  throw new AppError(
    'CONFLICT',
    `The data in ${placement.home} is in use by ${holder === process.pid ? 'this process' : `process ${holder}`}: ` +
      'end that one first, or set DATABASE_URL to a PostgreSQL server that both can use.',
  );
}

/** $1 pg_ctl, $2 the cluster: waits for the end of its input, which comes when its parent dies or lets go. */
const WATCH = `
  const { spawnSync } = require('node:child_process');
  const [pgCtl, cluster] = process.argv.slice(1);
  process.stdin.resume().on('error', () => {}).on('close', () => {
    spawnSync(pgCtl, ['stop', '-D', cluster, '-m', 'fast', '-s'], { windowsHide: true });
  });
  process.stdout.write('watching');`;

/** Takes the server for this process alone; a watcher stops it when this process ends, however it ends. */
export async function takeSoleLease(placement: Placement): Promise<Lease> {
  refuseSecond(placement);
  writeFileSync(holderFile(placement), String(process.pid));
  const pgCtl = binary(placement.binaries, 'pg_ctl');
  const watcher = spawn(process.execPath, ['-e', WATCH, pgCtl, clusterFolder(placement.home)], {
    ...asUser(placement),
    detached: true,
    windowsHide: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  await new Promise<void>((resolve, reject) => {
    watcher.once('error', reject);
    watcher.stdout.once('data', () => resolve());
  });
  watcher.stdout.destroy();
  watcher.unref();
  return {
    holds: () => watcher.exitCode === null,
    release: () => {
      rmSync(holderFile(placement), { force: true });
      watcher.stdin.destroy();
    },
    othersHold: () => false,
  };
}
