import { expect, test } from 'vitest';
import { fixedClock } from '../../core/clock.ts';
import { scoreForecasts } from '../../storage/forecast-scores.ts';
import { appendForecasts, publishedForecasts, verifyLedger } from '../../storage/forecasts.ts';
import { raiseSignals } from '../../storage/signals.ts';
import { saveCandidates, type CandidateTerm } from '../../storage/candidates.ts';
import { previousThemes, saveThemes, type ThemeToSave } from '../../storage/themes.ts';
import { describeDatabases } from '../support/database.ts';
import { ledgerEntry as entry } from './support/ledger-entry.ts';

describeDatabases('forecasts', (database) => {
  test('the ledger takes a forecast once, chains its rows, and shows where it was tampered with', async () => {
    const { sql } = database();
    const batches = [
      [entry(), entry({ sector: 'social' })],
      [entry({ sector: 'social' }), entry({ sector: 'runway' })],
      [entry({ inputHash: 'two' })],
    ];
    const made = await Promise.all(batches.map((batch) => appendForecasts(sql, batch)));
    expect(made.reduce((a, b) => a + b)).toBe(4);
    expect(await appendForecasts(sql, batches.flat())).toBe(0);
    expect(await verifyLedger(sql)).toBeNull();
    expect((await publishedForecasts(sql, '2026-01-26')).get('fabric:linen|all|all')?.inputHash).toBe('two');
    await expect(sql`update forecasts set model = 'better'`).rejects.toThrow('append-only');
    await sql`alter table forecasts disable trigger forecasts_append_only`;
    const [second] = await sql<
      { id: string }[]
    >`select id::text as id from forecasts order by id offset 1 limit 1`;
    await sql`update forecasts set mean = '{0.9,0.9}' where id = ${second!.id}::bigint`;
    expect(await verifyLedger(sql)).toBe(second!.id);
    await sql`alter table forecasts enable trigger forecasts_append_only`;
  });

  test('scores the weeks that have come, once, beside seasonal naive', async () => {
    const { sql } = database();
    const weeks: [string, number | null][] = [
      ['2025-02-03', 0.3], // 52 weeks before the second step
      ['2026-01-26', 0.2],
      ['2026-02-02', 0.12],
      ['2026-02-09', 0.5],
    ];
    for (const [week, share] of weeks) {
      await sql`
        insert into series_points (concept_id, sector, market, week, documents, exposure, active_sources, share)
        values ('detail:bow', 'all', 'all', ${week}, 1, 10, 1, ${share})`;
    }
    await appendForecasts(sql, [entry({ conceptId: 'detail:bow', cutoffWeek: '2026-01-26' })]);
    expect(await scoreForecasts(sql, '2026-02-09')).toEqual({ scored: 1, calls: 0 });
    expect(await scoreForecasts(sql, '2026-02-16')).toEqual({ scored: 1, calls: 0 });
    expect(await scoreForecasts(sql, '2026-02-16')).toEqual({ scored: 0, calls: 0 });
    const scores = await sql`
      select week, step, actual, round(absolute_error::numeric, 4)::float8 as error,
        round(naive_error::numeric, 4)::float8 as naive, inside80, inside95, direction_hit
      from forecast_scores order by week`;
    expect(scores).toEqual([
      // The share of 3 February 2025 stands for the same week; for the next one only the last known share does.
      {
        week: '2026-02-02',
        step: 1,
        actual: 0.12,
        error: 0.02,
        naive: 0.18,
        inside80: true,
        inside95: true,
        direction_hit: true,
      },
      {
        week: '2026-02-09',
        step: 2,
        actual: 0.5,
        error: 0.1667,
        naive: 0.3,
        inside80: false,
        inside95: true,
        // Forecast and share both lie above the level of 0.2.
        direction_hit: true,
      },
    ]);
  });

  test('a rule fires once; the inbox never reopens what was decided; themes keep their id', async () => {
    const { sql } = database();
    const clock = fixedClock('2026-02-02T06:00:00Z');
    const signal = {
      rule: 'trend-rising',
      subject: 'fabric:linen',
      market: 'all',
      week: '2026-01-26',
      severity: 'info' as const,
      titleZh: '',
      titleEn: 'linen is rising',
      reasons: [{ en: 'a', zh: '甲' }],
    };
    expect(await raiseSignals(sql, [signal], clock)).toBe(1);
    expect(await raiseSignals(sql, [{ ...signal, reasons: [{ en: 'b', zh: '乙' }] }], clock)).toBe(0);
    const term: CandidateTerm = {
      term: 'cloudpleat',
      language: 'en',
      kind: 'new',
      score: 5,
      documents: 9,
      baseline: 0,
      firstSeen: '2026-01-05',
      lastSeen: '2026-01-25',
      suggestedFacet: 'garment',
      suggestedParent: null,
      cooccurring: [],
      examples: [],
    };
    await saveCandidates(sql, [term]);
    await sql`update candidates set status = 'rejected'`;
    expect(await saveCandidates(sql, [{ ...term, score: 50 }])).toBe(0);
    expect(await sql`select status, score from candidates`).toEqual([{ status: 'rejected', score: 5 }]);

    const theme = (previousId: string | null, ids: string[]): ThemeToSave => ({
      previousId,
      nameZh: ids.join('、'),
      nameEn: ids.join(', '),
      palette: [],
      share: 0.1,
      growth: null,
      members: ids.map((id, at) => ({ id, weight: 1 - at / 10 })),
    });
    const dump = () =>
      sql`select t.id::text as id, member, week from themes t join theme_members m on m.theme_id = t.id order by 1, 3, 2`;
    const born = [theme(null, ['a', 'b', 'c']), theme(null, ['x', 'y'])];
    await saveThemes(sql, '2026-01-19', 'kmeans', {}, born);
    const first = await dump();
    await saveThemes(sql, '2026-01-19', 'kmeans', {}, born.toReversed());
    expect(await dump()).toEqual(first);
    const previous = await previousThemes(sql, '2026-01-26');
    expect(previous.map(({ members }) => members.map(({ id }) => id))).toEqual([
      ['a', 'b', 'c'],
      ['x', 'y'],
    ]);
    for (let again = 0; again < 2; again += 1) {
      await saveThemes(sql, '2026-01-26', 'kmeans', {}, [theme(previous[0]!.id, ['a', 'b', 'd'])]);
      const lives = await sql`select id::text as id, first_week, last_week from themes order by id`;
      expect(lives).toEqual([
        { id: previous[0]!.id, first_week: '2026-01-19', last_week: '2026-01-26' },
        { id: previous[1]!.id, first_week: '2026-01-19', last_week: '2026-01-19' },
      ]);
    }
  });
});
