import { describe, expect, it } from 'vitest';
import { splitClauses } from '../../nlp/text/clauses.ts';
import { detectLanguage } from '../../nlp/text/detect-language.ts';
import { foldText } from '../../nlp/text/fold-text.ts';
import { unitsOf } from '../../nlp/text/text-units.ts';
import { createFeatureCollector } from '../../nlp/sentiment/features.ts';

const clausesOf = (text: string, language: 'en' | 'zh'): string[] =>
  splitClauses(text, language).map(({ start, end }) => text.slice(start, end));

describe('unitsOf', () => {
  it('holds the units of the text asked for last, however long', () => {
    const long = 'é裙\ud83d'.repeat(20_000);
    for (const text of ['red', long, 'no', '', 'red']) {
      const units = unitsOf(text);
      expect(Array.from(units.subarray(0, text.length))).toEqual(
        Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)),
      );
    }
  });

  it('leaves nothing of a longer text to a shorter one', () => {
    unitsOf('it is lovely, but 裙子很好看');
    expect(clausesOf('it is', 'en')).toEqual(['it is']);
    expect(detectLanguage('it')).toBe('en');
    expect(foldText('it').units).toHaveLength(2);
  });
});

describe('splitClauses', () => {
  it('cuts English at contrast words behind a blank or bracket and nowhere else', () => {
    expect(clausesOf('soft but thin (though warm) and butter-soft however\nbut 12,5 e.g. x', 'en')).toEqual([
      'soft',
      'but thin (',
      'though warm) and butter-soft',
      'however',
      'but 12,5 e.g',
      'x',
    ]);
  });

  it('cuts Chinese at blanks between characters, not between letters', () => {
    expect(clausesOf('颜色好看 但是小了 size M、可以 ok', 'zh')).toEqual([
      '颜色好看',
      '但是小了 size M',
      '可以 ok',
    ]);
  });
});

describe('createFeatureCollector', () => {
  it('counts the same features whether capitals are ASCII or not, text after text', () => {
    const collector = createFeatureCollector();
    const idsOf = (text: string): number[] =>
      Array.from(collector.ids.subarray(0, collector.collect(text, 'en')));
    const plain = idsOf("love it! so soft, can't complain");
    expect(plain).toHaveLength(14);
    for (let again = 0; again < 600; again += 1)
      expect(idsOf("LOVE it! so SOFT, can't complain")).toEqual(plain);
    expect(idsOf("ＬＯＶＥ it! so soft, can't complain")).toEqual(plain);
  });
});
