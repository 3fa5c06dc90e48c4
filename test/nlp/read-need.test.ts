import { describe, expect, it } from 'vitest';
import { readNeed } from '../../nlp/index.ts';
import { readPriceRange } from '../../nlp/need/price-range.ts';
import { matcher } from './shipped-matcher.ts';

const read = (text: string) => readNeed(text, matcher);

describe('a wish', () => {
  it('in Chinese: degree, colour, and what a word may mean besides', () => {
    const { wanted, avoided, price } = read('有点复古的蓝色小裙子');
    expect(wanted.map(({ concept, weight }) => [concept, weight])).toEqual([
      ['style:retro', 0.6],
      ['color:blue', 1],
      ['garment:skirt', 1],
    ]);
    expect(wanted[2]?.alternatives).toEqual(['garment:dress']);
    expect(avoided).toEqual([]);
    expect(price).toBeNull();
  });

  it('in English: what is not wanted, a bound, a season and for whom', () => {
    const need = read('a slightly vintage beige trench coat for my wife under $80, for spring, no sequins');
    expect(need.wanted.map(({ concept }) => concept)).toEqual(
      expect.arrayContaining(['style:retro', 'color:beige', 'garment:trench-coat']),
    );
    expect(need.avoided.map(({ concept }) => concept)).toEqual(['detail:sequins']);
    expect(need.price).toEqual({ min: null, max: 80, currency: 'USD' });
    expect([need.audience, need.season]).toEqual(['women', 'spring']);
  });

  it('names its places in the text as given', () => {
    const text = '想要👗非常简约的米色风衣';
    for (const { start, end, surface } of read(text).wanted) expect(text.slice(start, end)).toBe(surface);
    expect(read(text).wanted.find(({ facet }) => facet === 'style')?.weight).toBe(1.3);
  });
});

describe('what it may cost', () => {
  it.each([
    ['300元以内的连衣裙', null, 300, 'CNY'],
    ['预算五百块的外套', null, 500, 'CNY'],
    ['一千二百以下', null, 1_200, null],
    ['between £100 and £150', 100, 150, 'GBP'],
    ['200-300元', 200, 300, 'CNY'],
    ['around 200 euros', 160, 240, 'EUR'],
    ['1,299元以下', null, 1_299, 'CNY'],
    ['over $50', 50, null, 'USD'],
  ])('%s', (text, min, max, currency) => {
    expect(readPriceRange(text)).toEqual({ min, max, currency });
  });

  it.each(['under 30 looks', 'size 8 to 10', '90s jeans', '3-5天到货', '2026新款', ''])(
    '%s is no price',
    (text) => {
      expect(readPriceRange(text)).toBeNull();
    },
  );
});
