import { describe, expect, test } from 'vitest';
import { GroupCommit } from '../../storage/group-commit.ts';

/** A store whose transactions end when they are let. */
function slowStore(refuses: (group: number[]) => { code: string } | null = () => null) {
  const groups: number[][] = [];
  let free = (): void => {};
  let held: Promise<void> = Promise.resolve();
  const hold = (): void => {
    held = new Promise((resolve) => {
      free = resolve;
    });
  };
  const commits = new GroupCommit<number>(async (group) => {
    groups.push(group);
    await held;
    const error = refuses(group);
    if (error) throw Object.assign(new Error(`refused ${group.join()}`), error);
  }, 4);
  return { commits, groups, hold, free: () => free() };
}

describe('group commit', () => {
  test('nothing waits where nothing runs; what gathers meanwhile goes together, in order, up to the bound', async () => {
    const { commits, groups, hold, free } = slowStore();
    hold();
    const all = [1, 2, 3, 4, 5, 6].map((n) => commits.add(n));
    expect(groups).toEqual([[1]]);
    free();
    await Promise.all(all);
    expect(groups).toEqual([[1], [2, 3, 4, 5], [6]]);
  });

  test('rows that are refused do not take the others with them', async () => {
    const { commits, groups, hold, free } = slowStore((group) =>
      group.includes(3) ? { code: '23514' } : null,
    );
    hold();
    const all = Promise.allSettled([1, 2, 3, 4].map((n) => commits.add(n)));
    free();
    expect((await all).map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(groups).toEqual([[1], [2, 3, 4], [2], [3], [4]]);
  });

  test('a server that is away fails the group at once', async () => {
    const { commits, groups, hold, free } = slowStore(() => ({ code: 'ECONNREFUSED' }));
    hold();
    const all = Promise.allSettled([1, 2, 3].map((n) => commits.add(n)));
    free();
    expect((await all).every(({ status }) => status === 'rejected')).toBe(true);
    expect(groups).toEqual([[1], [2, 3]]);
  });
});
