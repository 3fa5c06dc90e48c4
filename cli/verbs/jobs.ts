import type { Command } from 'commander';
import { createLogger } from '../../core/log.ts';
import { AppError } from '../../core/errors.ts';
import type { DeadJob, QueueDoor } from '../../core/queue-door.ts';
import type { Cli } from '../cli.ts';
import { plainLine } from '../plain-line.ts';

/** The queues on Redis: how deep they are, what died in them and why, and setting it to work again. */
export function addJobs(program: Command, cli: Cli): void {
  const jobs = program.command('jobs').description('the queues on Redis: depths, dead jobs, redriving them');
  jobs
    .command('depths')
    .description('how many jobs wait, run and failed in each queue')
    .action(async () => withDoor(cli, printDepths));
  jobs
    .command('dead')
    .description('jobs that ended in failure, the newest first, with their reasons')
    .option('--json', 'one job a line, as JSON')
    .action(async (flags: { json?: boolean }) =>
      withDoor(cli, (door) => printDead(door, flags.json ?? false)),
    );
  jobs
    .command('redrive [ids...]')
    .description('set dead jobs waiting again, with all their tries')
    .option('--all', 'every one of them')
    .action(async (ids: string[], flags: { all?: boolean }) =>
      withDoor(cli, (door) => redrive(door, ids, flags.all ?? false)),
    );
}

async function withDoor(cli: Cli, act: (door: QueueDoor) => Promise<void>): Promise<void> {
  const { redisUrl, logLevel } = cli.config();
  if (redisUrl === undefined) {
    throw new AppError(
      'BAD_CONFIG',
      'Without REDIS_URL jobs run inside `hemline start`: ask it, at /api/v1/queues and /api/v1/jobs/dead.',
    );
  }
  const { openQueues } = await import('../../jobs/index.ts');
  const opened = await openQueues(redisUrl, createLogger(logLevel));
  try {
    await act(opened.door);
  } finally {
    await opened.close();
  }
}

async function printDepths(door: QueueDoor): Promise<void> {
  const rows = (await door.depths()).map(
    ({ queue, waiting, delayed, active, failed, oldestWaitingMs }) =>
      `${queue.padEnd(10)}  ${waiting} waiting, ${delayed} delayed, ${active} active, ${failed} dead` +
      `${oldestWaitingMs === null ? '' : `; the oldest has waited ${Math.round(oldestWaitingMs / 1_000)} s`}\n`,
  );
  process.stdout.write(rows.join(''));
}

async function printDead(door: QueueDoor, json: boolean): Promise<void> {
  const dead = await door.dead();
  if (json) process.stdout.write(dead.map((job) => `${JSON.stringify(job)}\n`).join(''));
  else process.stdout.write(dead.length === 0 ? 'No job is dead.\n' : dead.map(inWords).join(''));
}

function inWords({ id, name, payload, code, reason, attempts, failedAt }: DeadJob): string {
  const tries = attempts === 1 ? '1 try' : `${attempts} tries`;
  const told = plainLine(`${name} ${JSON.stringify(payload)}`);
  return `${id}  ${failedAt.toISOString()}  ${told}\n    ${code} after ${tries}: ${plainLine(reason)}\n`;
}

async function redrive(door: QueueDoor, ids: string[], all: boolean): Promise<void> {
  if (all === ids.length > 0) throw new AppError('BAD_INPUT', 'Name jobs by their ids, or say --all.');
  const wanted = all ? (await door.dead()).map(({ id }) => id) : ids;
  for (const id of wanted) await door.redrive(id);
  process.stdout.write(`${wanted.length} set waiting again.\n`);
}
