import { existsSync, lchownSync, lstatSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256Hex } from '../../core/hash.ts';
import type { Placement } from './placement.ts';

/** Names the socket file, `.s.PGSQL.5432`; no TCP port of this number is opened. */
export const SOCKET_PORT = 5432;

/** A unix socket's whole path must stay under 107 bytes (sun_path; 103 on macOS). */
const LONGEST_FOLDER = 103 - '/.s.PGSQL.5432.lock'.length;

/** A small machine's settings: durable, little memory, no helper processes that are not needed. */
export const SERVER_SETTINGS: Record<string, string> = {
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  shared_buffers: '64MB',
  work_mem: '16MB',
  maintenance_work_mem: '64MB',
  effective_cache_size: '512MB',
  max_connections: '64',
  max_wal_size: '512MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_parallel_workers_per_gather: '0',
  max_logical_replication_workers: '0',
  autovacuum_max_workers: '1',
  io_method: 'sync',
  jit: 'off',
  huge_pages: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_min_messages: 'warning',
};

export function asArguments(settings: Record<string, string>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** A folder of the server's user, closed to others; null when somebody put another thing of this name there. */
function closedFolder(folder: string, placement: Placement): string | null {
  const { user } = placement;
  if (!existsSync(folder)) {
    mkdirSync(folder, { mode: 0o700 });
    if (user !== null) lchownSync(folder, user.uid, user.gid);
  }
  const stats = lstatSync(folder);
  const uid = user?.uid ?? process.getuid?.();
  return stats.isDirectory() && stats.uid === uid && (stats.mode & 0o077) === 0 ? folder : null;
}

/** PostgreSQL takes a list here: commas part it, and quotes and outer spaces are not its own. */
function fitsASocket(folder: string): boolean {
  return Buffer.byteLength(folder) <= LONGEST_FOLDER && !/[,"]|^\s|\s$/.test(folder);
}

/** A folder for the socket: beside the data, or below the temporary folder when that path is too long. */
export function socketFolder(placement: Placement, temporary = tmpdir()): string {
  const usual = join(placement.home, 'sockets');
  const name = `hemline-${sha256Hex(placement.home).slice(0, 12)}`;
  const choices = [usual, join(temporary, name), join('/tmp', name)];
  for (const folder of choices.filter(fitsASocket)) {
    const closed = closedFolder(folder, placement);
    if (closed !== null) return closed;
  }
  const fresh = mkdtempSync('/tmp/hemline-');
  if (placement.user !== null) lchownSync(fresh, placement.user.uid, placement.user.gid);
  return fresh;
}
