import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { AppError } from '../../core/errors.ts';
import type { LabelledText } from './train.ts';

export interface LabelledFile {
  rows: LabelledText[];
  /** Lines left out, by reason. */
  dropped: Record<string, number>;
}

const YES = new Set<unknown>([1, true, '1', 'positive', 'pos', '正面']);
const NO = new Set<unknown>([0, false, -1, '0', '-1', 'negative', 'neg', '负面']);

function readLine(line: string): LabelledText | { dropped: string } {
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch {
    return { dropped: 'not-json' };
  }
  const { text, label, recommended, title } = (row ?? {}) as Record<string, unknown>;
  if (typeof text !== 'string' || text.trim() === '') return { dropped: 'no-text' };
  const given = label ?? recommended;
  const whole = typeof title === 'string' && title !== '' ? `${title}. ${text}` : text;
  if (YES.has(given)) return { text: whole, positive: true };
  if (NO.has(given)) return { text: whole, positive: false };
  return { dropped: given === undefined ? 'no-label' : 'unknown-label' };
}

/**
 * Reads JSON Lines (.gz too) of `{"text", "label"}`, an optional `title` put before the text;
 * label 1/true/"positive" or 0/false/-1/"negative" (`recommended` is taken for it too). A bad line is counted, not fatal.
 */
export async function readLabelledFile(file: string): Promise<LabelledFile> {
  if (!existsSync(file)) throw new AppError('BAD_INPUT', `There is no file ${file}.`);
  const source = createReadStream(file);
  const input = file.endsWith('.gz') ? source.pipe(createGunzip()) : source;
  const rows: LabelledText[] = [];
  const dropped: Record<string, number> = {};
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    const read = readLine(line);
    if ('dropped' in read) dropped[read.dropped] = (dropped[read.dropped] ?? 0) + 1;
    else rows.push(read);
  }
  return { rows, dropped };
}
