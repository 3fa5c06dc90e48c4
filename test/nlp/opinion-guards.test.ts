import { describe, expect, it } from 'vitest';
import type { Opinion } from '../../core/reading.ts';
import type { Language } from '../../core/words.ts';
import { findOpinions } from '../../nlp/opinion/find-opinions.ts';
import type { Segmenter } from '../../nlp/segment/segmenter.ts';
import { createSentiment } from '../../nlp/sentiment/sentiment.ts';
import { splitClauses } from '../../nlp/text/clauses.ts';

const segmenter: Segmenter = { name: 'intl', degraded: null, cut: (text) => [text] };
const sentiment = createSentiment({ segmenter });
const SIGN = { positive: '+', negative: '-', neutral: '0' };

function opinionsOf(text: string, language: Language): Opinion[] {
  return findOpinions({ text, language, clauses: splitClauses(text, language), segmenter, sentiment });
}

/** Aspect and sign, expression, and after `<` what it is said of. */
function full(text: string, language: Language): string[] {
  return opinionsOf(text, language).map(({ aspect, polarity, surface, target }) => {
    const of = target === undefined ? '' : ` < ${target.surface}`;
    return `${aspect}${SIGN[polarity]} ${surface}${of}`;
  });
}

describe('what judges nothing in Chinese', () => {
  it.each([
    ['a title', '2024秋季新款修身显瘦针织连衣裙女中长款'],
    ['a title with a shop before it', '【旗舰店】男士轻薄透气运动短裤夏季宽松跑步'],
    ['a longer word', '满大街都是潮牌'],
    ['a term', '香云纱旗袍，美拉德穿搭'],
    ['a make', '褪色丹宁与透视衬衫一起登场'],
    ['a kind of person', '时尚博主也在场'],
    ['letters inside a word', '今日份look'],
    ['praise in quotation marks', '真是“惊喜”'],
    ['a question of yes or no', '袜子土不土'],
    ['business', '该集团第二季度营收同比增长，利润更高'],
    ['a range of use', '适合5℃以下'],
    ['a request', '求推荐好看的裙子'],
    ['minutes', '拍照五分钟'],
    ['a question to all', '有人知道这双鞋的码数准吗'],
    ['another request', '求一件好看的毛衣'],
    ['what others say', '看评论说偏小'],
    ['the state of something else', '桌上放着一盏破旧的台灯，还有皱巴巴的信'],
    ['a quality itself', '温柔的美'],
  ])('%s', (_, text) => {
    expect(opinionsOf(text, 'zh')).toEqual([]);
  });

  it('a sentence about the same thing does', () => {
    expect(full('这条裙子很修身，也显瘦', 'zh')).toEqual(['size_fit+ 很修身 < 裙子', 'style_look+ 显瘦']);
  });
});

describe('polarity and target in Chinese', () => {
  it.each([
    ['颜色很耐脏', ['quality+ 很耐脏 < 颜色']],
    ['不是那种硬邦邦的布', ['fabric_feel+ 不是那种硬邦邦 < 布']],
    ['没有多余的线头', ['quality+ 没有多余的线头']],
    ['手套太小了', ['size_fit- 太小 < 手套']],
    ['袖子有点长', ['size_fit- 有点长 < 袖子']],
    ['盒子很漂亮', ['packaging+ 很漂亮 < 盒子']],
    ['拉链有点卡，总体满意', ['overall+ 总体满意']],
    ['袜子厚薄适中', ['fabric_feel+ 厚薄适中 < 袜子']],
    ['没有同事穿得好看', ['style_look- 没有同事穿得好看']],
    ['尺码推荐很准确', ['size_fit+ 很准确 < 尺码推荐']],
    ['外套有点厚重', ['fabric_feel- 有点厚重 < 外套']],
    ['袜口太紧', ['size_fit- 太紧 < 袜口']],
    ['衣服皱皱巴巴的', ['fabric_feel- 皱皱巴巴 < 衣服']],
    ['工装裤太硬', ['fabric_feel- 太硬 < 工装裤']],
    ['便宜是便宜', ['price+ 便宜']],
    ['包装很用心', ['packaging+ 很用心 < 包装']],
    ['别指望它保暖', ['fabric_feel- 别指望它保暖']],
    ['不太防滑', ['quality- 不太防滑']],
    ['显胖十斤', ['style_look- 显胖']],
  ])('%s', (text, expected) => {
    expect(full(text, 'zh')).toEqual(expected);
  });
});

describe('what judges nothing in English', () => {
  it.each([
    "Women's Slim Fit Stretch Cotton Blazer With Pockets",
    'Can anyone recommend a good raincoat?',
    'Well, that was Monday.',
    'Dry clean only',
    'Hot pink gloves',
    'Baggy jeans are back',
    'The mayor said the gap was too wide',
    'The plan lends to small firms',
    'Researchers found that the ice in the far north is melting faster than they had feared a year ago.',
    'Gross margin narrowed and the retailer marked down its oldest sneakers.',
    'An enormous tartan scarf',
    'It fits me like it was made for me',
    'Wipe it clean with a cloth',
    'What is a good alternative?',
    'Oh wonderful',
    'My feet are wide',
    'I run hot',
    'The kitten sleeps in her bed on my coat',
  ])('%s', (text) => {
    expect(opinionsOf(text, 'en')).toEqual([]);
  });
});

describe('span, aspect and target in English', () => {
  it.each([
    ['Another scarf that pills', ['quality- pills < scarf']],
    ['The lining is buttery soft', ['fabric_feel+ buttery soft < lining']],
    ['The package was beautiful', ['packaging+ beautiful < package']],
    ['The embroidery looks faded', ['quality- faded < embroidery']],
    ['These coats look good', ['style_look+ look good < coats']],
    ['The suede on these is trash', ['fabric_feel- trash < suede']],
    ['These jeans are baggy', ['size_fit- baggy < jeans']],
    ['It arrived with a stain', ['quality- stain']],
    ['Warm without being bulky', ['fabric_feel+ Warm', 'size_fit+ without being bulky']],
    ['The dress is a little roomy', ['size_fit- a little roomy < dress']],
    ['This hat is adorable', ['style_look+ adorable < hat']],
    ['The waist is too high', ['size_fit- too high < waist']],
    ['It shrank two sizes', ['quality- shrank']],
    ['The buttons feel expensive', ['quality+ feel expensive < buttons']],
    ['Nicely wrapped', ['packaging+ Nicely wrapped']],
    ['Well worth it', ['price+ Well worth it']],
    ['It is to small', ['size_fit- to small']],
    ["I can't say enough good things about it", ["overall+ can't say enough good things"]],
  ])('%s', (text, expected) => {
    expect(full(text, 'en')).toEqual(expected);
  });
});
