import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hemline-train-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function hemline(args: string[], input = ''): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ['cli/hemline.mjs', ...args], { cwd: root, input, encoding: 'utf8' });
}

describe('hemline train-sentiment', () => {
  it('learns a user’s own words, which annotate then goes by', { timeout: 60_000 }, () => {
    const data = join(folder, 'mine.jsonl');
    const out = join(folder, 'mine.json.gz');
    const lines = Array.from({ length: 30 }, (_, n) => [
      JSON.stringify({ text: `the coat is zorky, piece ${n}`, label: 'positive' }),
      JSON.stringify({ text: `the coat is blunfy, piece ${n}`, label: 'negative' }),
    ]).flat();
    writeFileSync(data, [...lines, 'not json', ''].join('\n'));
    const trained = hemline(['train-sentiment', '--data', data, '--language', 'en', '--out', out]);
    expect(trained.stderr).toContain('6 of 6 fits done');
    expect(trained.status).toBe(0);
    expect(JSON.parse(trained.stdout)).toMatchObject({
      out,
      language: 'en',
      rows: 60,
      accuracy: 1,
      dropped: { 'not-json': 1 },
    });
    const read = hemline(
      ['annotate', '--sentiment-model', out],
      '{"id":1,"text":"a zorky coat"}\n{"id":2,"text":"a blunfy coat"}\n',
    );
    const [good, bad] = read.stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { sentiment: { pPositive: number } }).sentiment.pPositive);
    expect(good).toBeGreaterThan(0.7);
    expect(bad).toBeLessThan(0.3);
  });

  it('says what is missing', { timeout: 60_000 }, () => {
    const none = join(folder, 'none.jsonl');
    const absent = hemline([
      'train-sentiment',
      '--data',
      none,
      '--language',
      'en',
      '--out',
      join(folder, 'x.json'),
    ]);
    expect(absent.status).toBe(2);
    expect(absent.stderr).toContain(`There is no file ${none}`);
    const wrong = hemline(['train-sentiment', '--data', none, '--language', 'fr', '--out', 'x']);
    expect(wrong.status).toBe(2);
    expect(wrong.stderr).toContain('zh or en');
  });
});
