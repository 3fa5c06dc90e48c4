import { addWeeks, type Week } from '../../core/dates.ts';
import { describeTrend } from '../../forecasting/index.ts';
import { languageSeries } from '../../storage/leads.ts';
import type { Sql } from '../context.ts';
import { DOCUMENTS_FOR_FORECAST, type Cell } from './frames.ts';
import { changeOf } from './states.ts';

type ByLanguage = Map<string, Map<string, (number | null)[]>>;

/** Series by language of the concepts that have documents enough over everything. */
export async function seriesByLanguage(sql: Sql, cells: readonly Cell[], until: Week): Promise<ByLanguage> {
  const whole = cells.find((cell) => cell.sector === 'all' && cell.market === 'all');
  const frames = (whole?.frames ?? []).filter(
    (frame) => frame.facet !== 'brand' && frame.total >= DOCUMENTS_FOR_FORECAST,
  );
  if (frames.length === 0) return new Map();
  const from = frames.reduce((first, { start }) => (start < first ? start : first), addWeeks(until, -1));
  const series = await languageSeries(sql, { concepts: frames.map((frame) => frame.concept), from, until });
  for (const byLanguage of series.values()) {
    for (const [language, values] of byLanguage) {
      if (!values.some((value) => value !== null && value > 0)) byLanguage.delete(language);
    }
  }
  return series;
}

export function growthByLanguage(series: ByLanguage): Map<string, number[]> {
  return new Map(
    [...series].map(([concept, byLanguage]) => [
      concept,
      [...byLanguage.values()].flatMap((values) => changeOf(values, describeTrend(values)) ?? []),
    ]),
  );
}
