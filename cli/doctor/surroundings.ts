import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { dirname, resolve } from 'node:path';
import type { Config } from '../../core/config.ts';
import type { Finding } from './checks.ts';

/** Free space below which a crawl of some weeks would not fit, bytes. */
const WANTED_FREE_BYTES = 2e9;

export async function checkRedis(config: Config): Promise<Finding> {
  if (config.redisUrl === undefined) {
    return {
      name: 'Redis',
      state: 'ok',
      says: 'not asked for (REDIS_URL is not set): jobs run in this process',
      mend: null,
    };
  }
  const url = new URL(config.redisUrl);
  const reachable = await canConnect(url.hostname, Number(url.port || 6379));
  return {
    name: 'Redis',
    state: reachable ? 'ok' : 'missing',
    says: `${url.hostname}:${url.port || 6379} ${reachable ? 'answers' : 'does not answer'}`,
    mend: reachable ? null : 'Start Redis there, or unset REDIS_URL to run everything in one process.',
  };
}

function canConnect(host: string, port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect({ host, port, timeout: 2_000 });
    const end = (reachable: boolean) => (): void => {
      socket.destroy();
      answer(reachable);
    };
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false));
  });
}

export async function checkPorts(config: Config): Promise<Finding> {
  const free = await canListen(config.host, config.port);
  return {
    name: 'ports',
    state: free ? 'ok' : 'note',
    says: `${config.host}:${config.port} for the API and dashboard is ${free ? 'free' : 'taken'}`,
    mend: free ? null : 'Stop what uses it (perhaps Hemline itself), or set HEMLINE_PORT to another port.',
  };
}

function canListen(host: string, port: number): Promise<boolean> {
  return new Promise((answer) => {
    const server = createServer();
    server.once('error', () => answer(false));
    server.listen(port, host, () => server.close(() => answer(true)));
  });
}

export async function checkDisk(config: Config): Promise<Finding> {
  const folder = nearestFolder(resolve(config.dataDir));
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const enough = free >= WANTED_FREE_BYTES;
  return {
    name: 'disk',
    state: enough ? 'ok' : 'note',
    says: `${(free / 1e9).toFixed(1)} GB free for ${config.dataDir}`,
    mend: enough ? null : 'Free some space, or set HEMLINE_DATA_DIR to a larger disk.',
  };
}

function nearestFolder(folder: string): string {
  return existsSync(folder) ? folder : nearestFolder(dirname(folder));
}

export async function checkDatabase(config: Config): Promise<Finding> {
  const { examineDatabase } = await import('../../storage/doctor.ts');
  const facts = await examineDatabase({ config });
  if (!facts.reachable) {
    const mend =
      facts.kind === 'embedded'
        ? 'See the message; or set DATABASE_URL to a PostgreSQL server of yours.'
        : 'Start the server DATABASE_URL names, or unset it to use the embedded database.';
    return { name: 'database', state: 'missing', says: facts.problem ?? 'cannot be reached', mend };
  }
  const pending = facts.pendingMigrations?.length ?? 0;
  const size = facts.sizeBytes === null ? '' : `, ${(facts.sizeBytes / 1e6).toFixed(0)} MB`;
  return {
    name: 'database',
    state: 'ok',
    says: `${facts.kind} PostgreSQL ${facts.version ?? ''}, ${facts.database} in ${facts.where}${size}`,
    mend:
      pending === 0
        ? null
        : `${pending} migrations wait; every verb applies them, or run \`hemline migrate\`.`,
  };
}
