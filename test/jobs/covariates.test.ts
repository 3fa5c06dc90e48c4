import { expect, test } from 'vitest';
import { addWeeks } from '../../core/dates.ts';
import { createCovariates } from '../../jobs/forecast/covariates.ts';
import type { Cell, NamedFrame } from '../../jobs/forecast/frames.ts';
import { inputHashes } from '../../jobs/forecast/work.ts';

const START = '2025-01-06';

function frame(concept: string, values: number[], change: Partial<NamedFrame> = {}): NamedFrame {
  const flat = values.map(() => 1);
  return {
    key: `${concept}|x|y`,
    concept,
    facet: 'color',
    total: 100,
    documents: flat,
    exposure: flat,
    values,
    start: START,
    ...change,
  };
}

const cell = (sector: string, market: string, frames: NamedFrame[]): Cell => ({ sector, market, frames });

test('the other sectors of a concept may lead its sector, other markets its market, in its own weeks', () => {
  const social = frame('a', [1, 2, 3, 4]);
  const cells = [
    cell('all', 'all', [frame('a', [9, 9, 9, 9])]),
    cell('social', 'all', [social, frame('b', [5, 5, 5, 5])]),
    cell('runway', 'all', [frame('a', [7, 8], { start: addWeeks(START, 2) })]),
    cell('review', 'all', [frame('a', [1, 1, 1, 1], { total: 29 })]),
    cell('all', 'cn', [frame('a', [6, 6, 6, 6])]),
    cell('all', 'us', [frame('a', [5, 6, 7, 8, 9], { start: addWeeks(START, -1) })]),
    cell('social', 'cn', [frame('a', [3, 3, 3, 3])]),
  ];
  const covariatesOf = createCovariates(cells);
  // Too few documents to lead: review. What began later has gaps before.
  expect(covariatesOf(cells[1]!, social)).toEqual([{ name: 'runway', values: [null, null, 7, 8] }]);
  expect(covariatesOf(cells[4]!, cells[4]!.frames[0]!)).toEqual([{ name: 'us', values: [6, 7, 8, 9] }]);
  expect(covariatesOf(cells[0]!, cells[0]!.frames[0]!)).toEqual([]);
  expect(covariatesOf(cells[6]!, cells[6]!.frames[0]!)).toEqual([]);
  expect(covariatesOf(cells[1]!, cells[1]!.frames[1]!)).toEqual([]);
});

test('a forecast is made again when what may lead it changed', () => {
  const hash = (values: number[]) =>
    inputHashes([{ ...frame('a', [1, 2]), covariates: [{ name: 'runway', values }] }]).get('a|x|y');
  expect(hash([1, 2])).toBe(hash([1, 2]));
  expect(hash([1, 2])).not.toBe(hash([1, 3]));
});
