import { describe, expect, it } from 'vitest';
import { createSegmenter } from '../../nlp/segment/create-segmenter.ts';
import { loadTaxonomy } from '../../nlp/taxonomy/load-taxonomy.ts';

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
