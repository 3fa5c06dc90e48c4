import { afterAll, beforeAll, expect, it } from 'vitest';
import { openHouse } from '../../cli/house.ts';
import { cliOver, dataFolder, runHemline } from './demo-run.ts';
import { digestOf, type Digest } from './digest.ts';

/** A thinner world: every tenth document, so that ten runs fit in a test. */
const ARGS = ['demo', '--no-serve', '--keep-every', '10', '--web-port', '18450'];

/** The line that says a stage has ended, after which the next one is killed. */
const KILLS: [stageKilled: string, text: string, delayMs: number][] = [
  ['import of documents', 'Hemline demo', 600],
  ['import of observations', 'import history.documents', 150],
  ['crawl', 'import history.observations', 1_500],
  ['fold', 'crawl-source', 60],
  ['read', 'fold-duplicates', 500],
  ['series', 'read-documents', 150],
  ['discover', 'build-series', 200],
  ['themes', 'discover-terms', 60],
  ['forecast', 'cluster-themes', 1_500],
];

const folders: Awaited<ReturnType<typeof dataFolder>>[] = [];
let unbroken: Digest;

async function newFolder(): Promise<string> {
  const made = await dataFolder();
  folders.push(made);
  return made.folder;
}

async function digestIn(folder: string): Promise<Digest> {
  const house = await openHouse(cliOver(folder), { demo: true });
  try {
    return await digestOf(house.database.sql);
  } finally {
    await house.close();
  }
}

beforeAll(async () => {
  const folder = await newFolder();
  const end = await runHemline(folder, ARGS);
  expect(end.code, end.stderr).toBe(0);
  unbroken = await digestIn(folder);
});

afterAll(async () => {
  await Promise.all(folders.map((folder) => folder.remove()));
});

it('killed in every stage and started again, nothing is lost or doubled', async () => {
  const folder = await newFolder();
  for (const [stage, text, delayMs] of KILLS) {
    const end = await runHemline(folder, ARGS, { text, delayMs });
    expect(end.killed, `the run was to be killed in ${stage}: ${end.stderr}`).toBe(true);
  }
  const last = await runHemline(folder, ARGS);
  expect(last.code, last.stderr).toBe(0);
  expect(unbroken.documents?.rows).toBeGreaterThan(1_500);
  expect(await digestIn(folder)).toEqual(unbroken);
});
