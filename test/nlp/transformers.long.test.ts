import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTransformersSentiment } from '../../nlp/sentiment/transformers-sentiment.ts';
import { writeTinyModel } from './tiny-onnx.ts';

const root = resolve(import.meta.dirname, '../..');
let folder: string;

beforeAll(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'hemline-onnx-')), 'tiny');
  writeTinyModel(folder, { great: [0, 3], 好: [0, 3], awful: [4, 0], 差: [4, 0] });
});

afterAll(() => rmSync(resolve(folder, '..'), { recursive: true, force: true }));

describe('an ONNX model of a local folder', () => {
  it('judges by its own weights, in batches, padding left out', { timeout: 60_000 }, async () => {
    const model = await createTransformersSentiment(folder);
    const [good, bad, mixed, nothing, chinese] = await model.judgeAll([
      'A great dress',
      'Awful awful seams in a dress that I have worn for a week',
      'great awful',
      '',
      '质量好',
    ]);
    await model.close();
    expect(good?.pPositive).toBeCloseTo(1 / (1 + Math.exp(-3)), 4);
    expect(good?.label).toBe('positive');
    expect(bad?.pPositive).toBeCloseTo(1 / (1 + Math.exp(8)), 4);
    expect(bad?.label).toBe('negative');
    expect(mixed?.pPositive).toBeCloseTo(1 / (1 + Math.exp(1)), 4);
    expect(nothing).toEqual({ label: 'neutral', score: 0, pPositive: 0.5 });
    expect(chinese?.label).toBe('positive');
  });

  it('answers for hemline annotate --transformers', { timeout: 60_000 }, () => {
    const input = '{"id":"a","text":"An awful linen dress"}\n{"id":"b","text":"great"}\n{"id":"c"}\n';
    const run = spawnSync(process.execPath, ['cli/hemline.mjs', 'annotate', '--transformers', folder], {
      cwd: root,
      input,
      encoding: 'utf8',
    });
    expect(run.status).toBe(0);
    const [first, second, third] = run.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Answer);
    expect(first?.sentiment?.pPositive).toBeCloseTo(1 / (1 + Math.exp(4)), 4);
    expect(first?.mentions?.map((mention) => mention.concept)).toEqual(['fabric:linen', 'garment:dress']);
    expect(second?.sentiment?.label).toBe('positive');
    expect(third?.error?.code).toBe('BAD_INPUT');
  });

  it('says which model cannot be loaded', { timeout: 60_000 }, async () => {
    const broken = join(folder, '../broken');
    writeTinyModel(broken, { great: [0, 3] });
    writeFileSync(join(broken, 'onnx/model.onnx'), 'no model');
    await expect(createTransformersSentiment(broken)).rejects.toThrow(/broken cannot be loaded/);
  });
});

interface Answer {
  sentiment?: { label: string; pPositive: number };
  mentions?: { concept: string }[];
  error?: { code: string };
}
