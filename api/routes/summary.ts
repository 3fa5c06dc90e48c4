import { z } from 'zod';
import { readAsOfWeek } from '../../storage/queries/data-version.ts';
import { listSources } from '../../storage/queries/sources.ts';
import { countSectors, readTotals } from '../../storage/queries/summary.ts';
import { listTrends } from '../../storage/queries/trends.ts';
import { defineRead } from '../read.ts';
import { instant, iso, trendShape } from '../shapes.ts';
import { toTrend } from '../trend-answer.ts';

export const summary = defineRead({
  name: 'summary',
  path: '/summary',
  tag: 'Overview',
  summary: 'Documents by sector, sources with their health, the strongest risers',
  live: true,
  data: z.object({
    week: z.string().nullable(),
    totals: z.object({
      documents: z.number(),
      copies: z.number(),
      products: z.number(),
      sources: z.number(),
      concepts: z.number(),
      mentions: z.number(),
      candidates: z.number(),
      firstPublishedAt: instant,
      lastPublishedAt: instant,
    }),
    sectors: z.array(
      z.object({ sector: z.string(), documents: z.number(), lastWeek: z.number(), sources: z.number() }),
    ),
    sources: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        sector: z.string(),
        health: z.string(),
        reason: z.string(),
      }),
    ),
    risers: z.array(trendShape),
  }),
  async answer(context) {
    return context.read(async (sql) => {
      const [week, totals, sectors, sources, risers] = await Promise.all([
        readAsOfWeek(sql),
        readTotals(sql),
        countSectors(sql),
        listSources(sql, {}),
        listTrends(sql, {
          sector: 'all',
          market: 'all',
          sort: 'growth',
          order: 'desc',
          limit: 5,
          stages: RISING,
        }),
      ]);
      return {
        data: {
          week,
          totals: {
            ...totals,
            firstPublishedAt: iso(totals.firstPublishedAt),
            lastPublishedAt: iso(totals.lastPublishedAt),
          },
          sectors,
          sources: sources.map(({ id, name, sector, health, healthReason }) => ({
            id,
            name,
            sector,
            health,
            reason: healthReason,
          })),
          risers: risers.map((row) => toTrend(row)),
        },
      };
    });
  },
});

const RISING = ['edge', 'emerging', 'rising'];
