import { describe, expect, it } from 'vitest';
import { ids, matcher, read } from './shipped-matcher.ts';

describe('longest match and spelling', () => {
  it.each([
    ['butter-yellow knit', 'color:butter-yellow butter-yellow'],
    ['BARREL  LEG Jeans', 'garment:barrel-leg-jeans BARREL  LEG Jeans'],
    ['two trench coats', 'garment:trench-coat trench coats'],
    ['a barrel-leg jean', 'garment:barrel-leg-jeans barrel-leg jean'],
    ['#QuietLuxury is back', 'style:quiet-luxury QuietLuxury'],
    ['appliqué', 'detail:applique appliqué'],
    ['appliqu\u0065\u0301', 'detail:applique appliqu\u0065\u0301'],
    ['白色Ｔ恤', 'garment:t-shirt Ｔ恤'],
    ['馬面裙配襯衫', 'garment:horse-face-skirt 馬面裙'],
    ['一條闊腿褲', 'garment:wide-leg-trousers 闊腿褲'],
    ['ins风穿搭', 'style:ins ins风'],
    ['Y2K风', 'style:y2k Y2K风'],
    ['V领毛衣', 'detail:v-neck V领'],
  ])('%s', (text, expected) => {
    expect(read(text)).toContain(expected);
  });

  it('keeps offsets of the text as given past emoji, full width and dropped units', () => {
    const text = '👗💛 ﬁne\u200b ｌｉｎｅｎ pants 🧥 白\u200b色裙子';
    const found = matcher.match(text);
    expect(found.map((match) => text.slice(match.start, match.end))).toEqual([
      'ｌｉｎｅｎ pants',
      'ｌｉｎｅｎ pants',
      '白\u200b色',
      '裙子',
    ]);
  });

  it('takes shade words into a colour and the family for an unknown shade', () => {
    expect(read('a dark navy dress')).toContain('color:navy dark navy');
    expect(read('雾霾蓝毛衣')).toContain('color:haze-blue 雾霾蓝');
    expect(read('moonstone blue dress')).toContain('color:blue blue');
    expect(read('星河蓝毛衣')).toContain('color:blue 星河蓝');
    expect(read('选了雪松绿，还有银河紫色。')).toEqual(['color:green 雪松绿', 'color:purple 银河紫色']);
    expect(read('薄荷蓝毛衣')).toContain('color:blue 蓝');
    expect(read('深夜里的蓝，脸色发白')).toEqual([]);
  });

  it.each([
    ['a teal grey cardigan', ['color:grey teal grey']],
    ['brick orange tee', ['color:orange brick orange']],
    ['rust brown boots', ['color:rust rust brown']],
    ['neon brown shirt', ['color:brown neon brown']],
    ['a navy red striped scarf', ['color:navy navy', 'color:red red']],
    ['white blue shorts', ['color:white white', 'color:blue blue']],
    ['teal, green and rust', ['color:teal teal', 'color:green green', 'color:rust rust']],
    ['dark green grey coat', ['color:dark-green dark green', 'color:grey grey']],
    ['a turqoise top', ['color:turquoise turqoise']],
    ['skin coloured bra', ['color:skin skin coloured']],
    ['neon black tee', ['color:black neon black']],
  ])('an English colour compound counts as its head: %s', (text, expected) => {
    expect(read(text).filter((one) => one.startsWith('color:'))).toEqual(expected);
  });

  it('does not match inside words', () => {
    expect(ids('tapered tailcoat, redress, elbow, Taper')).not.toContain('color:red');
    expect(ids('rainbow elbow crossbow')).toEqual([]);
    expect(ids('网红的红包，走红')).toEqual([]);
  });
});

describe('false friends', () => {
  it.each([
    'The US Navy ship left the harbour.',
    'Fresh orange juice and a ripe peach.',
    'She put roses in a vase, a rose from the garden.',
    'Dressed with olive oil and lemon juice.',
    'A wine barrel and a barrel bag.',
    'The leopard was seen in the forest, a wild animal.',
    'Hot chocolate and iced coffee at the cafe.',
    'Black Friday and the White House.',
    '多巴胺是大脑分泌的神经递质。',
    '喝一杯珍珠奶茶，吃无盐黄油面包。',
    '苹果手机发布新系统。',
    '豹纹守宫是一种动物，野生的很少。',
    '黑色星期五和黑色幽默。',
    '美拉德反应让牛排更香。',
    '丝绸之路和红楼梦。',
  ])('%s', (text) => {
    expect(ids(text)).toEqual([]);
  });

  it('reads the same words where they are dress', () => {
    expect(ids('a navy blazer')).toContain('color:navy');
    expect(ids('an orange dress')).toContain('color:orange');
    expect(ids('a leopard coat')).toContain('pattern:leopard');
    expect(ids('今年多巴胺穿搭很火')).toContain('style:dopamine-dressing');
    expect(ids('豹纹半身裙')).toContain('pattern:leopard');
    expect(ids('Red Tape Men Brown Shoes')).toEqual(['brand:red-tape', 'color:brown', 'garment:shoes']);
  });
});

