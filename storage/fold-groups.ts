/** Union-find over documents' ids. */
export class Groups {
  readonly #parent = new Map<string, string>();
  readonly #joined = new Set<string>();

  add(id: string): void {
    if (!this.#parent.has(id)) this.#parent.set(id, id);
  }

  rootOf(id: string): string {
    let root = id;
    for (let up = this.#parent.get(root); up !== undefined && up !== root; up = this.#parent.get(root))
      root = up;
    for (let at = id; at !== root;) {
      const up = this.#parent.get(at) ?? root;
      this.#parent.set(at, root);
      at = up;
    }
    return root;
  }

  areJoined(a: string, b: string): boolean {
    return this.rootOf(a) === this.rootOf(b);
  }

  join(a: string, b: string): void {
    this.add(a);
    this.add(b);
    if (a === b) return;
    this.#joined.add(a).add(b);
    this.#parent.set(this.rootOf(a), this.rootOf(b));
  }

  /** Ids that were joined with another. */
  inCompany(): string[] {
    return [...this.#joined];
  }
}
