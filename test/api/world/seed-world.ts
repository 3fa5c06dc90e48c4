import { addWeeks } from '../../../core/dates.ts';
import type { Sql } from '../../../storage/sql.ts';
import { seedBrands, seedLeads, seedOperations, seedThemes } from './seed-judgements.ts';
import { seedDocuments } from './seed-documents.ts';
import { CONCEPTS, LAST_WEEK, MARKETS, shareAt, SOURCES, WEEKS, type PlantedConcept } from './shapes.ts';

export const WEEK_LIST = Array.from({ length: WEEKS }, (_, i) => addWeeks(LAST_WEEK, i - WEEKS + 1));
const CELLS = [
  ...['all', 'runway', 'editorial', 'social', 'review', 'commerce'].map((sector) => ({
    sector,
    market: 'all',
  })),
  ...MARKETS.map((market) => ({ sector: 'all', market })),
  ...['social', 'review', 'commerce'].map((sector) => ({ sector, market: 'us' })),
];
const EXPOSURE = 160;

/** Fills a migrated database with the made-up world. */
export async function seedWorld(sql: Sql): Promise<void> {
  await sql`insert into settings (key, value) values ('data_version', '7'), ('taxonomy_version', '1')`;
  await sql`insert into taxonomy_versions (hash, concepts, created_at) values ('seed', ${CONCEPTS.length}, now())`;
  for (const concept of CONCEPTS) {
    await sql`insert into concepts (id, facet, label_zh, label_en, aliases_zh, aliases_en, hex, origin)
      values (${concept.id}, ${concept.id.split(':')[0]!}, ${concept.zh}, ${concept.en}, ${[concept.zh]}::text[],
        ${[`${concept.en} look`]}::text[], ${concept.hex ?? null}, 'shipped')`;
  }
  for (const source of SOURCES) {
    await sql`insert into sources (id, name, sector, platform, market, language, weight, origin, enabled, definition,
        health, health_reason, last_run_at, next_due_at)
      values (${source.id}, ${source.name}, ${source.sector}, 'feed', ${source.market}, ${source.language}, 1, 'demo', true,
        ${sql.json({ purpose: 'made-up source', legalBasis: 'none needed', retentionDays: 400 })}, ${source.health},
        ${source.health === 'ok' ? 'all pages answered' : `${source.health} in this made-up world`},
        '2026-11-16T04:00:00Z', '2026-11-16T10:00:00Z')`;
  }
  for (const concept of CONCEPTS) {
    for (const cell of CELLS) await seedCell(sql, concept, cell);
    await seedForecast(sql, concept);
  }
  await seedDocuments(sql);
  await seedThemes(sql);
  await seedBrands(sql, WEEK_LIST);
  await seedLeads(sql);
  await seedOperations(sql);
}

async function seedCell(
  sql: Sql,
  concept: PlantedConcept,
  cell: { sector: string; market: string },
): Promise<void> {
  const shares = WEEK_LIST.map((_, week) => shareAt(concept, cell.sector, cell.market, week));
  const exposure = cell.market === 'all' && cell.sector === 'all' ? EXPOSURE * 4 : EXPOSURE;
  const documents = shares.map((share) => Math.round((share ?? 0) * exposure));
  await sql`
    insert into series_points (concept_id, sector, market, week, documents, exposure, active_sources, share, share_se)
    select ${concept.id}, ${cell.sector}, ${cell.market}, week::date, documents,
      case when share is null then 0 else ${exposure} end, case when share is null then 0 else 3 end, share, share * 0.1
    from unnest(${WEEK_LIST}::text[], ${documents}::int[], ${shares.map((s) => (s === null ? null : String(s)))}::text[]::float8[])
      as given (week, documents, share)`;
  const mean = (from: number, to: number) => {
    const known = shares.slice(from, to).filter((share) => share !== null);
    return known.reduce((sum, share) => sum + share, 0) / Math.max(1, known.length);
  };
  const recent = documents.slice(-13).reduce((sum, value) => sum + value, 0);
  const magnitude = mean(WEEKS - 13, WEEKS);
  const growth = magnitude / mean(WEEKS - 65, WEEKS - 52) - 1;
  await sql`
    insert into concept_states (concept_id, sector, market, week, documents, sources, magnitude, growth, momentum,
      momentum_se, confidence, confidence_reasons, supply_demand_gap, stage, stage_probability, flags, reasons)
    values (${concept.id}, ${cell.sector}, ${cell.market}, ${LAST_WEEK}, ${recent}, 6, ${magnitude}, ${growth},
      ${growth / 20}, 0.01, ${Math.min(0.95, 0.35 + recent / 400)},
      ${sql.json([`${recent} documents`, '6 sources', '4 sectors agree'])},
      ${cell.sector === 'all' ? (concept.id === 'garment:ballet-flats' ? 2.4 : Math.min(1.5, growth / 2)) : null},
      ${concept.stage}, 0.8, ${concept.flags ?? []}::text[],
      ${sql.json([`share ${(magnitude * 100).toFixed(1)} %`, `growth ${(growth * 100).toFixed(0)} % on the year before`])})`;
}

async function seedForecast(sql: Sql, concept: PlantedConcept): Promise<void> {
  const steps = Array.from({ length: 13 }, (_, i) => i);
  for (const [age, cutoff] of [
    [13, addWeeks(LAST_WEEK, -13)],
    [0, LAST_WEEK],
  ] as const) {
    const mean = steps.map((step) => concept.level(WEEKS + step - age));
    const band = (width: number) =>
      mean.map((value, i) => Math.max(0, value * (1 + width * Math.sqrt(1 + i / 4))));
    const rows = await sql<{ id: string }[]>`
      insert into forecasts (concept_id, sector, market, made_at, cutoff_week, horizon, model, mean, lower80, upper80,
        lower95, upper95, backtest, stage, stage_probability, flags, reasons, notes, input_hash, previous_hash, hash)
      values (${concept.id}, 'all', 'all', ${`${cutoff}T06:00:00Z`}, ${cutoff}, 13, 'combination', ${mean}::float8[],
        ${band(-0.12)}::float8[], ${band(0.12)}::float8[], ${band(-0.2)}::float8[], ${band(0.2)}::float8[],
        ${sql.json({ folds: 6, mase: 0.71, seasonalNaiveMase: 1.04, coverage: { '80': 0.81, '95': 0.94 } })},
        ${concept.stage}, 0.8, ${concept.flags ?? []}::text[], ${sql.json(['the last 8 weeks rise'])}, ${sql.json([])},
        ${`in-${concept.id}-${age}`}, ${age === 0 ? `hash-${concept.id}-13` : null}, ${`hash-${concept.id}-${age}`})
      returning id::text`;
    const id = rows[0]!.id;
    if (age === 0) {
      await sql`update concept_states set forecast_id = ${id}
        where concept_id = ${concept.id} and sector = 'all' and market = 'all'`;
      continue;
    }
    for (const step of steps) {
      const actual = shareAt(concept, 'all', 'all', WEEKS - age + step) ?? 0;
      const off = Math.abs(actual - mean[step]!);
      await sql`insert into forecast_scores (forecast_id, week, step, actual, absolute_error, naive_error, inside80, inside95)
        values (${id}, ${addWeeks(cutoff, step + 1)}, ${step + 1}, ${actual}, ${off}, ${off * 1.4 + 0.001},
          ${off < mean[step]! * 0.1}, ${off < mean[step]! * 0.2})`;
    }
  }
}
