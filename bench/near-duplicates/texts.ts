import { from, to } from 'opencc-js/preset/t2cn';
import type { Random } from '../../core/random.ts';
import type { Facet, Language } from '../../core/words.ts';
import { capital, fill, pick, pickSome } from '../../demo/content/pools.ts';
import { VOICES } from '../../demo/content/voices.ts';

export type Size = 'short' | 'medium' | 'long';

/** A text as the templates it was made from, so that the same templates can be filled anew. */
export interface WrittenFrom {
  language: Language;
  size: Size;
  templates: { text: string; x: string }[];
  text: string;
}

export interface Pair {
  kind: string;
  copy: boolean;
  one: string;
  two: string;
}

const THINGS: Record<Language, string[]> = {
  en: [
    'wide-leg trousers',
    'a butter yellow coat',
    'burgundy loafers',
    'a linen shirt',
    'ballet flats',
    'a boxy jacket',
    'a slip dress',
    'barrel jeans',
    'a suede tote',
    'striped knits',
    'a trench coat',
    'lace blouses',
    'a pleated skirt',
    'cargo pants',
  ],
  zh: [
    '阔腿裤',
    '奶油黄大衣',
    '酒红乐福鞋',
    '亚麻衬衫',
    '芭蕾鞋',
    '短款西装',
    '吊带裙',
    '弯刀牛仔裤',
    '麂皮托特包',
    '条纹针织衫',
    '风衣',
    '蕾丝上衣',
    '百褶裙',
    '工装裤',
  ],
};
const SENTENCES: Record<Size, [number, number]> = { short: [1, 2], medium: [4, 9], long: [16, 40] };
const FACETS: Facet[] = ['garment', 'color', 'fabric', 'pattern', 'style', 'silhouette', 'detail'];

function template(language: Language, random: Random): { text: string; x: string } {
  const { article } = VOICES[language];
  const kind = random();
  if (kind < 0.3)
    return { text: pick([...article.fillers, ...article.openings, ...article.closings], random), x: '' };
  const cores = FACETS.flatMap((facet) => article.cores[facet] ?? []);
  const stop = language === 'zh' ? '。' : '.';
  const lead = pick(article.leads, random);
  const gap = lead === '' ? '' : language === 'zh' ? '' : ' ';
  return {
    text: `${lead}${gap}${pick(cores, random)}${pick(article.tails, random)}${stop}`,
    x: pick(THINGS[language], random),
  };
}

function render(written: Pick<WrittenFrom, 'templates' | 'language'>, random: Random): string {
  const voice = VOICES[written.language];
  return written.templates.map(({ text, x }) => capital(fill(text, voice.slots, random, x))).join(voice.gap);
}

export function writeText(size: Size, language: Language, random: Random): WrittenFrom {
  const [least, most] = SENTENCES[size];
  const number = least + Math.floor(random() * (most - least + 1));
  const templates = Array.from({ length: number }, () => template(language, random));
  const text = render({ templates, language }, random);
  const enough = text.length >= (language === 'zh' ? 24 : 45);
  return enough ? { language, size, templates, text } : writeText(size, language, random);
}

const tokensOf = (text: string, language: Language): string[] =>
  language === 'zh' ? Array.from(text) : text.split(/(?<= )/);

/** Replaces, drops or doubles words or characters at the given rate. */
function edit(text: string, language: Language, rate: number, random: Random): string {
  const words =
    language === 'zh'
      ? Array.from('新的好看非常这件今年更多')
      : ['new ', 'quite ', 'this ', 'more ', 'season ', 'also '];
  return tokensOf(text, language)
    .map((token) => {
      if (random() >= rate) return token;
      const what = random();
      return what < 0.5 ? pick(words, random) : what < 0.75 ? '' : `${token}${pick(words, random)}`;
    })
    .join('');
}

const FURNITURE: Record<Language, string[]> = {
  en: [
    'Sign up to our newsletter and never miss a story.',
    'Read more in our fashion section.',
    'This post may contain affiliate links; we may earn a commission.',
    'Share this article with your friends.',
    'Advertisement.',
    'All rights reserved, no part of this may be reproduced.',
    'By our staff writer in the style desk.',
    'Follow us for daily updates from the shows.',
  ],
  zh: [
    '本文来源于网络，版权归原作者所有。',
    '点击关注我们，获取更多时尚资讯。',
    '责任编辑：小编',
    '免责声明：本文仅代表作者个人观点。',
    '相关阅读：本季最热的单品',
    '转载请注明出处。',
    '分享到朋友圈。',
    '更多精彩内容请下载客户端。',
  ],
};
const TAGS: Record<Language, string[]> = {
  en: ['#ootd', '#style', 'via our wire', 'RT', '👗✨'],
  zh: ['#穿搭#', '转发', '【转载】', '👗✨', '来自网页'],
};

