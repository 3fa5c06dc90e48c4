import { Command, CommanderError } from 'commander';
import { parseConfig } from '../core/config.ts';
import { toAppError } from '../core/errors.ts';
import type { Cli } from './cli.ts';
import { addAnnotate } from './verbs/annotate.ts';
import { addBackcast, addScoreboard } from './verbs/backcast.ts';
import { addBackup, addRestore } from './verbs/backup.ts';
import { addCandidates } from './verbs/candidates.ts';
import { addDemo } from './verbs/demo.ts';
import { addDiscover } from './verbs/discover.ts';
import { addDoctor } from './verbs/doctor.ts';
import { addExtract } from './verbs/extract.ts';
import { addForecast } from './verbs/forecast.ts';
import { addForget } from './verbs/forget.ts';
import { addJobs } from './verbs/jobs.ts';
import { addKeys } from './verbs/keys.ts';
import { addMcp } from './verbs/mcp.ts';
import { addMigrate } from './verbs/migrate.ts';
import { addPalette } from './verbs/palette.ts';
import { addServe, addStart, addWorker } from './verbs/running.ts';
import { addSignals } from './verbs/signals.ts';
import { addSources } from './verbs/sources.ts';
import { addTrainSentiment } from './verbs/train-sentiment.ts';
import { addAnalyze, addCrawl, addImport } from './verbs/stored.ts';

const VERBS = [
  addDemo,
  addStart,
  addCrawl,
  addImport,
  addAnalyze,
  addForecast,
  addBackcast,
  addScoreboard,
  addServe,
  addMcp,
  addWorker,
  addMigrate,
  addBackup,
  addRestore,
  addJobs,
  addKeys,
  addDoctor,
  addSources,
  addCandidates,
  addSignals,
  addPalette,
  addForget,
  addExtract,
  addAnnotate,
  addTrainSentiment,
  addDiscover,
];

/** Runs the command line; sets the exit status (2 for bad usage, 1 for a failure) and returns. */
export async function main(argv: string[], env: Record<string, string | undefined>): Promise<void> {
  process.stdout.on('error', endOnClosedPipe);
  const cli: Cli = { env, config: () => parseConfig(env) };
  const program = new Command('hemline')
    .description('Fashion trends from the web, in Chinese and English: crawl, read, count, forecast, serve.')
    .addHelpText('after', '\nEach verb has its own help: hemline VERB --help')
    .exitOverride();
  for (const add of VERBS) add(program, cli);
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (thrown) {
    fail(thrown);
  }
}

function fail(thrown: unknown): void {
  if (thrown instanceof CommanderError) {
    process.exitCode = thrown.exitCode === 0 ? 0 : 2;
    return;
  }
  const error = toAppError(thrown);
  process.stderr.write(`hemline: ${error.message}\n`);
  if (error.code === 'INTERNAL' && error.cause instanceof Error)
    process.stderr.write(`${error.cause.stack ?? ''}\n`);
  process.exitCode = error.code === 'BAD_INPUT' ? 2 : 1;
}

/** Whoever read our answers has stopped (`| head`): there is nobody left to tell. */
function endOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
}
