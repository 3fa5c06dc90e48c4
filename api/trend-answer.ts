import { addWeeks } from '../core/dates.ts';
import { asReasons } from '../core/reason.ts';
import type { ForecastRow, ForecastScore } from '../storage/queries/forecasts.ts';
import { MIN_DOCUMENTS, type TrendRow } from '../storage/queries/trends.ts';
import type { ForecastAnswer, Trend } from './shapes.ts';

/** In words, where a figure stands on too few documents to be shown; null where there are enough. */
export function insufficientWords(documents: number): string | null {
  return documents < MIN_DOCUMENTS ? `${documents} of ${MIN_DOCUMENTS} documents` : null;
}

export function toTrend(row: TrendRow, sparkline?: (number | null)[]): Trend {
  const insufficient = insufficientWords(row.documents);
  const judged = row.stage !== 'unknown';
  return {
    conceptId: row.conceptId,
    facet: row.facet,
    labelZh: row.labelZh,
    labelEn: row.labelEn,
    hex: row.hex,
    sector: row.sector,
    market: row.market,
    week: row.week,
    documents: row.documents,
    sources: row.sources,
    magnitude: row.magnitude,
    growth: row.growth,
    momentum: row.momentum,
    momentumSe: row.momentumSe,
    confidence: row.confidence,
    supplyDemandGap: row.supplyDemandGap,
    stage: row.stage,
    confidenceReasons: asReasons(row.confidenceReasons),
    reasons: judged ? asReasons(row.reasons) : [],
    stageProbability: judged ? row.stageProbability : 0,
    alternatives: judged ? row.alternatives : [],
    flags: judged ? row.flags : [],
    growthAdjusted: row.growthAdjusted,
    changes: judged ? row.changes : [],
    events: judged ? row.events : [],
    halfLife: judged ? row.halfLife : null,
    insufficient,
    outlook: insufficient === null ? outlookOf(row) : null,
    ...(sparkline === undefined ? {} : { sparkline }),
  };
}

function outlookOf(row: TrendRow): Trend['outlook'] {
  const { forecastId, horizon, model, mean, lower80, upper80, magnitude } = row;
  if (forecastId === null || horizon === null || model === null) return null;
  if (mean === null || lower80 === null || upper80 === null || magnitude === null || magnitude <= 0)
    return null;
  const against = (values: number[]) => average(values) / magnitude - 1;
  return {
    forecastId,
    model,
    horizonWeeks: horizon,
    change: against(mean),
    low80: against(lower80),
    high80: against(upper80),
    coverage80: row.coverage80,
    mean,
    lower80,
    upper80,
  };
}

function average(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

export function toForecast(row: ForecastRow & ForecastScore): ForecastAnswer {
  const { scored, meanAbsoluteError, naiveMeanAbsoluteError, coverage80, coverage95, ...rest } = row;
  return {
    ...rest,
    madeAt: row.madeAt.toISOString(),
    weeks: row.mean.map((_, step) => addWeeks(row.cutoffWeek, step + 1)),
    backtest: toBacktest(row.backtest),
    reasons: asReasons(row.reasons),
    notes: asReasons(row.notes).map(({ en }) => en),
    score: { scored, meanAbsoluteError, naiveMeanAbsoluteError, coverage80, coverage95 },
  };
}

function toBacktest(stored: Record<string, unknown>): ForecastAnswer['backtest'] {
  const numberOf = (value: unknown) => (typeof value === 'number' ? value : null);
  const coverage = (stored['coverage'] ?? {}) as Record<string, unknown>;
  return {
    folds: numberOf(stored['folds']),
    mase: numberOf(stored['mase']),
    seasonalNaiveMase: numberOf(stored['seasonalNaiveMase']),
    coverage: Object.fromEntries(
      Object.entries(coverage).flatMap(([level, value]) =>
        typeof value === 'number' ? [[level, value]] : [],
      ),
    ),
  };
}
