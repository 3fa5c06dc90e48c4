import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import { findConcept } from '../../storage/queries/concepts.ts';
import { listForecasts } from '../../storage/queries/forecasts.ts';
import { listSeriesPoints } from '../../storage/queries/series.ts';
import { conceptId, forecastKind, limit, marketOrAll, sectorOrAll, week } from '../parameters.ts';
import { defineRead } from '../read.ts';
import { forecastShape } from '../shapes.ts';
import { insufficientWords, toForecast } from '../trend-answer.ts';

const cell = { concept: conceptId, sector: sectorOrAll, market: marketOrAll };

export const series = defineRead({
  name: 'series',
  path: '/series',
  tag: 'Trends',
  summary: "A concept's weekly share with its documents, exposure and active sources; a gap is null",
  query: z.strictObject({ ...cell, from: week.optional(), to: week.optional() }),
  data: z.object({
    conceptId: z.string(),
    sector: z.string(),
    market: z.string(),
    points: z.array(
      z.object({
        week: z.string(),
        documents: z.number(),
        exposure: z.number(),
        activeSources: z.number(),
        share: z.number().nullable(),
        shareSe: z.number().nullable(),
      }),
    ),
  }),
  async answer(context, { query }) {
    return context.read(async (sql) => {
      const [found, points] = await Promise.all([
        findConcept(sql, query.concept),
        listSeriesPoints(sql, query),
      ]);
      if (found === null) throw new AppError('NOT_FOUND', `No concept ${query.concept}.`);
      const recent = points.slice(-13).reduce((sum, point) => sum + point.documents, 0);
      return {
        data: { conceptId: query.concept, sector: query.sector, market: query.market, points },
        insufficient: insufficientWords(recent),
      };
    });
  },
});

export const forecasts = defineRead({
  name: 'forecasts',
  path: '/forecasts',
  tag: 'Trends',
  summary:
    'The published forecasts of a series as they were made, the latest first, with back-test, hash and score',
  query: z.strictObject({ ...cell, kind: forecastKind, limit: limit(10, 60) }),
  data: z.array(forecastShape),
  async answer(context, { query }) {
    return context.read(async (sql) => {
      const [found, rows] = await Promise.all([
        findConcept(sql, query.concept),
        listForecasts(sql, { ...query, replayed: query.kind === 'replayed' }, query.limit),
      ]);
      if (found === null) throw new AppError('NOT_FOUND', `No concept ${query.concept}.`);
      return {
        data: rows.map(toForecast),
        insufficient: rows.length === 0 ? 'no forecast was published' : null,
      };
    });
  },
});
