import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../core/random.ts';
import { calibrated, fitCalibration, measure } from '../../nlp/sentiment/calibration.ts';
import { evidenceOf } from '../../nlp/sentiment/evidence.ts';
import { createFeatureCollector } from '../../nlp/sentiment/features.ts';
import { readLabelledFile } from '../../nlp/sentiment/labelled-file.ts';
import { fitLogistic } from '../../nlp/sentiment/logistic.ts';
import { readSentimentModel, writeSentimentModel } from '../../nlp/sentiment/model-file.ts';
import { createSentiment, type SentimentModel } from '../../nlp/sentiment/sentiment.ts';
import { trainSentiment, type LabelledText } from '../../nlp/sentiment/train.ts';
import { createTransformersSentiment } from '../../nlp/sentiment/transformers-sentiment.ts';
import type { Segmenter } from '../../nlp/segment/segmenter.ts';

const segmenter: Segmenter = { name: 'intl', degraded: null, cut: (text) => [text] };
let folder: string;
let model: SentimentModel;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hemline-sentiment-'));
  model = createSentiment({ segmenter });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Made-up reviews in which a few words decide and the rest is chance. */
function reviews(count: number): LabelledText[] {
  const random = seededRandom(21);
  const pick = (words: string[]): string => words[Math.floor(random() * words.length)] ?? '';
  return Array.from({ length: count }, () => {
    const positive = random() < 0.6;
    const telling = positive
      ? ['lovely', 'great', 'soft', 'perfect']
      : ['ripped', 'scratchy', 'awful', 'cheap'];
    const filler = ['the', 'skirt', 'came', 'monday', 'blue', 'size', 'ten', 'box'];
    return {
      text: `${pick(filler)} ${pick(filler)} ${pick(telling)} ${pick(filler)} ${pick(filler)}`,
      positive,
    };
  });
}

describe('the shipped models', () => {
  it.each([
    ['zh', '裤子质量很好，版型不错，下次还来', 'positive'],
    ['zh', '太差了，洗一次就掉色起球，再也不买', 'negative'],
    ['en', 'I love this dress, the fit is perfect and the fabric is so soft.', 'positive'],
    ['en', 'Runs small, itchy and it fell apart after one wash. Returned it.', 'negative'],
  ] as const)('%s: %s is %s', (language, text, label) => {
    const verdict = model.judge(text, language);
    expect(verdict.label).toBe(label);
    expect(Math.sign(verdict.score)).toBe(label === 'positive' ? 1 : -1);
    expect(verdict.pPositive > 0.5).toBe(label === 'positive');
  });

  it.each([
    ['It is not bad at all, actually great.', 'positive'],
    ['More flattering than a bodycon dress', 'positive'],
    ['Too small.', 'negative'],
    ['It was never comfortable', 'negative'],
    ['Sturdy, warm and affordable', 'positive'],
  ] as const)('one sentence is judged with its own opinions: %s', (text, label) => {
    expect(model.judge(text, 'en').label).toBe(label);
  });

  it('no verdict on a short text goes against all its opinions', () => {
    for (const praise of ['great', 'sturdy', 'not bad', 'true to size', 'breathable', 'no complaints'])
      for (const frame of ['The tag says it was returned, %', 'After the wash it was still %', 'Ok, %!'])
        expect(model.judge(frame.replace('%', praise), 'en').label).not.toBe('negative');
  });

  it('the opinions weigh less the longer a text is', () => {
    const weights = [20, 80, 400, 1_600].map(
      (units) => evidenceOf(`great${' '.repeat(units - 5)}`, 'en').logOdds,
    );
    expect(weights).toEqual(weights.toSorted((a, b) => b - a));
    expect(weights[3]).toBeLessThan(0.02);
    expect(evidenceOf('质量很好', 'zh').logOdds).toBeGreaterThan(0);
    expect(evidenceOf('质量不好', 'zh').logOdds).toBeLessThan(0);
  });

  it.each([
    ['zh', '巴黎时装周今日开幕，二十个品牌将发布秋冬系列'],
    ['zh', '工信部发布纺织行业新政策'],
    ['en', 'The designer presented the spring collection in Milan on Tuesday.'],
    ['en', 'The brand opens two shops in Lyon and moves its office to Paris next year.'],
    ['en', ''],
    ['zh', '🙂🙂🙂'],
  ] as const)('%s news without opinion words is neutral: %s', (language, text) => {
    expect(model.judge(text, language)).toMatchObject({ label: 'neutral', score: 0 });
  });

  it('judges clauses with negation and degree between -1 and 1', () => {
    const judge = (clause: string): number => model.judgeClause(clause, /[a-z]/.test(clause) ? 'en' : 'zh');
    expect(judge('质量很好')).toBeGreaterThan(0.5);
    expect(judge('质量不好')).toBeLessThan(-0.5);
    expect(judge('有点薄')).toBeLessThan(0);
    expect(Math.abs(judge('有点薄'))).toBeLessThan(Math.abs(judge('太薄了')));
    expect(judge('not very comfortable')).toBeLessThan(0);
    expect(judge('really comfortable')).toBeGreaterThan(0);
    expect(judge('shown in Paris on Tuesday')).toBe(0);
    expect(judge('昨天在巴黎发布')).toBe(0);
  });

  it('says the same twice, whatever was judged between', () => {
    const text = '面料舒服，就是物流慢';
    const first = model.judge(text, 'zh');
    model.judge('x'.repeat(50_000), 'en');
    expect(model.judge(text, 'zh')).toEqual(first);
  });

  it('takes very long and broken texts', () => {
    for (const text of [
      '好'.repeat(200_000),
      '\ud800'.repeat(5_000),
      '!'.repeat(100_000),
      'a b '.repeat(40_000),
    ]) {
      const { pPositive } = model.judge(text, 'zh');
      expect(pPositive).toBeGreaterThanOrEqual(0);
      expect(pPositive).toBeLessThanOrEqual(1);
    }
  });
});

