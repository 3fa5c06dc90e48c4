import { z } from 'zod';
import { addDays, addWeeks, weekOf, weeksBetween } from '../../core/dates.ts';
import { AppError } from '../../core/errors.ts';
import { findConcept } from '../../storage/queries/concepts.ts';
import { listForecasts } from '../../storage/queries/forecasts.ts';
import { listSeriesDays } from '../../storage/queries/series-days.ts';
import { lastCompleteWeek, listSeriesPoints } from '../../storage/queries/series.ts';
import type { Sql } from '../../storage/sql.ts';
import { conceptId, forecastKind, limit, marketOrAll, sectorOrAll, week } from '../parameters.ts';
import { defineRead } from '../read.ts';
import { forecastShape } from '../shapes.ts';
import { insufficientWords, toForecast } from '../trend-answer.ts';

const cell = { concept: conceptId, sector: sectorOrAll, market: marketOrAll };

/** Most weeks of a series by day: it is counted from the documents when asked for. */
const MOST_WEEKS_BY_DAY = 13;

export const series = defineRead({
  name: 'series',
  path: '/series',
  tag: 'Trends',
  summary: "A concept's share by week or day with its documents, exposure and active sources; a gap is null",
  query: z.strictObject({
    ...cell,
    grain: z
      .enum(['week', 'day'])
      .default('week')
      .describe(`by day at most ${MOST_WEEKS_BY_DAY} whole weeks, by default the last ones`),
    from: week.optional(),
    to: week.optional(),
  }),
  data: z.object({
    conceptId: z.string(),
    sector: z.string(),
    market: z.string(),
    points: z.array(
      z.object({
        week: z.string(),
        /** The day itself in a series by day; null in one by week. */
        day: z.string().nullable(),
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
        query.grain === 'day' ? pointsByDay(sql, query) : pointsByWeek(sql, query),
      ]);
      if (found === null) throw new AppError('NOT_FOUND', `No concept ${query.concept}.`);
      const recent = points
        .slice(query.grain === 'day' ? -91 : -13)
        .reduce((sum, point) => sum + point.documents, 0);
      return {
        data: { conceptId: query.concept, sector: query.sector, market: query.market, points },
        insufficient: insufficientWords(recent),
      };
    });
  },
});

interface Asked {
  concept: string;
  sector: string;
  market: string;
  from?: string | undefined;
  to?: string | undefined;
}

async function pointsByWeek(sql: Sql, asked: Asked) {
  const points = await listSeriesPoints(sql, asked);
  return points.map((point) => ({ ...point, day: null }));
}

/** Whole weeks, the last complete one at most, so that days and weeks tell of the same documents. */
async function pointsByDay(sql: Sql, asked: Asked) {
  const complete = await lastCompleteWeek(sql);
  if (complete === null) return [];
  const to = asked.to !== undefined && asked.to < complete ? asked.to : complete;
  const from = asked.from ?? addWeeks(to, 1 - MOST_WEEKS_BY_DAY);
  if (weeksBetween(from, to) >= MOST_WEEKS_BY_DAY) {
    throw new AppError('BAD_INPUT', `from: a series by day has at most ${MOST_WEEKS_BY_DAY} weeks.`);
  }
  const points = await listSeriesDays(sql, { ...asked, first: from, last: addDays(to, 6) });
  return points.map((point) => ({ ...point, week: weekOf(point.day) }));
}

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
