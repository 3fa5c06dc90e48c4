import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { LICENCES_FILE, licencesPage, productionPackages } from './licences.ts';

const root = resolve(import.meta.dirname, '../..');
const packageFile = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
  allowScripts: Record<string, boolean>;
};

/** What asks for no more than to be named. An expression needs all its parts (AND) or one of them (OR) in here. */
const FREE = new Set(
  '0BSD Apache-2.0 Apache2 BlueOak-1.0.0 BSD-2-Clause BSD-3-Clause CC0-1.0 CC-BY-4.0 ISC MIT MIT-0 Unlicense'.split(
    ' ',
  ),
);

/** What asks for more, and why it may be there all the same. */
const EXCEPTIONS: Record<string, string> = {
  'idcac-playwright':
    'GPL-3.0-only; comes with crawlee, loaded only by its closeCookieModals, which is never called',
  '@img/sharp-':
    'LGPL-3.0-or-later; a library of its own, linked at run time, with the optional transformers',
};

function isFree(licence: string): boolean {
  const any = licence.replace(/^\((.*)\)$/, '$1').split(' OR ');
  return any.some((all) => all.split(' AND ').every((one) => FREE.has(one)));
}

describe('the packages we ship with', () => {
  const packages = productionPackages();

  it('ask for nothing that is not known of', () => {
    expect(packages.length).toBeGreaterThan(100);
    const others = packages.filter(({ licence }) => !isFree(licence));
    const unknown = others.filter(
      ({ name }) => !Object.keys(EXCEPTIONS).some((start) => name.startsWith(start)),
    );
    expect(unknown.map(({ name, licence }) => `${name}: ${licence}`)).toEqual([]);
    for (const start of Object.keys(EXCEPTIONS))
      expect(
        others.some(({ name }) => name.startsWith(start)),
        `${start} is there no more`,
      ).toBe(true);
  });

  it('are what the list of licences says', () => {
    expect(readFileSync(LICENCES_FILE, 'utf8').replaceAll('\r\n', '\n'), 'run: npm run licences').toBe(
      licencesPage(),
    );
  });

  it('are each held to their bytes, and only one of them may run a script when it is installed', () => {
    const unheld = packages.filter(({ integrity }) => integrity === undefined).map(({ name }) => name);
    // Optional parts for other platforms, which the lock file was not made on.
    expect(unheld.filter((name) => !name.startsWith('@msgpackr-extract/'))).toEqual([]);
    const allowed = Object.entries(packageFile.allowScripts).filter(([, may]) => may);
    expect(allowed).toEqual([['nodejieba', true]]);
  });
});

describe('the bill of materials', () => {
  it('can be made, and names every package with its version', { timeout: 60_000 }, async () => {
    const [npm = '', ...args] = (packageFile.scripts['sbom'] ?? '').split(' ');
    const shell = process.platform === 'win32';
    const { stdout } = await promisify(execFile)(npm, args, {
      cwd: root,
      shell,
      maxBuffer: 64 * 1024 * 1024,
    });
    const bill = JSON.parse(stdout) as { bomFormat: string; components: { name: string; version: string }[] };
    expect(bill.bomFormat).toBe('CycloneDX');
    const named = new Set(bill.components.map(({ name }) => name));
    for (const name of ['bullmq', 'postgres', 'hono', 'crawlee']) expect(named).toContain(name);
    expect(bill.components.filter(({ version }) => !version)).toEqual([]);
    expect(named.has('vitest')).toBe(false);
  });
});
