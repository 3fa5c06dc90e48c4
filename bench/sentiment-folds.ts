/**
 * Answers `annotate` lines with out-of-fold sentiment, for an honest figure on the training file itself:
 *   npx tsx bench/sentiment-folds.ts --language zh --data reviews.jsonl.gz < lines.jsonl
 * Each text is judged by a model, calibration included, that never saw it. Five folds, seed 7.
 */
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { AppError } from '../core/errors.ts';
import { seededRandom } from '../core/random.ts';
import { evidenceOf } from '../nlp/sentiment/evidence.ts';
import { createFeatureCollector } from '../nlp/sentiment/features.ts';
import { headMargin } from '../nlp/sentiment/heads.ts';
import { readLabelledFile } from '../nlp/sentiment/labelled-file.ts';
import { pPositiveOf } from '../nlp/sentiment/sentiment.ts';
import { trainSentiment } from '../nlp/sentiment/train.ts';

const FOLDS = 5;

async function outOfFold(file: string, language: 'zh' | 'en'): Promise<Map<string, number>> {
  const { rows } = await readLabelledFile(file);
  const random = seededRandom(7);
  const foldOf = rows.map(() => Math.floor(random() * FOLDS));
  const collector = createFeatureCollector();
  const answers = new Map<string, number>();
  for (let fold = 0; fold < FOLDS; fold++) {
    const seen = rows.filter((_, index) => foldOf[index] !== fold);
    const model = trainSentiment(seen, { language, seed: 1, folds: 3 });
    rows.forEach(({ text }, index) => {
      if (foldOf[index] !== fold) return;
      const count = collector.collect(text, language);
      const margin = headMargin(model.heads, collector.ids, count);
      answers.set(text, pPositiveOf(margin, model.calibration, evidenceOf(text, language)));
    });
    process.stderr.write(`fold ${fold + 1} of ${FOLDS} done\n`);
  }
  return answers;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { language: { type: 'string' }, data: { type: 'string' } } });
  const language = values.language === 'en' ? 'en' : 'zh';
  if (values.data === undefined)
    throw new AppError('BAD_INPUT', 'Say which labelled file: --data FILE.jsonl.gz');
  const answers = await outOfFold(values.data, language);
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, text } = JSON.parse(line) as { id: string; text: string };
    const p = answers.get(text);
    const error = { code: 'NOT_FOUND', message: 'This text is not in the labelled file.' };
    const label = p !== undefined && p >= 0.5 ? 'positive' : 'negative';
    const sentiment = p === undefined ? null : { label, score: 2 * p - 1, pPositive: p };
    const answer =
      sentiment === null ? { id, error } : { id, language, mentions: [], sentiment, opinions: [] };
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}

await main();
