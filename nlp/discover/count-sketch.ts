/**
 * Approximate counts in fixed memory: count-min with two rows and conservative update (Cormode & Muthukrishnan 2005;
 * Estan & Varghese 2002). Never too low; a little too high where strings collide. Saturates at 65,535.
 */
export class CountSketch {
  private readonly rows: [Uint16Array, Uint16Array];
  private readonly mask: number;

  constructor(bits: number) {
    this.rows = [new Uint16Array(1 << bits), new Uint16Array(1 << bits)];
    this.mask = (1 << bits) - 1;
  }

  add(hash: number): void {
    const first = hash & this.mask;
    const second = rehash(hash) & this.mask;
    const low = Math.min(this.rows[0][first]!, this.rows[1][second]!);
    if (low >= 65_535) return;
    if (this.rows[0][first] === low) this.rows[0][first] = low + 1;
    if (this.rows[1][second] === low) this.rows[1][second] = low + 1;
  }

  count(hash: number): number {
    return Math.min(this.rows[0][hash & this.mask]!, this.rows[1][rehash(hash) & this.mask]!);
  }
}

function rehash(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

/** Feeds one more UTF-16 unit into a running string hash; start with `HASH_START`, end with `endHash`. */
export function feedHash(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193) ^ (hash >>> 13);
}

export const HASH_START = 0x811c9dc5;

export function endHash(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

export function hashOf(text: string): number {
  let hash = HASH_START;
  for (let i = 0; i < text.length; i++) hash = feedHash(hash, text.charCodeAt(i));
  return endHash(hash);
}
