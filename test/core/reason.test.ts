import { expect, test } from 'vitest';
import { nameOf } from '../../core/names.ts';
import { asReasons } from '../../core/reason.ts';
import { ASPECTS, FACETS, SECTORS, STAGE_FLAGS, STAGES } from '../../core/words.ts';

test('stored reasons come out in both languages; what an earlier version stored stands for both', () => {
  expect(asReasons([{ en: 'flat', zh: '持平' }, 'old', { en: 'half' }, 7])).toEqual([
    { en: 'flat', zh: '持平' },
    { en: 'old', zh: 'old' },
    { en: 'half', zh: 'half' },
    { en: '7', zh: '7' },
  ]);
  expect(asReasons('alone')).toEqual([{ en: 'alone', zh: 'alone' }]);
  expect(asReasons(null)).toEqual([]);
  expect(asReasons([{ odd: 1 }])).toEqual([{ en: '{"odd":1}', zh: '{"odd":1}' }]);
});

test('every word of the closed lists that people see has a Chinese name', () => {
  for (const word of [...STAGES, ...STAGE_FLAGS, ...SECTORS, ...FACETS, ...ASPECTS]) {
    expect(nameOf(word, 'zh'), word).toMatch(/\p{Script=Han}/u);
  }
  expect(nameOf('constructor', 'zh')).toBe('constructor');
});
