import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const pages = [
  ...readdirSync(root).filter((file) => file.endsWith('.md')),
  ...readdirSync(join(root, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];

/** Paths a page names: relative links, and backticked words that begin with a folder of the house. */
function pathsNamedIn(page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8').replaceAll(/^```[\s\S]*?^```/gm, '');
  const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map((match) =>
    resolve(root, dirname(page), match[1] ?? ''),
  );
  const houses = 'core|crawlers|nlp|forecasting|storage|jobs|api|cli|demo|bench|test|docs|\\.ci';
  const ticked = [...text.matchAll(new RegExp(`\`((?:${houses})/[\\w./-]*\\w/?)\``, 'g'))].map((match) =>
    resolve(root, match[1] ?? ''),
  );
  return [...links, ...ticked];
}

describe('the paths the docs name', () => {
  it.each(pages)('%s names only paths that exist', (page) => {
    expect(pathsNamedIn(page).filter((path) => !existsSync(path))).toEqual([]);
  });
});

describe('the README', () => {
  it('has at most 120 lines', () => {
    expect(readFileSync(join(root, 'README.md'), 'utf8').split('\n').length).toBeLessThanOrEqual(120);
  });
});

describe('the import walls', () => {
  const walls: [string, RegExp][] = [
    ['core', /from '(?:\.\.\/)+(?:crawlers|nlp|forecasting|storage|jobs|api|cli|demo)\//],
    ['crawlers', /from '(?:\.\.\/)+(?:nlp|forecasting|storage|jobs|api|cli|demo)\/|from 'postgres'/],
    ['nlp', /from '(?:\.\.\/)+(?:crawlers|forecasting|storage|jobs|api|cli|demo)\//],
    ['forecasting', /from '(?:\.\.\/)+(?:crawlers|nlp|storage|jobs|api|cli|demo)\/|from 'node:fs/],
    ['storage', /from '(?:\.\.\/)+(?:crawlers|nlp|forecasting|jobs|api|cli|demo)\//],
    ['jobs', /from '(?:\.\.\/)+(?:api|cli|demo)\/|from 'postgres'/],
    ['api', /from '(?:\.\.\/)+(?:crawlers|nlp|forecasting|cli|demo)\/|from '(?:\.\.\/)+jobs\/(?!table)/],
  ];
  it.each(walls)('%s imports nothing it may not', (folder, forbidden) => {
    const offenders = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .filter((file) => forbidden.test(readFileSync(join(root, folder, file), 'utf8')));
    expect(offenders).toEqual([]);
  });
});
