import { stableId } from '../../../core/hash.ts';
import type { Rows } from './rows.ts';
import { LAST_WEEK, MARKETS } from './shapes.ts';

export function addThemes(rows: Rows): void {
  const butter = ['color:butter-yellow', 'fabric:suede', 'color:mocha'];
  const ballet = ['garment:ballet-flats', 'detail:bow', 'en:cloudpleat skirt', 'color:cherry-red'];
  const themes = [
    { zh: '黄油与麂皮', en: 'Butter and suede', growth: 1.4, share: 0.06, members: butter },
    { zh: '云上芭蕾', en: 'Ballet in the clouds', growth: 0.8, share: 0.04, members: ballet },
  ];
  const palette = [
    { hex: '#f6e7a1', concept: 'color:butter-yellow', weight: 0.6 },
    { hex: '#7b5b4c', concept: 'color:mocha', weight: 0.4 },
  ];
  for (const theme of themes) {
    rows.add('themes', {
      name_zh: theme.zh,
      name_en: theme.en,
      first_week: '2026-06-01',
      last_week: LAST_WEEK,
      method: 'consensus',
      scores: { stability: 0.82 },
      palette,
      share: theme.share,
      growth: theme.growth,
    });
  }
  for (const [t, theme] of themes.entries()) {
    for (const [i, member] of theme.members.entries()) {
      rows.add('theme_members', { theme_id: t + 1, week: LAST_WEEK, member, weight: 1 - i / 6 });
    }
  }
}

const BRANDS = ['brand:lumenfold', 'brand:mossandtide', 'brand:kiteworks'];

/** The first brand's garments go wrong in the last nine weeks; the third one's parcels are always late. */
export function addBrands(rows: Rows, weeks: string[]): void {
  for (const market of ['all', ...MARKETS]) {
    for (const [b, brand] of BRANDS.entries()) {
      for (const [w, week] of weeks.entries()) {
        if (market !== 'all' && w % 2 === 1) continue;
        addBrandWeek(rows, { market, b, brand, w, week, last: weeks.length });
      }
    }
  }
}

function addBrandWeek(
  rows: Rows,
  at: { market: string; b: number; brand: string; w: number; week: string; last: number },
): void {
  const { market, b, brand, w, week } = at;
  const sour = b === 0 && w > at.last - 10;
  const documents = 22 + ((w * 7 + b * 5) % 9) + (sour ? 14 : 0);
  rows.add('brand_weeks', {
    brand_id: brand,
    market,
    week,
    documents,
    positive: Math.round(documents * (sour ? 0.2 : 0.55)),
    negative: Math.round(documents * (sour ? 0.55 : 0.12 + ((w * 3) % 5) / 60)),
    share_of_voice: 0.3 + b * 0.03,
  });
  if (market !== 'all' || w < at.last - 26) return;
  const bad = { quality: sour ? 9 : 2, size_fit: 2, logistics: b === 2 ? 7 : 1, style_look: 1 };
  for (const [aspect, negative] of Object.entries(bad)) {
    const positive = aspect === 'quality' && sour ? 1 : 5;
    rows.add('brand_aspect_weeks', { brand_id: brand, market, week, aspect, positive, negative, neutral: 1 });
  }
}

export function addLeads(rows: Rows): void {
  const leads = [
    ['sector', 'fabric:suede', 'runway', 'editorial', 4],
    ['sector', 'fabric:suede', 'runway', 'social', 8],
    ['sector', 'fabric:suede', 'runway', 'commerce', 12],
    ['language', 'style:new-chinese', 'zh', 'en', 10],
    ['market', 'style:new-chinese', 'cn', 'us', 10],
  ] as const;
  for (const [scope, concept_id, leader, follower, lag_weeks] of leads) {
    const range = { lag_weeks, lag_low: lag_weeks - 1, lag_high: lag_weeks + 2 };
    rows.add('leads', {
      scope,
      concept_id,
      leader,
      follower,
      week: LAST_WEEK,
      ...range,
      correlation: 0.83,
      p: 0.0004,
      q: 0.003,
      q_all: 0.02,
    });
  }
  // Clear among the pairs of its own concept, not among those of all.
  rows.add('leads', {
    scope: 'sector',
    concept_id: 'fabric:suede',
    leader: 'editorial',
    follower: 'social',
    week: LAST_WEEK,
    lag_weeks: 4,
    lag_low: 1,
    lag_high: 7,
    correlation: 0.7,
    p: 0.004,
    q: 0.03,
    q_all: 0.4,
  });
  rows.add('facet_leads', {
    scope: 'sector',
    facet: 'color',
    leader: 'social',
    follower: 'commerce',
    week: LAST_WEEK,
    lag_weeks: 6,
    lag_low: 3,
    lag_high: 8,
    concepts: 7,
    agreeing: 5,
    p: 0.001,
    q: 0.02,
  });
}