describe('trainSentiment', () => {
  const rows = reviews(400);

  it('learns, is deterministic, and survives writing and reading', () => {
    const trained = trainSentiment(rows, { language: 'en', seed: 4, folds: 3 });
    expect(trained.figures.accuracy).toBeGreaterThan(0.95);
    expect(trainSentiment(rows, { language: 'en', seed: 4, folds: 3 }).heads.table).toEqual(
      trained.heads.table,
    );
    for (const name of ['own.json', 'own.json.gz']) {
      const file = join(folder, name);
      writeSentimentModel(file, trained, 'made-up reviews');
      const own = createSentiment({ segmenter, modelFile: file });
      expect(own.judge('the skirt came ripped', 'en').label).toBe('negative');
      expect(own.judge('the skirt is lovely', 'en').pPositive).toBeGreaterThan(0.8);
      const back = readSentimentModel(file);
      expect(back.calibration).toEqual(trained.calibration);
      const worst = back.heads.table.reduce(
        (most, value, i) => Math.max(most, Math.abs(value - trained.heads.table[i]!)),
        0,
      );
      expect(worst).toBeLessThan(0.01);
    }
  });

  it('is not fooled by labels of pure chance: out of fold it knows nothing and p stays in the middle', () => {
    const random = seededRandom(8);
    const noise = rows.map(({ text }) => ({ text, positive: random() < 0.5 }));
    const { figures } = trainSentiment(noise, { language: 'en', seed: 4, folds: 3 });
    expect(figures.accuracy).toBeLessThan(0.6);
    expect(figures.ece).toBeLessThan(0.12);
  });

  it('refuses too few examples of a class', () => {
    const oneSided = rows.filter((row) => row.positive);
    expect(() => trainSentiment(oneSided, { language: 'en', seed: 1 })).toThrow(
      /at least 20 positive and 20 negative/,
    );
  });

  it('reads a labelled file and counts what it leaves out', async () => {
    const file = join(folder, 'labels.jsonl');
    writeFileSync(
      file,
      [
        '{"text":"好","label":1}',
        '{"text":"差","label":"negative"}',
        '{"title":"Nice","text":"Fits","label":true}',
        'not json',
        '{"text":""}',
        '{"text":"x"}',
        '{"text":"x","label":"maybe"}',
      ].join('\n'),
    );
    const read = await readLabelledFile(file);
    expect(read.rows).toEqual([
      { text: '好', positive: true },
      { text: '差', positive: false },
      { text: 'Nice. Fits', positive: true },
    ]);
    expect(read.dropped).toEqual({ 'not-json': 1, 'no-text': 1, 'no-label': 1, 'unknown-label': 1 });
  });

  it('says what is wrong with a file that is no model', () => {
    const file = join(folder, 'broken.json');
    writeFileSync(file, '{"format":"something else"}');
    expect(() => readSentimentModel(file)).toThrow(/not a sentiment model/);
    writeFileSync(file, 'PK\u0003\u0004');
    expect(() => readSentimentModel(file)).toThrow(/cannot be read/);
    expect(() => readSentimentModel(join(folder, 'none.json'))).toThrow(/no sentiment model at/);
    const good = readFileSync(join(folder, 'own.json'), 'utf8');
    writeFileSync(file, good.replace(/"table":"[^"]{100}/, '"table":"'));
    expect(() => readSentimentModel(file)).toThrow(/cut short/);
  });
});

