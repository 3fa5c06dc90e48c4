import { describe, expect, test } from 'vitest';
import { change, sure } from '../../api/dashboard/figures.ts';
import { isNewcomer } from '../../api/dashboard/parts/growth-figure.ts';
import { groupSignals } from '../../api/dashboard/parts/signal-list.ts';
import { useApi } from './use-api.ts';

const api = useApi();
const page = async (path: string) => (await api().app.request(path)).text();

describe('figures as people read them', () => {
  test('a change is a percentage until it is a multiple', () => {
    expect([0.5, -0.32, 0, 1.05, 2, 6.48, 21].map(change)).toEqual([
      '+50\u00a0%',
      '−32\u00a0%',
      '±0\u00a0%',
      '+105\u00a0%',
      '×3.0',
      '×7.5',
      '×22',
    ]);
    expect([0.994, 0.82, 0].map(sure)).toEqual(['> 99\u00a0%', '82\u00a0%', '0\u00a0%']);
  });

  test('new is what had next to nothing in the same weeks a year before, and only where those are known', () => {
    const shares = (before: number | null) => [
      ...Array<number | null>(26).fill(before),
      ...Array(52).fill(0.05),
    ];
    expect(isNewcomer(shares(0), 0.05)).toBe(true);
    expect(isNewcomer(shares(0.01), 0.05)).toBe(false);
    expect(isNewcomer(shares(null), 0.05)).toBe(false);
    expect(isNewcomer([0.05, 0.05], 0.05)).toBe(false);
  });
});

describe('signals', () => {
  const row = (id: string, change: Partial<Parameters<typeof groupSignals>[0][number]>) => ({
    id,
    rule: 'trend-rising',
    subject: 'fabric:suede',
    market: 'all',
    week: '2026-11-09',
    severity: 'notice',
    titleZh: '',
    titleEn: '',
    reasons: [],
    raisedAt: null,
    ...change,
  });

  test('one entry for a rule and subject, its markets beside it; warnings first, rising trends last', () => {
    const groups = groupSignals([
      row('1', { market: 'us' }),
      row('2', {}),
      row('3', { rule: 'new-term', subject: 'en:cloudpleat', severity: 'info' }),
      row('4', { rule: 'brand-sentiment-falling', subject: 'brand:lumenfold', severity: 'warning' }),
    ]);
    expect(groups.map(({ head, others }) => [head.id, others.map(({ id }) => id)])).toEqual([
      ['4', []],
      ['3', []],
      ['2', ['1']],
    ]);
  });

  test('reasons are in the language of the page', async () => {
    expect(await page('/operations?lang=zh')).toContain('同比 +210 %');
    const english = await page('/operations?lang=en');
    expect(english).toContain('growth +210 %');
    expect(english).not.toContain('同比 +210 %');
  });

  test('the first page tells what needs a look before what rises, and what does not rise after it', async () => {
    const text = await page('/?lang=en');
    const strip = text.indexOf('class="notices"');
    expect(strip).toBeGreaterThan(0);
    expect(text.indexOf('class="cards"')).toBeGreaterThan(strip);
    expect(text).toMatch(/notices[\s\S]*href="\/brands\/brand%3Alumenfold/);
    expect(text).toMatch(/Falling[\s\S]*skinny jeans/);
    expect(await page('/?lang=en&stage=any')).not.toContain('class="notices"');
  });
});
