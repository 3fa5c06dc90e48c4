import { describe, expect, it } from 'vitest';
import { Trie } from '../../nlp/match/trie.ts';

function walk(trie: Trie, word: string): number {
  let node = 0;
  for (let at = 0; at < word.length; at += 1) {
    node = trie.step(node, word.charCodeAt(at));
    if (node === 0) return -1;
  }
  return trie.value(node);
}

/** Words that share beginnings, so that nodes have one, many ASCII and many other children. */
function manyWords(): string[] {
  const signs = Array.from("abcz 09'&红裙é衣裤");
  const words: string[] = [];
  for (const first of signs)
    for (const second of signs) for (const third of signs) words.push(`x${first}${second}${third}`);
  for (let unit = 0x4e00; unit < 0x4e00 + 3_000; unit += 1) words.push(`红${String.fromCharCode(unit)}`);
  return words;
}

describe('Trie', () => {
  it('finds every word by its own number, whatever its neighbours, after growing', () => {
    const trie = new Trie();
    const words = manyWords();
    words.forEach((word, index) => trie.setValue(trie.add(word), index));
    expect(words.map((word) => walk(trie, word))).toEqual(words.map((_, index) => index));
  });

  it('knows no word it was not given, though parts of it are', () => {
    const trie = new Trie();
    for (const word of ['red', 'rod', 'r裙', 'r裤']) trie.setValue(trie.add(word), 1);
    for (const word of ['r', 're', 'rid', 'reds', 'r鞋', 'x', 'r\0', 'd']) expect(walk(trie, word)).toBe(-1);
  });

  it('gives a word added twice the same node', () => {
    const trie = new Trie();
    expect(trie.add('linen')).toBe(trie.add('linen'));
  });
});
