import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import { findConcept, listConcepts } from '../../storage/queries/concepts.ts';
import { listStates } from '../../storage/queries/trends.ts';
import { cutPage, decodeCursor } from '../cursor.ts';
import { conceptId, cursor, facet, limit, search } from '../parameters.ts';
import { defineRead } from '../read.ts';
import { conceptShape, trendShape } from '../shapes.ts';
import { toTrend } from '../trend-answer.ts';

export const concepts = defineRead({
  name: 'concepts',
  path: '/concepts',
  tag: 'Concepts',
  summary: 'The taxonomy: labels and aliases in both languages',
  query: z.strictObject({
    facet,
    origin: z.enum(['shipped', 'user', 'discovered']).optional(),
    q: search,
    limit: limit(100, 500),
    cursor,
  }),
  data: z.array(conceptShape),
  async answer(context, { query }) {
    const after = decodeCursor(query.cursor, z.string());
    const found = await context.read((sql) => listConcepts(sql, { ...query, after, limit: query.limit + 1 }));
    const { rows, next } = cutPage(found, query.limit, (row) => row.id);
    return { data: rows, next };
  },
});

export const concept = defineRead({
  name: 'concept',
  path: '/concepts/{id}',
  tag: 'Concepts',
  summary: 'One concept and its standing in every sector × market',
  params: z.strictObject({ id: conceptId }),
  data: conceptShape.extend({ states: z.array(trendShape) }),
  async answer(context, { params }) {
    return context.read(async (sql) => {
      const [found, states] = await Promise.all([findConcept(sql, params.id), listStates(sql, params.id)]);
      if (found === null) throw new AppError('NOT_FOUND', `No concept ${params.id}.`);
      return { data: { ...found, states: states.map((row) => toTrend(row)) } };
    });
  },
});
