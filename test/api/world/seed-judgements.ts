import { stableId } from '../../../core/hash.ts';
import type { Sql } from '../../../storage/sql.ts';
import { LAST_WEEK, MARKETS } from './shapes.ts';

export async function seedThemes(sql: Sql): Promise<void> {
  const themes = [
    {
      zh: '黄油与麂皮',
      en: 'Butter and suede',
      growth: 1.4,
      share: 0.06,
      members: ['color:butter-yellow', 'fabric:suede', 'color:mocha'],
    },
    {
      zh: '云上芭蕾',
      en: 'Ballet in the clouds',
      growth: 0.8,
      share: 0.04,
      members: ['garment:ballet-flats', 'detail:bow', 'en:cloudpleat skirt', 'color:cherry-red'],
    },
  ];
  for (const theme of themes) {
    const palette = [
      { hex: '#f6e7a1', concept: 'color:butter-yellow', weight: 0.6 },
      { hex: '#7b5b4c', concept: 'color:mocha', weight: 0.4 },
    ];
    const rows = await sql<{ id: string }[]>`
      insert into themes (name_zh, name_en, first_week, last_week, method, scores, palette, share, growth)
      values (${theme.zh}, ${theme.en}, '2026-06-01', ${LAST_WEEK}, 'consensus', ${sql.json({ stability: 0.82 })},
        ${sql.json(palette)}, ${theme.share}, ${theme.growth}) returning id::text`;
    for (const [i, member] of theme.members.entries()) {
      await sql`insert into theme_members (theme_id, week, member, weight)
        values (${rows[0]!.id}, ${LAST_WEEK}, ${member}, ${1 - i / 6})`;
    }
  }
}

export async function seedBrands(sql: Sql, weeks: string[]): Promise<void> {
  const brands = ['brand:lumenfold', 'brand:mossandtide', 'brand:kiteworks'];
  for (const market of ['all', ...MARKETS]) {
    for (const [b, brand] of brands.entries()) {
      for (const [w, week] of weeks.entries()) {
        if (market !== 'all' && w % 2 === 1) continue;
        const sour = b === 0 && w > weeks.length - 10;
        const documents = 22 + ((w * 7 + b * 5) % 9) + (sour ? 14 : 0);
        const negative = Math.round(documents * (sour ? 0.55 : 0.12 + ((w * 3) % 5) / 60));
        await sql`insert into brand_weeks (brand_id, market, week, documents, positive, negative, share_of_voice)
          values (${brand}, ${market}, ${week}, ${documents}, ${Math.round(documents * (sour ? 0.2 : 0.55))}, ${negative}, ${0.3 + b * 0.03})`;
        if (market !== 'all' || w < weeks.length - 26) continue;
        for (const [aspect, bad] of [
          ['quality', sour ? 9 : 2],
          ['size_fit', 2],
          ['logistics', b === 2 ? 7 : 1],
          ['style_look', 1],
        ] as const) {
          await sql`insert into brand_aspect_weeks (brand_id, market, week, aspect, positive, negative, neutral)
            values (${brand}, 'all', ${week}, ${aspect}, ${aspect === 'quality' && sour ? 1 : 5}, ${bad}, 1)`;
        }
      }
    }
  }
}

export async function seedLeads(sql: Sql): Promise<void> {
  const leads = [
    ['sector', 'fabric:suede', 'runway', 'editorial', 4],
    ['sector', 'fabric:suede', 'runway', 'social', 8],
    ['sector', 'fabric:suede', 'runway', 'commerce', 12],
    ['language', 'style:new-chinese', 'zh', 'en', 10],
    ['market', 'style:new-chinese', 'cn', 'us', 10],
  ] as const;
  for (const [scope, concept, leader, follower, lag] of leads) {
    await sql`insert into leads (scope, concept_id, leader, follower, week, lag_weeks, lag_low, lag_high, correlation, p, q)
      values (${scope}, ${concept}, ${leader}, ${follower}, ${LAST_WEEK}, ${lag}, ${lag - 1}, ${lag + 2}, 0.83, 0.0004, 0.003)`;
  }
}

export async function seedOperations(sql: Sql): Promise<void> {
  await sql`insert into candidates (id, term, language, kind, score, documents, baseline, first_seen, last_seen,
      suggested_facet, suggested_parent, cooccurring, examples)
    values ('en:cloudpleat skirt', 'cloudpleat skirt', 'en', 'new', 41.2, 38, 0.1, '2026-09-14', ${LAST_WEEK}, 'garment', null,
        ${sql.json([{ concept: 'garment:ballet-flats', documents: 9 }])}, ${sql.json([{ id: stableId('hostile'), start: 0, end: 8 }])}),
      ('zh:云朵褶', '云朵褶', 'zh', 'burst', 33.5, 21, 0.4, '2026-09-21', ${LAST_WEEK}, 'detail', null, '[]', '[]'),
      ('en:gloss hem', 'gloss hem', 'en', 'burst', 9.1, 8, 0.9, '2026-10-05', ${LAST_WEEK}, null, null, '[]', '[]')`;
  const runs = await sql<{ id: string }[]>`
    insert into source_runs (source_id, started_at, finished_at, health, reason, counts)
    values ('loom-daily', '2026-11-16T04:00:00Z', '2026-11-16T04:00:20Z', 'ok', 'all pages answered',
      ${sql.json({ listed: 30, fetched: 12, documents: 11, dropped: { 'too-short': 1 } })}) returning id::text`;
  for (let i = 0; i < 60; i += 1) {
    await sql`insert into fetch_ledger (source_id, run_id, url, outcome, reason, status, bytes, duration_ms, at)
      values ('loom-daily', ${runs[0]!.id}, ${`https://loom-daily.example/${i}`}, ${i % 7 === 0 ? 'refused' : 'fetched'},
        ${i % 7 === 0 ? 'robots' : 'ok'}, ${i % 7 === 0 ? null : 200}, ${1000 + i}, ${20 + i}, '2026-11-16T04:00:00Z')`;
  }
  for (const stage of ['read-documents', 'build-series', 'forecast-series']) {
    await sql`insert into stage_runs (stage, started_at, finished_at, state, counts)
      values (${stage}, '2026-11-16T05:00:00Z', '2026-11-16T05:00:09Z', 'done', ${sql.json({ documents: 120 })})`;
  }
  await sql`insert into signals (rule, subject, market, week, severity, title_zh, title_en, reasons, raised_at)
    values ('brand-crisis', 'brand:lumenfold', 'all', ${LAST_WEEK}, 'warning', '折光的负面声音上升', 'Negative talk about Lumenfold rises',
        ${sql.json(['negative share 55 %, usually 14 %'])}, '2026-11-16T05:30:00Z'),
      ('strong-rise', 'color:butter-yellow', 'all', ${LAST_WEEK}, 'notice', '黄油黄快速上升', 'Butter yellow rises fast',
        ${sql.json(['growth +210 %'])}, '2026-11-16T05:30:00Z')`;
  for (const week of ['2026-10-26', '2026-11-02', LAST_WEEK]) {
    await sql`insert into shelf_weeks (concept_id, market, week, products, new_in_share, markdown_depth, out_of_stock_share, bestseller_score)
      values ('garment:ballet-flats', 'all', ${week}, 14, 0.2, 0.08, 0.31, 0.6), ('color:butter-yellow', 'all', ${week}, 22, 0.4, 0.02, 0.12, 0.7)`;
  }
}
