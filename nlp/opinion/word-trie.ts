interface Node<T> {
  next: Map<number, Node<T>> | null;
  value: T | null;
}

export interface TrieHit<T> {
  value: T;
  start: number;
  end: number;
}

/** Words found by longest match from the left; one walk of at most the longest word from each place. */
export class WordTrie<T> {
  private readonly root: Node<T> = { next: null, value: null };

  /** The first value given for a word stays. */
  add(word: string, value: T): void {
    let node = this.root;
    for (let i = 0; i < word.length; i++) {
      node.next ??= new Map();
      const unit = word.charCodeAt(i);
      let child = node.next.get(unit);
      if (child === undefined) {
        child = { next: null, value: null };
        node.next.set(unit, child);
      }
      node = child;
    }
    node.value ??= value;
  }

  /** The longest word that begins at `at` and ends by `limit`. */
  longestAt(text: string, at: number, limit: number): TrieHit<T> | null {
    let node = this.root;
    let found: TrieHit<T> | null = null;
    for (let i = at; i < limit; i++) {
      const child = node.next?.get(text.charCodeAt(i));
      if (child === undefined) break;
      node = child;
      if (node.value !== null) found = { value: node.value, start: at, end: i + 1 };
    }
    return found;
  }
}
