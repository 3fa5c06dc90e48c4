import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../core/errors.ts';
import type { Logger } from '../../core/log.ts';
import { findBinaries, type Binaries } from './binaries.ts';
import { clusterFolder, ensureCluster } from './cluster.ts';
import { launchServer, logTail } from './launch.ts';
import { dropLease, joinLease, makeLease, type Lease } from './lease.ts';
import { placeServer, type Placement } from './placement.ts';
import { hasStopped, livePostmaster, type Postmaster } from './postmaster.ts';
import { refuseSecond, takeSoleLease } from './sole-lease.ts';
import { endpointOf, type Endpoint } from './transport.ts';

/** Enough for crash recovery of a large cluster on a slow disk. */
const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 30_000;
/** A ready server without a watcher for this long is an orphan, not one whose starter is still at it. */
const ORPHAN_AFTER_MS = 1_000;
/** A watcher that has just seen its last user leave is gone within this time. */
const SETTLE_MS = 30;
const PAUSE_MS = 20;

export interface EmbeddedOptions {
  dataDir: string;
  log?: Logger | undefined;
  binaries?: Binaries | undefined;
  /** For tests: how Windows does it. */
  transport?: Placement['transport'] | undefined;
  /** Used when the server's user cannot reach data or programs. */
  systemFolder?: string | undefined;
}

export interface EmbeddedServer {
  endpoint: Endpoint;
  pid: number;
  /** False when a running server was joined. */
  started: boolean;
  /** Where the data lies. */
  cluster: string;
  version: string;
  /** Leaves the server; the last one to leave waits until it has stopped. */
  release(): Promise<void>;
}

interface Held {
  postmaster: Postmaster;
  lease: Lease;
  started: boolean;
}

/** Starts PostgreSQL on the data folder, or joins the one that already runs there. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const placement = placeServer({
    dataDir: options.dataDir,
    binaries: options.binaries ?? findBinaries(),
    systemFolder: options.systemFolder ?? '/var/lib/hemline',
    transport: options.transport,
  });
  if (placement.notice !== null) options.log?.warn(placement.notice);
  await ensureCluster(placement);
  const held = await holdServer(placement);
  return {
    endpoint: endpointOf(placement, held.postmaster),
    pid: held.postmaster.pid,
    started: held.started,
    cluster: clusterFolder(placement.home),
    version: placement.binaries.version,
    release: () => releaseServer(placement, held),
  };
}

async function holdServer(placement: Placement): Promise<Held> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  const patience: Patience = { unwatchedSince: null };
  while (Date.now() < deadline) {
    const running = livePostmaster(clusterFolder(placement.home));
    const held =
      running === null
        ? await startServer(placement, deadline)
        : await joinServer(placement, running, patience);
    if (held !== null) return held;
    await sleep(PAUSE_MS);
  }
  throw new AppError(
    'DATABASE_UNAVAILABLE',
    `The embedded database did not become ready within ${START_TIMEOUT_MS / 1000} s. ${logTail(placement)}`,
  );
}

/** Null when another process was quicker. */
async function startServer(placement: Placement, deadline: number): Promise<Held | null> {
  if (placement.transport === 'tcp') refuseSecond(placement);
  const postmaster = await launchServer(placement, deadline);
  if (postmaster === null) return null;
  if (placement.transport === 'tcp')
    return { postmaster, lease: await takeSoleLease(placement), started: true };
  dropLease(placement, postmaster.pid); // Of an earlier server that happened to have the same number.
  const lease = await makeLease(placement, postmaster.pid);
  return lease === null ? null : { postmaster, lease, started: true };
}

interface Patience {
  unwatchedSince: number | null;
}

/** Null when the server is not ready yet, or is just stopping. */
async function joinServer(
  placement: Placement,
  running: Postmaster,
  patience: Patience,
): Promise<Held | null> {
  if (running.status !== 'ready') return null;
  if (placement.transport === 'tcp') {
    return { postmaster: running, lease: await takeSoleLease(placement), started: false };
  }
  const lease = joinLease(placement, running.pid) ?? (await adoptOrphan(placement, running.pid, patience));
  if (lease === null) return null;
  await sleep(SETTLE_MS);
  const now = livePostmaster(clusterFolder(placement.home));
  if (lease.holds() && now?.pid === running.pid && now.status === 'ready') {
    return { postmaster: running, lease, started: false };
  }
  lease.release();
  return null;
}

/** A server whose starter was killed before it set a watcher, or whose watcher was killed. */
async function adoptOrphan(placement: Placement, pid: number, patience: Patience): Promise<Lease | null> {
  patience.unwatchedSince ??= Date.now();
  if (Date.now() - patience.unwatchedSince < ORPHAN_AFTER_MS) return null;
  patience.unwatchedSince = null;
  dropLease(placement, pid);
  return makeLease(placement, pid);
}

/** Returns once the server has stopped, or as soon as another process is seen to use it. */
async function releaseServer(placement: Placement, held: Held): Promise<void> {
  held.lease.release();
  const cluster = clusterFolder(placement.home);
  for (const deadline = Date.now() + STOP_TIMEOUT_MS; Date.now() < deadline;) {
    if (hasStopped(cluster, held.postmaster.pid) || held.lease.othersHold()) return;
    await sleep(PAUSE_MS);
  }
}
