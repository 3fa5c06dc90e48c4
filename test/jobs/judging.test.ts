import { expect, test } from 'vitest';
import { addWeeks } from '../../core/dates.ts';
import { confidenceOf } from '../../jobs/forecast/confidence.ts';
import { supplyDemandGaps } from '../../jobs/forecast/supply-demand-gap.ts';
import { inputHashes } from '../../jobs/forecast/work.ts';
import { gatherCandidates, type DiscoveredPeriod } from '../../jobs/discover/gather-candidates.ts';
import { decideRetry, jobError } from '../../jobs/retry-decision.ts';
import { followUp } from '../../jobs/perform.ts';
import { findBrandCrises } from '../../jobs/signals/brand-crises.ts';
import { brandSignal } from '../../jobs/signals/brand-signals.ts';
import { AppError } from '../../core/errors.ts';
import type { BrandWeek } from '../../storage/signals.ts';

const strong = {
  documents: 400,
  sources: 12,
  healthySources: 12,
  growth: 1.5,
  sectorGrowths: [1.2, 2, 0.8],
  languageGrowths: [1.4, 1.1],
};

test('confidence is high on many voices, never high on one sector, and low on few documents', () => {
  expect(confidenceOf(strong).value).toBeGreaterThan(0.9);
  expect(confidenceOf({ ...strong, sectorGrowths: [1.2] }).value).toBe(0.5);
  expect(confidenceOf({ ...strong, sectorGrowths: [1.2, -0.5, -0.4] }).value).toBe(0.5);
  const few = confidenceOf({ ...strong, documents: 7 });
  expect(few.value).toBe(0.3);
  expect(few.reasons[0]).toEqual({
    en: 'insufficient: 7 of 30 documents in 13 weeks',
    zh: '数据不足：13 周需 30 篇文档，现有 7 篇',
  });
  const sick = confidenceOf({ ...strong, healthySources: 0 });
  expect(confidenceOf(strong).value - sick.value).toBeCloseTo(0.15, 6);
});

test('the supply gap is widest where talk grows and shelves stand still, and unknown without both', () => {
  const on = (documents: number) => (growth: number) => ({
    growth,
    recent: documents * (1 + growth),
    before: documents,
  });
  const much = on(400);
  const gaps = supplyDemandGaps([
    { key: 'gap', social: much(3), review: much(2), commerce: much(0) },
    { key: 'served', social: much(3), review: much(2), commerce: much(3) },
    { key: 'glut', social: much(-0.5), review: much(-0.4), commerce: much(1) },
    { key: 'still', social: much(0), review: much(0), commerce: much(0) },
    { key: 'no shelf', social: much(1), review: null, commerce: null },
  ]);
  expect([...gaps].sort((a, b) => b[1] - a[1]).map(([key]) => key)).toEqual([
    'gap',
    'still',
    'served',
    'glut',
  ]);
  expect(gaps.get('gap')).toBeGreaterThan(1);
  const alone = { key: 'alone', social: much(1), review: much(1), commerce: much(1) };
  expect(supplyDemandGaps([alone]).size).toBe(0);
});

test('a gap on five documents does not stand before one on hundreds', () => {
  const side = (growth: number, before: number) => ({ growth, recent: before * (1 + growth), before });
  const still = Array.from({ length: 20 }, (_, i) => ({
    key: `still-${i}`,
    social: side(((i % 5) - 2) / 50, 80),
    review: side(((i % 3) - 1) / 50, 60),
    commerce: side(((i % 4) - 1.5) / 50, 300),
  }));
  const gaps = supplyDemandGaps([
    ...still,
    { key: 'few', social: side(4, 1), review: null, commerce: side(0, 200) },
    { key: 'many', social: side(2.5, 40), review: side(3, 20), commerce: side(0.2, 200) },
  ]);
  expect(gaps.get('many')).toBeGreaterThan(2 * gaps.get('few')!);
});

const until = '2026-11-16';
const brandWeeks = (brand: string, recentNegative: number, recentDocuments = 8): BrandWeek[] =>
  Array.from({ length: 64 }, (_, back) => ({
    brand,
    labelZh: '折光',
    labelEn: 'Lumenfold',
    market: 'all',
    week: addWeeks(until, -1 - back),
    documents: back < 8 ? recentDocuments : 6,
    negative: back < 8 ? recentNegative : back % 6 === 0 ? 1 : 0,
  }));

test('a brand whose negative share rose beyond chance is a crisis; noise and thin talk are not', () => {
  const rows = [
    ...brandWeeks('brand:turned', 4),
    ...brandWeeks('brand:fine', 0),
    ...brandWeeks('brand:thin', 1, 1).slice(3),
  ];
  const crises = findBrandCrises(rows, until);
  expect(crises.map(({ brand }) => brand)).toEqual(['brand:turned']);
  expect(crises[0]).toMatchObject({ documents: 64, negativeShare: 0.5 });
  expect(crises[0]!.score).toBeGreaterThan(10);
  const blame = [
    { aspect: 'quality', positive: 1, negative: 9 },
    { aspect: 'logistics', positive: 0, negative: 2 },
  ];
  const signal = brandSignal(crises[0]!, blame, '2026-11-09');
  expect(signal).toMatchObject({ rule: 'brand-sentiment-falling', severity: 'warning' });
  expect(signal.reasons[1]).toEqual({
    en: 'product voice: quality 9 negative, 1 positive; delivery 2 negative, 0 positive',
    zh: '商品之声：质量 负 9 正 1；物流 负 2 正 0',
  });
});

