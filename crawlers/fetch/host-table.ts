/** Hosts remembered at once: redirects may lead to any number of names. */
const MOST_HOSTS = 4_000;

/** How much a host's state is needed: `busy` is never forgotten, `resting` only where nothing idle is left. */
export type HostNeed = 'idle' | 'resting' | 'busy';

/** What is known of hosts. Where there are too many, the one that was used longest ago and is least needed is forgotten. */
export class HostTable<T> {
  readonly #values = new Map<string, T>();
  readonly #needOf: (value: T) => HostNeed;
  readonly #most: number;

  constructor(needOf: (value: T) => HostNeed, most = MOST_HOSTS) {
    this.#needOf = needOf;
    this.#most = most;
  }

  get size(): number {
    return this.#values.size;
  }

  get(host: string): T | undefined {
    const value = this.#values.get(host);
    if (value === undefined) return undefined;
    this.#values.delete(host); // The order of a Map is that of the last use.
    this.#values.set(host, value);
    return value;
  }

  set(host: string, value: T): void {
    this.#values.delete(host);
    if (this.#values.size >= this.#most) this.#forgetOne();
    this.#values.set(host, value);
  }

  delete(host: string): void {
    this.#values.delete(host);
  }

  clear(): void {
    this.#values.clear();
  }

  values(): IterableIterator<T> {
    return this.#values.values();
  }

  #forgetOne(): void {
    let resting: string | null = null;
    for (const [host, value] of this.#values) {
      const need = this.#needOf(value);
      if (need === 'resting') resting ??= host;
      if (need !== 'idle') continue;
      this.#values.delete(host);
      return;
    }
    if (resting !== null) this.#values.delete(resting);
  }
}
