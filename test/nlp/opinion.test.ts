import { describe, expect, it } from 'vitest';
import type { Opinion } from '../../core/reading.ts';
import type { Language } from '../../core/words.ts';
import { ASPECTS, SERVICE_ASPECTS } from '../../core/words.ts';
import { findOpinions } from '../../nlp/opinion/find-opinions.ts';
import type { Segmenter } from '../../nlp/segment/segmenter.ts';
import { createSentiment } from '../../nlp/sentiment/sentiment.ts';
import { splitClauses } from '../../nlp/text/clauses.ts';

const segmenter: Segmenter = { name: 'intl', degraded: null, cut: (text) => [text] };
const sentiment = createSentiment({ segmenter });

function opinionsOf(text: string, language: Language): Opinion[] {
  return findOpinions({ text, language, clauses: splitClauses(text, language), segmenter, sentiment });
}

const SIGN = { positive: '+', negative: '-', neutral: '0' };

function short(text: string, language: Language): string[] {
  return [...new Set(opinionsOf(text, language).map((one) => `${one.aspect}${SIGN[one.polarity]}`))].sort();
}

describe('Chinese opinions', () => {
  it.each([
    ['质量很好', ['quality+']],
    ['质量不好', ['quality-']],
    ['款式和质量都很好', ['quality+', 'style_look+']],
    ['不是很合身', ['size_fit-']],
    ['没有色差', ['color_match+']],
    ['色差太大了', ['color_match-']],
    ['洗了也不褪色', ['quality+']],
    ['一洗就掉色，还起球', ['quality-']],
    ['有线头', ['quality-']],
    ['没有线头', ['quality+']],
    ['很显瘦', ['style_look+']],
    ['穿着有点大', ['size_fit-']],
    ['面料太薄', ['fabric_feel-']],
    ['物流很快，客服也很耐心', ['logistics+', 'service+']],
    ['卖家发货速度很快', ['logistics+']],
    ['包装很精致', ['packaging+']],
    ['味道很大', ['smell-']],
    ['没有异味', ['smell+']],
    ['性价比很高', ['price+']],
    ['物美价廉', ['price+', 'quality+']],
    ['颜色和图片一样', ['color_match+']],
    ['质量一般', ['quality0']],
    ['不会再买', ['overall-']],
    ['裤子质量很好', ['quality+']],
  ])('%s', (text, expected) => {
    expect(short(text, 'zh')).toEqual(expected);
  });

  it.each([
    '会不会掉色还不知道',
    '希望质量好一点',
    '买了四件，纯棉',
    '第二次买了',
    '好几天才穿一次',
    '最后竟然可以退',
  ])('no opinion: %s', (text) => {
    expect(opinionsOf(text, 'zh')).toEqual([]);
  });

  it.each([
    ['很顯瘦，質量不錯', '很显瘦，质量不错'],
    ['面料一點也不舒服，還起毛球', '面料一点也不舒服，还起毛球'],
    ['沒有色差，物流很快，不過褲子線頭很多', '没有色差，物流很快，不过裤子线头很多'],
  ])('reads traditional characters as simplified ones, in the text as given: %s', (given, plain) => {
    const places = (text: string): string[] =>
      opinionsOf(text, 'zh').map((one) => `${one.aspect} ${one.polarity} ${one.start} ${one.end}`);
    expect(places(given)).toEqual(places(plain));
    expect(places(given).length).toBeGreaterThan(1);
    expect(opinionsOf(given, 'zh')[0]?.surface).toBe(
      given.slice(opinionsOf(given, 'zh')[0]?.start, opinionsOf(given, 'zh')[0]?.end),
    );
    expect(sentiment.judge(given, 'zh')).toEqual(sentiment.judge(plain, 'zh'));
  });

  it('keeps product voice and service voice apart', () => {
    const opinions = opinionsOf('裙子很好看，就是快递太慢，客服态度差', 'zh');
    const service = opinions.filter((one) => SERVICE_ASPECTS.includes(one.aspect));
    expect(service.map((one) => one.polarity)).toEqual(['negative', 'negative']);
    expect(
      opinions.filter((one) => !SERVICE_ASPECTS.includes(one.aspect)).map((one) => one.polarity),
    ).toEqual(['positive']);
  });

  it('spans cover negation and degree; the target is the thing', () => {
    const [opinion] = opinionsOf('这条裤子的面料一点也不舒服', 'zh');
    expect(opinion).toMatchObject({
      surface: '一点也不舒服',
      polarity: 'negative',
      target: { surface: '面料' },
    });
  });
});

