import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import {
  COMPASS_AXES,
  COMPASS_CELL_LIMIT,
  COMPASS_MEASURES,
  countsDocuments,
  pivotCompass,
} from '../../storage/queries/compass.ts';
import { listFacetLeads, listLeads } from '../../storage/queries/leads.ts';
import { listOpportunities } from '../../storage/queries/opportunities.ts';
import { opportunityReasons } from '../opportunity-reasons.ts';
import { conceptId, facet, limit, marketOrAll, sector, week } from '../parameters.ts';
import { defineRead } from '../read.ts';
import { reasonShape } from '../shapes.ts';

const SCOPES = ['sector', 'market', 'language'] as const;

export const leads = defineRead({
  name: 'leads',
  path: '/leads',
  tag: 'Market',
  summary:
    'Who moves first: sector, market and language leads in weeks, significant after multiple-testing control',
  query: z.strictObject({
    scope: z.enum(SCOPES).optional(),
    concept: conceptId.optional(),
    leader: z
      .string()
      .regex(/^[a-z]{2,12}$/)
      .optional(),
    maxQ: z.coerce
      .number()
      .min(0)
      .max(1)
      .default(0.1)
      .describe('largest q: over the pairs of `concept` where one is named, else over those of all concepts'),
    limit: limit(100, 500),
  }),
  data: z.array(
    z.object({
      scope: z.string(),
      conceptId: z.string(),
      facet: z.string(),
      labelZh: z.string(),
      labelEn: z.string(),
      hex: z.string().nullable(),
      leader: z.string(),
      follower: z.string(),
      origin: z.boolean(),
      week: z.string(),
      lagWeeks: z.number(),
      lagLow: z.number(),
      lagHigh: z.number(),
      correlation: z.number(),
      p: z.number(),
      q: z.number(),
      qAll: z.number(),
    }),
  ),
  async answer(context, { query }) {
    return { data: await context.read((sql) => listLeads(sql, query)) };
  },
});

export const facetLeads = defineRead({
  name: 'facetLeads',
  path: '/leads/facets',
  tag: 'Market',
  summary:
    'Who moves first in a facet: the lags of its concepts pooled, significant after multiple-testing control',
  query: z.strictObject({ scope: z.enum(SCOPES).optional(), facet }),
  data: z.array(
    z.object({
      scope: z.string(),
      facet: z.string(),
      leader: z.string(),
      follower: z.string(),
      week: z.string(),
      lagWeeks: z.number(),
      lagLow: z.number(),
      lagHigh: z.number(),
      /** Concepts measured, and those whose lag has the same direction. */
      concepts: z.number(),
      agreeing: z.number(),
      p: z.number(),
      q: z.number(),
    }),
  ),
  async answer(context, { query }) {
    return { data: await context.read((sql) => listFacetLeads(sql, query)) };
  },
});

export const compassQuery = z.strictObject({
  rows: z.enum(COMPASS_AXES).default('facet'),
  columns: z.enum(COMPASS_AXES).default('sector'),
  measure: z.enum(COMPASS_MEASURES).default('documents'),
  facet,
  sector,
  market: z
    .string()
    .regex(/^[a-z]{2,12}$/, 'must be a market such as cn')
    .optional(),
  concept: conceptId.optional(),
  from: week.optional(),
  to: week.optional(),
});

export const compass = defineRead({
  name: 'compass',
  path: '/compass',
  tag: 'Market',
  summary: 'Pivot of any two of time, sector, market, source, facet, brand and concept',
  query: compassQuery,
  data: z.object({
    rows: z.string(),
    columns: z.string(),
    measure: z.string(),
    /** What a count is of: one document, or one document and one concept in it. */
    unit: z.enum(['documents', 'documents × concepts']),
    cells: z.array(
      z.object({ row: z.string(), column: z.string(), value: z.number().nullable(), documents: z.number() }),
    ),
  }),
  async answer(context, { query }) {
    const axes = new Set([query.rows, query.columns]);
    if (axes.size === 1) throw new AppError('BAD_INPUT', 'columns: must be another axis than rows.');
    if (axes.has('brand') && (axes.has('facet') || axes.has('concept') || query.facet !== undefined)) {
      throw new AppError(
        'BAD_INPUT',
        'brand: is itself a facet; cross it with time, sector, market or source.',
      );
    }
    const cells = await context.read((sql) => pivotCompass(sql, query));
    if (cells.length > COMPASS_CELL_LIMIT) {
      throw new AppError(
        'TOO_LARGE',
        `The pivot has over ${COMPASS_CELL_LIMIT} cells. Narrow it by from, to, facet or market.`,
      );
    }
    return {
      data: {
        rows: query.rows,
        columns: query.columns,
        measure: query.measure,
        unit: countsDocuments(query) ? ('documents' as const) : ('documents × concepts' as const),
        cells,
      },
    };
  },
});

export const opportunities = defineRead({
  name: 'opportunities',
  path: '/opportunities',
  tag: 'Market',
  summary: 'Where demand (social, review) grows ahead of supply (commerce), the widest gap first',
  query: z.strictObject({ market: marketOrAll, facet, limit: limit(30, 200) }),
  data: z.array(
    z.object({
      conceptId: z.string(),
      facet: z.string(),
      labelZh: z.string(),
      labelEn: z.string(),
      hex: z.string().nullable(),
      market: z.string(),
      supplyDemandGap: z.number(),
      documents: z.number(),
      confidence: z.number(),
      stage: z.string(),
      socialGrowth: z.number().nullable(),
      reviewGrowth: z.number().nullable(),
      commerceGrowth: z.number().nullable(),
      socialDocuments: z.number().nullable(),
      reviewDocuments: z.number().nullable(),
      commerceDocuments: z.number().nullable(),
      demandMagnitude: z.number().nullable(),
      supplyMagnitude: z.number().nullable(),
      products: z.number().nullable(),
      newInShare: z.number().nullable(),
      markdownDepth: z.number().nullable(),
      outOfStockShare: z.number().nullable(),
      reasons: z.array(reasonShape),
    }),
  ),
  async answer(context, { query }) {
    const rows = await context.read((sql) => listOpportunities(sql, query));
    return {
      data: rows.map((row) => ({ ...row, reasons: opportunityReasons(row) })),
      insufficient:
        rows.length === 0 ? 'no concept has growth on both sides, demand and shelf, to compare' : null,
    };
  },
});
