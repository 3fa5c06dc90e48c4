const ROOT = 0;
const SHIFT_HASH = 0x9e3779b1;

/**
 * A trie over UTF-16 units in flat arrays: edges lie in one open-addressing hash table, the root's in a direct one.
 * Looking for all words of a text costs at most its length times the longest word.
 */
export class Trie {
  #parents = new Int32Array(1 << 17);
  #units = new Uint16Array(1 << 17);
  #children = new Int32Array(1 << 17);
  #edges = 0;
  #values: Int32Array = new Int32Array(1 << 16).fill(-1);
  #nodes = 1;
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
    if (node === ROOT) return this.#first[unit] ?? 0;
    const mask = this.#parents.length - 1;
    let slot = (Math.imul(node * 65_599 + unit, SHIFT_HASH) >>> 8) & mask;
    for (;;) {
      const child = this.#children[slot] ?? 0;
      if (child === 0) return 0;
      if (this.#parents[slot] === node && this.#units[slot] === unit) return child;
      slot = (slot + 1) & mask;
    }
  }

  /** The node of a whole word, or 0. */
  find(word: string): number {
    let node = ROOT;
    for (let at = 0; at < word.length; at += 1) {
      node = this.step(node, word.charCodeAt(at));
      if (node === 0) return 0;
    }
    return node;
  }

  /** The number given to a node's word, or -1. */
  value(node: number): number {
    return this.#values[node] ?? -1;
  }

  setValue(node: number, value: number): void {
    this.#values[node] = value;
  }

  #grow(parent: number, unit: number): number {
    const node = this.#nodes;
    this.#nodes += 1;
    if (node >= this.#values.length) {
      const larger = new Int32Array(this.#values.length * 2).fill(-1);
      larger.set(this.#values);
      this.#values = larger;
    }
    if (parent === ROOT) this.#first[unit] = node;
    else {
      if (this.#edges * 2 >= this.#parents.length) this.#rehash();
      this.#insert(parent, unit, node);
    }
    return node;
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
      const child = children[slot] ?? 0;
      if (child !== 0) this.#insert(parents[slot] ?? 0, units[slot] ?? 0, child);
    }
  }
}
