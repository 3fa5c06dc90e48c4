import { z } from 'zod';
import {
  countForecasts,
  listCallScores,
  listScoreboard,
  type ScoreboardFilter,
  type ScoreboardGroup,
  type ScoreboardRow,
} from '../../storage/queries/scoreboard.ts';
import type { Sql } from '../../storage/sql.ts';
import { facet, forecastKind, sector } from '../parameters.ts';
import { defineRead } from '../read.ts';

const score = {
  forecasts: z.number().nullable(),
  scored: z.number(),
  meanAbsoluteError: z.number(),
  naiveMeanAbsoluteError: z.number(),
  relativeError: z.number().nullable(),
  direction: z.number().nullable(),
  coverage80: z.number(),
  coverage95: z.number(),
};

export const scoreboard = defineRead({
  name: 'scoreboard',
  path: '/scoreboard',
  tag: 'Trends',
  summary: 'How forecasts and stage calls did when their weeks arrived, against seasonal naive',
  query: z.strictObject({
    kind: forecastKind,
    facet,
    sector,
    market: z
      .string()
      .regex(/^[a-z]{2,12}$/)
      .optional(),
  }),
  data: z.object({
    kind: z.enum(['lived', 'replayed']),
    published: z.number(),
    waiting: z.number(),
    all: z.object({ name: z.string(), ...score }).nullable(),
    models: z.array(z.object({ model: z.string(), ...score })),
    facets: z.array(z.object({ facet: z.string(), ...score })),
    sectors: z.array(z.object({ sector: z.string(), ...score })),
    markets: z.array(z.object({ market: z.string(), ...score })),
    weeks: z.array(z.object({ weeks: z.string(), ...score })),
    steps: z.array(z.object({ step: z.number(), ...score })),
    calls: z.array(
      z.object({
        stage: z.string(),
        calls: z.number(),
        judged: z.number(),
        successes: z.number(),
        successRate: z.number().nullable(),
      }),
    ),
  }),
  async answer(context, { query }) {
    const { kind, ...where } = query;
    const board = await context.read((sql) => readBoard(sql, { ...where, replayed: kind === 'replayed' }));
    return {
      data: { kind, ...board },
      insufficient: board.models.length === 0 ? `no ${kind} forecast has met its weeks yet` : null,
    };
  },
});

async function readBoard(sql: Sql, filter: ScoreboardFilter) {
  const by = (group: ScoreboardGroup): Promise<ScoreboardRow[]> => listScoreboard(sql, group, filter);
  const [counts, calls, all, models, facets, sectors, markets, weeks, steps] = await Promise.all([
    countForecasts(sql, filter.replayed),
    listCallScores(sql, filter),
    by('all'),
    by('model'),
    by('facet'),
    by('sector'),
    by('market'),
    by('weeks'),
    by('step'),
  ]);
  return {
    ...counts,
    all: all[0] ?? null,
    models: models.map(({ name, ...row }) => ({ model: name, ...row })),
    facets: facets.map(({ name, ...row }) => ({ facet: name, ...row })),
    sectors: sectors.map(({ name, ...row }) => ({ sector: name, ...row })),
    markets: markets.map(({ name, ...row }) => ({ market: name, ...row })),
    weeks: weeks.map(({ name, ...row }) => ({ weeks: name, ...row })),
    steps: steps.map(({ name, ...row }) => ({ step: Number(name), ...row })),
    calls: calls.map((row) => ({
      ...row,
      successRate: row.judged === 0 ? null : row.successes / row.judged,
    })),
  };
}
