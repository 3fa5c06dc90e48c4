import { SECTORS, type Sector, type Stage } from '../core/words.ts';
import { listSources } from '../storage/sources.ts';
import { strongestRisers, type RiserRow } from '../storage/states.ts';
import { countBySector, countBySource, readTotals } from '../storage/totals.ts';
import type { Sql } from './context.ts';
import type { PipelineSummary, Riser } from './pipeline.ts';

const RISERS = 5;

/** What a run leaves behind, for a person: counts, sources and their health, the strongest risers. */
export async function summarise(sql: Sql): Promise<Omit<PipelineSummary, 'stages' | 'durationMs'>> {
  const totals = await readTotals(sql);
  const sectors = new Map((await countBySector(sql)).map(({ sector, documents }) => [sector, documents]));
  const bySource = await countBySource(sql);
  const sources = (await listSources(sql)).filter((source) => source.enabled);
  const risers = await strongestRisers(sql, RISERS);
  return {
    ...totals,
    documentsBySector: Object.fromEntries(
      SECTORS.map((sector) => [sector, sectors.get(sector) ?? 0]),
    ) as Record<Sector, number>,
    sources: sources.map((source) => ({
      id: source.id,
      name: source.name,
      sector: source.sector,
      health: source.health,
      reason: source.healthReason,
      documents: bySource.get(source.id) ?? 0,
    })),
    risers: risers.map(riserOf),
  };
}

function riserOf(row: RiserRow): Riser {
  const { concept, labelZh, labelEn, magnitude, growth, confidence } = row;
  return {
    concept,
    labelZh,
    labelEn,
    stage: row.stage as Stage,
    magnitude,
    growth,
    confidence,
    forecast: row.model === null ? null : aheadOf(row),
  };
}

function aheadOf({ model, horizon, mean, lower80, upper80 }: RiserRow): Riser['forecast'] {
  return {
    model: model ?? '',
    horizon: horizon ?? 0,
    now: mean?.[0] ?? 0,
    end: mean?.at(-1) ?? 0,
    lower80: lower80?.at(-1) ?? 0,
    upper80: upper80?.at(-1) ?? 0,
  };
}