describe('words that only look like garments', () => {
  it.each([
    'The designer took a bow after the show.',
    'The yacht rounded the cape at dawn.',
    'It is short and runs small; I am short too.',
    'Lay it flat; dry flat, or dry on a line.',
    'The shade is lovely, and this shade suits me.',
    'It fits like a glove.',
    'Fit check! Check out the stitching.',
    'It flares out at the hip and ripped open in a week.',
    'we rode a camel in the desert',
    'the moth leaves its cocoon',
    'TFBOYS合体了',
    '山西春秋晚期大墓',
    '少女坐大摆锤',
    '女儿是爸爸的小棉袄',
  ])('%s', (text) => {
    expect(ids(text)).toEqual([]);
  });

  it.each([
    ['a flat front, these flats', ['garment:flats']],
    ['black shades with a dress', ['color:black', 'garment:sunglasses', 'garment:dress']],
    ['a velvet bow', ['fabric:velvet', 'detail:bow']],
    ['camel is the colour of the season', ['color:camel']],
    ['cocoon silhouettes', ['silhouette:o-line']],
    ['I bought it for my vacation', ['occasion:vacation']],
    ['合体的剪裁', ['silhouette:regular-fit']],
    ['春秋款外套', ['occasion:transitional', 'garment:outerwear']],
  ])('but %s', (text, expected) => {
    expect(ids(text)).toEqual(expected);
  });
});

describe('negation', () => {
  it.each([
    ['不是阔腿裤', '!garment:wide-leg-trousers 阔腿裤'],
    ['没有蕾丝和网纱', '!fabric:tulle 网纱'],
    ['不仅复古还休闲', 'style:retro 复古'],
    ['是不是亚麻的', 'fabric:linen 亚麻'],
    ['蕾丝什么的都没有', '!fabric:lace 蕾丝'],
    ['not too oversized', '!silhouette:oversized oversized'],
    ['no ruffles or bows', '!detail:bow bows'],
    ['not only linen but cotton', 'fabric:linen linen'],
    ["it isn't really denim", '!fabric:denim denim'],
    ['sneakers instead of ballet flats', '!garment:ballet-flats ballet flats'],
    ['no ruffles. A linen shirt', 'fabric:linen linen'],
    ["you can't go wrong with denim", 'fabric:denim denim'],
    ['better than polyester', '!fabric:polyester polyester'],
    ['more flattering than a bodycon dress', '!garment:bodycon-dress bodycon dress'],
    ['softer than my old leggings', '!garment:leggings leggings'],
    ['not like the wide-leg pair I had', '!detail:wide-leg wide-leg'],
    ['more than a dress', 'garment:dress dress'],
    ['I would rather wear denim', 'fabric:denim denim'],
    ['she said "too oversized"', 'silhouette:oversized oversized'],
  ])('%s', (text, expected) => {
    expect(read(text)).toContain(expected);
  });
});

describe('open compounds', () => {
  it('lets a one-character head take the word before it', () => {
    expect(read('防滑鞋')).toEqual(['garment:shoes 防滑鞋']);
    expect(read('穿鞋')).toEqual(['garment:shoes 鞋']);
    expect(ids('洗衣机和鞋柜')).toEqual([]);
  });

  it('counts what a longer alias holds', () => {
    expect(ids('百褶裙')).toEqual(['garment:pleated-skirt', 'detail:pleats']);
    expect(ids('撞色拼接')).toContain('pattern:color-block');
  });
});

describe('what is named without being there', () => {
  it.each([
    ['比阔腿裤更显瘦的直筒裤', ['!garment:wide-leg-trousers 阔腿裤', 'garment:straight-leg-trousers 直筒裤']],
    ['比起豹纹，我更喜欢波点', ['!pattern:leopard 豹纹', 'pattern:polka-dot 波点']],
    ['不像阔腿裤那样拖沓', ['!garment:wide-leg-trousers 阔腿裤']],
    ['不是“阔腿裤”，是直筒裤', ['!garment:wide-leg-trousers 阔腿裤', 'garment:straight-leg-trousers 直筒裤']],
    ['手感堪比羊绒', ['!fabric:cashmere 羊绒']],
    ['如丝绸般顺滑', ['!fabric:silk 丝绸']],
    ['像风衣一样的外套', ['!garment:trench-coat 风衣', 'garment:outerwear 外套']],
    ['区别于以往纯色的开衫', ['!pattern:solid 纯色', 'garment:cardigan 开衫']],
    ['别再穿紧身裤了', ['!garment:leggings 紧身裤']],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expect.arrayContaining(expected));
  });

  it.each([
    '她说“这条阔腿裤很显瘦”',
    '比如阔腿裤',
    '性价比高的阔腿裤',
    '特别穿了条阔腿裤',
    '不同于传统的阔腿裤，这一条更短',
  ])('but it is there in %s', (text) => {
    expect(read(text)).toContain('garment:wide-leg-trousers 阔腿裤');
  });
});

describe('words that cut one another', () => {
  it.each([
    ['男童鞋子秋季新款', 'garment:shoes 鞋子'],
    ['复古感觉', 'style:retro 复古'],
    ['精湛的刺绣工艺', 'pattern:embroidery 刺绣'],
    ['尽显高贵女性韵味', 'style:noble 高贵'],
    ['婴儿童装', 'garment:childrenswear 童装'],
    ['男士汗衫', 'garment:top 汗衫'],
    ['气垫慢跑鞋', 'garment:shoes 慢跑鞋'],
    ['新款女式西服', 'garment:blazer 西服'],
    ['黑色短靴子', 'garment:ankle-boots 短靴子'],
    ['一条小皮裙', 'garment:leather-skirt 小皮裙'],
  ])('%s', (text, expected) => {
    expect(read(text)).toContain(expected);
  });

  it.each(['穿小鞋', '便衣警察', '更衣', '大跌眼镜', '自掏腰包', '女扮男装', '六角螺帽'])(
    'not %s',
    (text) => {
      expect(ids(text)).toEqual([]);
    },
  );
});
