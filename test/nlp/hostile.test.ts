import { describe, expect, it } from 'vitest';
import { createReader } from '../../nlp/reader.ts';
import { createSegmenter } from '../../nlp/segment/create-segmenter.ts';
import { loadTaxonomy } from '../../nlp/taxonomy/load-taxonomy.ts';
import { splitClauses } from '../../nlp/text/clauses.ts';
import { detectLanguage } from '../../nlp/text/detect-language.ts';
import { foldText } from '../../nlp/text/fold-text.ts';

const taxonomy = loadTaxonomy();
const segmenter = createSegmenter(taxonomy, 'auto');
const reader = createReader({ taxonomy, segmenter });

describe('hostile text', () => {
  it.each([
    ['one character', '红'.repeat(100_000)],
    ['one letter', 'a'.repeat(100_000)],
    ['blanks', 'wide '.concat(' '.repeat(100_000), 'leg')],
    ['open tags', '<a '.repeat(50_000)],
    ['mentions without end', 'red dress '.repeat(10_000)],
    ['aliases that overlap', '长袖衬衫领带'.repeat(10_000)],
    ['context words', 'orange juice '.repeat(8_000)],
    ['marks', `e${'\u0301'.repeat(100_000)}`],
    ['ligatures', 'ﷺ'.repeat(20_000)],
    ['broken surrogates', '\ud83d'.repeat(50_000)],
    ['emoji', '👗'.repeat(50_000)],
    ['right to left', '\u202eفستان أحمر '.repeat(5_000)],
  ])('%s is read', (_name, text) => {
    const reading = reader.read(text);
    for (const mention of reading.mentions) {
      expect(text.slice(mention.start, mention.end)).toBe(mention.surface);
      expect(mention.end).toBeGreaterThan(mention.start);
    }
  });

  it('takes time in proportion to the length', () => {
    const once = 'not a red dress, <b>linen</b> 红色连衣裙。';
    const time = (text: string): number => {
      const start = performance.now();
      reader.read(text);
      return performance.now() - start;
    };
    time(once.repeat(500));
    const small = Math.max(time(once.repeat(500)), 2);
    expect(time(once.repeat(5_000))).toBeLessThan(small * 60);
  });

  it('reads words around markup and leaves tags and addresses alone', () => {
    const text = '<p class="red dress">linen <b>skirt</b></p> https://shop.example/red-dress';
    expect(reader.read(text).mentions.map((mention) => mention.surface)).toEqual(['linen', 'skirt']);
  });

  it('gives the empty text an empty reading', () => {
    expect(reader.read('')).toMatchObject({ mentions: [], opinions: [] });
  });
});

describe('text parts', () => {
  it('tells the language by the weight of its letters', () => {
    expect(detectLanguage('这件T恤 oversize')).toBe('zh');
    expect(detectLanguage('The 旗袍 (qipao) is a dress worn since the twenties')).toBe('en');
    expect(detectLanguage('')).toBe('en');
  });

  it('splits clauses at stops, turns and blanks between Han characters', () => {
    const cut = (text: string, language: 'zh' | 'en'): string[] =>
      splitClauses(text, language).map(({ start, end }) => text.slice(start, end));
    expect(cut('质量好 但是偏大，3.5分', 'zh')).toEqual(['质量好', '但是偏大', '3.5分']);
    expect(cut('Nice cut but runs small. Cost 3.50!', 'en')).toEqual([
      'Nice cut',
      'but runs small',
      'Cost 3.50',
    ]);
    expect(splitClauses('a'.repeat(1_000), 'en').every(({ start, end }) => end - start <= 400)).toBe(true);
  });

  it('folds width, case, accents and traditional forms without losing the way back', () => {
    const { units, length, offsets } = foldText('Ｒed\u200bﬁt 襯');
    expect(String.fromCharCode(...units.subarray(0, length))).toBe('redfit 衬');
    expect(offsets?.[length]).toBe(8);
  });
});
