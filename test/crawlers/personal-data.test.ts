import { expect, test } from 'vitest';
import { stripPersonal } from '../../crawlers/minimise.ts';
import { PERSONAL_DATA_CASES } from './support/personal-data-cases.ts';

const KEY = 'a-key-for-tests-only';

test('what leads to a person goes and all else stays, in both languages', () => {
  const missed: string[] = [];
  const harmed: string[] = [];
  let gone = 0;
  for (const { text, gone: parts, stays, signed } of PERSONAL_DATA_CASES) {
    const out = stripPersonal(text, KEY, signed ?? false);
    for (const part of parts) {
      if (out.includes(part)) missed.push(`${part} in: ${out}`);
      else gone += 1;
    }
    for (const part of stays) if (!out.includes(part)) harmed.push(`${part} in: ${out}`);
  }
  const recall = gone / (gone + missed.length);
  const precision = gone / (gone + harmed.length);
  expect({ missed, harmed, recall, precision, cases: PERSONAL_DATA_CASES.length }).toMatchObject({
    missed: [],
    harmed: [],
  });
});
