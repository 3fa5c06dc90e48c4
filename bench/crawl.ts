import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { PartAnswer, PartTask } from './crawl-parts/part.ts';

/**
 * Crawl throughput on a loopback site without delay: everything on (guard, robots, ledger, extraction, storage in
 * PostgreSQL) beside plain undici with htmlparser2 before and after it, and Crawlee's CheerioCrawler with its defaults.
 * npx tsx bench/crawl.ts [--pages 5000] [--urls 100000] [--cheerio 1000] [--rounds 1] [--profile]
 * Site and crawls are processes of their own. The database is DATABASE_URL's server, or the embedded one.
 */
const { values } = parseArgs({
  options: {
    pages: { type: 'string', default: '5000' },
    /** A second crawl of so many small pages, for the memory; 0 for none. */
    urls: { type: 'string', default: '0' },
    /** Pages for Crawlee's CheerioCrawler; 0 for none. */
    cheerio: { type: 'string', default: '0' },
    rounds: { type: 'string', default: '1' },
    /** Splits the main thread's time; costs some of the throughput. */
    profile: { type: 'boolean', default: false },
    'page-bytes': { type: 'string', default: '31600' },
  },
});
/** A part that takes longer than this is ended and the bench fails. */
const LONGEST_MS = 1_800_000;
const SMALL_PAGE_BYTES = 4_000;
const folder = mkdtempSync(join(tmpdir(), 'hemline-bench-'));

function start(file: string, args: string[]) {
  const path = join(import.meta.dirname, 'crawl-parts', file);
  const env = { ...process.env, CRAWLEE_STORAGE_DIR: join(folder, 'crawlee'), CRAWLEE_LOG_LEVEL: 'ERROR' };
  return spawn(process.execPath, ['--import', 'tsx', path, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env,
    timeout: LONGEST_MS,
  });
}

async function withSite<T>(pages: number, bytes: number, work: (base: string) => Promise<T>): Promise<T> {
  const site = start('site.ts', [String(pages), String(bytes)]);
  try {
    for await (const line of createInterface(site.stdout))
      if (line.startsWith('port ')) return await work(`http://127.0.0.1:${line.slice(5)}`);
    throw new Error('the site ended before it listened');
  } finally {
    site.kill();
  }
}

async function runPart(task: Omit<PartTask, 'dataDir'>): Promise<PartAnswer> {
  const child = start('part.ts', [JSON.stringify({ ...task, dataDir: join(folder, 'data') })]);
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => void (said += chunk.toString()));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (code !== 0) throw new Error(`${task.crawler} ended with ${code ?? signal}`);
  return JSON.parse(said.trim().split('\n').at(-1) ?? '') as PartAnswer;
}

const mean = (numbers: number[]): number => numbers.reduce((sum, n) => sum + n, 0) / numbers.length;
const ratio = (a: number, b: number): number => Number((a / b).toFixed(3));

async function sideBySide(base: string, pages: number, profile: boolean) {
  const plain = [await runPart({ crawler: 'plain', base, pages, profile: false })];
  const ours = [];
  for (let round = 0; round < Number(values.rounds); round++) {
    ours.push(await runPart({ crawler: 'ours', base, pages, profile }));
    plain.push(await runPart({ crawler: 'plain', base, pages, profile: false }));
  }
  const rate = mean(ours.map((part) => part.pagesPerSecond));
  const ofPlain = ratio(rate, mean(plain.map((part) => part.pagesPerSecond)));
  return { pages, plain, ours, rate, ofPlain };
}

async function besideCheerio(base: string, rate: number, pages: number) {
  if (pages === 0) return null;
  const crawlee = await runPart({ crawler: 'cheerio', base, pages, profile: false });
  return { pages, ...crawlee, oursOfCheerio: ratio(rate, crawlee.pagesPerSecond) };
}

try {
  const pages = Number(values.pages);
  const load = loadavg().map((value) => Number(value.toFixed(2)));
  const [main, cheerio] = await withSite(pages, Number(values['page-bytes']), async (base) => {
    const beside = await sideBySide(base, pages, values.profile);
    return [beside, await besideCheerio(base, beside.rate, Math.min(pages, Number(values.cheerio)))] as const;
  });
  const urls = Number(values.urls);
  const large =
    urls === 0
      ? null
      : await withSite(urls, SMALL_PAGE_BYTES, (base) =>
          runPart({ crawler: 'ours', base, pages: urls, profile: false }),
        );
  console.log(JSON.stringify({ load, ...main, cheerio, large: large && { urls, ...large } }, null, 1));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
