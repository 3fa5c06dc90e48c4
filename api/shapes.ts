import { z } from 'zod';

/** Shapes of what is answered, shared by several reads. */
export const instant = z.string().nullable();

/** A reason in both languages. */
export const reasonShape = z.object({ en: z.string(), zh: z.string() });

export const conceptShape = z.object({
  id: z.string(),
  facet: z.string(),
  labelZh: z.string(),
  labelEn: z.string(),
  aliasesZh: z.array(z.string()),
  aliasesEn: z.array(z.string()),
  hex: z.string().nullable(),
  parentId: z.string().nullable(),
  origin: z.string(),
});

const outlookShape = z
  .object({
    forecastId: z.string(),
    model: z.string(),
    horizonWeeks: z.number(),
    /** Mean of the forecast over its horizon against magnitude, minus 1; with the 80 % band. */
    change: z.number(),
    low80: z.number(),
    high80: z.number(),
    coverage80: z.number().nullable(),
    mean: z.array(z.number()),
    lower80: z.array(z.number()),
    upper80: z.array(z.number()),
  })
  .nullable();

export const trendShape = z.object({
  conceptId: z.string(),
  facet: z.string(),
  labelZh: z.string(),
  labelEn: z.string(),
  hex: z.string().nullable(),
  sector: z.string(),
  market: z.string(),
  week: z.string(),
  documents: z.number(),
  sources: z.number(),
  magnitude: z.number().nullable(),
  growth: z.number().nullable(),
  momentum: z.number().nullable(),
  momentumSe: z.number().nullable(),
  confidence: z.number(),
  confidenceReasons: z.array(reasonShape),
  supplyDemandGap: z.number().nullable(),
  stage: z.string(),
  stageProbability: z.number(),
  /** Every likely stage, the stage itself first. */
  alternatives: z.array(z.object({ stage: z.string(), probability: z.number() })),
  flags: z.array(z.string()),
  reasons: z.array(reasonShape),
  /** Growth on the year without its season; `growth` is as counted. */
  growthAdjusted: z.number().nullable(),
  /** Weeks from which the level, season apart, was another. */
  changes: z.array(z.object({ week: z.string(), before: z.number(), after: z.number() })),
  /** Weeks whose share stood out from trend and season, by `z` standard deviations. */
  events: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      share: z.number(),
      expected: z.number(),
      z: z.number(),
    }),
  ),
  /** Weeks in which a falling level halves, with a 90 % interval; null where it does not fall. */
  halfLife: z.object({ weeks: z.number(), low: z.number(), high: z.number().nullable() }).nullable(),
  insufficient: z.string().nullable(),
  outlook: outlookShape,
  sparkline: z.array(z.number().nullable()).optional(),
});
export type Trend = z.infer<typeof trendShape>;

export const forecastShape = z.object({
  id: z.string(),
  conceptId: z.string(),
  sector: z.string(),
  market: z.string(),
  madeAt: z.string(),
  cutoffWeek: z.string(),
  horizon: z.number(),
  weeks: z.array(z.string()),
  model: z.string(),
  mean: z.array(z.number()),
  lower80: z.array(z.number()),
  upper80: z.array(z.number()),
  lower95: z.array(z.number()),
  upper95: z.array(z.number()),
  backtest: z.object({
    folds: z.number().nullable(),
    mase: z.number().nullable(),
    seasonalNaiveMase: z.number().nullable(),
    coverage: z.record(z.string(), z.number()),
  }),
  stage: z.string(),
  stageProbability: z.number(),
  flags: z.array(z.string()),
  reasons: z.array(reasonShape),
  notes: z.array(z.string()),
  score: z.object({
    scored: z.number(),
    meanAbsoluteError: z.number().nullable(),
    naiveMeanAbsoluteError: z.number().nullable(),
    coverage80: z.number().nullable(),
    coverage95: z.number().nullable(),
  }),
  inputHash: z.string(),
  replayed: z.boolean(),
  previousHash: z.string().nullable(),
  hash: z.string(),
});
export type ForecastAnswer = z.infer<typeof forecastShape>;

export function iso(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}
