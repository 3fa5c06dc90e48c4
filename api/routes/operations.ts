import { z } from 'zod';
import { asReasons } from '../../core/reason.ts';
import { AppError } from '../../core/errors.ts';
import { FETCH_OUTCOMES, SOURCE_HEALTHS } from '../../core/words.ts';
import { listSignals } from '../../storage/queries/signals.ts';
import {
  findSource,
  listLedger,
  listSourceRuns,
  listSources,
  listSourceWeeks,
  listStageRuns,
  type SourceRow,
} from '../../storage/queries/sources.ts';
import { cutPage, decodeCursor } from '../cursor.ts';
import { bigintId, cursor, limit, sector } from '../parameters.ts';
import { defineRead } from '../read.ts';
import { instant, iso, reasonShape } from '../shapes.ts';

const sourceId = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,119}$/i, 'must be a source id');
const sourceShape = z.object({
  id: z.string(),
  name: z.string(),
  sector: z.string(),
  platform: z.string(),
  market: z.string(),
  language: z.string(),
  weight: z.number(),
  origin: z.string(),
  enabled: z.boolean(),
  health: z.string(),
  healthReason: z.string(),
  healthSince: instant,
  lastRunAt: instant,
  nextDueAt: instant,
  cadenceHours: z.number().nullable(),
  cadenceReason: z.string().nullable(),
  documents: z.number(),
  purpose: z.string().nullable(),
  legalBasis: z.string().nullable(),
  retentionDays: z.number().nullable(),
});

export const sources = defineRead({
  name: 'sources',
  path: '/sources',
  tag: 'Operations',
  summary: 'What is watched, and how healthy it is',
  live: true,
  query: z.strictObject({
    sector,
    health: z.enum(SOURCE_HEALTHS).optional(),
    market: z.string().max(12).optional(),
  }),
  data: z.array(sourceShape),
  async answer(context, { query }) {
    const rows = await context.read((sql) => listSources(sql, query));
    return { data: rows.map(toSource) };
  },
});

export const source = defineRead({
  name: 'source',
  path: '/sources/{id}',
  tag: 'Operations',
  summary: 'One source with its last runs and its documents a week',
  live: true,
  params: z.strictObject({ id: sourceId }),
  data: sourceShape.extend({
    runs: z.array(
      z.object({
        id: z.string(),
        startedAt: instant,
        finishedAt: instant,
        health: z.string().nullable(),
        reason: z.string().nullable(),
        counts: z.record(z.string(), z.unknown()),
      }),
    ),
    weeks: z.array(z.object({ week: z.string(), documents: z.number() })),
  }),
  async answer(context, { params }) {
    return context.read(async (sql) => {
      const [found, runs, weeks] = await Promise.all([
        findSource(sql, params.id),
        listSourceRuns(sql, params.id, 20),
        listSourceWeeks(sql, params.id),
      ]);
      if (found === null) throw new AppError('NOT_FOUND', `No source ${params.id}.`);
      const dated = runs.map((run) => ({
        ...run,
        startedAt: iso(run.startedAt),
        finishedAt: iso(run.finishedAt),
      }));
      return { data: { ...toSource(found), runs: dated, weeks } };
    });
  },
});

export const ledger = defineRead({
  name: 'ledger',
  path: '/ledger',
  tag: 'Operations',
  summary: 'Why each URL was fetched, skipped or refused, the newest first',
  live: true,
  query: z.strictObject({
    source: sourceId.optional(),
    outcome: z.enum(FETCH_OUTCOMES).optional(),
    reason: z.string().max(60).optional(),
    limit: limit(50, 500),
    cursor,
  }),
  data: z.array(
    z.object({
      id: z.string(),
      sourceId: z.string(),
      url: z.string(),
      outcome: z.string(),
      reason: z.string(),
      status: z.number().nullable(),
      bytes: z.number(),
      durationMs: z.number(),
      at: instant,
    }),
  ),
  async answer(context, { query }) {
    const before = decodeCursor(query.cursor, bigintId);
    const found = await context.read((sql) => listLedger(sql, { ...query, before, limit: query.limit + 1 }));
    const { rows, next } = cutPage(found, query.limit, (row) => row.id);
    return { data: rows.map((row) => ({ ...row, at: iso(row.at) })), next };
  },
});

export const stageRuns = defineRead({
  name: 'stageRuns',
  path: '/stage-runs',
  tag: 'Operations',
  summary: 'What the stages of the pipeline did last',
  live: true,
  query: z.strictObject({ limit: limit(30, 200) }),
  data: z.array(
    z.object({
      id: z.string(),
      stage: z.string(),
      startedAt: instant,
      finishedAt: instant,
      state: z.string(),
      counts: z.record(z.string(), z.unknown()),
      error: z.unknown(),
    }),
  ),
  async answer(context, { query }) {
    const rows = await context.read((sql) => listStageRuns(sql, query.limit));
    return {
      data: rows.map((row) => ({ ...row, startedAt: iso(row.startedAt), finishedAt: iso(row.finishedAt) })),
    };
  },
});

export const signals = defineRead({
  name: 'signals',
  path: '/signals',
  tag: 'Operations',
  summary: 'Rules that fired, with their reasons, the newest first',
  query: z.strictObject({
    severity: z.enum(['info', 'notice', 'warning']).optional(),
    rule: z.string().max(80).optional(),
    subject: z.string().max(160).optional(),
    limit: limit(50, 500),
    cursor,
  }),
  data: z.array(
    z.object({
      id: z.string(),
      rule: z.string(),
      subject: z.string(),
      market: z.string(),
      week: z.string(),
      severity: z.string(),
      titleZh: z.string(),
      titleEn: z.string(),
      reasons: z.array(reasonShape),
      raisedAt: instant,
    }),
  ),
  async answer(context, { query }) {
    const before = decodeCursor(query.cursor, bigintId);
    const found = await context.read((sql) => listSignals(sql, { ...query, before, limit: query.limit + 1 }));
    const { rows, next } = cutPage(found, query.limit, (row) => row.id);
    const data = rows.map((row) => ({
      ...row,
      reasons: asReasons(row.reasons),
      raisedAt: iso(row.raisedAt),
    }));
    return { data, next };
  },
});

function toSource(row: SourceRow) {
  return {
    ...row,
    healthSince: iso(row.healthSince),
    lastRunAt: iso(row.lastRunAt),
    nextDueAt: iso(row.nextDueAt),
  };
}
