import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import { FEATURE_BUCKETS } from './features.ts';
import type { TrainedSentiment } from './train.ts';

const FORMAT = 'hemline-sentiment-1';
const INT16_MAX = 32_767;

const finite = z.number().refine(Number.isFinite);
const schema = z.object({
  format: z.literal(FORMAT),
  language: z.enum(['zh', 'en']),
  buckets: z.literal(FEATURE_BUCKETS),
  presenceBias: finite,
  ratioBias: finite,
  calibration: z.object({ slope: finite, intercept: finite }),
  figures: z.object({ rows: finite, accuracy: finite, macroF1: finite, brier: finite, ece: finite }),
  provenance: z.string(),
  /** Largest absolute value of each of the three columns: 32767 stands for it. */
  scales: z.tuple([finite, finite, finite]),
  /** Base64 of 3 × buckets little-endian int16, column after column. */
  table: z.string(),
});

function quantise(table: Float32Array): { scales: [number, number, number]; bytes: Buffer } {
  const scales: [number, number, number] = [0, 0, 0];
  table.forEach((value, index) => {
    const column = index % 3;
    scales[column] = Math.max(scales[column]!, Math.abs(value));
  });
  const bytes = Buffer.alloc(table.length * 2);
  table.forEach((value, index) => {
    const column = index % 3;
    const at = column * FEATURE_BUCKETS + (index - column) / 3;
    bytes.writeInt16LE(Math.round((value / (scales[column]! || 1)) * INT16_MAX), at * 2);
  });
  return { scales, bytes };
}

function restore(encoded: string, scales: [number, number, number], file: string): Float32Array {
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.length !== FEATURE_BUCKETS * 6) {
    throw new AppError('BAD_INPUT', `${file}: the weights are cut short; train the model again.`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const table = new Float32Array(FEATURE_BUCKETS * 3);
  for (let column = 0; column < 3; column++) {
    const unit = scales[column]! / INT16_MAX;
    const base = column * FEATURE_BUCKETS * 2;
    for (let bucket = 0; bucket < FEATURE_BUCKETS; bucket++) {
      table[bucket * 3 + column] = view.getInt16(base + bucket * 2, true) * unit;
    }
  }
  return table;
}

/** Writes a model (gzipped when the name ends in .gz); weights only, no text of the training data. */
export function writeSentimentModel(file: string, model: TrainedSentiment, provenance: string): void {
  const { scales, bytes } = quantise(model.heads.table);
  const json = JSON.stringify({
    format: FORMAT,
    language: model.language,
    buckets: FEATURE_BUCKETS,
    presenceBias: model.heads.presenceBias,
    ratioBias: model.heads.ratioBias,
    calibration: model.calibration,
    figures: model.figures,
    provenance,
    scales,
    table: bytes.toString('base64'),
  });
  writeFileSync(file, file.endsWith('.gz') ? gzipSync(json, { level: 9 }) : json);
}

function parseFile(file: string): unknown {
  if (!existsSync(file)) {
    throw new AppError(
      'BAD_INPUT',
      `There is no sentiment model at ${file}; \`hemline train-sentiment\` writes one.`,
    );
  }
  try {
    const bytes = readFileSync(file);
    const gzipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return JSON.parse((gzipped ? gunzipSync(bytes) : bytes).toString('utf8'));
  } catch (cause) {
    throw new AppError('BAD_INPUT', `${file} cannot be read as a sentiment model.`, { cause });
  }
}

/** Reads a model written by `writeSentimentModel`; BAD_INPUT says what is wrong with anything else. */
export function readSentimentModel(file: string): TrainedSentiment {
  const parsed = schema.safeParse(parseFile(file));
  if (!parsed.success) {
    const keys = parsed.error.issues.map((issue) => issue.path.join('.') || 'the whole').join(', ');
    throw new AppError('BAD_INPUT', `${file} is not a sentiment model of format ${FORMAT}: see ${keys}.`);
  }
  const { language, presenceBias, ratioBias, calibration, figures, scales, table } = parsed.data;
  return {
    language,
    heads: { table: restore(table, scales, file), presenceBias, ratioBias },
    calibration,
    figures,
  };
}
