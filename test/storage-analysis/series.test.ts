import { expect, test } from 'vitest';
import { fixedClock } from '../../core/clock.ts';
import { markDirty } from '../../storage/dirty-cells.ts';
import { listSeriesDays } from '../../storage/queries/series-days.ts';
import { buildSeries, loadSeries, seriesKey } from '../../storage/series.ts';
import { describeDatabases } from '../support/database.ts';
import { readAll } from './support/fake-read.ts';
import { seedDocuments, seedObservation, seedProduct, seedSources } from './support/seed.ts';

const clock = fixedClock('2026-02-04T00:00:00Z');
const all = { concept: 'fabric:linen', sector: 'all', market: 'all' };

describeDatabases('series', (database) => {
  test('counts shares a sector an equal vote, gaps where all were silent, zeros where nobody said it', async () => {
    const { sql } = database();
    await seedSources(sql, [
      { id: 'mag', sector: 'editorial' },
      { id: 'mag2', sector: 'editorial', weight: 3 },
      { id: 'talk', sector: 'social', market: 'cn', language: 'zh' },
    ]);
    await seedDocuments(sql, [
      // Week of 5 January: editorial mag 1 of 2, mag2 0 of 1; social 1 of 1. 19 January: silence. 26: zero.
      { key: 'a', source: 'mag', sector: 'editorial', at: '2026-01-05T00:00:00Z', text: 'linen' },
      { key: 'b', source: 'mag', sector: 'editorial', at: '2026-01-11T23:59:59Z', text: 'not linen' },
      { key: 'c', source: 'mag2', sector: 'editorial', at: '2026-01-07T00:00:00Z', text: 'nothing' },
      {
        key: 'd',
        source: 'talk',
        sector: 'social',
        at: '2026-01-07T00:00:00Z',
        text: 'good linen, bad linen',
        engagement: { likes: 3, comments: 2, views: 999 },
      },
      {
        key: 'e',
        source: 'talk',
        sector: 'social',
        at: '2026-01-07T00:00:00Z',
        text: 'linen',
        duplicateOf: 'd',
      },
      { key: 'f', source: 'mag', sector: 'editorial', at: '2026-01-12T00:00:00Z', text: 'linen' },
      { key: 'g', source: 'mag', sector: 'editorial', at: '2026-01-27T00:00:00Z', text: 'nothing' },
      // Outside of what series cover: a wrong date, and the future.
      { key: 'h', source: 'mag', sector: 'editorial', at: '1999-01-27T00:00:00Z', text: 'linen' },
      { key: 'i', source: 'mag', sector: 'editorial', at: '2031-01-27T00:00:00Z', text: 'linen' },
    ]);
    const { version, read } = await readAll(sql, clock);
    expect(read).toBe(8);
    await buildSeries(sql, version, clock);
    const points = (await loadSeries(sql, { keys: [all], until: '2026-02-09' })).get(seriesKey(all))!;
    expect(points.map((p) => [p.week, p.documents, p.exposure, p.activeSources, p.share])).toEqual([
      ['2026-01-05', 2, 4, 3, 0.5625], // ((1 × 1/2 + 3 × 0) / 4 + 1) / 2
      ['2026-01-12', 1, 1, 1, 1],
      ['2026-01-19', 0, 0, 0, null],
      ['2026-01-26', 0, 1, 1, 0],
    ]);
    expect(points[2]!.shareSe).toBeNull();
    // p = (0 + ½) / (1 + 1) = ¼: √(¼ × ¾ / 2).
    expect(points[3]!.shareSe).toBeCloseTo(Math.sqrt((0.25 * 0.75) / 2), 6);
    const [cell] = await sql`
      select documents, negated, positive, negative, engagement::int as engagement from concept_weeks
      where source_id = 'talk' and week = '2026-01-05'`;
    expect(cell).toEqual({ documents: 1, negated: 0, positive: 0, negative: 0, engagement: 5 });
    const [negated] = await sql`
      select documents, negated from concept_weeks where source_id = 'mag' and week = '2026-01-05'`;
    expect(negated).toEqual({ documents: 1, negated: 1 });
  });

  test('a shop counts the products seen in a week; building again, or bit by bit, gives the same rows', async () => {
    const { sql } = database();
    await seedSources(sql, [{ id: 'shop', sector: 'commerce', market: 'gb' }]);
    for (const key of ['p1', 'p2', 'p3']) {
      await seedProduct(sql, { key, source: 'shop', firstSeen: key === 'p3' ? '2026-01-13' : '2026-01-06' });
    }
    await seedDocuments(sql, [
      {
        key: 'p1',
        source: 'shop',
        sector: 'commerce',
        kind: 'product',
        product: 'p1',
        at: '2026-01-06T00:00:00Z',
        text: 'suede',
      },
      {
        key: 'p2',
        source: 'shop',
        sector: 'commerce',
        kind: 'product',
        product: 'p2',
        at: '2026-01-06T00:00:00Z',
        text: 'bow',
      },
      {
        key: 'p3',
        source: 'shop',
        sector: 'commerce',
        kind: 'product',
        product: 'p3',
        at: '2026-01-13T00:00:00Z',
        text: 'suede bow',
      },
      {
        key: 'r1',
        source: 'shop',
        sector: 'review',
        kind: 'review',
        product: 'p1',
        at: '2026-01-14T00:00:00Z',
        text: 'suede',
      },
    ]);
    await seedObservation(sql, { product: 'p1', on: '2026-01-06', price: 100 });
    await seedObservation(sql, { product: 'p1', on: '2026-01-08', price: 100, rank: 3 });
    await seedObservation(sql, { product: 'p2', on: '2026-01-06', price: 50 });
    await seedObservation(sql, { product: 'p1', on: '2026-01-13', price: 80, availability: 'out_of_stock' });
    await seedObservation(sql, { product: 'p3', on: '2026-01-13', price: 90, listPrice: 120, rank: 1 });
    const { version } = await readAll(sql, clock);
    await buildSeries(sql, version, clock);
    const suede = { concept: 'fabric:suede', sector: 'all', market: 'all' };
    const points = (await loadSeries(sql, { keys: [suede], until: '2026-02-09' })).get(seriesKey(suede))!;
    // 5 January: commerce 1 of 2, editorial and social 0: 1/2 / 3. 12: commerce 2 of 2, editorial 0, review 1.
    expect(points.map((p) => p.share)).toEqual([0.1666666667, 0.6666666667, null, 0]);
    const shelf = await sql`
      select week, products, new_in_share, markdown_depth, out_of_stock_share, bestseller_score
      from shelf_weeks where concept_id = 'fabric:suede' and market = 'gb' order by week`;
    expect(shelf).toMatchObject([
      {
        week: '2026-01-05',
        products: 1,
        new_in_share: null,
        markdown_depth: 0,
        out_of_stock_share: 0,
        bestseller_score: 1,
      },
      {
        week: '2026-01-12',
        products: 2,
        new_in_share: 0.5,
        markdown_depth: 0.225,
        out_of_stock_share: 0.5,
        bestseller_score: 1,
      },
    ]);
    const bows = await sql`
      select out_of_stock_share from shelf_weeks where concept_id = 'detail:bow' and market = 'gb' order by week`;
    expect(bows.map((b) => b['out_of_stock_share'])).toEqual([0, 0]); // one sighting is no listing: p2 is not gone
    const tables = ['source_weeks', 'concept_weeks', 'series_points', 'brand_weeks', 'shelf_weeks'];
    const dump = () =>
      Promise.all(tables.map((table) => sql`select * from ${sql(table)} order by 1, 2, 3, 4`));
    const before = await dump();
    await buildSeries(sql, version, clock);
    expect(await dump()).toEqual(before);
    const sources = await sql<{ id: string }[]>`select id from sources`;
    for (const { id } of sources.toReversed()) {
      const weeks = await sql<
        { week: string }[]
      >`select distinct week from source_weeks where source_id = ${id}`;
      for (const { week } of weeks) {
        await markDirty(sql, [{ sourceId: id, week }]);
        await buildSeries(sql, version, clock);
      }
    }
    expect(await dump()).toEqual(before);
  });

  test('a day is counted as a week is: what came on one day of it has the same share', async () => {
    const { sql } = database();
    await sql`delete from sources`;
    await sql`delete from series_points`;
    await seedSources(sql, [
      { id: 'day-mag', sector: 'editorial' },
      { id: 'day-mag2', sector: 'editorial', weight: 3 },
      { id: 'day-talk', sector: 'social', market: 'cn' },
      { id: 'day-shop', sector: 'commerce' },
    ]);
    const on = '2026-01-07T10:00:00Z';
    await seedDocuments(sql, [
      { key: 'd1', source: 'day-mag', sector: 'editorial', at: on, text: 'linen' },
      { key: 'd2', source: 'day-mag', sector: 'editorial', at: on, text: 'not linen' },
      { key: 'd3', source: 'day-mag2', sector: 'editorial', at: on, text: 'nothing' },
      { key: 'd4', source: 'day-talk', sector: 'social', at: '2026-01-07T23:59:59Z', text: 'linen' },
      { key: 'd5', source: 'day-talk', sector: 'social', at: on, text: 'linen', duplicateOf: 'd4' },
      { key: 'd6', source: 'day-mag', sector: 'editorial', at: '2026-01-13T00:00:00Z', text: 'linen' },
    ]);
    await seedProduct(sql, { key: 'day-dress', source: 'day-shop', firstSeen: on });
    await seedDocuments(sql, [
      {
        key: 'page',
        source: 'day-shop',
        sector: 'commerce',
        kind: 'product',
        product: 'day-dress',
        at: on,
        text: 'linen',
      },
    ]);
    await seedObservation(sql, { product: 'day-dress', on: '2026-01-07' });
    const { version } = await readAll(sql, clock);
    const sources = ['day-mag', 'day-mag2', 'day-talk', 'day-shop'];
    await markDirty(
      sql,
      sources.map((sourceId) => ({ sourceId, week: '2026-01-05' })),
    );
    await buildSeries(sql, version, clock);
    const daysOf = (sector: string, market: string) =>
      listSeriesDays(sql, { ...all, sector, market, first: '2026-01-05', last: '2026-01-11' });
    const days = await daysOf('all', 'all');
    expect(days.map(({ day, share }) => [day, share === null])).toEqual(
      [5, 6, 7, 8, 9, 10, 11].map((d) => [`2026-01-${String(d).padStart(2, '0')}`, d !== 7]),
    );
    const [week] = (await loadSeries(sql, { keys: [all], until: '2026-01-12' })).get(seriesKey(all))!;
    const counts = ({ documents, exposure, activeSources }: typeof week & object) => ({
      documents,
      exposure,
      activeSources,
    });
    expect(counts({ ...week!, ...days[2]! })).toEqual(counts(week!));
    expect(week!.documents).toBe(3);
    expect(days[2]!.share).toBeCloseTo(week!.share!, 9);
    expect(days[2]!.shareSe).toBeCloseTo(week!.shareSe!, 9);
    const shareOf = async (sector: string, market: string) => (await daysOf(sector, market))[2]!.share;
    expect(await shareOf('editorial', 'all')).toBeCloseTo(0.125, 9); // (1 × 1/2 + 3 × 0) / 4
    expect(await shareOf('commerce', 'us')).toBe(1);
    expect(await shareOf('social', 'cn')).toBe(1);
    expect(await shareOf('review', 'all')).toBeNull();
  });
});
