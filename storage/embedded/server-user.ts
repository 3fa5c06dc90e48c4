import { readFileSync, statSync, type Stats } from 'node:fs';
import { dirname, parse, resolve } from 'node:path';

/** The account the server runs as; null when it runs as whoever started Hemline. */
export interface ServerUser {
  name: string;
  uid: number;
  gid: number;
}

function accountsIn(passwd: string): ServerUser[] {
  return passwd.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    return name !== undefined && uid !== undefined && gid !== undefined
      ? [{ name, uid: Number(uid), gid: Number(gid) }]
      : [];
  });
}

function readAccounts(): ServerUser[] {
  try {
    return accountsIn(readFileSync('/etc/passwd', 'utf8'));
  } catch {
    return []; // No such file (a minimal container): the numbers below do.
  }
}

/** PostgreSQL refuses root: then `postgres` if there is such an account, else `nobody`. */
export function chooseServerUser(runsAs = process.getuid?.(), accounts = readAccounts()): ServerUser | null {
  if (runsAs !== 0) return null;
  const named = (name: string) => accounts.find((account) => account.name === name && account.uid !== 0);
  return named('postgres') ?? named('nobody') ?? { name: 'nobody', uid: 65_534, gid: 65_534 };
}

/** A cluster that an ordinary account made is still run as that account when root starts it. */
export function ownerOf(folder: string, fallback: ServerUser): ServerUser {
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (stats === undefined || stats.uid === 0) return fallback;
  return { name: nameOf(stats.uid), uid: stats.uid, gid: stats.gid };
}

export function nameOf(uid: number): string {
  return readAccounts().find((account) => account.uid === uid)?.name ?? `uid ${uid}`;
}

/** Whether the permission bits let the user do `bits` (4 read, 2 write, 1 enter). */
function allowed(stats: Stats, user: ServerUser, bits: number): boolean {
  if (stats.uid === user.uid) return ((stats.mode >> 6) & bits) === bits;
  if (stats.gid === user.gid) return ((stats.mode >> 3) & bits) === bits;
  return (stats.mode & bits) === bits;
}

/** The first folder above `path` (or itself) that the user cannot enter, or null when all are open. */
export function closedFolder(path: string, user: ServerUser): string | null {
  const above: string[] = [];
  for (let at = resolve(path); ; at = dirname(at)) {
    above.unshift(at);
    if (at === parse(at).root) break;
  }
  for (const folder of above) {
    const stats = statSync(folder, { throwIfNoEntry: false });
    if (stats === undefined) return null;
    if (!allowed(stats, user, stats.isDirectory() ? 1 : 5)) return folder;
  }
  return null;
}

/** Whether the user may read a file of its own right, its folders aside. */
export function mayRead(path: string, user: ServerUser): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats !== undefined && allowed(stats, user, 4);
}