test('a brand is told once: over all markets, which names those where it holds alone, or else by market', () => {
  const inMarket = (market: string, negative: number, documents = 8) =>
    brandWeeks('brand:turned', negative, documents).map((row) => ({ ...row, market }));
  const everywhere = [
    ...inMarket('all', 4),
    ...inMarket('gb', 4),
    ...inMarket('cn', 6),
    ...inMarket('fr', 0),
  ];
  const told = findBrandCrises(everywhere, until);
  expect(told.map(({ market, markets }) => [market, markets])).toEqual([['all', ['cn', 'gb']]]);
  expect(brandSignal(told[0]!, [], '2026-11-09').reasons.map(({ en }) => en)).toContain(
    'also alone in China, Britain',
  );
  const oneOnly = findBrandCrises([...inMarket('all', 0), ...inMarket('cn', 6)], until);
  expect(oneOnly.map(({ market }) => market)).toEqual(['cn']);
});

test('the input hash follows the series, its pool and nothing else', () => {
  const frame = (key: string, values: (number | null)[]) => ({
    key,
    values,
    documents: [],
    exposure: [],
    start: '2026-01-05',
  });
  const one = inputHashes([frame('a', [1, null, 0.1]), frame('b', [2])]);
  expect(inputHashes([frame('a', [1, null, 0.1]), frame('b', [2])])).toEqual(one);
  const other = inputHashes([frame('a', [1, null, 0.1]), frame('b', [3])]);
  expect(other.get('a')).not.toBe(one.get('a')); // its pool changed
});

test('a term of several weeks is one candidate; what a concept covers is none', () => {
  const term = {
    term: 'cloudpleat',
    language: 'en' as const,
    kind: 'burst' as const,
    score: 3,
    count: 4,
    baseline: 0.2,
    firstSeen: '2026-09-01',
    concept: null,
    examples: [{ id: '1', start: 0, end: 10 }],
    suggestion: { facet: 'garment' as const, parent: null, cooccurring: [] },
  };
  const period = (to: string, terms: DiscoveredPeriod['terms']): DiscoveredPeriod => ({
    period: to,
    from: to,
    to,
    documents: 10,
    terms,
  });
  const found = gatherCandidates([
    period('2026-11-01', [
      { ...term, kind: 'new' },
      { ...term, term: 'linen', concept: 'fabric:linen' },
    ]),
    period('2026-11-08', [
      { ...term, score: 9, count: 6, baseline: 4, examples: [{ id: '2', start: 0, end: 10 }] },
    ]),
  ]);
  expect(found).toMatchObject([
    {
      term: 'cloudpleat',
      kind: 'new',
      score: 9,
      documents: 10,
      baseline: 0.2,
      lastSeen: '2026-11-08',
      suggestedFacet: 'garment',
    },
  ]);
  expect(found[0]!.examples.map(({ id }) => id)).toEqual(['2', '1']);
});

test('errors decide what happens next, within the job’s bounds', () => {
  const policy = { attempts: 3, backoffMs: 100 };
  const first = { attempt: 1, paces: 0 };
  expect(decideRetry(new AppError('TIMEOUT', ''), policy, first)).toEqual({ action: 'retry', delayMs: 100 });
  expect(decideRetry(new AppError('TIMEOUT', ''), policy, { attempt: 2, paces: 0 })).toEqual({
    action: 'retry',
    delayMs: 200,
  });
  expect(decideRetry(new AppError('TIMEOUT', ''), policy, { attempt: 3, paces: 0 })).toEqual({
    action: 'fail',
  });
  const paced = new AppError('FETCH_PACED', '', { retryAfterMs: 5_000 });
  expect(decideRetry(paced, policy, { attempt: 3, paces: 2 })).toEqual({ action: 'pace', delayMs: 5_000 });
  expect(decideRetry(paced, policy, { attempt: 1, paces: 20 })).toEqual({ action: 'fail' });
  expect(jobError(Object.assign(new Error('x'), { code: '40P01' })).code).toBe('DATABASE_UNAVAILABLE');
  expect(jobError(Object.assign(new Error('x'), { code: '23505' })).code).toBe('INTERNAL');
});

test('a chain goes as far as it was asked to', () => {
  expect(followUp('crawl-source', { chain: 'none' })).toBeNull();
  expect(followUp('crawl-source', { chain: 'counts' })).toMatchObject({
    name: 'fold-duplicates',
    payload: { chain: 'counts' },
  });
  expect(followUp('build-series', { chain: 'counts' })).toBeNull();
  expect(followUp('build-series', { chain: 'all' })?.name).toBe('discover-terms');
  expect(followUp('raise-signals', { chain: 'all' })?.name).toBe('deliver-signals');
  expect(followUp('deliver-signals', { chain: 'all' })).toBeNull();
});
