import { describe, expect, test } from 'vitest';
import { AppError } from '../../core/errors.ts';
import { CircuitBreaker } from '../../crawlers/fetch/circuit-breaker.ts';
import { HostQueue } from '../../crawlers/fetch/host-queue.ts';
import { HostTable } from '../../crawlers/fetch/host-table.ts';
import { createTdmFiles } from '../../crawlers/fetch/tdm-file.ts';

/** More than any table keeps. */
const MANY = 20_000;
const host = (n: number): string => `h${n}.example`;
const names = Array.from({ length: MANY }, (_, n) => host(n));
const still = () => 0;

describe('a table of hosts', () => {
  const table = (most: number) =>
    new HostTable<{ need: 'idle' | 'resting' | 'busy' }>(({ need }) => need, most);

  test('forgets the one used longest ago', () => {
    const hosts = table(2);
    for (const name of ['a', 'b']) hosts.set(name, { need: 'idle' });
    hosts.get('a');
    hosts.set('c', { need: 'idle' });
    expect(['a', 'b', 'c'].map((name) => hosts.get(name) !== undefined)).toEqual([true, false, true]);
  });

  test('forgets one that rests only where none is idle, and one that is busy never', () => {
    const hosts = table(3);
    hosts.set('busy', { need: 'busy' });
    hosts.set('resting', { need: 'resting' });
    for (const name of ['a', 'b', 'c']) hosts.set(name, { need: 'idle' });
    expect(hosts.get('resting')).toBeDefined();
    hosts.set('c', { need: 'busy' });
    hosts.set('d', { need: 'busy' });
    hosts.set('e', { need: 'busy' });
    expect(hosts.get('resting')).toBeUndefined();
    expect(['busy', 'c', 'd', 'e'].every((name) => hosts.get(name))).toBe(true);
  });
});

describe('what is remembered by host is bounded', () => {
  test('in the queue, where a host that has requests waiting and one that asked for a rest keep theirs', async () => {
    let now = 0;
    const queue = new HostQueue({ monotonicMs: () => now, maxWaitMs: 1_000 });
    const order: number[] = [];
    let free = (): void => {};
    const held = new Promise<void>((resolve) => (free = resolve));
    const waiting = [1, 2].map((n) =>
      queue.run('busy.example', 1, async () => {
        order.push(n);
        await held;
      }),
    );
    queue.rest('resting.example', 60_000);
    for (const name of names) await queue.run(name, 0, async () => {});
    expect(queue.size).toBeLessThan(10_000);
    await expect(queue.run('resting.example', 0, async () => {})).rejects.toBeInstanceOf(AppError);
    expect(order).toEqual([1]);
    now = 10;
    free();
    await Promise.all(waiting);
    expect(order).toEqual([1, 2]);
    queue.close();
  });

  test('in the breaker, where an open circuit outlives what failed less', () => {
    const breaker = new CircuitBreaker(still, () => 0.5);
    for (let n = 0; n < 10; n++) breaker.failed('open.example');
    for (const name of names) {
      breaker.failed(name);
      breaker.pushedBack(name);
    }
    expect(breaker.size).toBeLessThan(20_000);
    expect(() => breaker.check('open.example')).toThrow('failed 10 times');
  });

  test('among the files on mining, where the one used longest ago is asked for again', async () => {
    const files = createTdmFiles(still);
    const asked: string[] = [];
    const get = async (url: string): Promise<never> => {
      asked.push(url);
      throw new AppError('NOT_FOUND', 'none');
    };
    for (const name of [...names, host(0), host(MANY - 1)]) await files.reserves(`https://${name}/`, get);
    expect(asked.slice(MANY)).toEqual([`https://${host(0)}/.well-known/tdmrep.json`]);
  });
});
