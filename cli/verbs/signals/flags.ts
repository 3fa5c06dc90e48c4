import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { parse } from 'yaml';
import type { z } from 'zod';
import { AppError } from '../../../core/errors.ts';

export interface DemoFlag {
  demo?: boolean;
}

export interface ByFlags extends DemoFlag {
  by: string;
}

export function inEither(command: Command): Command {
  return command.option('--demo', 'the demo database');
}

/** What is written to the audit log says who. */
export function audited(command: Command): Command {
  return inEither(command).option('--by <name>', 'who does it (for the audit log)', userInfo().username);
}

/** A YAML or JSON file (or standard input, as -) checked as the API checks it; all problems at once. */
export async function readChecked<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<z.output<Schema>> {
  const parsed = schema.safeParse(await readData(file));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'file'}: ${message}`);
  throw new AppError('BAD_INPUT', `${file} has problems:\n  ${problems.join('\n  ')}`);
}

async function readData(file: string): Promise<unknown> {
  try {
    return parse(file === '-' ? await standardInput() : await readFile(file, 'utf8')) as unknown;
  } catch (cause) {
    throw new AppError('BAD_INPUT', `${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

async function standardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
