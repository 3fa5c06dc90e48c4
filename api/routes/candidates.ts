import { z } from 'zod';
import { listCandidates } from '../../storage/queries/candidates.ts';
import { listDocuments, type EvidenceSpan } from '../../storage/queries/evidence.ts';
import { asReasons } from '../../core/reason.ts';
import { cutPage, decodeCursor } from '../cursor.ts';
import { cursor, language, limit } from '../parameters.ts';
import { defineRead } from '../read.ts';
import { instant, iso } from '../shapes.ts';
import { toDocument } from './evidence.ts';

const position = z.tuple([z.number(), z.string()]);
const storedExamples = z.array(z.object({ id: z.string(), start: z.number(), end: z.number() })).catch([]);
const EXAMPLES = 3;

export const candidates = defineRead({
  name: 'candidates',
  path: '/candidates',
  tag: 'Candidates',
  summary: 'The inbox of discovered terms, with examples; or what was decided',
  query: z.strictObject({
    status: z.enum(['inbox', 'accepted', 'merged', 'rejected']).default('inbox'),
    language,
    limit: limit(30, 100),
    cursor,
  }),
  data: z.array(
    z.object({
      id: z.string(),
      term: z.string(),
      language: z.string(),
      kind: z.string(),
      score: z.number(),
      documents: z.number(),
      baseline: z.number(),
      firstSeen: z.string(),
      lastSeen: z.string(),
      suggestedFacet: z.string().nullable(),
      suggestedParent: z.string().nullable(),
      cooccurring: z.array(z.string()),
      examples: z.array(
        z.object({
          id: z.string(),
          title: z.string().nullable(),
          excerpt: z.string(),
          excerptSpans: z.array(z.object({ start: z.number(), end: z.number() })),
          url: z.string(),
          source: z.string(),
          publishedAt: z.string(),
        }),
      ),
      status: z.string(),
      conceptId: z.string().nullable(),
      decidedAt: instant,
      decidedBy: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
  async answer(context, { query }) {
    const after = decodeCursor(query.cursor, position);
    return context.read(async (sql) => {
      const found = await listCandidates(sql, {
        ...query,
        limit: query.limit + 1,
        after: after && { score: after[0], id: after[1] },
      });
      const { rows, next } = cutPage(found, query.limit, (row) => [row.score, row.id]);
      const wanted = rows.map((row) => storedExamples.parse(row.examples).slice(0, EXAMPLES));
      const ids = wanted.flat().flatMap(({ id }) => (/^\d{1,19}$/.test(id) ? [id] : []));
      const documents = new Map((await listDocuments(sql, [...new Set(ids)])).map((row) => [row.id, row]));
      const data = rows.map((row, i) => ({
        ...row,
        cooccurring: conceptsOf(row.cooccurring),
        decidedAt: iso(row.decidedAt),
        examples: (wanted[i] ?? []).flatMap((example) => {
          const document = documents.get(example.id);
          if (document === undefined) return [];
          const spans: EvidenceSpan[] = [{ start: example.start, end: example.end, surface: row.term }];
          const { id, title, excerpt, excerptSpans, url, source, publishedAt } = toDocument({
            ...document,
            spans,
          });
          return [{ id, title, excerpt, excerptSpans, url, source: source.name, publishedAt }];
        }),
      }));
      return { data, next };
    });
  },
});

/** The discovery stage stores ids, or objects that name one. */
function conceptsOf(stored: unknown): string[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((entry: unknown) => {
    const id =
      typeof entry === 'object' && entry !== null ? (entry as Record<string, unknown>) : { id: entry };
    const name = id['concept'] ?? id['id'];
    return typeof name === 'string' ? [name] : asReasons([entry]).map(({ en }) => en);
  });
}
