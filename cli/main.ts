import { Command, CommanderError } from 'commander';
import { toAppError } from '../core/errors.ts';
import { parseConfig } from '../core/config.ts';
import { addAnnotate } from './verbs/annotate.ts';
import type { Cli } from './cli.ts';

/** Runs the command line; sets the exit status (2 for bad usage, 1 for a failure) and returns. */
export async function main(argv: string[], env: Record<string, string | undefined>): Promise<void> {
  const cli: Cli = { env, config: () => parseConfig(env) };
  const program = new Command('hemline');
  program
    .description('Fashion trends from the web, in Chinese and English: crawl, read, count, forecast, serve.')
    .exitOverride()
    .showHelpAfterError(false)
    .configureHelp({ sortSubcommands: false });
  addAnnotate(program, cli);
  for (const command of program.commands) command.exitOverride();
  await run(program, argv);
}

async function run(program: Command, argv: string[]): Promise<void> {
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (thrown) {
    if (thrown instanceof CommanderError) {
      process.exitCode = thrown.exitCode === 0 ? 0 : 2;
      return;
    }
    const error = toAppError(thrown);
    process.stderr.write(`hemline: ${error.message}\n`);
    process.exitCode = error.code === 'BAD_INPUT' ? 2 : 1;
  }
}
