import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Placement } from './placement.ts';
import type { Postmaster } from './postmaster.ts';
import { SOCKET_PORT, socketFolder } from './settings.ts';

/** How a client reaches the server: its socket, or on Windows a loopback port with a password. */
export type Endpoint = { path: string } | { host: string; port: number; password: string };

const LOOPBACK = '127.0.0.1';

function passwordFile(placement: Placement): string {
  return join(placement.home, 'password');
}

/** initdb's options for who may connect: over TCP a password made once, on a closed socket nobody else comes. */
export function authOptions(placement: Placement): string[] {
  if (placement.transport === 'socket') return ['--auth=trust'];
  const file = passwordFile(placement);
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 });
    if (placement.user !== null) chownSync(file, placement.user.uid, placement.user.gid);
  }
  return ['--auth=scram-sha-256', `--pwfile=${file}`];
}

/** The server's settings for where it listens. */
export async function listenSettings(placement: Placement): Promise<Record<string, string>> {
  if (placement.transport === 'tcp') {
    return { listen_addresses: LOOPBACK, port: String(await freePort()), unix_socket_directories: '' };
  }
  return {
    listen_addresses: '',
    port: String(SOCKET_PORT),
    unix_socket_directories: socketFolder(placement),
    unix_socket_permissions: '0700',
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, LOOPBACK, resolve);
  });
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

export function endpointOf(placement: Placement, postmaster: Postmaster): Endpoint {
  if (placement.transport === 'socket') {
    return { path: `${postmaster.socketFolder}/.s.PGSQL.${postmaster.port}` };
  }
  const password = readFileSync(passwordFile(placement), 'utf8').trim();
  return { host: LOOPBACK, port: postmaster.port, password };
}
