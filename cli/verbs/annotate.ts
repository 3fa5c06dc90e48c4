import type { Command } from 'commander';
import { AppError } from '../../core/errors.ts';
import type { Reading } from '../../core/reading.ts';
import { LANGUAGES, type Language } from '../../core/words.ts';
import type { Cli } from '../cli.ts';
import { answerLines, type JsonObject } from '../json-lines.ts';

export function addAnnotate(program: Command, cli: Cli): void {
  program
    .command('annotate')
    .description('read text: concepts, sentiment and opinions (JSON Lines in, JSON Lines out)')
    .option('--sentiment-model <file>', 'another sentiment model, as train-sentiment writes it')
    .option('--transformers <folder>', 'a local ONNX sentiment model, run by transformers.js')
    .addHelpText(
      'after',
      '\nIn:  {"id", "text", "language"?}\nOut: {"id", "language", "mentions", "sentiment", "opinions"}',
    )
    .action(async (options: { sentimentModel?: string; transformers?: string }) => {
      const annotate = await createAnnotate(cli, options);
      await answerLines(process.stdin, process.stdout, annotate);
    });
}

type Annotate = (line: JsonObject) => Promise<JsonObject> | JsonObject;

async function createAnnotate(
  cli: Cli,
  options: { sentimentModel?: string; transformers?: string },
): Promise<Annotate> {
  const config = cli.config();
  const { createReader, createSegmenter, createTransformersSentiment, loadTaxonomy } =
    await import('../../nlp/index.ts');
  const taxonomy = loadTaxonomy({ folders: config.taxonomyDir === undefined ? [] : [config.taxonomyDir] });
  const segmenter = createSegmenter(taxonomy, config.segmenter);
  if (segmenter.degraded !== null) process.stderr.write(`hemline: ${segmenter.degraded}\n`);
  const reader = createReader({ taxonomy, segmenter, sentimentModel: options.sentimentModel });
  const judge = options.transformers ? await createTransformersSentiment(options.transformers) : null;
  return (line) => {
    const { text, language } = readInput(line);
    const reading = reader.read(text, language);
    if (judge === null) return answer(line.id, reading);
    return judge
      .judgeAll([text])
      .then(([sentiment = reading.sentiment]) => answer(line.id, { ...reading, sentiment }));
  };
}

function readInput(line: JsonObject): { text: string; language: Language | undefined } {
  if (typeof line.text !== 'string') throw new AppError('BAD_INPUT', 'The line has no "text" (a string).');
  const language = line.language ?? undefined;
  if (language !== undefined && !LANGUAGES.includes(language as Language)) {
    throw new AppError('BAD_INPUT', '"language" is "zh" or "en", or left out.');
  }
  return { text: line.text, language: language as Language | undefined };
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
