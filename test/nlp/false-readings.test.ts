import { describe, expect, it } from 'vitest';
import { createMatcher } from '../../nlp/match/matcher.ts';
import { createSegmenter } from '../../nlp/segment/create-segmenter.ts';
import { loadTaxonomy } from '../../nlp/taxonomy/load-taxonomy.ts';

const taxonomy = loadTaxonomy();
const matcher = createMatcher(taxonomy, createSegmenter(taxonomy, 'auto'));

function ids(text: string): string[] {
  return matcher.match(text).map((match) => match.concept.id);
}

describe('colours and clothes that are none', () => {
  it.each([
    'They drove home under a pink night sky',
    'A white sofa and green tulips filled the hall',
    'New owners tighten their belts after a bad year',
    'Boot the laptop and log in',
    'He keeps six jersey cows',
    '橙色机身的手机今天开售',
    '这件运输中压出了褶皱',
    'The bid for Capri was blocked in a merger case',
  ])('%s', (text) => {
    expect(ids(text)).toEqual([]);
  });

  it.each([
    ['a pink skirt worn at night', 'color:pink'],
    ['白色连衣裙', 'color:white'],
    ['a wide leather belt', 'garment:belt'],
    ['褶皱设计的半裙', 'detail:pleats'],
  ])('%s is still read', (text, id) => {
    expect(ids(text)).toContain(id);
  });
});

describe('what a name stands for', () => {
  it.each([
    ['一件羊绒大衣', ['garment:cashmere-coat', 'fabric:cashmere']],
    ['two western shirts', ['garment:western-shirt']],
    ['black bike shorts', ['color:black', 'garment:cycling-shorts']],
    ['tan boat shoes', ['color:tan', 'garment:boat-shoes']],
    ['穿着显瘦', ['detail:slimming']],
    ['Berlin street style', ['occasion:street']],
    ['grandmacore is back', ['style:grandmacore']],
    ['an old checked shirt', ['pattern:plaid', 'garment:shirt']],
    ['李宁第二季度零售流水增长', ['brand:li-ning']],
  ])('%s', (text, expected) => {
    expect(ids(text)).toEqual(expected);
  });
});
