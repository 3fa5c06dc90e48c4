import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { clusterFolder } from '../../storage/embedded/cluster.ts';
import { livePostmaster } from '../../storage/embedded/postmaster.ts';

export const holder = fileURLToPath(new URL('embedded-child.ts', import.meta.url));
export const isRoot = process.getuid?.() === 0;

/** A new folder that every account may enter, removed after the tests of the file. */
export function openFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hemline-embedded-'));
  chmodSync(folder, 0o755);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function clusterOf(dataDir: string): string {
  return clusterFolder(join(dataDir, 'postgres'));
}

/** Waits until it is so; the message says what was waited for. */
export async function until(what: string, isSo: () => boolean, timeoutMs = 15_000): Promise<void> {
  for (const deadline = Date.now() + timeoutMs; !isSo();) {
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export function serverPid(dataDir: string): number | null {
  return livePostmaster(clusterOf(dataDir))?.pid ?? null;
}
