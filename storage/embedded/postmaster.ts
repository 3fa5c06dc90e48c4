import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a running server says of itself in its pid file. */
export interface Postmaster {
  pid: number;
  port: number;
  /** Folder of its unix socket; '' on Windows. */
  socketFolder: string;
  /** 'starting', 'stopping', 'ready' or 'standby'; '' before it says so. */
  status: string;
}

/** Lines of postmaster.pid: pid, data folder, start time, port, socket folder, address, shared memory, status. */
export function readPostmaster(cluster: string): Postmaster | null {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return null;
  let lines: string[];
  try {
    lines = readFileSync(file, 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null; // It stopped meanwhile.
    throw error;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return {
    pid,
    port: Number(lines[3] ?? 0),
    socketFolder: (lines[4] ?? '').trim(),
    status: (lines[7] ?? '').trim(),
  };
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The command line of a process, '' when it cannot be told. */
function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    if (process.platform === 'win32') return 'postgres';
    return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
  } catch {
    return ''; // It is gone, or hidden from us.
  }
}

/**
 * The live server of a cluster, or null. After a restart of the machine (or container) the number in a
 * left-over pid file may belong to some other program.
 */
export function livePostmaster(cluster: string): Postmaster | null {
  const postmaster = readPostmaster(cluster);
  if (postmaster === null || !isAlive(postmaster.pid)) return null;
  return commandOf(postmaster.pid).includes('postgres') ? postmaster : null;
}

/** Whether PostgreSQL would take this number for another server of its own, wrongly. */
export function misleads(pid: number): boolean {
  return Number.isInteger(pid) && pid > 0 && isAlive(pid) && !commandOf(pid).includes('postgres');
}

/** A zombie answers signals too, so a child of ours that ended is told by its pid file alone. */
export function hasStopped(cluster: string, pid: number): boolean {
  return readPostmaster(cluster)?.pid !== pid || !isAlive(pid);
}
