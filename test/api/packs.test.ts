import { crc32, inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { useApi } from './use-api.ts';

const api = useApi();
const BASE = '/api/v1/packs';

/** Files of an archive, read by its directory; sizes and checksums held to what they say. */
function unzip(zip: Buffer): Map<string, Buffer> {
  const end = zip.length - 22;
  expect(zip.readUInt32LE(end)).toBe(0x06054b50);
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let n = 0; n < zip.readUInt16LE(end + 10); n++) {
    const [sum, packed, plain, named] = [16, 20, 24]
      .map((by) => zip.readUInt32LE(at + by))
      .concat(zip.readUInt16LE(at + 28)) as [number, number, number, number];
    const name = zip.toString('utf8', at + 46, at + 46 + named);
    const local = zip.readUInt32LE(at + 42);
    expect(zip.readUInt32LE(local)).toBe(0x04034b50);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const data = inflateRawSync(zip.subarray(start, start + packed));
    expect(data).toHaveLength(plain);
    expect(crc32(data)).toBe(sum);
    files.set(name, data);
    at += 46 + named + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}

const packOf = async (query: string): Promise<Map<string, Buffer>> => {
  const answer = await api().app.request(`${BASE}?${query}`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/zip');
  expect(answer.headers.get('content-disposition')).toContain('attachment');
  return unzip(Buffer.from(await answer.arrayBuffer()));
};

test('a pack holds the chart, the tables and the sources behind them, and says that the demo is made up', async () => {
  const files = await packOf('ids=color:butter-yellow,garment:ballet-flats');
  const text = (name: string): string => files.get(`hemline-evidence/${name}`)?.toString('utf8') ?? '';
  expect([...files.keys()].toSorted()).toEqual(
    [
      'README.md',
      ...['color-butter-yellow', 'garment-ballet-flats'].flatMap((folder) =>
        ['chart.svg', 'evidence.csv', 'forecast.csv', 'series.csv'].map((file) => `${folder}/${file}`),
      ),
      'sources.csv',
    ].map((name) => `hemline-evidence/${name}`),
  );
  expect(text('README.md')).toContain('made up');
  expect(text('README.md')).toContain('## butter yellow 黄油黄');
  expect(text('README.md')).toMatch(/stage rising \(probability 0\.80\)/);
  const chart = text('color-butter-yellow/chart.svg');
  expect(chart).toMatch(/^<svg /);
  expect(chart).toContain('butter yellow');
  expect(chart).toContain('made up');
  const series = text('color-butter-yellow/series.csv').trimEnd().split('\r\n');
  expect(series[0]).toBe('\ufeffweek,documents,exposure,activeSources,share,shareSe');
  expect(series).toHaveLength(158);
  expect(text('color-butter-yellow/forecast.csv')).toContain('hash-color:butter-yellow-0');
  const [, first = ''] = text('color-butter-yellow/evidence.csv').split('\r\n');
  expect(first).toMatch(/^2026-/);
  const sources = text('sources.csv');
  for (const line of text('color-butter-yellow/evidence.csv').trim().split('\r\n').slice(1, 4))
    expect(sources).toContain(line.split(',')[1] ?? 'none');
});

test('in Chinese, and the same bytes for the same question', async () => {
  const files = await packOf('ids=color:butter-yellow&lang=zh&sector=social&market=us');
  expect(files.get('hemline-evidence/README.md')?.toString('utf8')).toContain('同比');
  const bytes = async () =>
    Buffer.from(await (await api().app.request(`${BASE}?ids=color:mocha`)).arrayBuffer());
  expect((await bytes()).equals(await bytes())).toBe(true);
});

test('what cannot be packed is said', async () => {
  expect((await api().json(`${BASE}?ids=color:none`)).get('code')).toBe('NOT_FOUND');
  expect((await api().json(BASE)).get('code')).toBe('BAD_INPUT');
  expect((await api().json(`${BASE}?ids=a:b,c:d,e:f,g:h,i:j,k:l`)).get('code')).toBe('BAD_INPUT');
  expect((await api().json(`${BASE}?ids=../etc`)).get('code')).toBe('BAD_INPUT');
});
