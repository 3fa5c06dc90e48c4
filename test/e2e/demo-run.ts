import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseConfig } from '../../core/config.ts';
import type { Cli } from '../../cli/cli.ts';

const root = resolve(import.meta.dirname, '../..');

/** A data folder of its own that the embedded server's user can reach. */
export async function dataFolder(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'hemline-e2e-'));
  await chmod(folder, 0o755);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** The command line's own setting, over a data folder; no server, no Redis. */
export function cliOver(folder: string): Cli {
  const env = { HEMLINE_DATA_DIR: folder, HEMLINE_LOG_LEVEL: 'error', HEMLINE_PORT: '0' };
  return { env, config: () => parseConfig(env) };
}

export interface ChildEnd {
  code: number | null;
  killed: boolean;
  stdout: string;
  stderr: string;
}

/** Runs `hemline` in a process of its own; with `killAfter`, SIGKILLs it `delayMs` after stderr shows that text. */
export function runHemline(
  folder: string,
  args: string[],
  killAfter?: { text: string; delayMs: number },
): Promise<ChildEnd> {
  const { DATABASE_URL: _database, REDIS_URL: _redis, ...env } = process.env;
  const child = spawn(process.execPath, ['cli/hemline.mjs', ...args], {
    cwd: root,
    env: { ...env, HEMLINE_DATA_DIR: folder, HEMLINE_LOG_LEVEL: 'error', HEMLINE_PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end: ChildEnd = { code: null, killed: false, stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (end.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => {
    end.stderr += chunk.toString();
    if (killAfter === undefined || end.killed || !end.stderr.includes(killAfter.text)) return;
    end.killed = true;
    setTimeout(() => child.kill('SIGKILL'), killAfter.delayMs);
  });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code) => done({ ...end, code }));
  });
}
