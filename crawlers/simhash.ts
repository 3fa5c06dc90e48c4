/**
 * Near-duplicate fingerprints: simhash (Charikar 2002; Manku, Jain and Das Sarma 2007) over shingles of words
 * for spaced scripts and of characters for Chinese. Two 32-bit halves, so that no BigInt is in the loop.
 */
const TOKEN = /[\p{Script=Han}]|[\p{L}\p{N}]+/gu;
const SHINGLE = 3;
const BANDS = 4;

/** FNV-1a, 32 bit, with a murmur3 finish so that every bit depends on every character. */
function mix(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function hashToken(token: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < token.length; i++) h = Math.imul(h ^ token.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/** Bit k of 32 counters: 24 planes count the shingles of any text that is stored. */
const PLANES = 24;

/** Adds one to the counter of each set bit; all 32 at once, with the carry going up plane by plane. */
function countBits(planes: Int32Array, hash: number): void {
  let carry = hash;
  for (let k = 0; carry !== 0; k++) {
    const plane = planes[k]!;
    planes[k] = plane ^ carry;
    carry &= plane;
  }
}

/** The bits that were set in more than half of the `total` hashes. */
function majority(planes: Int32Array, total: number): bigint {
  let value = 0;
  for (let bit = 0; bit < 32; bit++) {
    let count = 0;
    for (let k = 0; k < PLANES; k++) count += ((planes[k]! >>> bit) & 1) << k;
    if (2 * count > total) value |= 1 << bit;
  }
  return BigInt(value >>> 0);
}

/** 64 bits of a text; texts that differ in a few words differ in a few bits. An empty text is 0. */
export function simhash64(text: string): bigint {
  const hashes = (text.toLowerCase().normalize('NFKC').match(TOKEN) ?? []).map(hashToken);
  if (hashes.length === 0) return 0n;
  const [lows, highs] = [new Int32Array(PLANES), new Int32Array(PLANES)];
  const total = Math.max(1, hashes.length - SHINGLE + 1);
  for (let i = 0; i < total; i++) {
    let low = 0x9747b28c;
    for (let j = i; j < Math.min(i + SHINGLE, hashes.length); j++)
      low = Math.imul(low ^ hashes[j]!, 0x01000193);
    countBits(lows, mix(low));
    countBits(highs, mix(low ^ 0x5bd1e995));
  }
  return (majority(highs, total) << 32n) | majority(lows, total);
}

/** Four bands of 16 bits: two hashes at most three bits apart share at least one band. */
export function simhashBands(hash: bigint): number[] {
  return Array.from({ length: BANDS }, (_, band) => Number((hash >> BigInt(16 * band)) & 0xffffn));
}

export function hammingDistance(a: bigint, b: bigint): number {
  const difference = BigInt.asUintN(64, a ^ b);
  return ones(Number(difference & 0xffffffffn)) + ones(Number(difference >> 32n));
}

function ones(value: number): number {
  let v = value - ((value >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
