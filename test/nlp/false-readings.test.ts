import { describe, expect, it } from 'vitest';
import { withDressEvidence } from '../../nlp/match/dress-evidence.ts';
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
    'He walked a mile in my shoes',
    'The guard checked our names twice',
    'Police threw a ring of steel around the square',
    '船员穿上救生衣',
    '薅羊毛攻略',
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
    ['two pairs of wooden clogs', ['garment:clogs']],
    ['cargo shorts', ['garment:cargo-shorts']],
    ['knit blazers', ['fabric:knit', 'garment:blazer']],
    ['shearling aviators', ['fabric:shearling']],
    ['一件海魂衫', ['garment:breton-top', 'pattern:stripe']],
    ['裙摆很长', ['detail:skirt-hem']],
    ['浅蓝牛仔裤', ['color:light-blue', 'garment:jeans', 'fabric:denim']],
    ['一条安全裤', ['garment:safety-shorts']],
    ['高定演出服', ['garment:costume']],
    ['腰线很高', ['detail:waistline']],
    ['an old checked shirt', ['pattern:plaid', 'garment:shirt']],
    ['李宁第二季度零售流水增长', ['brand:li-ning']],
  ])('%s', (text, expected) => {
    expect(ids(text)).toEqual(expected);
  });
});

describe('texts that say nothing of dress', () => {
  const kept = (text: string): string[] =>
    withDressEvidence(text, matcher.match(text)).map((match) => match.concept.id);

  it.each([
    'Traders moved from silver to copper on Monday while the central bank kept its rates where they were.',
    'The cook stirred a velvet sauce and melted brown butter in a pan for the forty guests upstairs.',
    '校园里粉色的樱花和白色的玉兰同时开放，许多家长周末专程带着孩子前来拍照留念。',
    '新车提供黑白两种内饰，中控屏幕加大到十五英寸，续航里程也比上一代车型更长。',
  ])('%s', (text) => {
    expect(kept(text)).toEqual([]);
  });

  it.each([
    ['Black, olive or navy', ['color:black', 'color:olive', 'color:navy']],
    [
      'I ordered the olive one first and then, because my sister took it, the black one as well.',
      ['color:olive', 'color:black'],
    ],
    ['颜色比图片上暗一些，粉色那种暗法，不过孩子说没有关系，就这么留下了，也不想再折腾。', ['color:pink']],
  ])('%s', (text, expected) => {
    expect(kept(text)).toEqual(expected);
  });

  it('a paragraph on dress keeps its colours in a long text of other things', () => {
    const news = 'The committee met again and put off the vote on the new bridge. '.repeat(8);
    expect(kept(`The green hills were quiet that day. ${news}She wore a pink skirt.`)).toEqual([
      'color:pink',
      'garment:skirt',
    ]);
  });
});

describe('what is forbidden, given up or missing', () => {
  const marked = (text: string): string[] =>
    matcher.match(text).map((match) => `${match.negated ? '!' : ''}${match.concept.id}`);

  it.each([
    ['女生不许穿短裙', ['!garment:mini-skirt']],
    ['千万别碰荧光色', ['!color:neon']],
    ['别再囤风衣了', ['!garment:trench-coat']],
    ['没有一颗铆钉', ['!detail:studs']],
    ['取消了亮片', ['!detail:sequins']],
    ['裤子也没有口袋', ['garment:trousers', '!detail:pockets']],
    ['口袋都没有', ['!detail:pockets']],
  ])('%s', (text, expected) => {
    expect(marked(text)).toEqual(expected);
  });
});
