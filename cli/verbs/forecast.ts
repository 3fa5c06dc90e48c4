import type { Command } from 'commander';
import { AppError } from '../../core/errors.ts';
import type { ForecastOptions, SeriesInput } from '../../core/trend.ts';
import type { Cli } from '../cli.ts';
import { errorAnswer, parseLine, readLines, writeLine, type JsonObject } from '../json-lines.ts';
import { levels, textOr, wholeNumber } from '../option-values.ts';
import { forecastStored } from '../stored-verbs.ts';

interface ForecastFlags extends ForecastOptions {
  stored?: boolean;
  demo?: boolean;
}

export function addForecast(program: Command, cli: Cli): void {
  program
    .command('forecast')
    .description('series to forecasts (JSON Lines in and out), or with --stored the series in the database')
    .option('--horizon <h>', 'points ahead', wholeNumber(1, 1000), 13)
    .option('--season <m>', 'points in a season', wholeNumber(1, 1000), 52)
    .option('--levels <list>', 'interval levels in percent', levels, [80, 95])
    .option('--model <name>', 'one model (default: chosen by back-test)')
    .option('--nonnegative', 'the series cannot go below zero', false)
    .option('--stored', 'forecast the stored series into the ledger instead of reading stdin')
    .option('--demo', 'with --stored: the demo database')
    .addHelpText('after', '\nIn:  {"id", "values", "covariates"?, "start"?, "group"?}; null is a gap')
    .action(async (flags: ForecastFlags) => {
      if (flags.stored) return forecastStored(cli, flags.demo ?? false);
      if (process.stdin.isTTY) {
        throw new AppError(
          'BAD_INPUT',
          'Pipe series in as JSON Lines, or say --stored to forecast the database.',
        );
      }
      return forecastLines(flags, cli.config().concurrency);
    });
}

/** Reads all series first: pooled models use them together, and the answer must not depend on their order. */
async function forecastLines(flags: ForecastFlags, workers: number): Promise<void> {
  const { horizon, season, levels, model, nonnegative } = flags;
  const { forecastInWorkers } = await import('../../forecasting/index.ts');
  const rows: ({ error: JsonObject } | { id: unknown })[] = [];
  const series: SeriesInput[] = [];
  for await (const line of readLines(process.stdin)) {
    if (line !== null && line.trim() === '') continue;
    const value = parseLine(line);
    try {
      if (value instanceof AppError) throw value;
      series.push(readSeries(value, String(rows.length)));
      rows.push({ id: value.id ?? null });
    } catch (thrown) {
      rows.push({ error: errorAnswer(value instanceof AppError ? null : value.id, thrown) });
    }
  }
  const options = { horizon, season, levels, model, nonnegative };
  const answers = await forecastInWorkers(series, options, { workers });
  let next = 0;
  for (const row of rows) {
    if ('error' in row) await writeLine(process.stdout, row.error);
    else await writeLine(process.stdout, { ...answers[next++], id: row.id });
  }
}

function readSeries(line: JsonObject, key: string): SeriesInput {
  return {
    id: key,
    values: readValues(line.values, '"values"'),
    covariates: readCovariates(line.covariates),
    ...(typeof line.start === 'string' ? { start: line.start } : {}),
    ...(typeof line.group === 'string' ? { group: line.group } : {}),
  };
}

function readValues(given: unknown, name: string): (number | null)[] {
  if (!Array.isArray(given))
    throw new AppError('BAD_INPUT', `The line has no ${name} (a list of numbers and nulls).`);
  return given.map((value: unknown, index) => {
    if (value === null || (typeof value === 'number' && Number.isFinite(value))) return value;
    throw new AppError('BAD_INPUT', `${name}[${index}] is not a finite number or null.`);
  });
}

function readCovariates(given: unknown): { name: string; values: (number | null)[] }[] {
  if (given === undefined || given === null) return [];
  if (!Array.isArray(given)) throw new AppError('BAD_INPUT', '"covariates" is a list of {"name", "values"}.');
  return given.map((item: unknown, index) => {
    const covariate = (item ?? {}) as JsonObject;
    return {
      name: textOr(covariate.name, `covariate ${index + 1}`),
      values: readValues(covariate.values, `"covariates"[${index}].values`),
    };
  });
}
