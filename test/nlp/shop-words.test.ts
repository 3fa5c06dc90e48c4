import { describe, expect, it } from 'vitest';
import { ids, read } from './shipped-matcher.ts';

describe('colours of a garment', () => {
  it.each([
    ['a white striped blue shirt', ['pattern:stripe white striped', 'color:blue blue']],
    ['purple-black stripe white shirts', ['pattern:stripe purple-black stripe', 'color:white white']],
    ['red & blue checked grey skirt', ['pattern:plaid red & blue checked', 'color:grey grey']],
    ['a white striped shirt', ['color:white white', 'pattern:stripe striped']],
    [
      'a white striped blue and red shirt',
      ['color:white white', 'pattern:stripe striped', 'color:blue blue'],
    ],
    ['white, striped blue shirt', ['color:white white', 'pattern:stripe striped', 'color:blue blue']],
  ])('the colour of a pattern is not the one its garment names itself: %s', (text, expected) => {
    const found = read(text).filter((one) => /^(?:color|pattern):/.test(one));
    expect(found.slice(0, expected.length)).toEqual(expected);
  });

  it.each([
    ['palm tree orange t-shirt', 'color:orange'],
    ['the last war navy t-shirt', 'color:navy'],
    ['pack of 3 assorted briefs', 'color:multicolor'],
    ['choco skirt', 'color:chocolate'],
  ])('a colour right before a garment is its colour: %s', (text, id) => {
    expect(ids(text)).toContain(id);
  });

  it('a brand of board riders is no silver', () => {
    expect(ids('Quick Silver grey sweatshirt')).toEqual([
      'brand:quiksilver',
      'color:grey',
      'garment:sweatshirt',
    ]);
  });

  it('a metal before jewellery stays a metal, and an edition is no colour', () => {
    expect(ids('a gold ring')).not.toContain('color:gold');
    expect(ids('gold edition white vest')).not.toContain('color:gold');
  });
});

describe('colours, cloths and motifs as shops write them', () => {
  it.each([
    ['橘红色连衣裙', 'color:orange-red 橘红色'],
    ['暗红色的格纹', 'color:crimson 暗红色'],
    ['亮色系的卫衣', 'color:bright-tones 亮色系'],
    ['人造棉面料的上衣', 'fabric:viscose 人造棉'],
    ['有机棉面料', 'fabric:cotton 有机棉'],
    ['毛呢外套', 'fabric:wool 毛呢'],
    ['珊瑚绒睡衣', 'fabric:fleece 珊瑚绒'],
    ['裙身的火烈鸟印花', 'pattern:tropical 火烈鸟印花'],
    ['后背的锦鲤刺绣', 'pattern:chinese-motif 锦鲤刺绣'],
    ['胸前的人物印花', 'pattern:photo-print 人物印花'],
  ])('%s', (text, expected) => {
    expect(read(text)).toContain(expected);
  });

  it.each([
    ['为造型增添一抹亮色', 'color:bright-tones'],
    ['剧中的人物很可爱', 'pattern:photo-print'],
    ['他过着朴素的生活', 'style:minimalist'],
    ['凌晨的天空是粉紫色的', 'color:mauve'],
    ['妈妈过于前卫是什么体验', 'style:avant-garde'],
    ['彩虹色头发', 'color:multicolor'],
  ])('but not in %s', (text, id) => {
    expect(ids(text)).not.toContain(id);
  });
});

describe('a shape belongs to the part it is said of', () => {
  it.each([
    ['宽松的直筒裤型', 'detail:straight-leg'],
    ['直筒的连衣裙', 'silhouette:h-line'],
    ['喇叭短袖', 'detail:bell-sleeve'],
    ['花苞袖', 'detail:petal-sleeve'],
    ['优雅的鱼尾裙摆', 'detail:fishtail-hem'],
    ['微微鱼尾的裙摆', 'detail:fishtail-hem'],
    ['A字型的裙摆', 'detail:big-hem'],
    ['A字型的半身裙', 'silhouette:a-line'],
    ['高腰短裤的A字版型', 'detail:a-line-leg'],
    ['裤子是直筒版型', 'detail:straight-leg'],
    ['直筒版型的连衣裙', 'silhouette:h-line'],
    ['修身小脚版型', 'detail:tapered-leg'],
    ['内里有加绒设计的卫衣', 'detail:fleece-lined'],
    ['两侧条纹装饰', 'pattern:stripe'],
    ['经典的牛仔蓝衬衫', 'fabric:denim'],
    ['复古绿连衣裙', 'style:retro'],
    ['字母T', 'pattern:letter'],
    ['麻的干爽和棉的亲肤', 'fabric:cotton'],
    ['旗袍领口', 'detail:qipao-collar'],
  ])('%s', (text, expected) => {
    expect(ids(text)).toContain(expected);
  });

  it.each([
    ['宽大裤脚的长裤', 'silhouette:loose'],
    ['腰身过于宽大', 'silhouette:loose'],
    ['直筒式衣袖的外套', 'silhouette:h-line'],
    ['下摆的鱼尾拼接', 'silhouette:mermaid'],
    ['胸前的彩色花朵刺绣', 'color:multicolor'],
    ['加绒卫衣', 'fabric:fleece'],
    ['时尚前卫的卫衣', 'style:avant-garde'],
  ])('and not to the garment: %s', (text, id) => {
    expect(ids(text)).not.toContain(id);
  });

  it('reads praise and persons as no style', () => {
    expect(ids('小仙女必须拿下，简洁大方')).toEqual([]);
    expect(ids('同色系的抽绳')).not.toContain('style:tonal-dressing');
    expect(ids('法式复古')).toEqual(['style:french', 'style:retro']);
  });
});
