import { describe, expect, test } from 'vitest';
import { READS } from '../../api/routes/table.ts';
import { useApi } from './use-api.ts';

const api = useApi();

/** One good question to each read; a read without one fails the first test. */
const QUESTIONS: Record<string, string> = {
  summary: '/summary',
  trends: '/trends?facet=color&sort=confidence&order=asc',
  series: '/series?concept=color:butter-yellow&sector=review',
  forecasts: '/forecasts?concept=color:butter-yellow',
  scoreboard: '/scoreboard',
  evidence: '/evidence?concept=color:butter-yellow',
  concepts: '/concepts?q=弯刀',
  concept: '/concepts/color:butter-yellow',
  themes: '/themes',
  theme: '/themes/1',
  palettes: '/palettes?size=4',
  candidates: '/candidates',
  brands: '/brands',
  brand: '/brands/brand:lumenfold',
  leads: '/leads?scope=sector',
  facetLeads: '/leads/facets?facet=color',
  compass: '/compass?rows=sector&columns=market',
  opportunities: '/opportunities',
  trendChanges: '/recommender/changes?limit=5',
  outfits: '/recommender/outfits?concept=garment:ballet-flats',
  shelf: '/shelf?concept=garment:ballet-flats',
  signals: '/signals?severity=warning',
  signalRules: '/signal-rules',
  signalDeliveries: '/signal-deliveries',
  sources: '/sources?health=paused',
  source: '/sources/loom-daily',
  ledger: '/ledger?outcome=refused',
  stageRuns: '/stage-runs',
  queues: '/queues',
  deadJobs: '/jobs/dead',
};

describe('every read', () => {
  test.each(READS.map((read) => [read.name, read] as const))(
    '%s answers in the shape it promises',
    async (name, read) => {
      const answer = await api().json(`/api/v1${QUESTIONS[name]}`);
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
      const parsed = read.data.safeParse(answer.get('data'));
      expect(parsed.error?.issues ?? []).toEqual([]);
      expect(answer.get('dataVersion')).toBe('7');
      expect(String(answer.get('notice'))).toContain('made up');
    },
  );

  test.each(READS.map((read) => [read.name]))(
    '%s refuses an unknown parameter with its name',
    async (name) => {
      const path = QUESTIONS[name] ?? '';
      const answer = await api().json(`/api/v1${path}${path.includes('?') ? '&' : '?'}nonsense=1`);
      expect(answer.status).toBe(400);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(answer.get('code')).toBe('BAD_INPUT');
      expect(String(answer.get('detail'))).toContain('nonsense');
    },
  );
});