describe('English opinions', () => {
  it.each([
    ['The fit is perfect.', ['size_fit+']],
    ['It runs small.', ['size_fit-']],
    ['True to size and so soft.', ['fabric_feel+', 'size_fit+']],
    ['Not very comfortable.', ['fabric_feel-']],
    ['The color faded after one wash.', ['quality-']],
    ['The sleeves are a little too long.', ['size_fit-']],
    ['Not too tight.', ['size_fit+']],
    ['Thin, see-through material.', ['fabric_feel-']],
    ['Fast shipping.', ['logistics+']],
    ['The seller was rude.', ['service-']],
    ['Great value for the money.', ['price+']],
    ['It smells.', ['smell-']],
    ['I would not recommend it.', ['overall-']],
    ['I do not like the design.', ['style_look-']],
    ['No complaints.', ['overall+']],
    ['The material is pretty flimsy.', ['fabric_feel-']],
    ['Super soft and pretty.', ['fabric_feel+', 'style_look+']],
    ['The stitching is not at all good.', ['quality-']],
    ['The color fades pretty quickly.', ['quality-']],
    ['The zipper could be better.', ['quality-']],
    ["The color doesn't match.", ['color_match-']],
  ])('%s', (text, expected) => {
    expect(short(text, 'en')).toEqual(expected);
  });

  it.each([
    'If the fabric were soft I would keep it',
    'I hope it fits well',
    'A long sleeve shirt with a zip',
    'The medium size',
  ])('no opinion: %s', (text) => {
    expect(opinionsOf(text, 'en')).toEqual([]);
  });

  it.each([
    ['Good brand and fabric', ['brand', 'fabric']],
    ['Very pleased with the fit', ['fit']],
    ['Love the way they look', ['look']],
    ['A sturdy powder coating', ['powder coating']],
    ['The front gusset is great', ['front gusset']],
    ['It works great', ['works']],
    ['Great shoes for the price', ['shoes']],
    ['The boots are true to size', ['boots']],
    ['I love the fact that they are soft', []],
  ])('what is judged: %s', (text, expected) => {
    const targets = opinionsOf(text, 'en').flatMap((one) => one.target?.surface ?? []);
    expect([...new Set(targets)]).toEqual(expected);
  });

  it.each([
    ['The fabric is better than polyester', ['fabric_feel+']],
    ['My old pair was softer than these', ['fabric_feel-']],
    ['These are softer than my old pair', ['fabric_feel+']],
    ['Soft like silk', ['fabric_feel+']],
    ["I couldn't be happier", ['overall+']],
    ['Nothing is softer than these', ['fabric_feel+']],
    ['Reviewers said it runs small but mine is soft', ['fabric_feel+']],
    ['Unlike my old jeans these are soft', ['fabric_feel+']],
    ['Unlike the picture', ['style_look-']],
    ['I did not like it', ['overall-']],
  ])('comparison: %s', (text, expected) => {
    expect(short(text, 'en')).toEqual(expected);
  });

  it.each([
    'It is not like the wide-leg pair I had',
    'My old pair was scratchy',
    'I would have loved it in navy',
    'Reviewers said "it runs small and feels cheap"',
    'I ordered a larger size',
  ])('of another thing or by others: %s', (text) => {
    expect(opinionsOf(text, 'en')).toEqual([]);
  });

  it('what is quoted is set apart from what is meant', () => {
    expect(short('She said "too tight" but I love the fit', 'en')).toEqual(['size_fit+']);
    expect(short('The "perfect" fit is too tight', 'en')).toContain('size_fit-');
  });

  it('joined names each get the opinion', () => {
    const targets = opinionsOf('The fabric and the fit are great', 'en').map(
      (one) => `${one.aspect}:${one.target?.surface}`,
    );
    expect(targets.sort()).toEqual(['fabric_feel:fabric', 'size_fit:fit']);
  });

  it('a contrast keeps its halves apart', () => {
    const opinions = opinionsOf('The fabric is good but the size is too small', 'en');
    expect(opinions.map((one) => `${one.aspect}${SIGN[one.polarity]}`)).toEqual([
      'fabric_feel+',
      'size_fit-',
    ]);
  });
});

describe('any text', () => {
  const texts = [
    '😀裤子很好😀，not bad',
    '\ud800 good',
    '好'.repeat(3_000),
    'great '.repeat(2_000),
    '<b>质量</b>很好',
    '\u202egood fit',
    '不'.repeat(2_000) + '好',
  ];

  it.each(texts.map((text, index) => [index, text] as const))('gives spans that fit, case %i', (_, text) => {
    for (const language of ['zh', 'en'] as const) {
      for (const opinion of opinionsOf(text, language)) {
        expect(ASPECTS).toContain(opinion.aspect);
        expect(opinion.start).toBeLessThan(opinion.end);
        expect(text.slice(opinion.start, opinion.end)).toBe(opinion.surface);
        if (opinion.target)
          expect(text.slice(opinion.target.start, opinion.target.end)).toBe(opinion.target.surface);
      }
    }
  });

  it('takes long hostile texts in linear time', () => {
    const began = performance.now();
    for (const unit of ['不', '质量', '的', '款式和', 'not ', 'fit and ', 'the ', 'very ', 'good '])
      for (const language of ['zh', 'en'] as const) opinionsOf(unit.repeat(30_000), language);
    expect(performance.now() - began).toBeLessThan(15_000);
  });
});
