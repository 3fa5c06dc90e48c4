import { describe, expect, it } from 'vitest';
import { TrapGuard } from '../../crawlers/trap-guard.ts';

const NOW = new Date('2026-11-16T06:00:00.000Z');
const SITE = 'https://a.example';
const guard = () => new TrapGuard(NOW);
const judgeAll = (paths: string[], traps = guard()) => paths.map((path) => traps.judge(`${SITE}${path}`));
const numbers = (count: number) => Array.from({ length: count }, (_, at) => at);

describe('traps by what an address is', () => {
  it.each([
    ['/a/b/a/b/', 'trap-repeating-path'],
    ['/shop/shop/shop/x', 'trap-repeating-path'],
    ['/x/y/x/z/x/q/x', 'trap-repeating-path'],
    [`/${'long/'.repeat(3)}x`, 'trap-repeating-path'],
    [`/q?text=${'a'.repeat(2_100)}`, 'trap-long-url'],
    [`/${numbers(40).join('/')}`, 'trap-long-url'],
    ['/events/2031/05/', 'trap-calendar'],
    ['/events/2031/05/17', 'trap-calendar'],
    ['/events/2031-05', 'trap-calendar'],
    ['/events/2031-05/page/3', 'trap-calendar'],
    ['/calendar?month=2031-05', 'trap-calendar'],
    ['/calendar?year=2031&month=5', 'trap-calendar'],
    ['/calendar?date=20310517', 'trap-calendar'],
    [
      `/list?${numbers(14)
        .map((n) => `k${n}=1`)
        .join('&')}`,
      'trap-parameters',
    ],
  ])('%s is %s', (path, reason) => {
    expect(judgeAll([path])).toEqual([reason]);
  });

  it.each([
    '/2024/05/a-story-about-denim',
    '/2031/05/looking-ahead-to-spring',
    '/2024/05/',
    '/1996/11',
    '/events/2027/03',
    '/10/10/10',
    '/en/en/home',
    '/women/dresses/women-midi-dress',
    '/p/20310517',
    '/p/203105',
    '/products/4500/12',
    '/item.htm?id=203105&sku=9',
    '/list?page=20',
    '/s/阔腿裤',
    '/a%zz/%E0%A4%A',
  ])('%s is a page like any other', (path) => {
    expect(judgeAll([path])).toEqual([null]);
  });

  it('bounds orders and selections of one list, not the products behind one path', () => {
    const traps = guard();
    const sorted = numbers(60).map((n) => `/shop/dresses?color=c${n}&sort=price`);
    const judged = judgeAll(sorted, traps);
    expect(judged.filter((reason) => reason === null)).toHaveLength(24);
    expect(new Set(judged.slice(24))).toEqual(new Set(['trap-parameters']));
    expect(
      judgeAll(numbers(500).map((n) => `/item?id=${n}&color=red`)).every((found) => found === null),
    ).toBe(true);
    expect(judgeAll(numbers(500).map((n) => `/list?page=${n}`)).every((found) => found === null)).toBe(true);
  });

  it('counts parameters in another order once, and stops at all combinations of them', () => {
    const traps = guard();
    judgeAll(['/l?color=a&size=b', '/l?size=b&color=a'], traps);
    const keys = ['farbe', 'groesse', 'marke', 'stoff', 'schnitt', 'laenge'];
    const combinations = numbers(64).map((bits) =>
      keys
        .filter((_, at) => bits & (1 << at))
        .map((key) => `${key}=1`)
        .join('&'),
    );
    const judged = judgeAll(
      combinations.map((query) => `/liste?${query}`),
      guard(),
    );
    expect(judged.filter((reason) => reason !== null).length).toBeGreaterThan(40);
  });
});

describe('traps by what their like brought', () => {
  const learn = (traps: TrapGuard, paths: string[], fresh: boolean | null) => {
    for (const path of paths) traps.learn(`${SITE}${path}`, fresh);
  };

  it.each([
    ['trap-paging', (n: number) => `/list?page=${n}`, 3],
    ['trap-paging', (n: number) => `/list/page/${n}/`, 3],
    ['trap-calendar', (n: number) => `/archive/${1950 + (n % 60)}/05/`, 12],
    ['trap-session', (n: number) => `/s/9f8e7d6c5b4a${1000 + n}/list`, 5],
    ['trap-session', (n: number) => `/list?visit=9f8e7d6c5b4a${1000 + n}`, 5],
    ['trap-parameters', (n: number) => `/list?shade=${n}x`, 8],
    ['trap-same-content', (n: number) => `/pages/again-${n}`, 10],
  ])('%s closes after pages in a row without anything new', (reason, path, times) => {
    const traps = guard();
    learn(traps, numbers(times - 1).map(path), false);
    expect(traps.closed(`${SITE}${path(900)}`)).toBeNull();
    learn(traps, [path(800)], null);
    learn(traps, [path(801)], false);
    expect(traps.closed(`${SITE}${path(900)}`)).toBe(reason);
    expect(traps.judge(`${SITE}${path(901)}`)).toBe(reason);
    expect(traps.closed(`${SITE}/elsewhere/entirely/x.html`)).toBeNull();
  });

  it('never closes what now and then brings something new', () => {
    const traps = guard();
    for (let n = 0; n < 200; n++) learn(traps, [`/list?page=${n}`], n % 3 === 0);
    expect(traps.closed(`${SITE}/list?page=900`)).toBeNull();
  });
});