describe('what reads say', () => {
  test('the strongest riser comes first and carries its forecast', async () => {
    const answer = await api().json('/api/v1/trends?stage=edge,emerging,rising&sparkline=52');
    expect(answer.status).toBe(200);
    expect(answer.get('demo')).toBe(true);
    expect(answer.get('data.0.conceptId')).toBe('garment:barrel-leg-jeans');
    expect(answer.get('data.0.sparkline')).toHaveLength(52);
    expect(answer.get('data.0.outlook.low80')).toBeLessThan(Number(answer.get('data.0.outlook.high80')));
    expect(answer.rows().every((row) => ['edge', 'emerging', 'rising'].includes(String(row['stage'])))).toBe(
      true,
    );
  });

  test('a concept is found by either language', async () => {
    for (const q of ['弯刀', 'BARREL-leg']) {
      const answer = await api().json(`/api/v1/concepts?q=${encodeURIComponent(q)}`);
      expect(answer.rows().map((row) => row['id'])).toEqual(['garment:barrel-leg-jeans']);
    }
  });

  test('a week without an active source is a gap, not a zero', async () => {
    const answer = await api().json('/api/v1/series?concept=color:butter-yellow&sector=review');
    expect(answer.get('data.points.80')).toMatchObject({ share: null, activeSources: 0, exposure: 0 });
    expect(answer.get('data.points')).toHaveLength(157);
  });

  test('too few documents are said in words and nothing is filled in', async () => {
    const answer = await api().json('/api/v1/trends?q=hourglass');
    expect(answer.rows()[0]).toMatchObject({
      growth: null,
      momentum: null,
      stage: 'unknown',
      outlook: null,
      reasons: [],
    });
    expect(String(answer.get('data.0.insufficient'))).toMatch(/^\d+ of 30 documents$/);
    expect((await api().json('/api/v1/trends?minGrowth=0&q=hourglass')).rows()).toEqual([]);
  });

  test('a sure collapse is told though few documents are left, for that is what it says', async () => {
    const { sql } = api().database;
    const stored = sql`update concept_states set documents = 9, flags = '{flash}'
      where concept_id = 'style:mob-wife' and sector = 'all' and market = 'all'`;
    expect((await stored).count).toBe(1);
    const answer = await api().json('/api/v1/trends?stage=collapsed&q=mob');
    expect(answer.rows()[0]).toMatchObject({
      stage: 'collapsed',
      flags: ['flash'],
      growth: null,
      outlook: null,
      insufficient: '9 of 30 documents',
    });
    await sql`update concept_states set stage_probability = 0.6 where concept_id = 'style:mob-wife'`;
    expect((await api().json('/api/v1/trends?stage=collapsed&q=mob%20wife')).rows()).toEqual([]);
  });

  test('a NUL character, which no stored text can hold, is a bad question and not our fault', async () => {
    for (const path of ['/concepts?q=a%00b', '/concepts/color:%00', '/evidence?concept=color:x%00']) {
      const answer = await api().json(`/api/v1${path}`);
      expect([answer.status, answer.get('code')], path).toEqual([400, 'BAD_INPUT']);
    }
  });

  test('the week that still runs is in no series', async () => {
    await api().database.sql`
      insert into series_points (concept_id, sector, market, week, documents, exposure, active_sources, share)
      values ('fabric:suede', 'all', 'all', '2026-11-16', 90, 100, 3, 0.9)`;
    const answer = await api().json('/api/v1/series?concept=fabric:suede');
    expect(answer.get('data.points')).toHaveLength(157);
    expect(answer.get('data.points.156.week')).toBe('2026-11-09');
  });

  test('forecasts come as they were made, with back-test, hash and the score earned', async () => {
    const answer = await api().json('/api/v1/forecasts?concept=color:butter-yellow');
    expect(answer.get('data.0.score.scored')).toBe(0);
    expect(answer.get('data.1.score.scored')).toBe(13);
    expect(answer.get('data.0.weeks.0')).toBe('2026-11-16');
    expect(answer.get('data.0.previousHash')).toBe(answer.get('data.1.hash'));
    expect(answer.get('data.0.backtest')).toMatchObject({ folds: 6, coverage: { 80: 0.81, 95: 0.94 } });
  });

  test('brands: the turned one is in alarm for the garment, not for the parcel', async () => {
    const list = await api().json('/api/v1/brands');
    expect(
      list
        .rows()
        .filter((row) => row['crisis'])
        .map((row) => row['id']),
    ).toEqual(['brand:lumenfold']);
    const one = await api().json('/api/v1/brands/brand:lumenfold');
    expect(one.get('data.netSentiment')).toBeLessThan(Number(one.get('data.netSentimentBefore')));
    expect(one.get('data.aspects.0')).toMatchObject({ aspect: 'quality', voice: 'product' });
  });

  test('a series by day has whole weeks, and no more than thirteen', async () => {
    const question = '/api/v1/series?concept=color:butter-yellow&grain=day';
    const answer = await api().json(question);
    const points = answer.get('data.points') as { day: string; week: string }[];
    expect(points).toHaveLength(91);
    expect(points.at(-1)).toMatchObject({ day: '2026-11-15', week: '2026-11-09' });
    const some = await api().json(`${question}&from=2026-11-04&to=2026-11-04`);
    expect((some.get('data.points') as { day: string }[]).map(({ day }) => day)[0]).toBe('2026-11-02');
    const far = await api().json(`${question}&from=2026-01-05`);
    expect(far.get('code')).toBe('BAD_INPUT');
  });

  test('a lead is claimed over all concepts by control over all of their pairs, of one concept over its own', async () => {
    const pairs = (rows: Record<string, unknown>[]) =>
      rows
        .map((row) => `${String(row['leader'])}>${String(row['follower'])} ${String(row['origin'])}`)
        .sort();
    const all = await api().json('/api/v1/leads?scope=sector');
    expect(pairs(all.rows())).toEqual([
      'runway>commerce true',
      'runway>editorial true',
      'runway>social true',
    ]);
    const one = await api().json('/api/v1/leads?scope=sector&concept=fabric:suede');
    expect(pairs(one.rows())).toEqual(['editorial>social false', ...pairs(all.rows())]);
  });

  test('the widest supply gap comes first', async () => {
    const answer = await api().json('/api/v1/opportunities');
    expect(answer.get('data.0')).toMatchObject({
      conceptId: 'garment:ballet-flats',
      products: 14,
      outOfStockShare: 0.31,
    });
    const reasons = answer.get('data.0.reasons') as { en: string; zh: string }[];
    expect(reasons.at(-1)).toMatchObject({
      en: expect.stringMatching(/^last week 14 products, 31 % out of stock/),
      zh: expect.stringMatching(/^上周 14 件商品，缺货 31 %/),
    });
    expect(reasons[0]!.en).toMatch(/^social talk: [+-]\d+ % on the year, \d+ documents in 13 weeks$/);
  });

  test('the compass counts documents where it can and says its unit', async () => {
    const plain = await api().json('/api/v1/compass?rows=sector&columns=market');
    const cells = plain.get('data.cells') as { value: number }[];
    const [total] = await api().database.sql<{ n: number }[]>`select count(*)::int as n from documents`;
    expect(cells.reduce((sum, cell) => sum + cell.value, 0)).toBe(total?.n);
    expect(plain.get('data.unit')).toBe('documents');
    const paired = await api().json('/api/v1/compass?rows=facet&columns=month&measure=sentiment');
    expect(paired.get('data.unit')).toBe('documents × concepts');
    expect((await api().json('/api/v1/compass?rows=week&columns=week')).get('code')).toBe('BAD_INPUT');
  });

  test('a season keeps what is strongest in it', async () => {
    const answer = await api().json('/api/v1/trends?season=summer');
    expect(answer.rows().map((row) => row['conceptId'])).toContain('fabric:linen');
    expect(answer.rows().map((row) => row['conceptId'])).not.toContain('garment:puffer-jacket');
  });
});