export function addOperations(rows: Rows): void {
  addCandidates(rows);
  rows.add('source_runs', {
    source_id: 'loom-daily',
    started_at: '2026-11-16T04:00:00Z',
    finished_at: '2026-11-16T04:00:20Z',
    health: 'ok',
    reason: 'all pages answered',
    counts: { listed: 30, fetched: 12, documents: 11, dropped: { 'too-short': 1 } },
  });
  for (let i = 0; i < 60; i += 1) {
    const refused = i % 7 === 0;
    const said = {
      outcome: refused ? 'refused' : 'fetched',
      reason: refused ? 'robots' : 'ok',
      status: refused ? null : 200,
    };
    const url = `https://loom-daily.example/${i}`;
    rows.add('fetch_ledger', {
      source_id: 'loom-daily',
      run_id: 1,
      url,
      ...said,
      bytes: 1000 + i,
      duration_ms: 20 + i,
      at: '2026-11-16T04:00:00Z',
    });
  }
  for (const stage of ['read-documents', 'build-series', 'forecast-series']) {
    const times = { started_at: '2026-11-16T05:00:00Z', finished_at: '2026-11-16T05:00:09Z' };
    rows.add('stage_runs', { stage, ...times, state: 'done', counts: { documents: 120 } });
  }
  const raised = { market: 'all', week: LAST_WEEK, raised_at: '2026-11-16T05:30:00Z' };
  rows.add(
    'signals',
    {
      rule: 'brand-sentiment-falling',
      subject: 'brand:lumenfold',
      severity: 'warning',
      title_zh: '折光口碑下滑',
      title_en: 'Sentiment about Lumenfold is falling',
      reasons: ['55 % of 300 documents are negative, 14 % in the year before'],
      ...raised,
    },
    {
      rule: 'trend-rising',
      subject: 'color:butter-yellow',
      severity: 'notice',
      title_zh: '黄油黄快速上升',
      title_en: 'Butter yellow rises fast',
      reasons: [{ en: 'growth +210 %', zh: '同比 +210 %' }],
      ...raised,
    },
  );
  for (const week of ['2026-10-26', '2026-11-02', LAST_WEEK]) {
    rows.add(
      'shelf_weeks',
      {
        concept_id: 'garment:ballet-flats',
        market: 'all',
        week,
        products: 14,
        new_in_share: 0.2,
        markdown_depth: 0.08,
        out_of_stock_share: 0.31,
        bestseller_score: 0.6,
      },
      {
        concept_id: 'color:butter-yellow',
        market: 'all',
        week,
        products: 22,
        new_in_share: 0.4,
        markdown_depth: 0.02,
        out_of_stock_share: 0.12,
        bestseller_score: 0.7,
      },
    );
  }
}

function addCandidates(rows: Rows): void {
  const candidate = (language: string, term: string, rest: Record<string, unknown>) => ({
    id: `${language}:${term}`,
    term,
    language,
    kind: 'burst',
    baseline: 0.4,
    first_seen: '2026-09-21',
    last_seen: LAST_WEEK,
    suggested_facet: null,
    cooccurring: [],
    examples: [],
    status: 'inbox',
    ...rest,
  });
  rows.add(
    'candidates',
    candidate('en', 'cloudpleat skirt', {
      kind: 'new',
      score: 41.2,
      documents: 38,
      suggested_facet: 'garment',
      cooccurring: [{ concept: 'garment:ballet-flats', documents: 9 }],
      examples: [{ id: stableId('hostile'), start: 0, end: 8 }],
    }),
    candidate('zh', '云朵褶', { score: 33.5, documents: 21, suggested_facet: 'detail' }),
    candidate('en', 'gloss hem', { score: 9.1, documents: 8 }),
  );
}
