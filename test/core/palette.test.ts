import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { paletteAse } from '../../core/color/palette-ase.ts';
import { paletteCss } from '../../core/color/palette-css.ts';
import { palettePng } from '../../core/color/palette-png.ts';
import { makePalette, type ColorShare } from '../../core/color/palette.ts';

const COLORS = {
  'color:butter-yellow': ['黄油黄', 'butter yellow', '#f7e7a1'],
  'color:custard': ['蛋奶黄', 'custard', '#f6e6a3'],
  'color:burgundy': ['酒红', 'burgundy', '#800020'],
  'color:cobalt': ['钴蓝', 'cobalt', '#0047ab'],
} as const;

function share(concept: keyof typeof COLORS, week: string, value: number): ColorShare {
  const [labelZh, labelEn, hex] = COLORS[concept];
  return { concept, labelZh, labelEn, hex, week, share: value };
}

const WEEKS = ['2026-01-05', '2026-01-12', '2026-01-19', '2026-01-26'];
const SHARES = WEEKS.flatMap((week, n) => [
  share('color:butter-yellow', week, 0.1 * (n + 1)),
  share('color:custard', week, 0.05),
  share('color:burgundy', week, 0.3),
  share('color:cobalt', week, n === 0 ? 0 : 0.02),
]);
const palette = makePalette(SHARES, { size: 8, stepWeeks: 2 });

