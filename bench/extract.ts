import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { load } from 'cheerio';
import { extractPage } from '../crawlers/index.ts';
import { articlePages, productPages } from './extract-pages.ts';

/**
 * What extraction costs beside `cheerio.load` alone on the same page, interleaved in one process and warmed up.
 * `npx tsx bench/extract.ts` reads pages it makes itself; with folders, every page file (.html, .gz) in each of them.
 */
interface Page {
  url: string;
  body: Buffer;
  text: string;
}

const MAX_PAGES = 60;
const WARM_PAGES = 24;
/** A page is measured until it took this long, so that small pages are not all clock. */
const LEAST_MS = 4;
const ROUNDS = 3;

function folderPages(folder: string): Page[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const pages = files.filter((file) => statSync(join(folder, file)).isFile());
  const step = Math.max(1, pages.length / MAX_PAGES); // spread over the folder
  return Array.from(
    { length: Math.min(MAX_PAGES, pages.length) },
    (_, i) => pages[Math.floor(i * step)]!,
  ).map((file) => {
    const raw = readFileSync(join(folder, file));
    const body = file.endsWith('.gz') ? gunzipSync(raw) : raw;
    return { url: `https://site.example/${encodeURIComponent(file)}`, body, text: body.toString('utf8') };
  });
}

const madePages = (texts: string[]): Page[] =>
  texts.map((text, i) => ({ url: `https://site.example/page/${i}`, body: Buffer.from(text), text }));

/** The least milliseconds one call takes, out of a few rounds that alternate with the other's. */
function fastest(work: () => unknown, times: number): number {
  const started = performance.now();
  for (let i = 0; i < times; i++) work();
  return (performance.now() - started) / times;
}

function measure(page: Page): { ours: number; parse: number; kind: string } {
  const extract = () => extractPage({ url: page.url, body: page.body });
  const parse = () => load(page.text);
  const { kind } = extract();
  const times = Math.max(1, Math.ceil(LEAST_MS / Math.max(0.05, fastest(parse, 1))));
  let [ours, theirs] = [Infinity, Infinity];
  for (let round = 0; round < ROUNDS; round++) {
    theirs = Math.min(theirs, fastest(parse, times));
    ours = Math.min(ours, fastest(extract, times));
  }
  return { ours, parse: theirs, kind };
}

const quantile = (values: number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? 0;
const round = (value: number): number => Number(value.toFixed(3));

function report(name: string, pages: Page[]): object {
  for (const page of pages.slice(0, WARM_PAGES)) measure(page); // the compiler's turn
  const read = pages.map((page) => measure(page));
  const ratios = read.map((item) => item.ours / item.parse);
  const sum = (pick: (item: (typeof read)[number]) => number): number =>
    read.reduce((total, item) => total + pick(item), 0);
  return {
    pages: name,
    count: pages.length,
    medianKb: round(
      quantile(
        pages.map((page) => page.body.length),
        0.5,
      ) / 1_000,
    ),
    medianRatio: round(quantile(ratios, 0.5)),
    p90Ratio: round(quantile(ratios, 0.9)),
    totalRatio: round(sum((item) => item.ours) / sum((item) => item.parse)),
    medianMs: round(
      quantile(
        read.map((item) => item.ours),
        0.5,
      ),
    ),
    medianCheerioMs: round(
      quantile(
        read.map((item) => item.parse),
        0.5,
      ),
    ),
    msPer100Kb: round(
      (sum((item) => item.ours) * 100_000) / pages.reduce((total, page) => total + page.body.length, 0),
    ),
  };
}

const folders = process.argv.slice(2);
const sets: [string, Page[]][] =
  folders.length > 0
    ? folders.map((folder) => [folder, folderPages(folder)])
    : [
        ['made articles', madePages(articlePages())],
        ['made products', madePages(productPages())],
      ];
for (const [name, pages] of sets) console.log(JSON.stringify(report(name, pages)));