describe('the parts', () => {
  it('logistic regression finds the penalised optimum: its gradient is zero there', () => {
    const starts = Int32Array.from([0, 1, 2, 3, 4]);
    const rows = {
      starts,
      ids: Int32Array.from([0, 0, 0, 0]),
      values: Float64Array.from([1, 2, -1, 1]),
      size: 1,
    };
    const targets = Float64Array.from([1, 1, 0, 0]);
    const { weights, bias } = fitLogistic(rows, targets, { l2: 0.5, iterations: 200 });
    const error = [1, 2, -1, 1].map((x, i) => 1 / (1 + Math.exp(-(weights[0]! * x + bias))) - targets[i]!);
    const gradient = error[0]! + 2 * error[1]! - error[2]! + error[3]! + 0.5 * weights[0]!;
    expect(Math.abs(gradient)).toBeLessThan(0.02);
  });

  it('Platt scaling repairs margins that are three times too sure', () => {
    const random = seededRandom(2);
    const judged = Array.from({ length: 4_000 }, () => {
      const z = 4 * random() - 2;
      return { margin: 3 * z, positive: random() < 1 / (1 + Math.exp(-z)) };
    });
    const calibration = fitCalibration(judged);
    expect(calibration.slope).toBeCloseTo(1 / 3, 1);
    const after = measure(
      judged.map(({ margin, positive }) => ({ p: calibrated(margin, calibration), positive })),
    );
    const before = measure(
      judged.map(({ margin, positive }) => ({ p: 1 / (1 + Math.exp(-margin)), positive })),
    );
    expect(after.ece).toBeLessThan(0.03);
    expect(before.ece).toBeGreaterThan(0.08);
  });

  it('features do not depend on case, width or blanks in Chinese', () => {
    const collector = createFeatureCollector();
    const ids = (text: string): Int32Array =>
      collector.ids.slice(0, collector.collect(text, 'zh')).sort((a, b) => a - b);
    expect(ids('Ｔ恤 很好')).toEqual(ids('t恤很好'));
    expect(ids('t恤很好')).not.toEqual(ids('t恤不好'));
  });
});

describe('createTransformersSentiment', () => {
  it('says which files of the model folder are missing', async () => {
    await expect(createTransformersSentiment(folder)).rejects.toThrow(
      /lacks config\.json, tokenizer\.json.*onnx/,
    );
  });
});