describe('makePalette', () => {
  it('orders by share, merges what looks the same, and its parts sum to one', () => {
    expect(palette.colors.map(({ concept }) => concept)).toEqual([
      'color:burgundy',
      'color:butter-yellow',
      'color:cobalt',
    ]);
    expect(palette.colors[1]).toMatchObject({ merged: ['color:custard'] });
    expect(palette.colors[0]!.weight).toBeCloseTo(1.2 / 2.46, 9);
    expect(palette.colors.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
  });

  it('says how the parts changed, each step summing to one', () => {
    expect(palette.steps.map(({ from, to }) => [from, to])).toEqual([
      ['2026-01-05', '2026-01-12'],
      ['2026-01-19', '2026-01-26'],
    ]);
    const [first, last] = palette.steps.map(({ weights }) => weights[1]!);
    expect(first).toBeCloseTo(0.4 / 1.02, 9);
    expect(last!).toBeGreaterThan(first!);
    for (const { weights } of palette.steps) expect(weights.reduce((a, b) => a + b)).toBeCloseTo(1, 9);
  });

  it('is empty where nothing was said, and the files of nothing are whole files', () => {
    const empty = makePalette([], { size: 8, stepWeeks: 4 });
    expect(empty).toEqual({ colors: [], steps: [] });
    expect(makePalette([share('color:cobalt', '2026-01-05', 0)], { size: 8, stepWeeks: 4 }).colors).toEqual(
      [],
    );
    expect(paletteCss(empty)).toBe(':root {\n}\n');
    expect(readAse(paletteAse(empty, 'none')).colors).toEqual([]);
    expect(readPng(palettePng(empty))).toMatchObject({ width: 960, height: 160 });
  });
});

describe('the files', () => {
  it('CSS has a property for each colour', () => {
    const found = [...paletteCss(palette).matchAll(/^ {2}--([\w-]+): (#[0-9a-f]{6}); \/\* (.*) \*\/$/gm)];
    expect(found.map(([, name, hex]) => [name, hex])).toEqual([
      ['color-burgundy', '#800020'],
      ['color-butter-yellow', '#f7e7a1'],
      ['color-cobalt', '#0047ab'],
    ]);
    expect(found[0]![3]).toContain('burgundy 酒红');
    const tricky = { ...palette.colors[0]!, labelEn: 'x */ body {}' };
    expect(paletteCss({ colors: [tricky], steps: [] }).match(/\*\//g)).toHaveLength(1);
  });

  it('ASE reads back as one named group of swatches', () => {
    const { group, colors } = readAse(paletteAse(palette, 'Winter 冬'));
    expect(group).toBe('Winter 冬');
    expect(colors).toEqual([
      { name: 'burgundy 酒红', hex: '#800020' },
      { name: 'butter yellow 黄油黄', hex: '#f7e7a1' },
      { name: 'cobalt 钴蓝', hex: '#0047ab' },
    ]);
  });

  it('PNG reads back with bands as wide as the parts, and a band for each step', () => {
    const { width, height, pixel } = readPng(palettePng(palette));
    expect([width, height]).toEqual([960, 160 + 2 * 24]);
    const count = (y: number, hex: string): number =>
      Array.from({ length: width }, (_, x) => pixel(x, y)).filter((one) => one === hex).length;
    const drawn = (y: number): number[] => palette.colors.map(({ hex }) => count(y, hex) / width);
    palette.colors.forEach(({ weight }, i) => expect(drawn(0)[i]!).toBeCloseTo(weight, 2));
    palette.steps.forEach(({ weights }, step) =>
      weights.forEach((weight, i) => expect(drawn(160 + 24 * step + 1)[i]!).toBeCloseTo(weight, 2)),
    );
  });
});

/** Adobe Swatch Exchange, read by its published layout. */
function readAse(bytes: Buffer): { group: string; colors: { name: string; hex: string }[] } {
  expect(bytes.toString('latin1', 0, 4)).toBe('ASEF');
  expect([bytes.readUInt16BE(4), bytes.readUInt16BE(6)]).toEqual([1, 0]);
  const blocks: { type: number; content: Buffer }[] = [];
  let at = 12;
  while (at < bytes.length) {
    const length = bytes.readUInt32BE(at + 2);
    blocks.push({ type: bytes.readUInt16BE(at), content: bytes.subarray(at + 6, at + 6 + length) });
    at += 6 + length;
  }
  expect(at).toBe(bytes.length);
  expect(blocks.length).toBe(bytes.readUInt32BE(8));
  expect([blocks[0]!.type, blocks.at(-1)!.type]).toEqual([0xc001, 0xc002]);
  const nameOf = (content: Buffer): string => {
    const units = content.readUInt16BE(0);
    const name = Array.from({ length: units }, (_, i) =>
      String.fromCharCode(content.readUInt16BE(2 + i * 2)),
    );
    expect(name.pop()).toBe('\0');
    return name.join('');
  };
  const colors = blocks.slice(1, -1).map(({ type, content }) => {
    expect(type).toBe(1);
    const rest = content.subarray(2 + content.readUInt16BE(0) * 2);
    expect(rest.toString('latin1', 0, 4)).toBe('RGB ');
    expect(rest.length).toBe(18);
    const channels = [0, 1, 2].map((i) => Math.round(rest.readFloatBE(4 + i * 4) * 255));
    const hex = `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
    return { name: nameOf(content), hex };
  });
  return { group: nameOf(blocks[0]!.content), colors };
}

/** CRC-32 of ISO 3309, bit by bit. */
function crcOf(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xed_b8_83_20 : crc >>> 1;
  }
  return ~crc >>> 0;
}

function readPng(bytes: Buffer) {
  expect([...bytes.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const named = bytes.subarray(at + 4, at + 8 + length);
    expect(bytes.readUInt32BE(at + 8 + length)).toBe(crcOf(named));
    chunks.set(named.toString('latin1', 0, 4), named.subarray(4));
    at += 12 + length;
  }
  expect([...chunks.keys()]).toEqual(['IHDR', 'IDAT', 'IEND']);
  const head = chunks.get('IHDR')!;
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  expect([...head.subarray(8)]).toEqual([8, 2, 0, 0, 0]);
  const raw = inflateSync(chunks.get('IDAT')!);
  expect(raw.length).toBe(height * (1 + width * 3));
  const pixel = (x: number, y: number): string =>
    `#${raw.subarray(y * (1 + width * 3) + 1 + x * 3).toString('hex', 0, 3)}`;
  return { width, height, pixel };
}
