import { Trie } from '../match/trie.ts';

export interface TrieHit<T> {
  value: T;
  start: number;
  end: number;
}

/** Words found by longest match from the left; one walk of at most the longest word from each place. */
export class WordTrie<T> {
  private readonly trie = new Trie();
  private readonly values: T[] = [];

  /** The first value given for a word stays. */
  add(word: string, value: T): void {
    const node = this.trie.add(word);
    if (this.trie.value(node) >= 0) return;
    this.trie.setValue(node, this.values.length);
    this.values.push(value);
  }

  /** The longest word that begins at `at` and ends by `limit`. */
  longestAt(text: string, at: number, limit: number): TrieHit<T> | null {
    const { trie } = this;
    let found = -1;
    let end = at;
    let node = trie.step(0, text.charCodeAt(at));
    for (let i = at + 1; node !== 0; i++) {
      const index = trie.value(node);
      if (index >= 0) {
        found = index;
        end = i;
      }
      if (i >= limit) break;
      node = trie.step(node, text.charCodeAt(i));
    }
    const value = this.values[found];
    return value === undefined ? null : { value, start: at, end };
  }
}
