import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSegmenter } from '../../nlp/segment/create-segmenter.ts';
import { loadTaxonomy } from '../../nlp/taxonomy/load-taxonomy.ts';
import { dictionaryFolder } from '../../nlp/match/dictionary-guards.ts';
import { cutByDictionary } from '../../nlp/segment/cut-by-dictionary.ts';
import { createUnknownCutter } from '../../nlp/segment/cut-unknown.ts';
import { readDictionary } from '../../nlp/segment/word-dictionary.ts';

const taxonomy = loadTaxonomy();

describe.each(['nodejieba', 'intl'] as const)('segmenter %s', (kind) => {
  const segmenter = createSegmenter(taxonomy, kind);

  it('gives the text back', () => {
    for (const text of [
      '',
      'a',
      '她穿T恤配A字裙，ＩＮＳ风👗',
      '\ud83d坏',
      '红'.repeat(9_000),
      'e\u0301\u0000裙',
      '﷽ 襯衫',
    ]) {
      expect(segmenter.cut(text).join('')).toBe(text);
    }
  });

  it('keeps mixed tokens whole', () => {
    const words = segmenter.cut('这件T恤和A字裙是ins风，Y2K也行，V领');
    for (const token of ['T恤', 'A字裙', 'ins风', 'Y2K', 'V领']) expect(words).toContain(token);
  });
});

describe('segmenter of choice', () => {
  it('says when it is the weaker one', () => {
    expect(createSegmenter(taxonomy, 'intl')).toMatchObject({ name: 'intl' });
    expect(createSegmenter(taxonomy, 'intl').degraded).toContain('Intl.Segmenter');
    expect(createSegmenter(taxonomy, 'auto')).toMatchObject({ name: 'nodejieba', degraded: null });
  });

  it('holds every Chinese term of the taxonomy together', () => {
    const segmenter = createSegmenter(taxonomy, 'nodejieba');
    const broken: string[] = [];
    for (const concept of taxonomy.concepts) {
      for (const alias of concept.aliasesZh) {
        if (/^[\u3400-\u9fff]{2,}$/.test(alias) && segmenter.cut(alias).length !== 1) broken.push(alias);
      }
    }
    expect(broken).toEqual([]);
  });
});

describe('cutByDictionary', () => {
  const folder = dictionaryFolder();

  it('cuts as jieba does, words the dictionary lacks included, without loading it', () => {
    if (folder === null) throw new Error('nodejieba is not installed: its dictionary is needed here');
    const words = {
      dictionary: readDictionary(join(folder, 'jieba.dict.utf8'), () => {}),
      unknown: createUnknownCutter(join(folder, 'hmm_model.utf8')),
    };
    const cut = (text: string): string[] => {
      const units = Uint16Array.from(text, (char) => char.charCodeAt(0));
      const edges = cutByDictionary(units, 0, units.length, words);
      return text.split('').reduce<string[]>((parts, char, at) => {
        if (edges[at] === true) parts.push('');
        parts.push(`${parts.pop() ?? ''}${char}`);
        return parts;
      }, []);
    };
    expect(cut('他来到了网易杭研大厦')).toEqual(['他', '来到', '了', '网易', '杭研', '大厦']);
    expect(cut('小明硕士毕业于中国科学院计算所')).toEqual([
      '小明',
      '硕士',
      '毕业',
      '于',
      '中国科学院',
      '计算所',
    ]);
    expect(cut('闪灯鞋很好看')).toEqual(['闪灯', '鞋', '很', '好看']);
    expect(cut('')).toEqual([]);
  });
});
