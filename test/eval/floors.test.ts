import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { belowFloor, readFloors } from './floors.ts';

const one = (figure: Record<string, unknown>) =>
  readFloors(JSON.stringify({ task: { scorer: 's.mjs', args: [], figures: [figure] } }))['task']!;

describe('quality floors', () => {
  it('are a file the runner can read, with bounds that can be missed', () => {
    const floors = readFloors(readFileSync(new URL('floors.json', import.meta.url), 'utf8'));
    expect(Object.keys(floors)).toContain('extract');
    for (const evaluation of Object.values(floors))
      for (const { floor, ceiling } of evaluation.figures) expect(floor ?? ceiling).toBeGreaterThan(0);
  });

  it.each([
    [0.93, false],
    [0.92, true],
    [undefined, true],
    [Number.NaN, true],
  ])('calls a floor of .93 with %s measured sunk: %s', (value, sunk) => {
    const evaluation = one({ name: 'title', path: ['sets', 0, 'acc'], floor: 0.93 });
    expect(belowFloor(evaluation, { sets: [{ acc: value }] })[0]!.sunk).toBe(sunk);
  });

  it('holds an error under its ceiling', () => {
    const evaluation = one({ name: 'error', path: ['ece'], ceiling: 0.02 });
    expect(belowFloor(evaluation, { ece: 0.02 })[0]!.sunk).toBe(false);
    expect(belowFloor(evaluation, { ece: 0.03 })[0]!.sunk).toBe(true);
  });

  it('refuses a figure without a bound', () => {
    expect(() => one({ name: 'x', path: ['x'] })).toThrow('floor or a ceiling');
  });
});
