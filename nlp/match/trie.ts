const ROOT = 0;
const SHIFT_HASH = 0x9e3779b1;

/** A node's record: the unit of its first child (and MORE), that child, its row of ASCII children, its value. */
const FIELDS_BITS = 2;
const CHILD = 1;
const ROW = 2;
const VALUE = 3;
/** Set beside the first child's unit where further children lie in the hash table. */
const MORE = 1 << 16;

/** Places in a row: letters, digits, blank and the signs of names; other units have none. */
const ROW_UNITS = "abcdefghijklmnopqrstuvwxyz 0123456789'&.";
const ROW_SIZE = ROW_UNITS.length + 1;
const PLACES = new Uint8Array(65_536);
for (let place = 1; place < ROW_SIZE; place += 1) PLACES[ROW_UNITS.charCodeAt(place - 1)] = place;

/**
 * A trie over UTF-16 units in flat arrays. A node's first child stands in its own record, which is all that most nodes
 * have; further children lie in a row of their node (ASCII) or in one open-addressing hash table, the root's in a direct
 * one. Looking for all words of a text costs at most its length times the longest word.
 */
export class Trie {
  #records: Int32Array = emptyRecords(1 << 16);
  #nodes = 1;
  /** Row 0 stands for no row. */
  #rows = new Int32Array(ROW_SIZE * 256);
  #rowCount = 1;
  #parents = new Int32Array(1 << 12);
  #units = new Uint16Array(1 << 12);
  #children = new Int32Array(1 << 12);
  #edges = 0;
  readonly #first = new Int32Array(65_536);

  /** Adds a word; returns its node, on which `value` and `setValue` work. */
  add(word: string): number {
    let node = ROOT;
    for (let at = 0; at < word.length; at += 1) {
      const unit = word.charCodeAt(at);
      const next = this.step(node, unit);
      node = next > 0 ? next : this.#grow(node, unit);
    }
    return node;
  }

  /** The node after `unit`, or 0 where no word goes on so. */
  step(node: number, unit: number): number {
    if (node === ROOT) return this.#first[unit]!;
    const records = this.#records;
    const at = node << FIELDS_BITS;
    const own = records[at]!;
    if ((own & 0xffff) === unit) return records[at + CHILD]!;
    const place = PLACES[unit]!;
    if (place > 0) return this.#rows[records[at + ROW]! + place]!;
    return own >= MORE ? this.#further(node, unit) : 0;
  }

  /** The number given to a node's word, or -1. */
  value(node: number): number {
    return this.#records[(node << FIELDS_BITS) + VALUE]!;
  }

  setValue(node: number, value: number): void {
    this.#records[(node << FIELDS_BITS) + VALUE] = value;
  }

  #further(node: number, unit: number): number {
    const mask = this.#parents.length - 1;
    let slot = (Math.imul(node * 65_599 + unit, SHIFT_HASH) >>> 8) & mask;
    for (;;) {
      const child = this.#children[slot]!;
      if (child === 0) return 0;
      if (this.#parents[slot] === node && this.#units[slot] === unit) return child;
      slot = (slot + 1) & mask;
    }
  }

  #grow(parent: number, unit: number): number {
    const node = this.#nodes;
    this.#nodes += 1;
    if (this.#nodes << FIELDS_BITS > this.#records.length) {
      const larger = emptyRecords((this.#records.length >> FIELDS_BITS) * 2);
      larger.set(this.#records);
      this.#records = larger;
    }
    if (parent === ROOT) this.#first[unit] = node;
    else this.#attach(parent << FIELDS_BITS, unit, node);
    return node;
  }

  #attach(at: number, unit: number, child: number): void {
    const records = this.#records;
    if (records[at + CHILD] === 0) {
      records[at] = unit;
      records[at + CHILD] = child;
    } else if (PLACES[unit]! > 0) {
      if (records[at + ROW] === 0) records[at + ROW] = this.#newRow();
      this.#rows[records[at + ROW]! + PLACES[unit]!] = child;
    } else {
      records[at]! |= MORE;
      if (this.#edges * 2 >= this.#parents.length) this.#rehash();
      this.#insert(at >> FIELDS_BITS, unit, child);
    }
  }

  #newRow(): number {
    const row = this.#rowCount * ROW_SIZE;
    this.#rowCount += 1;
    if (row + ROW_SIZE > this.#rows.length) {
      const larger = new Int32Array(this.#rows.length * 2);
      larger.set(this.#rows);
      this.#rows = larger;
    }
    return row;
  }

  #insert(parent: number, unit: number, child: number): void {
    const mask = this.#parents.length - 1;
    let slot = (Math.imul(parent * 65_599 + unit, SHIFT_HASH) >>> 8) & mask;
    while (this.#children[slot] !== 0) slot = (slot + 1) & mask;
    this.#parents[slot] = parent;
    this.#units[slot] = unit;
    this.#children[slot] = child;
    this.#edges += 1;
  }

  #rehash(): void {
    const [parents, units, children] = [this.#parents, this.#units, this.#children];
    const size = parents.length * 2;
    this.#parents = new Int32Array(size);
    this.#units = new Uint16Array(size);
    this.#children = new Int32Array(size);
    this.#edges = 0;
    for (let slot = 0; slot < children.length; slot += 1) {
      const child = children[slot]!;
      if (child !== 0) this.#insert(parents[slot]!, units[slot]!, child);
    }
  }
}

function emptyRecords(nodes: number): Int32Array {
  const records = new Int32Array(nodes << FIELDS_BITS);
  for (let at = VALUE; at < records.length; at += 1 << FIELDS_BITS) records[at] = -1;
  return records;
}
