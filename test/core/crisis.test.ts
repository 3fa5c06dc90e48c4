import { expect, test } from 'vitest';
import { judgeCrisis, type ToneWeek } from '../../core/crisis.ts';
import { addWeeks } from '../../core/dates.ts';

const LAST = '2026-11-09';

/** 64 weeks, the last first: `recent` for 8 weeks, then 4 that count for nothing, then the year before. */
const weeks = (
  recent: { documents: number; negative: number },
  before = { documents: 4, negative: 1 },
): ToneWeek[] =>
  Array.from({ length: 64 }, (_, back) => ({
    week: addWeeks(LAST, -back),
    ...(back < 8 ? recent : back < 12 ? { documents: 99, negative: 99 } : before),
  }));

test('the score is z of the negative share times z of the volume, worked out by hand', () => {
  const crisis = judgeCrisis(weeks({ documents: 4, negative: 3 }), LAST);
  // 24 of 32 against (52 + .5) / (208 + 1); the volume does not vary and so counts 1.
  const usual = 52.5 / 209;
  const z = (0.75 - usual) / Math.sqrt((usual * (1 - usual)) / 32);
  expect(crisis).toMatchObject({ documents: 32, negativeShare: 0.75, zVolume: 0, alarm: true });
  expect(crisis?.zNegative).toBeCloseTo(z, 10);
  expect(crisis?.score).toBeCloseTo(z, 10);
});

test('more talk makes it graver; weeks nobody spoke count as weeks of none', () => {
  const everyOther = weeks({ documents: 8, negative: 6 }).filter((_, back) => back < 12 || back % 2 === 0);
  const crisis = judgeCrisis(everyOther, LAST);
  // The year before: 26 weeks of 4 documents, 26 of none: mean 2, sample variance 52 * 4 / 51.
  const zVolume = (8 - 2) / (Math.sqrt((52 * 4) / 51) / Math.sqrt(8));
  expect(crisis?.zVolume).toBeCloseTo(zVolume, 10);
  expect(crisis?.score).toBeCloseTo((crisis?.zNegative ?? 0) * zVolume, 10);
});

test('no alarm for chance, for a small rise, for few voices, and no score below zero', () => {
  expect(judgeCrisis(weeks({ documents: 4, negative: 1 }), LAST)).toMatchObject({ alarm: false });
  expect(judgeCrisis(weeks({ documents: 400, negative: 132 }), LAST)).toMatchObject({ alarm: false });
  expect(
    judgeCrisis(
      weeks({ documents: 4, negative: 3 }).filter((_, back) => back >= 8 || back < 2),
      LAST,
    ),
  ).toMatchObject({ alarm: false });
  expect(judgeCrisis(weeks({ documents: 4, negative: 0 }), LAST)).toMatchObject({ score: 0, alarm: false });
});

test('a thin year before, or silence now, is judged by nobody', () => {
  expect(judgeCrisis(weeks({ documents: 4, negative: 3 }, { documents: 0, negative: 0 }), LAST)).toBeNull();
  expect(judgeCrisis(weeks({ documents: 0, negative: 0 }), LAST)).toBeNull();
  expect(judgeCrisis([], LAST)).toBeNull();
});
