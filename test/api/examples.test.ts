import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveApi, type ServedApi } from '../../api/index.ts';
import { updateTrendScores } from '../../storage/trend-scores.ts';
import { shippedReader } from './shipped-reader.ts';
import { CLOCK, useApi } from './use-api.ts';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '..', '..');
const page = readFileSync(join(ROOT, 'docs', 'clients.md'), 'utf8');
const example = (language: string): string => {
  const found = new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(page)?.[1];
  if (found === undefined) throw new Error(`docs/clients.md has no example in ${language}`);
  return found;
};
const hasProgram = async (name: string): Promise<boolean> =>
  run(name, ['--version']).then(
    () => true,
    () => false,
  );

const api = useApi({ items: shippedReader });
let served: ServedApi;
/** Inside the project, so that the example's import is found. */
const folder = mkdtempSync(join(ROOT, 'test', 'example-'));

beforeAll(async () => {
  await updateTrendScores(api().database.sql, CLOCK.now());
  // Blue is no concept of the seeded world; a wish is told in concepts there are.
  await api().database.sql`
    insert into concepts (id, facet, label_zh, label_en, origin) values ('color:blue', 'color', '蓝色', 'blue', 'shipped')`;
  served = await serveApi(api().app, { host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await served.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the examples of docs/clients.md', () => {
  const env = (): NodeJS.ProcessEnv => ({ ...process.env, HEMLINE_URL: served.url, HEMLINE_API_KEY: '' });

  it('in TypeScript', async () => {
    const file = join(folder, 'example.ts');
    writeFileSync(file, example('ts').replaceAll("'../api/", "'../../api/"));
    const { stdout } = await run(process.execPath, ['--import', 'tsx', file], { env: env(), cwd: ROOT });
    expect(stdout).toContain('butter yellow 黄油黄');
    expect(stdout).toMatch(/\d+ colours/);
  });

  it('with curl', async (context) => {
    context.skip(!(await hasProgram('curl')), 'curl is not installed');
    const { stdout } = await run('sh', ['-ec', example('sh')], { env: env() });
    expect(stdout).toContain('"conceptId"');
    expect(stdout).toContain('"previousScore"');
  });

  it('in Python', async (context) => {
    context.skip(!(await hasProgram('python3')), 'python3 is not installed');
    const { stdout } = await run('python3', ['-c', example('python')], {
      env: { ...env(), PYTHONIOENCODING: 'utf-8' },
    });
    expect(stdout.trim().split('\n')).toHaveLength(4);
    expect(stdout).toContain('color:blue');
  });
});
