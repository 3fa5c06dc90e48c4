import { InvalidArgumentError, type Command } from 'commander';
import { AppError } from '../../core/errors.ts';
import type { Cli } from '../cli.ts';
import { errorAnswer, parseLine, readLines, writeLine, type JsonObject } from '../json-lines.ts';
import { instant, wholeNumber } from '../option-values.ts';

interface DiscoverOptions {
  top: number;
  grain: 'week' | 'day';
  from?: string;
}

export function addDiscover(program: Command, cli: Cli): void {
  program
    .command('discover')
    .description(
      'dated texts to new and bursting fashion terms (JSON Lines in date order, one line out a period)',
    )
    .option('--top <n>', 'terms a period', wholeNumber(1, 1000), 20)
    .option('--grain <grain>', 'week or day', grain, 'week')
    .option('--from <date>', 'print from this date on; earlier data only warms up the history', day)
    .addHelpText(
      'after',
      '\nIn:  {"id", "date", "text", "source"?}\nOut: {"period", "from", "to", "documents", "terms"}',
    )
    .action(async (options: DiscoverOptions) => discover(cli, options));
}

function grain(value: string): 'week' | 'day' {
  if (value === 'week' || value === 'day') return value;
  throw new InvalidArgumentError('It is week or day.');
}

/** `instant` refuses days no calendar has. */
const day = (value: string): string => instant(value).slice(0, 10);

async function discover(cli: Cli, options: DiscoverOptions): Promise<void> {
  const config = cli.config();
  const { createDiscoverer, createSegmenter, loadTaxonomy } = await import('../../nlp/index.ts');
  const taxonomy = loadTaxonomy({ folders: config.taxonomyDir === undefined ? [] : [config.taxonomyDir] });
  const segmenter = createSegmenter(taxonomy, config.segmenter);
  if (segmenter.degraded !== null) process.stderr.write(`hemline: ${segmenter.degraded}\n`);
  const discoverer = createDiscoverer({ taxonomy, segmenter, ...options });
  for await (const line of readLines(process.stdin)) {
    if (line !== null && line.trim() === '') continue;
    const value = parseLine(line);
    try {
      if (value instanceof AppError) throw value;
      for (const period of discoverer.add(readInput(value))) await writeLine(process.stdout, printed(period));
    } catch (thrown) {
      await writeLine(process.stdout, errorAnswer(value instanceof AppError ? null : value.id, thrown));
    }
  }
  for (const period of discoverer.finish()) await writeLine(process.stdout, printed(period));
}

function readInput(line: JsonObject): { id: string; date: string; text: string; source?: string } {
  if (typeof line.text !== 'string') throw new AppError('BAD_INPUT', 'The line has no "text" (a string).');
  if (typeof line.date !== 'string') throw new AppError('BAD_INPUT', 'The line has no "date" (ISO 8601).');
  const source = typeof line.source === 'string' ? { source: line.source } : {};
  return {
    // As JSON, so that a number comes back as a number.
    id: JSON.stringify(line.id ?? null),
    date: line.date,
    text: line.text,
    ...source,
  };
}

interface PrintedTerm {
  suggestion?: unknown;
  examples: { id: string; start: number; end: number }[];
}

/** The contract's keys only: where a term may belong is for the inbox, not for this answer. */
function printed<Term extends PrintedTerm>(period: { terms: Term[] }): JsonObject {
  const terms = period.terms.map(({ suggestion: _suggestion, examples, ...term }) => ({
    ...term,
    examples: examples.map(({ id, ...span }) => ({ id: JSON.parse(id) as unknown, ...span })),
  }));
  return { ...period, terms };
}
