import { expect, test } from 'vitest';
import { addWeeks } from '../../core/dates.ts';
import type { Sql } from '../../storage/connect.ts';
import { scoreForecasts } from '../../storage/forecast-scores.ts';
import { appendForecasts, publishedForecasts, verifyLedger } from '../../storage/forecasts.ts';
import { listForecasts } from '../../storage/queries/forecasts.ts';
import { countForecasts, listCallScores, listScoreboard } from '../../storage/queries/scoreboard.ts';
import { describeDatabases } from '../support/database.ts';
import { ledgerEntry } from './support/ledger-entry.ts';

const CUTOFF = '2026-01-26';
const lived = { replayed: false };

/** Shares of two weeks a year before, at the cut-off, and of the two weeks forecast. */
async function seed(
  sql: Sql,
  concept: string,
  yearBefore: number,
  now: number,
  ahead: number,
): Promise<void> {
  const facet = concept.split(':')[0]!;
  await sql`
    insert into concepts (id, facet, label_zh, label_en, origin) values (${concept}, ${facet}, '', '', 'shipped')`;
  for (const [step, share] of [
    [-51, yearBefore],
    [-50, yearBefore],
    [0, now],
    [1, ahead],
    [2, ahead],
  ] as const) {
    await sql`
      insert into series_points (concept_id, sector, market, week, documents, exposure, active_sources, share)
      values (${concept}, 'all', 'all', ${addWeeks(CUTOFF, step)}, 1, 10, 1, ${share})`;
  }
}

describeDatabases('the scoreboard', (database) => {
  test('a replay stands beside the lived forecast, marked under its hash, and is never taken for it', async () => {
    const { sql } = database();
    const first = ledgerEntry({ conceptId: 'fabric:suede' });
    const replay = { ...first, replayed: true, model: 'theta' };
    expect(await appendForecasts(sql, [first, replay])).toBe(2);
    expect(await appendForecasts(sql, [replay, first])).toBe(0);
    const cell = { concept: 'fabric:suede', sector: 'all', market: 'all' };
    const [one] = await listForecasts(sql, { ...cell, replayed: false }, 9);
    const [made, ...others] = await listForecasts(sql, { ...cell, replayed: true }, 9);
    expect([one?.model, made?.model, made?.replayed, others]).toEqual(['naive', 'theta', true, []]);
    expect((await publishedForecasts(sql, CUTOFF)).get('fabric:suede|all|all')?.id).toBe(one!.id);
    expect(await verifyLedger(sql)).toBeNull();
    await sql`alter table forecasts disable trigger forecasts_append_only`;
    await sql`update forecasts set replayed = false, input_hash = 'other' where id = ${made!.id}::bigint`;
    expect(await verifyLedger(sql)).toBe(made!.id);
    await sql`
      update forecasts set market = 'all', replayed = true, input_hash = 'one' where id = ${made!.id}::bigint`;
    await sql`alter table forecasts enable trigger forecasts_append_only`;
    expect(await verifyLedger(sql)).toBeNull();
  });

  test('adds up by group, lived and replayed apart, and judges stage calls by twice the growth of the facet', async () => {
    const { sql } = database();
    // The facet grows from 0.4 to 0.6: by half. A success has to more than double.
    await seed(sql, 'color:red', 0.1, 0.2, 0.25);
    await seed(sql, 'color:grey', 0.3, 0.3, 0.35);
    await seed(sql, 'detail:bow', 0, 0.05, 0.1);
    const exact = { mean: [0.25, 0.25], lower80: [0.2, 0.2], upper80: [0.3, 0.3] };
    const before = await countForecasts(sql, false);
    await appendForecasts(sql, [
      ledgerEntry({ conceptId: 'color:red', model: 'theta', ...exact }),
      ledgerEntry({ conceptId: 'color:grey', stage: 'plateau' }),
      ledgerEntry({ conceptId: 'detail:bow', model: 'theta', stage: 'emerging' }),
      // Replayed twice: after a correction of its data only the newer one counts.
      ledgerEntry({ conceptId: 'color:grey', replayed: true }),
      ledgerEntry({ conceptId: 'color:grey', replayed: true, inputHash: 'two', mean: [0.35, 0.35] }),
    ]);
    expect((await countForecasts(sql, false)).published).toBe(before.published + 3);
    await scoreForecasts(sql, '2026-03-02');

    const models = await listScoreboard(sql, 'model', lived);
    expect(models.map(({ name, forecasts, scored }) => [name, forecasts, scored])).toEqual([
      ['theta', 2, 4],
      ['naive', 1, 2],
    ]);
    const [red] = await listScoreboard(sql, 'facet', { ...lived, facet: 'color' });
    expect(red).toMatchObject({ name: 'color', forecasts: 2, scored: 4 });
    // red is exact; grey is off by 0.25 and 0.0167. Naive: 0.15 twice, and 0.05 twice.
    expect(red!.relativeError).toBeCloseTo((0.25 + 0.35 - 1 / 3) / 0.4, 6);
    // grey's first week was forecast below its level and came above it.
    expect(red!.direction).toBe(0.75);
    expect((await listScoreboard(sql, 'weeks', lived)).map((row) => [row.name, row.scored])).toEqual([
      ['1-4', 6],
    ]);
    expect((await listScoreboard(sql, 'step', lived)).map((row) => row.name)).toEqual(['1', '2']);
    const [replayed] = await listScoreboard(sql, 'all', { replayed: true });
    expect(replayed).toMatchObject({ forecasts: 1, scored: 2, relativeError: 0 });

    expect(await listCallScores(sql, lived)).toEqual([
      { stage: 'emerging', calls: 1, judged: 1, successes: 1 }, // from nothing
      { stage: 'plateau', calls: 1, judged: 1, successes: 0 }, // +17 %
      { stage: 'rising', calls: 1, judged: 1, successes: 1 }, // +150 %
    ]);
    const [grey] = await sql`
      select round(season_growth::numeric, 4)::float8 as season, round(facet_growth::numeric, 4)::float8 as facet
      from call_scores k join forecasts f on f.id = k.forecast_id
      where f.concept_id = 'color:grey' and not f.replayed`;
    expect(grey).toEqual({ season: 0.1667, facet: 0.5 });
  });
});
