import { addWeeks } from '../../../core/dates.ts';
import { addUpScores } from '../../../storage/forecast-scores.ts';
import type { Sql } from '../../../storage/sql.ts';
import { Rows } from './rows.ts';
import { addDocuments } from './seed-documents.ts';
import { addBrands, addLeads, addOperations, addThemes } from './seed-judgements.ts';
import { CONCEPTS, LAST_WEEK, MARKETS, shareAt, SOURCES, WEEKS, type PlantedConcept } from './shapes.ts';

const WEEK_LIST = Array.from({ length: WEEKS }, (_, i) => addWeeks(LAST_WEEK, i - WEEKS + 1));
const CELLS = [
  ...['all', 'runway', 'editorial', 'social', 'review', 'commerce'].map((sector) => ({
    sector,
    market: 'all',
  })),
  ...MARKETS.map((market) => ({ sector: 'all', market })),
  ...['social', 'review', 'commerce'].map((sector) => ({ sector, market: 'us' })),
];
const EXPOSURE = 160;
const STEPS = Array.from({ length: 13 }, (_, i) => i);

/** Fills a migrated, empty database with the made-up world. */
export async function seedWorld(sql: Sql): Promise<void> {
  const rows = new Rows();
  rows.add('settings', { key: 'data_version', value: 7 }, { key: 'taxonomy_version', value: 1 });
  for (const concept of CONCEPTS) addConcept(rows, concept);
  for (const source of SOURCES) addSource(rows, source);
  for (const [i, concept] of CONCEPTS.entries()) addForecasts(rows, concept, i);
  for (const [i, concept] of CONCEPTS.entries()) {
    for (const cell of CELLS) addCell(rows, concept, cell, i);
  }
  const version = new Rows();
  version.add('taxonomy_versions', { hash: 'seed', concepts: CONCEPTS.length, created_at: '2026-11-16' });
  await version.write(sql);
  addDocuments(rows);
  addThemes(rows);
  addBrands(rows, WEEK_LIST);
  addLeads(rows);
  addOperations(rows);
  await rows.write(sql);
  await sql.begin((tx) => addUpScores(tx));
}

function addConcept(rows: Rows, concept: PlantedConcept): void {
  rows.add('concepts', {
    id: concept.id,
    facet: concept.id.split(':')[0],
    label_zh: concept.zh,
    label_en: concept.en,
    aliases_zh: [concept.zh],
    aliases_en: [`${concept.en} look`],
    hex: concept.hex ?? null,
    origin: 'shipped',
    active: true,
  });
}

function addSource(rows: Rows, source: (typeof SOURCES)[number]): void {
  rows.add('sources', {
    ...source,
    platform: 'feed',
    weight: 1,
    origin: 'demo',
    enabled: true,
    definition: { purpose: 'made-up source', legalBasis: 'none needed', retentionDays: 400 },
    health_reason: source.health === 'ok' ? 'all pages answered' : `${source.health} in this made-up world`,
    last_run_at: '2026-11-16T04:00:00Z',
    next_due_at: '2026-11-16T10:00:00Z',
  });
}

