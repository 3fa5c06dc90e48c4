import { describe, expect, it } from 'vitest';
import { colorHarmony } from '../../api/recommender/harmony.ts';
import { kindsOf, outfitRules } from '../../api/recommender/outfits.ts';
import { rerank, type RankedItem } from '../../api/recommender/rerank.ts';
import { scoreItem } from '../../api/recommender/score-item.ts';
import { conceptWeights, likeness } from '../../api/recommender/similarity.ts';
import type { ScoredConcept } from '../../storage/trend-scores.ts';

function concept(id: string, given: Partial<ScoredConcept> = {}): ScoredConcept {
  return {
    id,
    facet: id.split(':')[0] ?? '',
    labelZh: id,
    labelEn: id,
    parentId: null,
    hex: null,
    score: null,
    confidence: null,
    stage: null,
    growth: null,
    outlook: null,
    documents: null,
    ...given,
  };
}
const tableOf = (...concepts: ScoredConcept[]) => new Map(concepts.map((row) => [row.id, row]));

const TABLE = tableOf(
  concept('garment:trousers', { score: 52, confidence: 0.8, stage: 'plateau', documents: 900 }),
  concept('garment:barrel-pants', { parentId: 'garment:trousers' }),
  concept('garment:flats', {
    parentId: 'garment:shoes',
    score: 70,
    confidence: 0.7,
    stage: 'rising',
    growth: 0.6,
    documents: 200,
  }),
  concept('garment:shoes', { score: 50, confidence: 0.9, stage: 'plateau', documents: 1_500 }),
  concept('garment:skirt', { score: 40, confidence: 0.6, stage: 'declining', documents: 300 }),
  concept('garment:skinny', {
    parentId: 'garment:trousers',
    score: 20,
    confidence: 0.9,
    stage: 'declining',
    documents: 400,
  }),
  concept('color:butter', {
    score: 85,
    confidence: 0.9,
    stage: 'rising',
    growth: 1.1,
    outlook: 0.2,
    documents: 150,
  }),
  concept('color:black', { score: 50, confidence: 0.9, stage: 'plateau', documents: 4_000 }),
);

describe('the score of an item', () => {
  it('goes by its facets, and says why', () => {
    const rising = scoreItem(['garment:flats', 'color:butter'], TABLE);
    const falling = scoreItem(['garment:skinny', 'color:black'], TABLE);
    expect(rising.score).toBeGreaterThan(75);
    expect(falling.score).toBeLessThan(45);
    expect(rising.facets['color']).toEqual({ score: 85, confidence: 0.9 });
    expect(rising.reasons[0]?.en).toBe('color:butter is rising, +110 % on the year before, forecast +20 %');
    expect(rising.newness).toBe(1);
    expect(falling.newness).toBe(0);
  });

  it('lets a parent speak for what nobody counted, with less confidence', () => {
    const { score, elements } = scoreItem(['garment:barrel-pants'], TABLE);
    expect(score).toBe(52);
    expect(elements[0]).toMatchObject({ through: 'garment:trousers', confidence: 0.48 });
  });

  it('is none where nothing is known', () => {
    expect(scoreItem([], TABLE)).toMatchObject({ score: null, insufficient: 'no element was recognised' });
    expect(scoreItem(['style:none'], TABLE)).toMatchObject({ score: null, unscored: ['style:none'] });
  });
});

describe('likeness', () => {
  const weights = (...ids: string[]) => conceptWeights(ids, TABLE);
  it('is 1 for the same, 0 for nothing in common, and rare things weigh more than black', () => {
    expect(likeness(weights('garment:flats', 'color:butter'), weights('garment:flats', 'color:butter'))).toBe(
      1,
    );
    expect(likeness(weights('garment:skirt'), weights('garment:flats'))).toBe(0);
    const base = weights('garment:skirt', 'color:black', 'color:butter');
    expect(likeness(base, weights('garment:flats', 'color:butter'))).toBeGreaterThan(
      likeness(base, weights('garment:flats', 'color:black')),
    );
  });

  it('minds less what the other has besides, where asked', () => {
    const [less, more] = [weights('garment:skirt'), weights('garment:skirt', 'color:butter', 'color:black')];
    expect(likeness(less, more, 0.3)).toBeGreaterThan(likeness(less, more));
    expect(likeness(more, less, 0.3)).toBe(likeness(more, less));
  });

  it('is shared through the parent in part', () => {
    const kin = likeness(weights('garment:skinny'), weights('garment:barrel-pants'));
    expect(kin).toBeGreaterThan(0);
    expect(kin).toBeLessThan(0.6);
  });
});

