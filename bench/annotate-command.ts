import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * `hemline annotate` as a whole, on a text file with a text a line: megabytes of text (UTF-8) a second in one thread and
 * in two, start-up taken off, and what two threads gain with it and without. `npx tsx bench/annotate-command.ts FILE [MB]`;
 * the best of three runs each, taken in turn.
 */
const ROUNDS = 3;
const root = resolve(import.meta.dirname, '..');
const [file, megabytes = '10'] = process.argv.slice(2);
if (file === undefined) throw new Error('Give a text file with a text a line.');
const texts = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '');

function linesOf(bytes: number): { input: string; bytes: number } {
  const lines: string[] = [];
  let sum = 0;
  for (let id = 0; sum < bytes; id += 1) {
    const text = texts[id % texts.length] ?? '';
    lines.push(JSON.stringify({ id, text }));
    sum += Buffer.byteLength(text);
  }
  return { input: `${lines.join('\n')}\n`, bytes: sum };
}

/** Seconds from start to end of a run. */
function run(input: string, threads: number): Promise<number> {
  const from = performance.now();
  const child = spawn(process.execPath, ['cli/hemline.mjs', 'annotate', '--threads', `${threads}`], {
    cwd: root,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  child.stdin.end(input);
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', () => done((performance.now() - from) / 1000));
  });
}

const all = linesOf(Number(megabytes) * 1e6);
const first = linesOf(1);
const best = { start: [0, Infinity, Infinity], whole: [0, Infinity, Infinity] };
for (let round = 0; round < ROUNDS; round += 1) {
  for (const threads of [1, 2]) {
    best.start[threads] = Math.min(best.start[threads]!, await run(first.input, threads));
    best.whole[threads] = Math.min(best.whole[threads]!, await run(all.input, threads));
  }
}
const net = [1, 2].map((threads) => best.whole[threads]! - best.start[threads]!);
for (const threads of [1, 2]) {
  const speed = all.bytes / 1e6 / net[threads - 1]!;
  console.log(
    `${threads} thread(s): ${best.start[threads]!.toFixed(2)} s to the first answer, then ${speed.toFixed(2)} MB/s`,
  );
}
console.log(
  `two threads: ${(net[0]! / net[1]!).toFixed(2)} times one; with the start ${(best.whole[1]! / best.whole[2]!).toFixed(2)}`,
);
