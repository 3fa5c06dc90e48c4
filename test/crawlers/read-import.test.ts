import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  hammingDistance,
  readImport,
  simhash64,
  simhashBands,
  type ImportedRow,
  type ImportOptions,
} from '../../crawlers/index.ts';
import { crawlOnce, testSource } from './support/crawl.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'import-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const REVIEWS = testSource({ id: 'reviews', sector: 'review' });

async function rows(
  name: string,
  content: string | Buffer,
  part: Partial<ImportOptions> = {},
): Promise<ImportedRow[]> {
  const path = join(folder, name);
  writeFileSync(path, content);
  const read: ImportedRow[] = [];
  for await (const row of readImport(path, { sources: [REVIEWS], hashKey: 'a-key-for-tests-only', ...part }))
    read.push(row);
  return read;
}

const LINE = {
  type: 'document',
  source: 'reviews',
  url: 'https://a.example/1',
  text: 'Mail me at jane@example.com or +44 20 7946 0958',
  author: 'Jane',
  publishedAt: '2026-01-02T03:04:05Z',
  rating: 4,
};

describe('readImport', () => {
  it('reads documents, products and observations, minimised as their sector asks', async () => {
    const observation = {
      type: 'observation',
      source: 'reviews',
      productKey: 'k',
      observedAt: '2026-01-05',
      rank: 3,
      price: '1.299,00',
    };
    const product = { type: 'product', source: 'reviews', key: 'k', name: 'Coat', sizes: 'S|M' };
    const read = await rows(
      'a.jsonl',
      [LINE, product, observation].map((row) => JSON.stringify(row)).join('\n'),
    );
    expect(read[0]).toMatchObject({
      type: 'document',
      source: 'reviews',
      line: 1,
      document: {
        text: 'Mail me at [email] or [phone]',
        rating: 4,
        kind: 'review',
        publishedAt: new Date('2026-01-02T03:04:05Z'),
      },
    });
    expect(read[0]).not.toMatchObject({ document: { author: 'Jane' } });
    expect(read[1]).toMatchObject({
      type: 'product',
      product: { name: 'Coat', sizes: ['S', 'M'], market: 'gb' },
    });
    expect(read[2]).toMatchObject({
      type: 'observation',
      observation: { rank: 3, price: 1299, list: '', availability: 'unknown' },
    });
  });

  it('yields each bad row with its line and reason, and goes on', async () => {
    const bad = [
      '{broken',
      '[1]',
      JSON.stringify({ ...LINE, source: 'reviewz' }),
      JSON.stringify({ ...LINE, source: undefined }),
      JSON.stringify({ ...LINE, publishedAt: 'some day' }),
      JSON.stringify({ ...LINE, url: 'javascript:alert(1)' }),
      JSON.stringify({ ...LINE, text: ' ' }),
      JSON.stringify({ ...LINE, type: 'song' }),
      JSON.stringify(LINE),
    ];
    const read = await rows('a.jsonl', `\n${bad.join('\r\n')}\n`);
    expect(read.map((row) => ('dropped' in row ? `${row.line} ${row.dropped}` : row.line))).toEqual([
      '2 bad-json',
      '3 bad-json',
      '4 unknown-source',
      '5 no-source',
      '6 bad-date',
      '7 bad-url',
      '8 no-text',
      '9 bad-type',
      10,
    ]);
    expect(read[2]).toMatchObject({ message: 'there is no source reviewz; did you mean reviews?' });
  });

  it('reads CSV with a column map, quotes, line feeds inside quotes, BOM and gzip', async () => {
    const csv =
      '\uFEFFComment,Link,When\r\n"Lovely, ""soft""\nand warm",https://a.example/1,2026-02-03\r\nfine,https://a.example/2,2026-02-04,extra\n';
    const read = await rows('a.csv.gz', gzipSync(csv), {
      source: 'reviews',
      columns: { Comment: 'text', Link: 'url', When: 'publishedAt' },
    });
    expect(read[0]).toMatchObject({ line: 2, document: { text: 'Lovely, "soft"\nand warm' } });
    expect(read[1]).toMatchObject({ dropped: 'too-many-columns', line: 4 });
  });

  it('reads 20,000 rows in a few seconds with flat memory', async () => {
    const many = Array.from({ length: 20_000 }, (_, i) =>
      JSON.stringify({ ...LINE, url: `https://a.example/${i}` }),
    ).join('\n');
    const started = performance.now();
    expect(await rows('a.jsonl', many)).toHaveLength(20_000);
    expect(performance.now() - started).toBeLessThan(8_000);
  });

  it('is a source of its own through the file platform', async () => {
    writeFileSync(
      join(folder, 'r.tsv'),
      'text\turl\tpublishedAt\nGood coat\thttps://a.example/1\t2026-02-03\n\thttps://a.example/2\t2026-02-03\n',
    );
    const { outcome, store } = await crawlOnce(
      { ...REVIEWS, platform: 'file', urls: ['r.tsv'], file: join(folder, 's.yaml') },
      [],
    );
    expect(outcome).toMatchObject({ health: 'ok', counts: { documents: 1, dropped: { 'no-text': 1 } } });
    expect(store.documents[0]?.text).toBe('Good coat');
  });
});

describe('simhash', () => {
  const english =
    'The wide-leg trousers came back this season, and nobody we asked was surprised. On the street they are worn long, with flat shoes, and mostly in linen. Buyers told us that they had ordered twice as many as last year, and that the darker colours went first.';
  const chinese =
    '阔腿裤今年又回来了，我们问到的人都不觉得意外。街上大家都穿得很长，配平底鞋，面料多半是亚麻。买手说他们订了去年两倍的量，深色的先卖完，大家最关心的是腰的位置。设计师说下一季还会有。';

  it.each([
    ['english', english, english.replace('mostly in linen', 'mostly in cotton')],
    ['chinese', chinese, chinese.replace('多半是亚麻', '多半是棉麻')],
  ])('keeps a copy with a changed word near, in %s', (_name, text, copy) => {
    expect(hammingDistance(simhash64(text), simhash64(copy))).toBeLessThanOrEqual(14);
    expect(hammingDistance(simhash64(text), simhash64(`${text}!!`))).toBe(0);
  });

  it('keeps other texts far, and shares a band whenever three bits differ', () => {
    expect(hammingDistance(simhash64(english), simhash64(chinese))).toBeGreaterThan(18);
    const hash = simhash64(english);
    const near = simhashBands(hash ^ 0b1000000000000000100000000000000001n);
    expect(simhashBands(hash).some((band, i) => band === near[i])).toBe(true);
    expect(simhash64('')).toBe(0n);
  });
});
