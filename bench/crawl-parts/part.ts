import { splitCpu } from './cpu-split.ts';
import { crawlOurs, openBenchDatabase, serverCpuMs } from './ours.ts';
import { crawlCheerio, crawlPlain } from './others.ts';

/** One measured crawl in a process of its own, so that its memory is its own: node part.ts <task as JSON>. */
export interface PartTask {
  crawler: 'plain' | 'ours' | 'cheerio';
  base: string;
  pages: number;
  dataDir: string;
  profile: boolean;
}

export interface PartAnswer {
  pagesPerSecond: number;
  peakMb: number;
  cpuMsPerPage: number;
  /** What PostgreSQL spent, where it runs on this machine. */
  serverCpuMsPerPage?: number;
  /** Of the main thread, ms a page; only where it was asked for. */
  split?: Record<string, number>;
}

const task = JSON.parse(process.argv[2] ?? '{}') as PartTask;

const perPage = (ms: number): number => Number((ms / task.pages).toFixed(3));

async function measure(crawl: () => Promise<number>): Promise<PartAnswer> {
  const before = process.cpuUsage();
  const started = performance.now();
  const { value, split } = task.profile ? await splitCpu(crawl) : { value: await crawl(), split: null };
  const seconds = (performance.now() - started) / 1_000;
  const cpu = process.cpuUsage(before);
  if (value !== task.pages) throw new Error(`${task.crawler}: ${value} of ${task.pages} pages`);
  return {
    pagesPerSecond: Math.round(task.pages / seconds),
    peakMb: Math.round((process.resourceUsage().maxRSS * 1024) / 1e6),
    cpuMsPerPage: perPage((cpu.user + cpu.system) / 1_000),
    ...(split
      ? { split: Object.fromEntries(Object.entries(split).map(([part, ms]) => [part, perPage(ms)])) }
      : {}),
  };
}

async function measureOurs(): Promise<PartAnswer> {
  const { database, drop } = await openBenchDatabase(task.dataDir);
  try {
    const before = await serverCpuMs(database);
    const answer = await measure(() => crawlOurs(task.base, task.pages, database));
    return { ...answer, serverCpuMsPerPage: perPage((await serverCpuMs(database)) - before) };
  } finally {
    await drop();
  }
}

const answer =
  task.crawler === 'ours'
    ? await measureOurs()
    : await measure(() => (task.crawler === 'plain' ? crawlPlain : crawlCheerio)(task.base, task.pages));
console.log(JSON.stringify(answer));