function addCell(
  rows: Rows,
  concept: PlantedConcept,
  cell: { sector: string; market: string },
  index: number,
): void {
  const shares = WEEK_LIST.map((_, week) => shareAt(concept, cell.sector, cell.market, week));
  const whole = cell.market === 'all' && cell.sector === 'all';
  const exposure = whole ? EXPOSURE * 4 : EXPOSURE;
  const documents = shares.map((share) => Math.round((share ?? 0) * exposure));
  const head = { concept_id: concept.id, sector: cell.sector, market: cell.market };
  const points = shares.map((share, i) => ({
    ...head,
    week: WEEK_LIST[i],
    documents: documents[i],
    exposure: share === null ? 0 : exposure,
    active_sources: share === null ? 0 : 3,
    share,
    share_se: share === null ? null : share * 0.1,
  }));
  rows.add('series_points', ...points);
  const recent = documents.slice(-13).reduce((sum, value) => sum + value, 0);
  const magnitude = mean(shares.slice(-13));
  const growth = magnitude / mean(shares.slice(WEEKS - 65, WEEKS - 52)) - 1;
  const gap = concept.id === 'garment:ballet-flats' ? 2.4 : Math.min(1.5, growth / 2);
  rows.add('concept_states', {
    ...head,
    week: LAST_WEEK,
    documents: recent,
    sources: 6,
    magnitude,
    growth,
    momentum: growth / 20,
    momentum_se: 0.01,
    confidence: Math.min(0.95, 0.35 + recent / 400),
    confidence_reasons: [`${recent} documents`, '6 sources', '4 sectors agree'],
    supply_demand_gap: cell.sector === 'all' ? gap : null,
    stage: concept.stage,
    stage_probability: 0.8,
    alternatives: [
      { stage: concept.stage, probability: 0.8 },
      { stage: 'plateau', probability: 0.2 },
    ],
    flags: concept.flags ?? [],
    growth_adjusted: growth * 0.9,
    changes: [{ week: addWeeks(LAST_WEEK, -20), before: magnitude / 2, after: magnitude }],
    events: [
      { from: addWeeks(LAST_WEEK, -9), to: addWeeks(LAST_WEEK, -8), share: 0.3, expected: 0.1, z: 6.2 },
    ],
    half_life: concept.stage === 'declining' ? { weeks: 8.4, low: 6.1, high: null } : null,
    reasons: [
      `share ${(magnitude * 100).toFixed(1)} %`,
      `growth ${(growth * 100).toFixed(0)} % on the year before`,
    ],
    forecast_id: whole ? latestForecast(index) : null,
  });
}

function mean(shares: (number | null)[]): number {
  const known = shares.filter((share) => share !== null);
  return known.reduce((sum, share) => sum + share, 0) / Math.max(1, known.length);
}

/** Ids follow the order of writing: an old forecast, then the latest, concept by concept. */
const latestForecast = (index: number) => index * 2 + 2;

function addForecasts(rows: Rows, concept: PlantedConcept, index: number): void {
  for (const age of [13, 0]) {
    const cutoff = addWeeks(LAST_WEEK, -age);
    const level = STEPS.map((step) => concept.level(WEEKS + step - age));
    const band = (width: number) =>
      level.map((value, i) => Math.max(0, value * (1 + width * Math.sqrt(1 + i / 4))));
    rows.add('forecasts', {
      concept_id: concept.id,
      sector: 'all',
      market: 'all',
      made_at: `${cutoff}T06:00:00Z`,
      cutoff_week: cutoff,
      horizon: 13,
      model: 'combination',
      mean: level,
      lower80: band(-0.12),
      upper80: band(0.12),
      lower95: band(-0.2),
      upper95: band(0.2),
      backtest: { folds: 6, mase: 0.71, seasonalNaiveMase: 1.04, coverage: { 80: 0.81, 95: 0.94 } },
      stage: concept.stage,
      stage_probability: 0.8,
      flags: concept.flags ?? [],
      reasons: ['the last 8 weeks rise'],
      notes: [],
      input_hash: `in-${concept.id}-${age}`,
      previous_hash: age === 0 ? `hash-${concept.id}-13` : null,
      hash: `hash-${concept.id}-${age}`,
    });
    if (age > 0) addScores(rows, concept, { id: latestForecast(index) - 1, cutoff, level, age });
  }
}

function addScores(
  rows: Rows,
  concept: PlantedConcept,
  made: { id: number; cutoff: string; level: number[]; age: number },
): void {
  for (const step of STEPS) {
    const actual = shareAt(concept, 'all', 'all', WEEKS - made.age + step) ?? 0;
    const told = made.level[step] ?? 0;
    const off = Math.abs(actual - told);
    rows.add('forecast_scores', {
      forecast_id: made.id,
      week: addWeeks(made.cutoff, step + 1),
      step: step + 1,
      actual,
      absolute_error: off,
      naive_error: off * 1.4 + 0.001,
      inside80: off < told * 0.1,
      inside95: off < told * 0.2,
      direction_hit: step % 3 > 0,
    });
  }
}
