import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { AppError } from '../../core/errors.ts';
import type { Sentiment } from '../../core/reading.ts';

/** A sentiment model of the transformers kind; it answers in batches and asynchronously. */
export interface AsyncSentimentModel {
  judgeAll(texts: string[]): Promise<Sentiment[]>;
  close(): Promise<void>;
}

interface Classified {
  label: string;
  score: number;
}

interface Pipeline {
  (texts: string[], options: { top_k: number }): Promise<Classified[][] | Classified[]>;
  dispose(): Promise<unknown>;
}

interface Transformers {
  env: { allowRemoteModels: boolean; allowLocalModels: boolean; localModelPath: string };
  pipeline(task: string, model: string, options: Record<string, unknown>): Promise<Pipeline>;
}

/** Longer texts are judged by their beginning: the tokenizer is quadratic on long Chinese. */
const JUDGED_UNITS = 2_000;
const BATCH = 16;
const POSITIVE = /^(?:pos|positive|label_1|label_2|正面|好评|[45] stars?)$/i;
const NEGATIVE = /^(?:neg|negative|label_0|负面|差评|[12] stars?)$/i;

const NEEDED = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];

function checkFolder(folder: string): void {
  const missing = NEEDED.filter((name) => !existsSync(join(folder, name)));
  const weights = ['model_quantized.onnx', 'model.onnx'].some((name) =>
    existsSync(join(folder, 'onnx', name)),
  );
  if (!weights) missing.push('onnx/model_quantized.onnx (or onnx/model.onnx)');
  if (missing.length > 0) {
    throw new AppError(
      'BAD_INPUT',
      `${folder} is no model folder for transformers.js: it lacks ${missing.join(', ')}.`,
    );
  }
}

async function loadPackage(): Promise<Transformers> {
  const name = '@xenova/transformers';
  try {
    const loaded: unknown = await import(name);
    return loaded as Transformers;
  } catch (cause) {
    throw new AppError(
      'BAD_CONFIG',
      `The optional package ${name} is not installed; run "npm install --include=optional", or leave --transformers away.`,
      { cause },
    );
  }
}

/** Two-class models name their classes LABEL_0 and LABEL_1; with three, LABEL_1 is the middle one. */
function toSentiment(classes: Classified[]): Sentiment {
  const three = classes.some((one) => /^label_2$/i.test(one.label));
  let positive = 0;
  let negative = 0;
  for (const { label, score } of classes) {
    if (three && /^label_1$/i.test(label)) continue;
    if (POSITIVE.test(label)) positive += score;
    else if (NEGATIVE.test(label)) negative += score;
  }
  const known = positive + negative;
  if (known === 0) return { label: 'neutral', score: 0, pPositive: 0.5 };
  const rest = Math.max(0, 1 - known);
  const p = positive + rest / 2;
  const score = positive - negative;
  const neutral = Math.abs(score) < 0.3 || rest > Math.max(positive, negative);
  return { label: neutral ? 'neutral' : score > 0 ? 'positive' : 'negative', score, pPositive: p };
}

async function judgeBatch(pipeline: Pipeline, texts: string[]): Promise<Sentiment[]> {
  const cut = texts.map((text) => text.slice(0, JUDGED_UNITS).trim());
  const asked = cut.filter((text) => text !== '');
  const answers = asked.length === 0 ? [] : await pipeline(asked, { top_k: 10 });
  let next = 0;
  return cut.map((text) => {
    if (text === '') return { label: 'neutral', score: 0, pPositive: 0.5 };
    const answer = answers[next++] ?? [];
    return toSentiment(Array.isArray(answer) ? answer : [answer]);
  });
}

/**
 * An ONNX text-classification model from a local folder (config.json, tokenizer.json, tokenizer_config.json,
 * onnx/model_quantized.onnx or onnx/model.onnx). Nothing is ever downloaded.
 */
export async function createTransformersSentiment(modelDir: string): Promise<AsyncSentimentModel> {
  const folder = resolve(modelDir);
  checkFolder(folder);
  const transformers = await loadPackage();
  transformers.env.allowRemoteModels = false;
  transformers.env.allowLocalModels = true;
  transformers.env.localModelPath = dirname(folder);
  const quantised = existsSync(join(folder, 'onnx', 'model_quantized.onnx'));
  let pipeline: Pipeline;
  try {
    pipeline = await transformers.pipeline('text-classification', basename(folder), {
      dtype: quantised ? 'q8' : 'fp32',
      device: 'cpu',
      local_files_only: true,
    });
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('BAD_INPUT', `The model in ${folder} cannot be loaded: ${message}`, { cause });
  }
  return {
    async judgeAll(texts) {
      const all: Sentiment[] = [];
      for (let at = 0; at < texts.length; at += BATCH) {
        all.push(...(await judgeBatch(pipeline, texts.slice(at, at + BATCH))));
      }
      return all;
    },
    async close() {
      await pipeline.dispose();
    },
  };
}
