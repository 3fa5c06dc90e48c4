import { InvalidArgumentError, type Command } from 'commander';
import { AppError } from '../../core/errors.ts';
import { LANGUAGES, type Language } from '../../core/words.ts';
import { writeLine } from '../json-lines.ts';

interface TrainSentimentOptions {
  data: string;
  language: Language;
  out: string;
}

export function addTrainSentiment(program: Command): void {
  program
    .command('train-sentiment')
    .description('learn a sentiment model from your own labelled texts, for annotate --sentiment-model')
    .requiredOption(
      '--data <file>',
      'JSON Lines of {"text", "label"} (.gz too); labels positive and negative',
    )
    .requiredOption('--language <language>', 'zh or en', language)
    .requiredOption('--out <file>', 'where the model goes (.json, or .json.gz to pack it)')
    .addHelpText(
      'after',
      '\nPrints one line: what was read and left out, and the figures on texts not learned from.',
    )
    .action(trainFromFile);
}

function language(value: string): Language {
  if (LANGUAGES.includes(value as Language)) return value as Language;
  throw new InvalidArgumentError('It is zh or en.');
}

async function trainFromFile(options: TrainSentimentOptions): Promise<void> {
  const { readLabelledFile, trainSentiment, writeSentimentModel } = await import('../../nlp/index.ts');
  const { rows, dropped } = await readLabelledFile(options.data);
  const model = trainSentiment(rows, {
    language: options.language,
    seed: 1,
    onFit: (done, of) => process.stderr.write(`hemline: ${done} of ${of} fits done\n`),
  });
  try {
    writeSentimentModel(options.out, model, `trained on ${rows.length} labelled texts`);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('BAD_INPUT', `The model cannot be written to ${options.out}: ${reason}`, { cause });
  }
  await writeLine(process.stdout, { out: options.out, language: model.language, dropped, ...model.figures });
}
