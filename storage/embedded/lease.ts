import { spawn, spawnSync } from 'node:child_process';
import { closeSync, constants, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { clusterFolder, asUser, serverEnvironment } from './cluster.ts';
import type { Placement } from './placement.ts';

/**
 * Who uses the server is counted by the kernel: every Hemline process holds the writing end of one named pipe,
 * a small shell holds the reading end. When the last writer is gone, killed or closed, the shell stops the server.
 */
export interface Lease {
  /** True while the shell that would stop the server is there. */
  holds(): boolean;
  release(): void;
  /** After release: whether another process uses the server. */
  othersHold(): boolean;
}

/**
 * $1 pipe, $2 pid of the server, $3 its pid file. Stops the server fast (SIGINT) and only if it is still that one.
 * The shell itself reads to the end: were it another program, that would go on reading when the shell is killed.
 */
const WATCH = [
  'exec 3<"$1" || exit 1',
  'echo watching',
  'while read -r _ <&3; do :; done',
  'exec 3<&-',
  'read -r pid <"$3" && [ "$pid" = "$2" ] && kill -INT "$2"',
  'rm -f "$1"',
].join('\n');

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

function pipePath(placement: Placement, pid: number): string {
  return join(placement.home, `lease.${pid}`);
}

/** Opens the writing end: null when there is no pipe or nobody reads it. */
function openWriter(path: string): number | null {
  try {
    return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (codeOf(error) === 'ENXIO' || codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function leaseOn(path: string, writer: number): Lease {
  return {
    holds: () => {
      try {
        writeSync(writer, '.');
        return true;
      } catch (error) {
        if (codeOf(error) === 'EAGAIN') return true; // Full, so somebody is to read it.
        return false; // EPIPE: the reader is gone.
      }
    },
    release: () => closeSync(writer),
    othersHold: () => hasWriters(path),
  };
}

/** A reader that comes to the end of a pipe has no writer on the other side; else it would have to wait. */
function hasWriters(path: string): boolean {
  let reader: number;
  try {
    reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
  try {
    const rest = Buffer.alloc(4_096);
    while (readSync(reader, rest) > 0); // What holds() wrote and the watcher has not read yet.
    return false;
  } catch (error) {
    return codeOf(error) === 'EAGAIN';
  } finally {
    closeSync(reader);
  }
}

/** Joins the processes that use a running server; null when nobody watches it. */
export function joinLease(placement: Placement, pid: number): Lease | null {
  const path = pipePath(placement, pid);
  const writer = openWriter(path);
  return writer === null ? null : leaseOn(path, writer);
}

/** Makes the pipe and its watcher; null when another process made the pipe first. */
export async function makeLease(placement: Placement, pid: number): Promise<Lease | null> {
  const path = pipePath(placement, pid);
  const made = spawnSync('mkfifo', ['-m', '600', path], { ...asUser(placement), stdio: 'ignore' });
  if (made.error) throw made.error;
  if (made.status !== 0) return null;
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  try {
    await startWatcher(placement, path, pid);
  } finally {
    closeSync(reader);
  }
  return leaseOn(path, writer);
}

/** For a pipe whose watcher was killed: the next makeLease begins anew. */
export function dropLease(placement: Placement, pid: number): void {
  try {
    unlinkSync(pipePath(placement, pid));
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

async function startWatcher(placement: Placement, pipe: string, pid: number): Promise<void> {
  const pidFile = join(clusterFolder(placement.home), 'postmaster.pid');
  const watcher = spawn('/bin/sh', ['-c', WATCH, 'hemline-watcher', pipe, String(pid), pidFile], {
    ...asUser(placement),
    env: serverEnvironment,
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await new Promise<void>((resolve, reject) => {
    watcher.once('error', reject);
    watcher.once('exit', (code) => reject(new Error(`The watcher of the database ended with ${code}.`)));
    watcher.stdout.once('data', () => resolve());
  });
  watcher.removeAllListeners('exit');
  watcher.stdout.destroy();
  watcher.unref();
}
