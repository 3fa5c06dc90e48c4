import { expect, test } from 'vitest';
import type { CrawlOutcome } from '../../core/crawl-store.ts';
import { listAudit, recordAudit } from '../../storage/audit.ts';
import { finishRun, listRuns, openRun } from '../../storage/source-runs.ts';
import {
  dueSources,
  findSource,
  listSources,
  pauseSource,
  resumeSource,
  setSourceHealth,
  upsertSources,
} from '../../storage/sources.ts';
import { describeDatabases } from '../support/database.ts';
import { NOW, sampleSource } from './sample.ts';

const LATER = new Date('2026-03-05T00:00:00.000Z');
const counts = {
  listed: 1,
  fetched: 1,
  notModified: 0,
  skipped: 0,
  refused: 0,
  failed: 0,
  documents: 1,
  products: 0,
  observations: 0,
  dropped: {},
};
const fine: CrawlOutcome = { health: 'ok', reason: '1 document', counts };

describeDatabases('sources', (database) => {
  test('the catalogue is taken over; what is no longer in it is disabled, not deleted', async () => {
    const { sql } = database();
    const all = [sampleSource('a'), sampleSource('b'), sampleSource('c', { enabled: false })];
    expect(await upsertSources(sql, all)).toEqual({ added: 3, updated: 0, disabled: 0 });
    expect(await upsertSources(sql, all)).toEqual({ added: 0, updated: 0, disabled: 0 });
    const next = [sampleSource('a', { name: 'New name' })];
    expect(await upsertSources(sql, next)).toEqual({ added: 0, updated: 1, disabled: 1 });
    const stored = await listSources(sql);
    expect(stored.map(({ id, name, enabled }) => ({ id, name, enabled }))).toEqual([
      { id: 'a', name: 'New name', enabled: true },
      { id: 'b', name: 'Source b', enabled: false },
      { id: 'c', name: 'Source c', enabled: false },
    ]);
    expect((await findSource(sql, 'a')).definition).toEqual(next[0]);
    expect(await upsertSources(sql, all)).toEqual({ added: 0, updated: 2, disabled: 0 });
  });

  test('made-up sources never stand beside real ones', async () => {
    const { sql } = database();
    const demo = sampleSource('demo', { origin: 'demo' });
    await expect(upsertSources(sql, [demo])).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(upsertSources(sql, [sampleSource('a'), demo])).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await listSources(sql)).map((source) => source.id)).toEqual(['a', 'b', 'c']);
  });

  test('a run that was left open is taken up, and ends once', async () => {
    const { sql } = database();
    const first = await openRun(sql, { sourceId: 'a', at: NOW });
    expect(first.resumed).toBe(false);
    expect(await openRun(sql, { sourceId: 'a', at: LATER })).toEqual({ runId: first.runId, resumed: true });
    await finishRun(sql, { runId: first.runId, outcome: fine, at: NOW });
    await finishRun(sql, { runId: first.runId, outcome: { ...fine, health: 'blocked' }, at: LATER });
    expect(await listRuns(sql, 'a')).toMatchObject([
      { health: 'ok', startedAt: NOW, finishedAt: NOW, counts },
    ]);
    const source = await findSource(sql, 'a');
    expect(source).toMatchObject({ health: 'ok', healthSince: NOW, lastRunAt: NOW });
    expect(source.nextDueAt).toEqual(new Date(NOW.getTime() + 6 * 3_600_000));
  });

  test('only enabled sources whose time has come are due', async () => {
    const { sql } = database();
    expect((await dueSources(sql, NOW)).map((source) => source.id)).toEqual(['b']);
    expect((await dueSources(sql, LATER)).map((source) => source.id)).toEqual(['b', 'a']);
  });

  test('health keeps the time since when it is so', async () => {
    const { sql } = database();
    await setSourceHealth(sql, { id: 'a', health: 'ok', reason: 'still fine', at: LATER });
    expect(await findSource(sql, 'a')).toMatchObject({ healthSince: NOW, healthReason: 'still fine' });
    await setSourceHealth(sql, { id: 'a', health: 'silent', reason: 'nothing new', at: LATER });
    expect(await findSource(sql, 'a')).toMatchObject({ healthSince: LATER, health: 'silent' });
  });

  test('a paused source stands still until a person resumes it, and both are in the audit log', async () => {
    const { sql } = database();
    const decision = { id: 'a', by: 'hemline', reason: 'robots.txt closed it', at: NOW };
    await pauseSource(sql, decision);
    await pauseSource(sql, decision);
    await setSourceHealth(sql, { id: 'a', health: 'ok', reason: 'no', at: LATER });
    expect(await findSource(sql, 'a')).toMatchObject({
      health: 'paused',
      healthReason: 'robots.txt closed it',
    });
    expect((await dueSources(sql, LATER)).map((source) => source.id)).toEqual(['b']);
    await expect(openRun(sql, { sourceId: 'a', at: NOW })).rejects.toMatchObject({ code: 'SOURCE_PAUSED' });
    for (const by of ['hemline', ' ']) {
      await expect(resumeSource(sql, { ...decision, by })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    }
    const person = { id: 'a', by: 'the operator', reason: 'asked the site', at: LATER };
    await resumeSource(sql, person);
    await expect(resumeSource(sql, person)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await dueSources(sql, LATER)).map((source) => source.id)).toContain('a');
    expect(await listAudit(sql, { subject: 'a' })).toMatchObject([
      { actor: 'the operator', action: 'source.resume', at: LATER },
      { actor: 'hemline', action: 'source.pause', details: { healthBefore: 'silent' } },
    ]);
    await expect(pauseSource(sql, { ...decision, id: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('audit log and forecasts take no change and no deletion', async () => {
    const { sql } = database();
    await recordAudit(sql, { at: NOW, actor: 'somebody', action: 'test', subject: 'x' });
    await sql`
      insert into forecasts (concept_id, sector, market, made_at, cutoff_week, horizon, model, mean, lower80, upper80,
        lower95, upper95, backtest, stage, stage_probability, flags, reasons, notes, input_hash, hash)
      values ('c', 'all', 'all', now(), '2026-03-02', 1, 'naive', '{1}', '{1}', '{1}', '{1}', '{1}', '{}', 'unknown',
        1, '{}', '[]', '[]', 'i', 'h')`;
    for (const table of ['audit_log', 'forecasts']) {
      const refused = { code: '23001', message: `${table} is append-only` };
      await expect(sql`delete from ${sql(table)}`).rejects.toMatchObject(refused);
      await expect(sql`update ${sql(table)} set id = default`).rejects.toMatchObject(refused);
    }
  });
});
