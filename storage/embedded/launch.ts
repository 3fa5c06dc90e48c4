import { spawn } from 'node:child_process';
import {
  closeSync,
  constants,
  existsSync,
  ftruncateSync,
  fstatSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../core/errors.ts';
import { binary } from './binaries.ts';
import { asUser, clusterFolder, serverEnvironment } from './cluster.ts';
import type { Placement } from './placement.ts';
import { livePostmaster, misleads, readPostmaster, type Postmaster } from './postmaster.ts';
import { asArguments, SERVER_SETTINGS, SOCKET_PORT } from './settings.ts';
import { listenSettings } from './transport.ts';

const LOG_LIMIT_BYTES = 5_000_000;
const PAUSE_MS = 10;

function logPath(placement: Placement): string {
  return join(placement.home, 'postgres.log');
}

/** The folder is the server user's, so root follows no link in it. */
function openLog(placement: Placement): number {
  const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0);
  const log = openSync(logPath(placement), flags, 0o600);
  if (fstatSync(log).size > LOG_LIMIT_BYTES) ftruncateSync(log);
  return log;
}

/** The last lines the server said, for an error message. */
export function logTail(placement: Placement): string {
  try {
    const lines = readFileSync(logPath(placement), 'utf8').trim().split('\n').slice(-4);
    return `Its last words, in ${logPath(placement)}: ${lines.join(' | ').slice(-600)}`;
  } catch {
    return `Its log is ${logPath(placement)}.`;
  }
}

/** No process has this number: beyond what Linux, macOS and Windows give. */
const NO_PROCESS = '2147483646';

/**
 * PostgreSQL believes a left-over lock file when any program of its user has that number now, or a dead one that
 * nobody has buried. The pid file keeps its other lines: by them PostgreSQL finds old helpers still at work.
 */
function clearStaleLocks(cluster: string, sockets: string): void {
  const file = join(cluster, 'postmaster.pid');
  const lock = join(sockets, `.s.PGSQL.${SOCKET_PORT}.lock`);
  if (misleads(firstNumber(file))) {
    const [, ...rest] = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, [NO_PROCESS, ...rest].join('\n'));
  }
  if (misleads(firstNumber(lock))) rmSync(lock, { force: true });
}

function firstNumber(file: string): number {
  return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : Number.NaN;
}

/** Starts the server, detached from us, and waits until it is ready; null when another process started one first. */
export async function launchServer(placement: Placement, deadline: number): Promise<Postmaster | null> {
  const cluster = clusterFolder(placement.home);
  const listen = await listenSettings(placement);
  clearStaleLocks(cluster, listen['unix_socket_directories'] ?? '');
  const settings = { ...SERVER_SETTINGS, ...listen };
  const log = openLog(placement);
  const child = spawn(binary(placement.binaries, 'postgres'), ['-D', cluster, ...asArguments(settings)], {
    ...asUser(placement),
    env: serverEnvironment,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(`it ended with ${signal ?? code}`));
  });
  child.unref();
  const waiting = new AbortController();
  const outcome = await Promise.race([
    ended,
    becomesReady(cluster, child.pid ?? -1, deadline, waiting.signal),
  ]);
  waiting.abort();
  if (typeof outcome !== 'string') return outcome;
  if (livePostmaster(cluster) !== null) return null;
  throw new AppError(
    'DATABASE_UNAVAILABLE',
    `The embedded database did not start: ${outcome}. ${logTail(placement)}`,
  );
}

async function becomesReady(
  cluster: string,
  pid: number,
  deadline: number,
  signal: AbortSignal,
): Promise<Postmaster | null> {
  while (Date.now() < deadline && !signal.aborted) {
    const postmaster = readPostmaster(cluster);
    if (postmaster?.pid === pid && postmaster.status === 'ready') return postmaster;
    await sleep(PAUSE_MS);
  }
  return null;
}
