import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../core/random.ts';
import { copySketch, isCopy, tokenText } from '../../crawlers/near-copies.ts';
import { copyPairs, lookalikes, writeText } from '../../bench/near-duplicates/texts.ts';

const share = (one: string, two: string): number => {
  const other = copySketch(tokenText(two));
  return copySketch(tokenText(one)).filter((value, bin) => value === other[bin]).length;
};
const copies = (one: string, two: string): boolean => isCopy(tokenText(one), tokenText(two));

describe('near copies', () => {
  it('are found and taken for copies, and lookalikes are not: floors of bench/near-duplicates.ts', () => {
    const random = seededRandom(11);
    const tally = { copies: 0, found: 0, right: 0, wrong: 0 };
    for (const size of ['short', 'medium', 'long'] as const)
      for (const language of ['en', 'zh'] as const)
        for (let n = 0; n < 25; n++) {
          const base = writeText(size, language, random);
          for (const { copy, one, two } of [...copyPairs(base, random), ...lookalikes(base, random)]) {
            const found = share(one, two) > 0;
            const folded = found && copies(one, two);
            tally.copies += copy ? 1 : 0;
            tally.found += copy && found ? 1 : 0;
            tally.right += copy && folded ? 1 : 0;
            tally.wrong += !copy && folded ? 1 : 0;
          }
        }
    expect(tally.found / tally.copies).toBeGreaterThan(0.98);
    expect(tally.right / tally.copies).toBeGreaterThan(0.82);
    expect(tally.right / (tally.right + tally.wrong)).toBeGreaterThan(0.95);
  });

  it('are told from the same tokens, whichever way a text is walked', () => {
    const text = 'The A-line skirt’s back — 2,400 sold… in week 12, “says” a b_c buyer of X9';
    const plain = tokenText(`${text} xi`);
    const accented = tokenText(`${text} ξ`);
    expect(plain.tokens.slice(0, -1)).toEqual(accented.tokens.slice(0, -1));
    expect(plain.numbers).toEqual(accented.numbers);
    expect(plain.tokens).toHaveLength(accented.tokens.length);
  });

  it('does not mind punctuation, case, width or script', () => {
    expect(share('Wide legs, again: linen and denim!', 'WIDE LEGS – again; linen and denim')).toBe(8);
    expect(copies('這條闊腿褲的面料很好，顏色也正', '这条阔腿裤的面料很好, 颜色也正')).toBe(true);
    expect(copies('Ｗide legs are back again', 'wide legs are back again')).toBe(true);
  });

  it('takes another word or another number in a short text for another text', () => {
    expect(copies('I love this dress in red, it fits well', 'I love this dress in blue, it fits well')).toBe(
      false,
    );
    expect(copies('本周销量第一的是阔腿裤，卖出1200件', '本周销量第一的是阔腿裤，卖出3400件')).toBe(false);
  });

  it('has no opinion on nothing, and stays in bounds on hostile texts', () => {
    expect(copySketch(tokenText(''))).toEqual([]);
    expect(copies('', '')).toBe(false);
    expect(copies('!!!', '???')).toBe(false);
    const same = 'the same again '.repeat(20_000);
    expect(copySketch(tokenText(same))).toHaveLength(8);
    expect(copies(same, `${same} and more`)).toBe(true);
    expect(copies('a '.repeat(50_000), 'a b '.repeat(25_000))).toBe(false);
  });
});
