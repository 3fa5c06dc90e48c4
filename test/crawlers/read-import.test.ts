import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readImport, type ImportedRow, type ImportOptions } from '../../crawlers/index.ts';
import { crawlOnce, testSource } from './support/crawl.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'import-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const REVIEWS = testSource({ id: 'reviews', sector: 'review' });
const COMMON = {
  sources: [REVIEWS],
  hashKey: 'a-key-for-tests-only',
  now: new Date('2026-12-31T00:00:00Z'),
};

async function rows(
  name: string,
  content: string | Buffer,
  part: Partial<ImportOptions> = {},
): Promise<ImportedRow[]> {
  const path = join(folder, name);
  writeFileSync(path, content);
  const read: ImportedRow[] = [];
  for await (const row of readImport(path, { ...COMMON, ...part })) read.push(row);
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
  it.each([
    [
      'GBK',
      Buffer.concat([
        Buffer.from('url,text,publishedAt\nhttps://a.example/1,'),
        Buffer.from('d5e2bcfec1acd2c2c8b9badcbacfc9edA3ACC3E6C1CFD2B2BADCCAE6B7FE', 'hex'),
        Buffer.from(',2026-01-02\n'),
      ]),
    ],
    [
      'UTF-16 with a mark',
      Buffer.from(
        '\uFEFFurl,text,publishedAt\nhttps://a.example/1,这件连衣裙很合身，面料也很舒服,2026-01-02\n',
        'utf16le',
      ),
    ],
    [
      'UTF-8 with a mark',
      Buffer.from(
        '\uFEFFurl,text,publishedAt\nhttps://a.example/1,这件连衣裙很合身，面料也很舒服,2026-01-02\n',
      ),
    ],
  ])('reads what a spreadsheet saved as %s', async (_name, bytes) => {
    const [row] = await rows('a.csv', bytes, { source: 'reviews' });
    expect(row).toMatchObject({ document: { text: '这件连衣裙很合身，面料也很舒服' } });
  });

  it('reads rows from a stream, cut anywhere, as their format says', async () => {
    const bytes = Buffer.from('Comment\tLink\tDay\n布料很舒服，颜色也正\thttps://a.example/1\t2026-01-02\n');
    async function* pieces() {
      for (const byte of bytes) yield Buffer.of(byte);
    }
    const columns = { Comment: 'text', Link: 'url', Day: 'publishedAt' };
    const read: ImportedRow[] = [];
    const options = { ...COMMON, source: 'reviews', columns };
    for await (const row of readImport('standard input', { ...options, format: 'tsv', input: pieces() }))
      read.push(row);
    expect(read).toMatchObject([{ document: { text: '布料很舒服，颜色也正' } }]);
  });

  it('leaves open what no storage holds, and refuses keys that no index takes', async () => {
    const observation = { type: 'observation', source: 'reviews', productKey: 'k', observedAt: '2026-01-05' };
    const long = `https://a.example/${'x'.repeat(3_000)}`;
    const lines = [
      { ...observation, reviewCount: 1e12, rank: 4e9, price: 5 },
      { ...LINE, url: long },
      { type: 'product', source: 'reviews', key: long, name: 'Coat' },
    ];
    expect(await rows('a.jsonl', lines.map((line) => JSON.stringify(line)).join('\n'))).toMatchObject([
      { observation: { reviewCount: null, rank: null, price: 5 } },
      { dropped: 'url-too-long' },
      { dropped: 'url-too-long' },
    ]);
  });

  it('drops by name what is dated in the future, a day or two of other clocks aside', async () => {
    const observation = { type: 'observation', source: 'reviews', productKey: 'k', observedAt: '2027-01-05' };
    const lines = [
      { ...LINE, publishedAt: '2026-11-17T20:00:00Z' },
      { ...LINE, publishedAt: '2026-11-19T00:00:00Z' },
      { ...LINE, publishedAt: '5 March 2027' },
      observation,
    ];
    const now = new Date('2026-11-16T06:00:00Z');
    expect(
      await rows('a.jsonl', lines.map((line) => JSON.stringify(line)).join('\n'), { now }),
    ).toMatchObject([
      { document: { publishedAt: new Date('2026-11-17T20:00:00Z') } },
      { dropped: 'future-date', line: 2 },
      { dropped: 'future-date', line: 3 },
      { dropped: 'future-date', line: 4 },
    ]);
  });

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

  it.each([
    ['gb', '2026-11-12'],
    ['us', '2026-12-11'],
  ])('reads 12/11/2026 as the market %s writes it', async (market, day) => {
    const csv = 'url,text,publishedAt\nhttps://a.example/1,Fits well,12/11/2026\n';
    const [row] = await rows('a.csv', csv, { sources: [{ ...REVIEWS, market }], source: 'reviews' });
    expect(row).toMatchObject({ document: { publishedAt: new Date(day) } });
  });

  it('reads each text in its own language where the row does not say one', async () => {
    const texts = [
      '颜色很正，面料有点薄',
      'The fabric is thin but soft',
      'La robe est trop petite pour les épaules',
    ];
    const lines = texts.map((text, i) => JSON.stringify({ ...LINE, url: `https://a.example/${i}`, text }));
    const read = await rows('a.jsonl', lines.join('\n'));
    expect(read[0]).toMatchObject({ document: { language: 'zh' } });
    expect(read[1]).toMatchObject({ document: { language: 'en' } });
    expect(read[2]).toMatchObject({ dropped: 'other-language' });
  });

  it('refuses a map to a field that rows do not have, and names the one that was meant', async () => {
    const columns = { Comment: 'text', Link: 'urll' };
    const reading = rows('a.csv', 'Comment,Link\n', { source: 'reviews', columns });
    await expect(reading).rejects.toThrowError('Link: urll is no field of a row; did you mean url?');
  });

  it('reads 20,000 rows', async () => {
    const many = Array.from({ length: 20_000 }, (_, i) =>
      JSON.stringify({ ...LINE, url: `https://a.example/${i}` }),
    ).join('\n');
    expect(await rows('a.jsonl', many)).toHaveLength(20_000);
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
