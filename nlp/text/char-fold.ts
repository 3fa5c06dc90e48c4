import { tsCharacters } from './ts-characters.ts';

/** Value in the fold table: the unit is dropped (combining marks, zero-width characters, variation selectors). */
export const DROPPED = 0;
/** Value in the fold table: the unit becomes several; look in EXPANSIONS. */
export const EXPANDED = 1;
/** Folded form of every kind of blank but the line break. */
export const BLANK = 32;

export const EXPANSIONS = new Map<number, string>();

/** Ranges that hold compatibility forms, case, accents or marks; all other units stand for themselves. */
const FOLDED_RANGES = [
  [0x20, 0x24f],
  [0x370, 0x52f],
  [0x1e00, 0x1fff],
  [0x2070, 0x218f],
  [0x2460, 0x24ff],
  [0x2e80, 0x2fdf],
  [0x3000, 0x33ff],
  [0xf900, 0xfaff],
  [0xfb00, 0xfb06],
  [0xff00, 0xffef],
] as const;

const DASHES = '-‐‑‒–—―−﹣－_/·・';
const APOSTROPHES = "'’‘ʼ＇`´";
const DROPPED_RANGES = [
  [0x300, 0x36f],
  [0x200b, 0x200f],
  [0x2060, 0x2064],
  [0xfe00, 0xfe0f],
  [0xad, 0xad],
  [0xfeff, 0xfeff],
] as const;

/** Traditional forms the common table leaves alone or that fashion texts write differently. */
const EXTRA_VARIANTS = '著着 佈布 摺褶 恤恤 臺台 裏里 綫线 鍊链 毡毡';

/**
 * One table for the whole Basic Multilingual Plane: UTF-16 unit to folded unit. Unicode NFKC (UAX 15), lower case,
 * accents off, traditional to simplified (OpenCC's character table), all dashes and blanks to one blank.
 */
export const FOLD_TABLE: Uint16Array = buildTable();

function buildTable(): Uint16Array {
  const table = new Uint16Array(65_536);
  for (let unit = 0; unit < 65_536; unit += 1) table[unit] = unit;
  for (const [from, to] of FOLDED_RANGES) {
    for (let unit = from; unit <= to; unit += 1) table[unit] = foldUnit(unit);
  }
  for (const pair of tsCharacters()) table[pair.charCodeAt(0)] = pair.charCodeAt(1);
  for (const pair of EXTRA_VARIANTS.split(' ')) table[pair.charCodeAt(0)] = pair.charCodeAt(1);
  for (const dash of DASHES) table[dash.charCodeAt(0)] = BLANK;
  for (const mark of APOSTROPHES) table[mark.charCodeAt(0)] = 39;
  for (const [from, to] of DROPPED_RANGES) table.fill(DROPPED, from, to + 1);
  for (const blank of [9, 0xa0, 0x3000, 0x202f]) table[blank] = BLANK;
  table.fill(BLANK, 0x2000, 0x200b);
  for (const breaking of [0, 1, 10, 11, 12, 13, 0x2028, 0x2029]) table[breaking] = 10;
  return table;
}

function foldUnit(unit: number): number {
  const folded = String.fromCharCode(unit)
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
  if (folded.length === 1) return folded.charCodeAt(0);
  if (folded.length === 0) return DROPPED;
  EXPANSIONS.set(unit, folded);
  return EXPANDED;
}
