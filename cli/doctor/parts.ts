import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type { Config } from '../../core/config.ts';
import type { Finding } from './checks.ts';

const root = resolve(import.meta.dirname, '../..');

export function checkNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const enough = major > 20 || (major === 20 && minor >= 19);
  return {
    name: 'Node',
    state: enough ? 'ok' : 'missing',
    says: `${process.versions.node} on ${process.platform} ${process.arch}`,
    mend: enough ? null : 'Install Node 20.19 or newer.',
  };
}

export async function checkSegmenter(config: Config): Promise<Finding> {
  const { createSegmenter, loadTaxonomy } = await import('../../nlp/index.ts');
  const segmenter = createSegmenter(loadTaxonomy(), config.segmenter);
  if (segmenter.degraded === null) {
    return { name: 'segmenter', state: 'ok', says: `${segmenter.name} (native part loaded)`, mend: null };
  }
  return {
    name: 'segmenter',
    state: 'note',
    says: segmenter.degraded,
    mend: 'Install g++, make and python3, then run `npm rebuild nodejieba`; until then Intl.Segmenter serves.',
  };
}

export async function checkBrowser(config: Config): Promise<Finding> {
  if (config.noBrowser) {
    return {
      name: 'browser',
      state: 'note',
      says: 'switched off by HEMLINE_NO_BROWSER; sources that need one are skipped',
      mend: null,
    };
  }
  const { findBrowser } = await import('../../crawlers/index.ts');
  const found = findBrowser({ chromium: config.chromium });
  if ('executablePath' in found) {
    return { name: 'browser', state: 'ok', says: found.executablePath, mend: null };
  }
  return {
    name: 'browser',
    state: 'note',
    says: found.missing,
    mend: 'Sources with `browser: true` are skipped; install Chromium or set HEMLINE_CHROMIUM to its path.',
  };
}

export function checkModels(): Finding {
  const folder = resolve(root, 'nlp/models');
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => !file.endsWith('.md')) : [];
  if (files.length === 0) {
    return {
      name: 'models',
      state: 'missing',
      says: 'the sentiment models are not in nlp/models',
      mend: 'Restore nlp/models from the repository (git checkout nlp/models).',
    };
  }
  const megabytes = files.reduce((sum, file) => sum + statSync(resolve(folder, file)).size, 0) / 1e6;
  const transformers = hasPackage('@xenova/transformers')
    ? 'transformers.js is installed for --transformers'
    : 'transformers.js is not installed (only --transformers needs it)';
  return {
    name: 'models',
    state: 'ok',
    says: `${files.length} files, ${megabytes.toFixed(1)} MB; ${transformers}`,
    mend: null,
  };
}

function hasPackage(name: string): boolean {
  return (
    createRequire(import.meta.url)
      .resolve.paths(name)
      ?.some((folder) => existsSync(resolve(folder, name))) ?? false
  );
}
