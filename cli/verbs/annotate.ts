import type { Command } from 'commander';
import { AppError } from '../../core/errors.ts';
import type { Reading } from '../../core/reading.ts';
import type { ReaderSetup } from '../annotate/load-reader.ts';
import type { Cli } from '../cli.ts';
import { answerLines, readLineBatches, writeAll, type JsonObject } from '../json-lines.ts';
import { wholeNumber } from '../option-values.ts';

const MOST_THREADS = 64;

interface AnnotateOptions {
  sentimentModel?: string;
  transformers?: string;
  threads: number;
}

export function addAnnotate(program: Command, cli: Cli): void {
  program
    .command('annotate')
    .description('read text: concepts, sentiment and opinions (JSON Lines in, JSON Lines out)')
    .option('--sentiment-model <file>', 'another sentiment model, as train-sentiment writes it')
    .option('--transformers <folder>', 'a local ONNX sentiment model, run by transformers.js')
    .option(
      '--threads <n>',
      'read in so many threads; the answers are the same',
      wholeNumber(1, MOST_THREADS),
      1,
    )
    .addHelpText(
      'after',
      '\nIn:  {"id", "text", "language"?}\nOut: {"id", "language", "mentions", "sentiment", "opinions"}',
    )
    .action(async ({ sentimentModel, transformers, threads }: AnnotateOptions) => {
      const { taxonomyDir, segmenter } = cli.config();
      const setup: ReaderSetup = { taxonomyDir, segmenter, sentimentModel };
      if (transformers !== undefined) await annotateWithTransformers(setup, transformers, threads);
      else if (threads > 1) await annotateSpread(setup, threads);
      else await annotateHere(setup);
    });
}

const warn = (sentence: string): void => void process.stderr.write(`hemline: ${sentence}\n`);

async function annotateHere(setup: ReaderSetup): Promise<void> {
  const [{ createAnnotator }, { loadReader }] = await Promise.all([
    import('../annotate/annotator.ts'),
    import('../annotate/load-reader.ts'),
  ]);
  const { reader, degraded } = loadReader(setup);
  if (degraded !== null) warn(degraded);
  const annotate = createAnnotator(reader);
  for await (const lines of readLineBatches(process.stdin)) {
    const bytes = annotate(lines);
    if (bytes.length > 0) await writeAll(process.stdout, bytes);
  }
}

/** The threads load what reads; this one only carries lines to them and answers from them. */
async function annotateSpread(setup: ReaderSetup, threads: number): Promise<void> {
  const { annotateInThreads } = await import('../annotate/in-threads.ts');
  await annotateInThreads(process.stdin, process.stdout, setup, { threads, onDegraded: warn });
}

async function annotateWithTransformers(setup: ReaderSetup, folder: string, threads: number): Promise<void> {
  if (threads > 1)
    throw new AppError('BAD_INPUT', '--threads goes without --transformers, which uses all cores itself.');
  const [{ createTransformersSentiment }, { readInput }, { loadReader }] = await Promise.all([
    import('../../nlp/index.ts'),
    import('../annotate/annotator.ts'),
    import('../annotate/load-reader.ts'),
  ]);
  const { reader, degraded } = loadReader(setup);
  if (degraded !== null) warn(degraded);
  const judge = await createTransformersSentiment(folder);
  await answerLines(process.stdin, process.stdout, async (line) => {
    const { text, language } = readInput(line);
    const reading = reader.read(text, language);
    const [sentiment = reading.sentiment] = await judge.judgeAll([text]);
    return answer(line.id, { ...reading, sentiment });
  });
}

function answer(id: unknown, reading: Reading): JsonObject {
  return {
    id: id ?? null,
    language: reading.language,
    mentions: reading.mentions.map(({ sentiment: _clause, ...mention }) => mention),
    sentiment: reading.sentiment,
    opinions: reading.opinions,
  };
}
