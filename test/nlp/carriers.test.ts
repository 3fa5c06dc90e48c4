import { describe, expect, it } from 'vitest';
import { createMatcher } from '../../nlp/match/matcher.ts';
import { createSegmenter } from '../../nlp/segment/create-segmenter.ts';
import { loadTaxonomy } from '../../nlp/taxonomy/load-taxonomy.ts';

/** Sentences an alias is put into at X; it must be read in at least three of its language's. */
const ZH = [
  '秋冬穿搭里她选了X，搭配裙子很时尚。',
  '这一季秀场流行的是X，女装品牌的博主都在穿。',
  '同款推荐：X、外套，黑色更显白。',
  '她的造型是X裙子，拍照好看。',
  '健身穿搭选X，出街穿搭也行，私服图案印花好看。',
  '这件上衣有X图案。',
  '裙子上的X印花。',
  '胸前X刺绣图案。',
  '睡裙，X也能穿。',
  '睡袍适合X。',
  '那条睡衣和紧身衣，X短裤，运动加绒。',
  '长裤是X，裤腿好看。',
  '裤子X，裤脚收紧。',
];
const EN = [
  'Her outfit today: X, a brown jacket and a skirt for women.',
  'We styled the runway trend, X, with a black skirt.',
  'The new fashion label shows X in cotton, men and women wear it.',
  'A black X, pajamas, leather bag for women.',
  'White shirt, bra, X, side slits at the waist, rain boots.',
  'X shirt for men.',
  'A navy X for men.',
  'The X boot in rain.',
  'Leather X bag, black.',
  'A canvas X bag.',
  'X rain boots.',
  'X bra for women.',
  'Camisole, X.',
  'X bra and briefs.',
  'Pajamas for X.',
  'Pajamas, X.',
  'A steel X with a black dial.',
];

describe('every alias of the taxonomy', () => {
  const taxonomy = loadTaxonomy();
  const matcher = createMatcher(taxonomy, createSegmenter(taxonomy, 'auto'));

  const survives = (concept: string, alias: string, carrier: string): boolean => {
    const start = carrier.indexOf('X');
    const end = start + alias.length;
    const found = matcher.match(carrier.replace('X', () => alias));
    return found.some((match) => match.concept.id === concept && match.start < end && match.end > start);
  };

  it.each(['zh', 'en'] as const)(
    'survives in three carrier sentences (%s)',
    (language) => {
      const carriers = language === 'zh' ? ZH : EN;
      const lost: string[] = [];
      for (const concept of taxonomy.concepts) {
        for (const alias of language === 'zh' ? concept.aliasesZh : concept.aliasesEn) {
          let count = 0;
          for (const carrier of carriers) if (count < 3 && survives(concept.id, alias, carrier)) count += 1;
          if (count < 3) lost.push(`${concept.id} "${alias}" in ${count}`);
        }
      }
      expect(lost).toEqual([]);
    },
    120_000,
  );
});
