import { beforeAll, describe, expect, test } from 'vitest';
import { addWeeks } from '../../core/dates.ts';
import { completeRule, ruleBody, type SignalRule } from '../../core/signal-rule.ts';
import { performJob, rehearseRule, type JobContext } from '../../jobs/index.ts';
import { listAudit } from '../../storage/audit.ts';
import { removeSignalRule, saveSignalRule } from '../../storage/signal-rules.ts';
import { listSignals } from '../../storage/queries/signals.ts';
import { Rows } from '../api/world/rows.ts';
import { useDatabase } from '../support/database.ts';
import { clock, contextOver, NOW } from './support/house.ts';

/** The last complete week at NOW, Monday 2 February 2026. */
const LAST = '2026-01-26';
const WEEKS = 130;
const database = useDatabase();
let context: JobContext;

const rule = (more: object): SignalRule =>
  completeRule(
    ruleBody.parse({
      name: 'Test',
      metric: 'share',
      direction: 'above',
      enter: 0.5,
      minDocuments: 1,
      coolDownWeeks: 0,
      ...more,
    }),
  );
const rehearse = (more: object, days = 90) =>
  rehearseRule(database().sql, rule(more), { days, now: new Date(NOW) });

/** Shares by weeks before the last: high where named, unknown where named, low elsewhere. */
function addSeries(rows: Rows, concept: string, high: number[], unknown: number[] = []): void {
  for (let back = 0; back < WEEKS; back += 1) {
    const gap = unknown.includes(back);
    rows.add('series_points', {
      concept_id: concept,
      sector: 'all',
      market: 'all',
      week: addWeeks(LAST, -back),
      documents: gap ? 0 : 40,
      exposure: gap ? 0 : 100,
      active_sources: gap ? 0 : 3,
      share: gap ? null : high.includes(back) ? 0.6 : 0.2,
      share_se: gap ? null : 0.01,
    });
  }
}

function addOthers(rows: Rows): void {
  const at = (back: number) => addWeeks(LAST, -back);
  for (let back = 0; back < 100; back += 1) {
    const crisis = back < 8;
    const brand = { brand_id: 'brand:veil', market: 'all', week: at(back), positive: 5 };
    rows.add('brand_weeks', {
      ...brand,
      documents: 20,
      negative: crisis ? 12 : 2,
      share_of_voice: 0.1 + (back === 3 ? 0.4 : 0),
    });
    rows.add('shelf_weeks', {
      concept_id: 'color:red',
      market: 'us',
      week: at(back),
      products: 50,
      new_in_share: back === 2 ? 0.5 : 0.05,
      markdown_depth: 0.1,
      out_of_stock_share: back < 2 ? 0.4 : 0.1,
      bestseller_score: null,
    });
  }
  for (const [back, stage] of [
    [12, 'emerging'],
    [8, 'rising'],
    [4, 'rising'],
    [0, 'peak'],
  ] as const)
    rows.add('forecasts', {
      concept_id: 'color:red',
      sector: 'all',
      market: 'all',
      made_at: NOW,
      cutoff_week: at(back),
      horizon: 2,
      model: 'naive',
      mean: back === 4 ? [0.5, 0.5] : [0.3, 0.3],
      lower80: [0, 0],
      upper80: [1, 1],
      lower95: [0, 0],
      upper95: [1, 1],
      backtest: {},
      stage,
      stage_probability: 0.8,
      flags: [],
      reasons: [],
      notes: [],
      input_hash: `${back}`,
      hash: `${back}`,
    });
}

beforeAll(async () => {
  const { sql } = database();
  const rows = new Rows();
  for (const [id, en] of [
    ['color:red', 'red'],
    ['color:blue', 'blue'],
    ['garment:coat', 'coat'],
    ['brand:veil', 'Veil'],
  ])
    rows.add('concepts', {
      id,
      facet: id!.split(':')[0],
      label_zh: `${en}-zh`,
      label_en: en,
      origin: 'shipped',
      active: true,
    });
  addSeries(rows, 'color:red', [0, 1, 6, 7, 30], [5]);
  addSeries(rows, 'color:blue', [3]);
  addSeries(rows, 'garment:coat', [3]);
  addOthers(rows);
  await rows.write(sql);
  context = contextOver(database());
});

