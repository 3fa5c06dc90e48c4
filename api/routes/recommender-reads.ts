import { z } from 'zod';
import { addWeeks } from '../../core/dates.ts';
import { AppError } from '../../core/errors.ts';
import { readAsOfWeek } from '../../storage/queries/data-version.ts';
import { countPairedColors, countPairings } from '../../storage/queries/pairings.ts';
import { listScoredConcepts, listTrendChanges, type TrendChange } from '../../storage/trend-scores.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { conceptId, limit, marketOrAll } from '../parameters.ts';
import { defineRead } from '../read.ts';
import { HARMONIES } from '../recommender/harmony.ts';
import { kindsOf, outfitRules, pairedColors } from '../recommender/outfits.ts';
import { SECTORS } from '../../core/words.ts';

const changePosition = z.string().regex(/^\d{1,18}$/);
const START = '0';

export const changesQuery = z.strictObject({
  since: z.string().max(400).optional().describe('`next` of the answer before; everything without it'),
  sector: z.enum(['all', ...SECTORS]).optional(),
  market: z
    .string()
    .regex(/^[a-z]{2,12}$/, 'must be a market such as cn, us or all')
    .optional(),
  limit: limit(500, 5_000),
});

export const changeShape = z.object({
  conceptId: z.string(),
  facet: z.string(),
  labelZh: z.string(),
  labelEn: z.string(),
  sector: z.string(),
  market: z.string(),
  score: z.number().nullable(),
  previousScore: z.number().nullable(),
  stage: z.string(),
  growth: z.number().nullable(),
  outlook: z.number().nullable(),
  confidence: z.number(),
  documents: z.number(),
  changedAt: z.string(),
});

/** A page of changes and the cursor to come back with: the same again where nothing changed. */
export async function pageOfChanges(
  sql: Parameters<typeof listTrendChanges>[0],
  query: z.output<typeof changesQuery>,
): Promise<{ rows: z.input<typeof changeShape>[]; next: string }> {
  const after = decodeCursor(query.since, changePosition) ?? START;
  const found = await listTrendChanges(sql, { ...query, after });
  return { rows: found.map(toChange), next: encodeCursor(found.at(-1)?.change ?? after) };
}

function toChange(change: TrendChange): z.input<typeof changeShape> {
  const { change: _number, changedAt, ...row } = change;
  return { ...row, changedAt: changedAt.toISOString() };
}

export const trendChanges = defineRead({
  name: 'trendChanges',
  path: '/recommender/changes',
  tag: 'Recommender',
  summary:
    'Trend scores that changed since a cursor, in the order they changed; `next` is the cursor to come back with',
  query: changesQuery,
  data: z.array(changeShape),
  live: true,
  async answer(context, { query }) {
    const { rows, next } = await context.read((sql) => pageOfChanges(sql, query));
    return { data: rows, next };
  },
});

const outfitsQuery = z.strictObject({
  concept: conceptId.describe('a garment'),
  color: conceptId.optional().describe('its colour: colours of the others are judged by harmony with it'),
  market: marketOrAll,
  weeks: z.coerce.number().int().min(13).max(260).default(104),
  season: z
    .enum(['spring', 'summer', 'autumn', 'winter'])
    .optional()
    .describe('leaves out what another season wears'),
  limit: limit(20, 60),
});

const rule = z.object({
  concept: z.string(),
  labelEn: z.string(),
  labelZh: z.string(),
  documents: z.number(),
  support: z.number(),
  confidence: z.number(),
  confidenceLow: z.number(),
  lift: z.number(),
  liftLow: z.number(),
  season: z.string(),
  trend: z.number().nullable(),
  colors: z.array(
    z.object({
      concept: z.string(),
      labelEn: z.string(),
      labelZh: z.string(),
      hex: z.string(),
      documents: z.number(),
      harmony: z.enum(HARMONIES).nullable(),
      score: z.number().nullable(),
    }),
  ),
});

/** A rule needs this many documents of its garment to be more than an anecdote. */
const MIN_ANCHOR = 30;

export const outfits = defineRead({
  name: 'outfits',
  path: '/recommender/outfits',
  tag: 'Recommender',
  summary: 'What is worn with a garment: association rules over what people write, with colours and season',
  query: outfitsQuery,
  data: z.array(rule),
  async answer(context, { query }) {
    return context.read(async (sql) => {
      const concepts = await listScoredConcepts(sql, { sector: 'all', market: query.market });
      const table = new Map(concepts.map((row) => [row.id, row]));
      if (table.get(query.concept)?.facet !== 'garment')
        throw new AppError('BAD_INPUT', `concept: ${query.concept} is no garment of the taxonomy.`);
      const week = await readAsOfWeek(sql);
      if (week === null) return { data: [], insufficient: 'nothing was counted yet' };
      const span = { from: addWeeks(week, 1 - query.weeks), until: addWeeks(week, 1) };
      const question = { anchors: kindsOf(query.concept, table), market: query.market, ...span };
      const pairings = await countPairings(sql, question);
      if (pairings.anchor < MIN_ANCHOR)
        return { data: [], insufficient: `${pairings.anchor} of ${MIN_ANCHOR} documents` };
      const rules = outfitRules(query.concept, pairings, table)
        .filter(({ season }) => !query.season || season === 'year-round' || season === query.season)
        .slice(0, query.limit);
      const colors = await countPairedColors(sql, { ...question, garments: rules.map((r) => r.concept) });
      const data = rules.map((made) => ({
        ...made,
        colors: pairedColors(
          colors.filter(({ garment }) => garment === made.concept),
          table,
          query.color ?? null,
        ),
      }));
      return {
        data,
        insufficient: data.length === 0 ? 'nothing is named with it more often than by chance' : null,
      };
    });
  },
});