describe('reranking', () => {
  const item = (id: string, relevance: number, trend: number | null, ...ids: string[]): RankedItem => ({
    id,
    relevance,
    trend,
    weights: conceptWeights(ids, TABLE),
    group: ids[0] ?? null,
  });
  const items = [
    item('a', 10, 20, 'garment:skinny'),
    item('b', 9, 22, 'garment:skinny', 'color:black'),
    item('c', 8, 90, 'garment:flats', 'color:butter'),
    item('d', 1, null, 'garment:skirt'),
  ];
  const order = (options: Partial<Parameters<typeof rerank>[1]>) =>
    rerank(items, { trendWeight: 0, diversity: 0, maxPerGroup: null, limit: 10, ...options }).map(
      ({ id }) => id,
    );

  it('leaves the order alone, or goes by trend', () => {
    expect(order({})).toEqual(['a', 'b', 'c', 'd']);
    expect(order({ trendWeight: 1 })).toEqual(['c', 'd', 'b', 'a']);
    expect(order({ trendWeight: 0.5 })[0]).toBe('c');
  });

  it('sets unlike things beside each other, and holds a full group back', () => {
    expect(order({ diversity: 0.5 }).slice(0, 2)).toEqual(['a', 'c']);
    const capped = rerank(items, { trendWeight: 0, diversity: 0, maxPerGroup: 1, limit: 10 });
    expect(capped.map(({ id }) => id)).toEqual(['a', 'c', 'd', 'b']);
    expect(capped.at(-1)).toMatchObject({ id: 'b', rankBefore: 2, rank: 4, capped: true });
  });

  it('gives as many as were asked for', () => {
    expect(order({ limit: 2 })).toHaveLength(2);
  });
});

describe('outfits', () => {
  const rows = [
    { concept: 'garment:flats', both: 60, other: 100, spring: 50, summer: 4, autumn: 3, winter: 3 },
    { concept: 'garment:skirt', both: 80, other: 100, spring: 20, summer: 20, autumn: 20, winter: 20 },
    { concept: 'garment:shoes', both: 4, other: 4, spring: 1, summer: 1, autumn: 1, winter: 1 },
  ];
  it('are rules with support, confidence and lift, of garments worn elsewhere', () => {
    const rules = outfitRules('garment:trousers', { documents: 1_000, anchor: 200, rows }, TABLE);
    expect(rules).toHaveLength(1);
    expect(rules[0]).toMatchObject({
      concept: 'garment:flats',
      support: 0.06,
      confidence: 0.3,
      lift: 3,
      season: 'spring',
    });
    expect(rules[0]?.liftLow).toBeGreaterThan(2);
    expect(rules[0]?.liftLow).toBeLessThan(3);
  });

  it('count a garment with its kinds', () => {
    expect(kindsOf('garment:trousers', TABLE).toSorted()).toEqual([
      'garment:barrel-pants',
      'garment:skinny',
      'garment:trousers',
    ]);
  });
});

describe('colour harmony', () => {
  it.each([
    ['#000000', '#ff3300', 'neutral'],
    ['#c83232', '#8e1b2c', 'tonal'],
    ['#d8352a', '#e88f1c', 'analogous'],
    ['#2a6fd8', '#e88f1c', 'complementary'],
  ])('%s with %s is %s', (one, two, harmony) => {
    expect(colorHarmony(one, two).harmony).toBe(harmony);
    expect(colorHarmony(two, one)).toEqual(colorHarmony(one, two));
  });
});