function wrap(text: string, language: Language, random: Random): string {
  const gap = language === 'zh' ? '' : ' ';
  const most = Math.max(1, Math.min(4, Math.floor(text.length / 250)));
  return [
    ...pickSome(FURNITURE[language], most, random),
    text,
    ...pickSome(FURNITURE[language], most, random),
  ].join(gap);
}

const TRADITIONAL = new Map<string, string>();
for (const dictionary of [...(from.tw ?? []), ...(to.cn ?? [])].flat(2))
  if (typeof dictionary === 'string')
    for (const pair of dictionary.split('|'))
      if (pair.length === 3 && !TRADITIONAL.has(pair[2]!)) TRADITIONAL.set(pair[2]!, pair[0]!);

export function copyPairs(base: WrittenFrom, random: Random): Pair[] {
  const { text, language, size } = base;
  const copy = (kind: string, two: string): Pair => ({ kind, copy: true, one: text, two });
  const pairs = [
    copy(
      'set anew',
      text
        .replaceAll(', ', ' – ')
        .replaceAll('，', '、')
        .replace(/[.。]$/, '!'),
    ),
    copy('edited 2 %', edit(text, language, 0.02, random)),
    copy('edited 5 %', edit(text, language, 0.05, random)),
  ];
  if (language === 'zh')
    pairs.push(copy('traditional', Array.from(text, (sign) => TRADITIONAL.get(sign) ?? sign).join('')));
  if (size === 'short')
    return [...pairs, copy('tagged', `${text} ${pickSome(TAGS[language], 2, random).join(' ')}`)];
  pairs.push(copy('furniture', wrap(text, language, random)));
  pairs.push({
    kind: 'furniture on both',
    copy: true,
    one: wrap(text, language, random),
    two: wrap(text, language, random),
  });
  pairs.push(copy('edited 5 %, furniture', wrap(edit(text, language, 0.05, random), language, random)));
  pairs.push(copy('edited 10 %', edit(text, language, 0.1, random)));
  const kept = Math.max(2, Math.ceil(base.templates.length * (0.4 + 0.3 * random())));
  const short = tokensOf(text, language).slice(
    0,
    Math.ceil((tokensOf(text, language).length * kept) / base.templates.length),
  );
  pairs.push(copy('shortened', short.join('')));
  pairs.push(copy('shortened, furniture', wrap(short.join(''), language, random)));
  return pairs;
}

/** What must not be folded: the same templates about other things, shared furniture, one sentence in common. */
export function lookalikes(base: WrittenFrom, random: Random): Pair[] {
  const { text, language, templates, size } = base;
  const other = (kind: string, two: string, one = text): Pair => ({ kind, copy: false, one, two });
  const refilled = templates.map(({ text: words, x }) => ({
    text: words,
    x:
      x === ''
        ? ''
        : pick(
            THINGS[language].filter((thing) => thing !== x),
            random,
          ),
  }));
  const others = writeText(size, language, random);
  const pairs = [
    other('same template', render({ templates: refilled, language }, random)),
    other('same template, same things', render({ templates, language }, random)),
    other('another text', others.text),
  ];
  const things = templates.filter(({ x }) => x !== '');
  const swapped = things.reduce(
    (out, { x }) =>
      out.replaceAll(
        x,
        pick(
          THINGS[language].filter((thing) => thing !== x),
          random,
        ),
      ),
    text,
  );
  if (swapped !== text) pairs.push(other('other things only', swapped));
  if (size !== 'short') {
    pairs.push(other('same furniture', wrap(others.text, language, random), wrap(text, language, random)));
    const quote = render({ templates: [templates[0]!], language }, random);
    pairs.push(other('one sentence quoted', `${others.text}${quote}`, `${quote}${text}`));
  }
  return pairs.filter((pair) => pair.two !== pair.one);
}
