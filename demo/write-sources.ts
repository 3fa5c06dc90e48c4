import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../core/errors.ts';
import { SITE_KEYS, type SiteKey } from './story/channels.ts';

const TEMPLATES = join(import.meta.dirname, 'sources');

const isSiteKey = (text: string): text is SiteKey => (SITE_KEYS as readonly string[]).includes(text);

/** Writes the demo's source files with the addresses of the running web in place of `${site}`; returns their paths. */
export async function writeDemoSources(
  folder: string,
  web: { site(key: SiteKey): { url: string } },
): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const names = (await readdir(TEMPLATES)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(
    names.map(async (name) => {
      const template = await readFile(join(TEMPLATES, name), 'utf8');
      const filled = template.replace(/\$\{(\w+)\}/g, (_whole, key: string) => {
        if (isSiteKey(key)) return web.site(key).url;
        throw new AppError(
          'BAD_SOURCE',
          `${name}: there is no demo site '${key}'; known: ${SITE_KEYS.join(', ')}`,
        );
      });
      const path = join(folder, name);
      await writeFile(path, filled);
      return path;
    }),
  );
}
