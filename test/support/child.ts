import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const TSX = pathToFileURL(
  join(dirname(createRequire(import.meta.url).resolve('tsx/package.json')), 'dist/esm/index.mjs'),
);

export interface Child {
  process: ChildProcess;
  pid: number;
  /** All it said so far, both streams. */
  output(): string;
  /** Resolves when its output holds the text; rejects when it ends without it. */
  says(text: string): Promise<void>;
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | string>;
}

/** Runs a TypeScript file of the tests in a real Node process, to be watched, killed or waited for. */
export function startChild(file: string, given: unknown, as: { uid?: number; gid?: number } = {}): Child {
  const child = spawn(process.execPath, ['--import', TSX.href, file, JSON.stringify(given)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...as,
  });
  let said = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => resolve(signal ?? code ?? 0));
  });
  const says = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!said.includes(text)) return;
        listeners.delete(look);
        resolve();
      };
      listeners.add(look);
      look();
      void ended.then((how) =>
        reject(new Error(`The child ended with ${how} before saying "${text}": ${said}`)),
      );
    });
  return { process: child, pid: child.pid ?? -1, output: () => said, says, ended };
}