describe('rehearsal', () => {
  test('says how often a rule would have fired, when, for what and why', async () => {
    const played = await rehearse({ subject: 'color' });
    expect(played).toMatchObject({
      fired: 3,
      subjects: 2,
      from: '2025-11-10',
      to: LAST,
      weeksJudged: 23,
      summary: { en: 'would have fired 3 times in 90 days', zh: '过去 90 天内会触发 3 次' },
    });
    expect(played.firings.map(({ subject, week }) => [subject, week])).toEqual([
      ['color:red', addWeeks(LAST, -1)],
      ['color:blue', addWeeks(LAST, -3)],
      ['color:red', addWeeks(LAST, -7)],
    ]);
    expect(played.firings[1]?.reasons[0]?.en).toBe(
      'share reached 60 %: the rule enters at 50 % and leaves at 50 %',
    );
    expect((await rehearse({ subject: 'color:blue' })).summary.en).toBe('would have fired once in 90 days');
    expect((await rehearse({ subject: '*' })).fired).toBe(4);
    expect((await rehearse({ subject: 'color:red' }, 365)).fired).toBe(3);
  });

  test('knows the cool-down of firings before the weeks rehearsed', async () => {
    expect(
      (await rehearse({ subject: 'color:red', coolDownWeeks: 25 })).firings.map(({ week }) => week),
    ).toEqual([addWeeks(LAST, -1)]);
  });

  test('asks for documents, and writes nothing', async () => {
    expect((await rehearse({ subject: 'color', minDocuments: 41 })).fired).toBe(0);
    expect(await listSignals(database().sql, { limit: 5 })).toEqual([]);
  });

  test('reads every metric from what is stored', async () => {
    const weeks = async (more: object) => {
      const { firings } = await rehearse(more);
      return firings.map(({ subject, week }) => `${subject} ${week}`);
    };
    const red = { subject: 'color:red' };
    const at = (back: number) => `color:red ${addWeeks(LAST, -back)}`;
    expect(await weeks({ ...red, metric: 'growth', enter: 0.3 })).toEqual([at(6)]);
    expect(await weeks({ ...red, metric: 'growth', enter: 0.45 })).toEqual([at(1)]);
    expect(await weeks({ ...red, metric: 'momentum', enter: 0.05, coolDownWeeks: 3 })).toContain(at(7));
    expect(await weeks({ ...red, metric: 'documents', direction: 'below', enter: 10 })).toEqual([]);
    expect(await weeks({ ...red, metric: 'stage', stage: 'rising', enter: 0.5 })).toEqual([at(8)]);
    expect(await weeks({ ...red, metric: 'outlook', enter: 0.5 })).toEqual([at(4)]);
    expect(await weeks({ ...red, metric: 'outOfStockShare', market: 'us', enter: 0.3 })).toEqual([at(1)]);
    expect(await weeks({ ...red, metric: 'newInShare', market: 'us', enter: 0.3 })).toEqual([at(2)]);
    expect(
      await weeks({ ...red, metric: 'bestsellerScore', market: 'us', direction: 'below', enter: 1 }),
    ).toEqual([]);
    expect(await weeks({ ...red, metric: 'markdownDepth', market: 'us', enter: 0.1 })).toEqual([]);
    expect(await weeks({ ...red, metric: 'engagement', direction: 'below', enter: 0 })).toEqual([]);
    expect(await weeks({ ...red, metric: 'confidence', enter: 0 })).toEqual([]);
    const veil = (back: number) => `brand:veil ${addWeeks(LAST, -back)}`;
    expect(await weeks({ metric: 'shareOfVoice', enter: 0.3 })).toEqual([veil(3)]);
    expect(await weeks({ metric: 'negativeShare', enter: 0.5 })).toEqual([veil(7)]);
    expect(await weeks({ metric: 'netSentiment', direction: 'below', enter: 0 })).toEqual([veil(7)]);
    expect(await weeks({ metric: 'crisisScore', enter: 15 })).toEqual([veil(2)]);
  });
});

describe('a stored rule', () => {
  test('raises what it fires for in the last week, once, with its reasons; every version is in the audit log', async () => {
    const { sql } = database();
    const by = { actor: 'tester', at: clock.now() };
    const out = {
      name: 'Out of stock',
      metric: 'share',
      subject: 'color',
      direction: 'rises',
      overWeeks: 3,
      enter: 0.3,
      severity: 'warning',
    };
    expect(await saveSignalRule(sql, rule({ ...out, enter: 0.9 }), by)).toBe(1);
    const runAnd = async () => {
      await performJob(context, 'raise-signals', {});
      return (await listSignals(sql, { limit: 9 })).filter((signal) => signal.rule.startsWith('rule:'));
    };
    expect(await runAnd()).toEqual([]);
    // The rise over three weeks is there since the week before the last, and nothing armed the rule again.
    expect(await saveSignalRule(sql, rule(out), by)).toBe(2);
    expect(await runAnd()).toEqual([]);
    const coming = { ...out, name: 'Coming', direction: 'above', coolDownWeeks: 1, overWeeks: 1, enter: 0.6 };
    await sql`update series_points set share = 0.7 where concept_id = 'color:blue' and week = ${LAST}`;
    await saveSignalRule(sql, rule(coming), by);
    const [signal, ...more] = await runAnd();
    expect(more).toEqual([]);
    expect(signal).toMatchObject({
      rule: 'rule:coming',
      subject: 'color:blue',
      week: LAST,
      severity: 'warning',
      titleEn: 'Coming: blue',
      titleZh: 'Coming：blue-zh',
    });
    expect(await runAnd()).toHaveLength(1);
    await removeSignalRule(sql, 'coming', by);
    await expect(removeSignalRule(sql, 'coming', by)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const lines = await listAudit(sql, { subject: 'out-of-stock' });
    expect(lines.map(({ action, details }) => [action, details['version']])).toEqual([
      ['signal-rule.change', 2],
      ['signal-rule.add', 1],
    ]);
    await sql`delete from signal_rules`;
  });

  test('on confidence looks at what it was: kept week by week from now on', async () => {
    const { sql } = database();
    await sql`
      insert into concept_states (concept_id, sector, market, week, documents, sources, confidence, confidence_reasons,
        stage, stage_probability, flags, reasons)
      values ('color:blue', 'all', 'all', ${LAST}, 400, 3, 0.8, '[]', 'plateau', 0.9, '{}', '[]')`;
    await performJob(context, 'raise-signals', {});
    await performJob(context, 'raise-signals', {});
    expect((await rehearse({ metric: 'confidence', enter: 0.7 })).firings).toMatchObject([
      { subject: 'color:blue', week: LAST, value: 0.8, documents: 400 },
    ]);
  });
});
