import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '../..');
export const LICENCES_FILE = resolve(root, 'docs/licences.md');

const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      license: z.union([z.string(), z.array(z.string())]).optional(),
      dev: z.boolean().optional(),
      integrity: z.string().optional(),
    }),
  ),
});

export interface LockedPackage {
  name: string;
  licence: string;
  integrity: string | undefined;
}

/** Licences that packages name only in their texts or in the repository they are built in. */
const NAMED_ELSEWHERE: [RegExp, string][] = [
  [/^@msgpackr-extract\//, 'MIT'],
  [/^(map-stream|parent-require|sylvester)$/, 'MIT'],
];

/** What an install without development packages brings, on all platforms together. */
export function productionPackages(): LockedPackage[] {
  const { packages } = lockFile.parse(JSON.parse(readFileSync(resolve(root, 'package-lock.json'), 'utf8')));
  const found = Object.entries(packages).filter(([path, entry]) => path !== '' && entry.dev !== true);
  return found.map(([path, { license, integrity }]) => {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const elsewhere = NAMED_ELSEWHERE.find(([form]) => form.test(name))?.[1];
    // The old way to write several is a list: any of them may be chosen.
    const own = Array.isArray(license) ? license.join(' OR ') : license;
    return { name, licence: own ?? elsewhere ?? 'none', integrity };
  });
}

const HEAD = `# Licences

The packages an install without development packages brings, on all platforms together, by licence. Which may be there
is held by \`test/house/supply-chain.test.ts\`. Made by \`npm run licences\`; the versions stand in \`package-lock.json\`, and
\`npm run -s sbom\` prints them all as CycloneDX.
`;

export function licencesPage(): string {
  const byLicence = new Map<string, Set<string>>();
  for (const { name, licence } of productionPackages())
    byLicence.set(licence, (byLicence.get(licence) ?? new Set()).add(name));
  const parts = [...byLicence]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([licence, names]) => `## ${licence} (${names.size})\n\n${[...names].sort().join(', ')}\n`);
  return [HEAD, ...parts].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(LICENCES_FILE, licencesPage());
