import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import { ASPECTS, POLARITIES } from '../../core/words.ts';
import { findConcept } from '../../storage/queries/concepts.ts';
import {
  countEvidence,
  listMentionEvidence,
  listOpinionEvidence,
  type EvidenceFilter,
  type EvidenceRow,
} from '../../storage/queries/evidence.ts';
import { cutPage, decodeCursor } from '../cursor.ts';
import { toExcerpt } from '../excerpt.ts';
import { conceptId, cursor, limit, marketOrAll, sectorOrAll, week } from '../parameters.ts';
import { defineRead } from '../read.ts';

export const evidenceQuery = z.strictObject({
  concept: conceptId,
  sector: sectorOrAll,
  market: marketOrAll,
  week: week.optional().describe('only this week; short for from and to'),
  from: week.optional(),
  to: week.optional(),
  opinions: z
    .enum(['yes', 'no'])
    .default('no')
    .describe('yes: the opinions in documents that speak of the concept'),
  aspect: z.enum(ASPECTS).optional(),
  polarity: z.enum(POLARITIES).optional(),
  voice: z.enum(['product', 'service']).optional(),
  limit: limit(20, 100),
  cursor,
});

const span = z.object({
  start: z.number(),
  end: z.number(),
  surface: z.string(),
  negated: z.boolean().optional(),
  polarity: z.string().optional(),
  aspect: z.string().optional(),
});

const documentShape = z.object({
  id: z.string(),
  title: z.string().nullable(),
  /** Spans of the title and of the excerpt: UTF-16 offsets into each, end exclusive. */
  titleSpans: z.array(span),
  excerpt: z.string(),
  excerptSpans: z.array(span),
  /** The same spans as stored: offsets into title + line feed + text. */
  spans: z.array(span),
  url: z.string(),
  kind: z.string(),
  sector: z.string(),
  market: z.string(),
  language: z.string(),
  author: z.string().nullable(),
  publishedAt: z.string(),
  source: z.object({ id: z.string(), name: z.string(), health: z.string() }),
  heat: z.number(),
  engagement: z.record(z.string(), z.unknown()),
  rating: z.number().nullable(),
  sentiment: z.string().nullable(),
});
export type EvidenceDocument = z.infer<typeof documentShape>;

const position = z.tuple([z.iso.datetime(), z.string().regex(/^\d{1,19}$/)]);

export const evidence = defineRead({
  name: 'evidence',
  path: '/evidence',
  tag: 'Evidence',
  summary: 'The documents and spans behind a figure, with their sources, addresses and heat',
  query: evidenceQuery,
  data: z.object({
    counts: z.object({ documents: z.number(), sources: z.number(), heat: z.number(), negated: z.number() }),
    documents: z.array(documentShape),
  }),
  async answer(context, { query }) {
    const after = decodeCursor(query.cursor, position);
    const filter: EvidenceFilter = {
      ...query,
      from: query.week ?? query.from,
      to: query.week ?? query.to,
      after: after && { at: after[0], id: after[1] },
      limit: query.limit + 1,
    };
    const ofOpinions = query.opinions === 'yes' || query.aspect !== undefined || query.voice !== undefined;
    return context.read(async (sql) => {
      const [found, counts, list] = await Promise.all([
        findConcept(sql, query.concept),
        countEvidence(sql, filter),
        ofOpinions ? listOpinionEvidence(sql, filter) : listMentionEvidence(sql, filter),
      ]);
      if (found === null) throw new AppError('NOT_FOUND', `No concept ${query.concept}.`);
      const { rows, next } = cutPage(list, query.limit, (row) => [row.publishedAt.toISOString(), row.id]);
      return { data: { counts, documents: rows.map(toDocument) }, next };
    });
  },
});

export function toDocument(row: EvidenceRow): EvidenceDocument {
  const { sourceId, sourceName, sourceHealth, text, publishedAt, ...rest } = row;
  return {
    ...rest,
    ...toExcerpt({ title: row.title, text }, row.spans),
    publishedAt: publishedAt.toISOString(),
    source: { id: sourceId, name: sourceName, health: sourceHealth },
  };
}
