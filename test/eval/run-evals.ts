import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { belowFloor, readFloors, type Eval, type Measured } from './floors.ts';

/**
 * Takes every quality figure of floors.json again and fails when one has sunk. The public data sets and their scorers
 * are not part of the repository: `npx tsx test/eval/run-evals.ts --data FOLDER [--only extract,zh-terms]`.
 */
const { values } = parseArgs({ options: { data: { type: 'string' }, only: { type: 'string' } } });
const folder = values.data;
if (folder === undefined || !existsSync(folder)) {
  console.error('Give the folder that holds the scorers and their data: --data FOLDER');
  process.exit(2);
}
const floors = readFloors(readFileSync(new URL('floors.json', import.meta.url), 'utf8'));
const wanted = values.only?.split(',') ?? Object.keys(floors);
const unknown = wanted.filter((name) => !(name in floors));
if (unknown.length > 0) {
  console.error(`No such evaluation: ${unknown.join(', ')}. There are ${Object.keys(floors).join(', ')}.`);
  process.exit(2);
}

/** Arguments that name a file or folder of the data are made absolute; the rest stays as it is. */
function scorerArgs(evaluation: Eval, data: string): string[] {
  return evaluation.args.map((arg) => (existsSync(join(data, arg)) ? join(data, arg) : arg));
}

async function run(evaluation: Eval, data: string): Promise<unknown> {
  const args = [
    join(data, evaluation.scorer),
    ...scorerArgs(evaluation, data),
    '--cwd',
    process.cwd(),
    '--json',
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`${evaluation.scorer} ended with ${code}`);
  return JSON.parse(out);
}

const show = (row: Measured): string => {
  const bound = row.floor === undefined ? `at most ${row.ceiling}` : `at least ${row.floor}`;
  return `  ${row.sunk ? 'SUNK' : 'ok  '} ${row.name}: ${row.value?.toFixed(4) ?? 'not measured'} (${bound})`;
};

let sunk = 0;
for (const name of wanted) {
  const evaluation = floors[name]!;
  console.log(name);
  for (const row of belowFloor(evaluation, await run(evaluation, folder))) {
    console.log(show(row));
    if (row.sunk) sunk += 1;
  }
}
console.log(sunk === 0 ? 'No figure has sunk.' : `${sunk} figures have sunk below their floor.`);
process.exitCode = sunk === 0 ? 0 : 1;
