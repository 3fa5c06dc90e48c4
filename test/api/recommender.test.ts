import { beforeAll, describe, expect, it } from 'vitest';
import { updateTrendScores } from '../../storage/trend-scores.ts';
import { shippedReader } from './shipped-reader.ts';
import { CLOCK, useApi } from './use-api.ts';

const BASE = '/api/v1/recommender';

const api = useApi({ items: shippedReader });
const ask = (path: string, body: unknown) =>
  api().json(`${BASE}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

beforeAll(async () => {
  await updateTrendScores(api().database.sql, CLOCK.now());
});

describe('changed trend scores', () => {
  it('come once, page by page, and again only when they change', async () => {
    const first = await api().json(`${BASE}/changes?limit=40`);
    expect(first.rows()).toHaveLength(40);
    const seen = new Set<string>();
    let since = '';
    for (let pages = 0; pages < 50; pages++) {
      const page = await api().json(`${BASE}/changes?limit=40${since && `&since=${since}`}`);
      const rows = page.rows();
      for (const row of rows)
        seen.add(`${String(row['conceptId'])} ${String(row['sector'])} ${String(row['market'])}`);
      since = page.get('next') as string;
      if (rows.length === 0) break;
    }
    const { sql } = api().database;
    const [count] = await sql<{ n: number }[]>`select count(*)::int as n from concept_states`;
    expect(seen.size).toBe(count?.n);
    await updateTrendScores(sql, CLOCK.now());
    expect((await api().json(`${BASE}/changes?since=${since}`)).rows()).toEqual([]);
    await sql`update concept_states set growth = growth + 3
      where concept_id = 'color:mocha' and sector = 'all' and market = 'all'`;
    await updateTrendScores(sql, CLOCK.now());
    const [changed, ...none] = (await api().json(`${BASE}/changes?since=${since}`)).rows();
    expect(none).toEqual([]);
    expect(changed).toMatchObject({ conceptId: 'color:mocha', sector: 'all', market: 'all' });
    expect(changed?.['score']).toBeGreaterThan(changed?.['previousScore'] as number);
  });

  it('tell of what is gone', async () => {
    const { sql } = api().database;
    const all = await api().json(`${BASE}/changes?limit=5000`);
    await sql`delete from concept_states where concept_id = 'color:sage-green' and sector = 'all' and market = 'all'`;
    await updateTrendScores(sql, CLOCK.now());
    const [gone] = (await api().json(`${BASE}/changes?since=${all.get('next') as string}`)).rows();
    expect(gone).toMatchObject({ conceptId: 'color:sage-green', score: null, stage: 'unknown' });
    await updateTrendScores(sql, CLOCK.now());
    expect(
      (await api().json(`${BASE}/changes?limit=5000&since=${all.get('next') as string}`)).rows(),
    ).toHaveLength(1);
  });

  it('come as lines too, with the same cursor', async () => {
    const lines = await api().app.request(`${BASE}/changes.ndjson?limit=3&sector=social`);
    expect(lines.headers.get('content-type')).toContain('application/x-ndjson');
    const rows = (await lines.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const json = await api().json(`${BASE}/changes?limit=3&sector=social`);
    expect(rows).toEqual(json.rows());
    expect(lines.headers.get('x-next-cursor')).toBe(json.get('next'));
  });

  it.each(['since=nonsense', 'since=bnVsbA', 'limit=0', 'sector=tv', 'colour=red'])(
    'refuse %s',
    async (query) => {
      expect(await api().json(`${BASE}/changes?${query}`)).toMatchObject({ status: 400 });
      expect((await api().app.request(`${BASE}/changes.ndjson?${query}`)).status).toBe(400);
    },
  );
});

describe('a batch of items', () => {
  it('is scored by words, attributes and known concepts', async () => {
    const answer = await ask('/score', {
      items: [
        { id: 'up', text: '黄油黄 芭蕾鞋 2026新款' },
        { id: 'down', text: 'Skinny jeans', attributes: { colour: 'sage green' } },
        { id: 'known', concepts: ['garment:ballet-flats'] },
        { id: 'nothing', text: 'gift card' },
      ],
    });
    const [up, down, known, nothing] = answer.get('data.items') as Record<string, unknown>[];
    expect(answer.get('data.asOf')).toBe('2026-11-09');
    expect(up?.['score']).toBeGreaterThan(60);
    expect(down?.['score']).toBeLessThan(50);
    expect(known?.['score']).toBeGreaterThan(50);
    expect(nothing).toMatchObject({ score: null, insufficient: 'no element was recognised' });
    expect(JSON.stringify(up?.['reasons'])).toContain('黄油黄');
  });

  it('takes a thousand and refuses more, or what is no item', async () => {
    const many = (n: number) =>
      Array.from({ length: n }, (_, i) => ({ id: String(i), text: `mocha dress ${i}` }));
    expect((await ask('/score', { items: many(1_000) })).status).toBe(200);
    expect((await ask('/score', { items: many(1_001) })).status).toBe(400);
    expect((await ask('/score', { items: [] })).status).toBe(400);
    expect((await ask('/score', { items: [{ id: 'x', text: 'a'.repeat(6_000) }] })).status).toBe(400);
    expect((await ask('/score', { items: [{ id: 'x', price: 3 }] })).get('code')).toBe('BAD_INPUT');
  });

  it('is ordered anew, with no more of a group than asked', async () => {
    const answer = await ask('/rerank', {
      items: [
        { id: 'skinny 1', text: 'skinny jeans', relevance: 3, group: 'jeans' },
        { id: 'skinny 2', text: 'skinny jeans', relevance: 2.9, group: 'jeans' },
        { id: 'flats', text: 'butter yellow ballet flats', relevance: 2.8, group: 'flats' },
      ],
      trendWeight: 0.8,
      maxPerGroup: 1,
    });
    expect(answer.rows().map((row) => row['id'])).toEqual(['flats', 'skinny 1', 'skinny 2']);
    expect(answer.rows().at(-1)).toMatchObject({ capped: true, rank: 3, rankBefore: 2 });
  });

  it('is searched for what is like an item, as are the shelves', async () => {
    const item = { id: 'x', text: 'butter yellow ballet flats' };
    const among = [
      { id: 'same', text: '黄油黄芭蕾鞋' },
      { id: 'shade', text: 'cherry red ballet flats' },
      { id: 'other', text: 'skinny jeans' },
      item,
    ];
    const found = (await ask('/similar', { item, among })).rows();
    expect(found.map((row) => row['id'])).toEqual(['same', 'shade']);
    expect(found[0]?.['likeness']).toBe(1);
    const shelves = (await ask('/similar', { item, limit: 5 })).rows();
    for (const row of shelves) expect(row['product']).toMatchObject({ name: expect.any(String) });
  });
});

describe('a wish', () => {
  it('is read in either language, with trends beside', async () => {
    const answer = await ask('/need', { text: '想要一双黄油黄的芭蕾鞋，不要乐福鞋，500元以内', products: 3 });
    expect((answer.get('data.wanted') as { concept: string }[]).map(({ concept }) => concept)).toEqual([
      'color:butter-yellow',
      'garment:ballet-flats',
    ]);
    expect(answer.get('data.price')).toEqual({ min: null, max: 500, currency: 'CNY' });
    expect(answer.get('data.wanted.0.trend')).toBeGreaterThan(50);
  });

  it('must be one', async () => {
    expect((await ask('/need', { text: '  ' })).status).toBe(400);
    expect((await ask('/need', { text: 'x', products: 1e9 })).status).toBe(400);
    const broken = await api().json(`${BASE}/need`, { method: 'POST', body: '{"text":' });
    expect(broken.get('code')).toBe('BAD_INPUT');
  });
});

describe('outfits', () => {
  it('say how many documents there are where they are too few', async () => {
    const answer = await api().json(`${BASE}/outfits?concept=garment:ballet-flats`);
    expect(answer.status).toBe(200);
    expect(answer.rows().length > 0 || typeof answer.get('insufficient') === 'string').toBe(true);
  });

  it('are asked of a garment', async () => {
    expect((await api().json(`${BASE}/outfits?concept=color:mocha`)).get('code')).toBe('BAD_INPUT');
    expect((await api().json(`${BASE}/outfits`)).status).toBe(400);
  });
});
