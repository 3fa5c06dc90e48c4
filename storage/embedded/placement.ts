import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { sha256Hex } from '../../core/hash.ts';
import { binary, linksMissing, makeLinks, type Binaries } from './binaries.ts';
import { chooseServerUser, closedFolder, mayRead, nameOf, ownerOf, type ServerUser } from './server-user.ts';

/** Where data and programs end up, and as whom the server runs. */
export interface Placement {
  /** Holds cluster/, sockets/ and the log; belongs to the server's user, closed to others. */
  home: string;
  binaries: Binaries;
  user: ServerUser | null;
  /** Unix socket; on Windows a loopback port. */
  transport: 'socket' | 'tcp';
  /** One line for the log when something had to be moved, else null. */
  notice: string | null;
}

export interface PlacementOptions {
  dataDir: string;
  binaries: Binaries;
  /** Where data and programs go when the server's user cannot reach their usual place. */
  systemFolder: string;
  transport?: Placement['transport'] | undefined;
}

const UNUSED = /\.a$|pkgconfig$/;

/** Copies the programs where the server's user reaches them; complete or not at all. */
function copyBinaries(from: Binaries, systemFolder: string): Binaries {
  const folder = join(systemFolder, `postgresql-${from.version}`);
  const copy = { folder, version: from.version };
  if (existsSync(folder)) return copy;
  const partial = `${folder}.${process.pid}`;
  cpSync(from.folder, partial, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !UNUSED.test(path),
  });
  openToAll(partial);
  makeLinks({ folder: partial, version: from.version });
  try {
    renameSync(partial, folder);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return copy;
}

/** A checkout made under umask 077 gives files that only its owner reads. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isSymbolicLink()) chmodSync(join(entry.parentPath, entry.name), 0o755);
  }
}

function ownFolder(folder: string, user: ServerUser | null): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const owner = statSync(folder).uid;
  if (user === null && process.getuid !== undefined && owner !== process.getuid()) {
    throw new Error(`${folder} belongs to ${nameOf(owner)}: run Hemline as that account, or as root`);
  }
  chmodSync(folder, 0o700);
  if (user !== null) chownSync(folder, user.uid, user.gid);
}

function placeBinaries(options: PlacementOptions, user: ServerUser | null): Binaries {
  const { binaries, systemFolder } = options;
  if (user !== null) {
    const program = binary(binaries, 'postgres');
    const sample = join(binaries.folder, 'share', 'postgresql', 'postgres.bki');
    const reachable = closedFolder(program, user) === null && mayRead(sample, user);
    return reachable ? linked(binaries, systemFolder) : copyBinaries(binaries, systemFolder);
  }
  return linked(binaries, resolve(options.dataDir));
}

/** Links the libraries in place; in a read-only checkout the programs are copied and linked there. */
function linked(binaries: Binaries, elsewhere: string): Binaries {
  if (!linksMissing(binaries)) return binaries;
  try {
    makeLinks(binaries);
    return binaries;
  } catch {
    return copyBinaries(binaries, elsewhere);
  }
}

/** A data folder keeps its own place below the system folder, however it is called. */
function movedHome(options: PlacementOptions): string {
  const path = resolve(options.dataDir);
  return join(options.systemFolder, `${basename(path)}-${sha256Hex(path).slice(0, 8)}`);
}

function placeHome(options: PlacementOptions): {
  home: string;
  user: ServerUser | null;
  closed: string | null;
} {
  const usual = join(resolve(options.dataDir), 'postgres');
  const chosen = chooseServerUser();
  if (!existsSync(options.dataDir)) {
    mkdirSync(options.dataDir, { recursive: true });
    if (chosen !== null) chmodSync(options.dataDir, 0o755); // Whatever root's umask says, its user must get in.
  }
  if (chosen === null) return { home: usual, user: null, closed: null };
  const user = ownerOf(usual, chosen);
  const closed = closedFolder(resolve(options.dataDir), user);
  if (closed === null) return { home: usual, user, closed };
  const home = movedHome(options);
  return { home, user: ownerOf(home, chosen), closed };
}

/** Decides and prepares the folders; what the server's user cannot reach is moved below `systemFolder`. */
export function placeServer(options: PlacementOptions): Placement {
  try {
    const { home, user, closed } = placeHome(options);
    if (user !== null) mkdirSync(options.systemFolder, { recursive: true, mode: 0o755 });
    const binaries = placeBinaries(options, user);
    ownFolder(home, user);
    const moved = binaries.folder === options.binaries.folder ? '' : `, its programs in ${binaries.folder}`;
    const because = closed === null ? 'its programs are out of reach' : `${closed} is closed`;
    const notice =
      closed === null && moved === ''
        ? null
        : `The database keeps its data in ${home}${moved}: ${because} to ${user?.name ?? 'this account'}.`;
    const transport = options.transport ?? (process.platform === 'win32' ? 'tcp' : 'socket');
    return { home, binaries, user, transport, notice };
  } catch (cause) {
    throw new AppError(
      'DATABASE_UNAVAILABLE',
      `The embedded database has no place to live: ${(cause as Error).message}. ` +
        'Set HEMLINE_DATA_DIR to a folder this account may write to, or DATABASE_URL to a PostgreSQL server.',
      { cause },
    );
  }
}
