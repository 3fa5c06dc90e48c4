import { describe, expect, it } from 'vitest';
import { readEvaluation, readUnits } from '../../nlp/opinion/en-words.ts';

const wordsOf = (text: string): string[] => readUnits(text, 0, text.length).tokens.map((token) => token.text);
const kindsOf = (text: string): (string | undefined)[] =>
  readUnits(text, 0, text.length).units.map(({ value }) => value?.kind);

describe('readUnits', () => {
  it('gives words in lower case with straight apostrophes, at their places', () => {
    const text = 'It’s SOFT-ish, don’t café';
    expect(wordsOf(text)).toEqual(["it's", 'soft-ish', "don't", 'caf', 'é']);
    const { tokens } = readUnits(text, 6, text.length);
    expect(tokens.map(({ start, end }) => text.slice(start, end))).toEqual(['OFT-ish', 'don’t', 'caf', 'é']);
  });

  it('tells words apart that were met before, more of them than are kept', () => {
    const many = Array.from({ length: 30_000 }, (_, at) => `w${(at * 7919).toString(36)}`);
    for (const round of [1, 2]) expect(wordsOf(many.join(' ')), `round ${round}`).toEqual(many);
    expect(kindsOf('soft Soft SOFT')).toEqual(['polar', 'polar', 'polar']);
  });

  it('keeps nothing of a longer clause', () => {
    readUnits('the fabric is very soft and warm', 0, 32);
    expect(kindsOf('the fabric')).toEqual([undefined, 'target']);
  });
});

describe('readEvaluation', () => {
  it('is null for a clause that evaluates nothing, or only after a condition', () => {
    const read = (text: string): unknown => readEvaluation(text, 0, text.length);
    expect(read('I wore it to the office')).toBeNull();
    expect(read('if it were soft')).toBeNull();
    expect(read('the fabric is soft')).toEqual(readUnits('the fabric is soft', 0, 18));
    expect(read('it is too small')).not.toBeNull();
  });
});
