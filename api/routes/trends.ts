import { z } from 'zod';
import { FACETS, STAGES } from '../../core/words.ts';
import { listSparklines } from '../../storage/queries/series.ts';
import { listTrends } from '../../storage/queries/trends.ts';
import { cutPage, decodeCursor } from '../cursor.ts';
import { cursor, facet, flag, limit, marketOrAll, search, sectorOrAll, stages } from '../parameters.ts';
import { defineRead } from '../read.ts';
import { trendShape } from '../shapes.ts';
import { toTrend } from '../trend-answer.ts';

const position = z.tuple([z.number().nullable(), z.string()]);
const SORTS = ['growth', 'magnitude', 'momentum', 'confidence'] as const;
export const SEASONS = ['spring', 'summer', 'autumn', 'winter', 'year-round'] as const;

export const trendsQuery = z.strictObject({
  sector: sectorOrAll,
  market: marketOrAll,
  facet,
  stage: stages,
  flag,
  season: z.enum(SEASONS).optional().describe('season in which the concept is strongest (docs/metrics.md)'),
  minConfidence: z.coerce.number().min(0).max(1).optional(),
  minGrowth: z.coerce.number().min(-1).max(1000).optional(),
  q: search,
  sort: z.enum(SORTS).default('growth'),
  order: z.enum(['desc', 'asc']).default('desc'),
  sparkline: z.coerce.number().int().min(0).max(157).default(0).describe('weeks of shares to give along'),
  limit: limit(50, 200),
  cursor,
});

export const trends = defineRead({
  name: 'trends',
  path: '/trends',
  tag: 'Trends',
  summary: `What stands where: ${FACETS.length} facets, ${STAGES.length} stages, in one sector × market`,
  query: trendsQuery,
  data: z.array(trendShape),
  async answer(context, { query }) {
    const after = decodeCursor(query.cursor, position);
    const { stage: wanted, ...filter } = query;
    return context.read(async (sql) => {
      const found = await listTrends(sql, {
        ...filter,
        stages: wanted,
        limit: query.limit + 1,
        after: after && { value: after[0], id: after[1] },
      });
      const { rows, next } = cutPage(found, query.limit, (row) => [row.sortValue, row.conceptId]);
      if (query.sparkline === 0) return { data: rows.map((row) => toTrend(row)), next };
      const ids = rows.map((row) => row.conceptId);
      const shares = await listSparklines(sql, ids, query, query.sparkline);
      return { data: rows.map((row) => toTrend(row, shares.get(row.conceptId) ?? [])), next };
    });
  },
});
