import { z } from 'zod';
import { completeRule, ruleBody, ruleId, SEVERITIES } from '../../core/signal-rule.ts';
import { REHEARSAL_DAYS } from '../../core/signal-rehearsal.ts';
import { DELIVERY_STATES, listSignalDeliveries } from '../../storage/queries/signal-deliveries.ts';
import { redeliver } from '../../storage/signal-deliveries.ts';
import { listSignalRules, removeSignalRule, saveSignalRule } from '../../storage/signal-rules.ts';
import type { ApiApp } from '../app.ts';
import type { ApiContext } from '../context.ts';
import { cutPage, decodeCursor } from '../cursor.ts';
import { bigintId, cursor, limit } from '../parameters.ts';
import { defineRead } from '../read.ts';
import type { ResponseCache } from '../response-cache.ts';
import { instant, iso, reasonShape } from '../shapes.ts';
import { mountWrite } from '../write.ts';

const ruleShape = z.object({
  id: z.string(),
  name: z.string(),
  metric: z.string(),
  stage: z.string().optional(),
  subject: z.string(),
  sector: z.string(),
  market: z.string(),
  direction: z.string(),
  overWeeks: z.number(),
  change: z.string(),
  enter: z.number(),
  leave: z.number(),
  coolDownWeeks: z.number(),
  minDocuments: z.number(),
  severity: z.enum(SEVERITIES),
  version: z.number(),
  changedAt: instant,
  changedBy: z.string(),
});

export const signalRules = defineRead({
  name: 'signalRules',
  path: '/signal-rules',
  tag: 'Operations',
  summary: "People's own rules, beside the built-in ones",
  live: true,
  data: z.array(ruleShape),
  async answer(context) {
    const rules = await context.read((sql) => listSignalRules(sql));
    const data = rules.map(({ rule, version, changedAt, changedBy }) => ({
      ...rule,
      version,
      changedAt: iso(changedAt),
      changedBy,
    }));
    return { data };
  },
});

export const signalDeliveries = defineRead({
  name: 'signalDeliveries',
  path: '/signal-deliveries',
  tag: 'Operations',
  summary: 'What was sent to which channel, is to be sent, or was given up; the newest first',
  live: true,
  query: z.strictObject({
    state: z.enum(DELIVERY_STATES).optional(),
    channel: z.string().max(63).optional(),
    limit: limit(50, 500),
    cursor,
  }),
  data: z.array(
    z.object({
      id: z.string(),
      channelId: z.string(),
      channelType: z.string(),
      event: z.string(),
      signalIds: z.array(z.string()),
      state: z.string(),
      attempts: z.number(),
      nextAttemptAt: instant,
      lastStatus: z.number().nullable(),
      lastReason: z.string().nullable(),
      createdAt: instant,
      deliveredAt: instant,
    }),
  ),
  async answer(context, { query }) {
    const before = decodeCursor(query.cursor, bigintId);
    const asked = { ...query, before, limit: query.limit + 1 };
    const found = await context.read((sql) => listSignalDeliveries(sql, asked));
    const { rows, next } = cutPage(found, query.limit, (row) => row.id);
    const data = rows.map((row) => ({
      ...row,
      nextAttemptAt: iso(row.nextAttemptAt),
      createdAt: iso(row.createdAt),
      deliveredAt: iso(row.deliveredAt),
    }));
    return { data, next };
  },
});

const firing = z.object({
  subject: z.string(),
  labelZh: z.string(),
  labelEn: z.string(),
  week: z.string(),
  value: z.number(),
  documents: z.number(),
  reasons: z.array(reasonShape),
});

const rehearsalShape = z.object({
  days: z.number(),
  from: z.string(),
  to: z.string(),
  subjects: z.number(),
  weeksJudged: z.number(),
  fired: z.number(),
  summary: reasonShape,
  firings: z.array(firing),
});

/** Rules are added, changed, rehearsed and removed; deliveries sent again. */
export function mountSignalWrites(app: ApiApp, context: ApiContext, cache: ResponseCache): void {
  const { sql, rehearse, enqueue } = context.options;
  const at = () => context.clock.now();
  const params = z.strictObject({ id: ruleId });
  if (rehearse !== undefined)
    mountWrite(app, cache, {
      name: 'rehearseSignalRule',
      path: '/signal-rules/rehearse',
      summary: 'Plays a rule over the last days: how often it would have fired, when and why. Saves nothing',
      params: z.strictObject({}),
      body: z.strictObject({
        rule: ruleBody,
        days: z.number().int().min(7).max(730).default(REHEARSAL_DAYS),
      }),
      data: rehearsalShape,
      act: ({ body: { rule, days } }) =>
        context.read((snapshot) => rehearse(snapshot, completeRule(rule), { days, now: at() })),
    });
  mountWrite(app, cache, {
    name: 'saveSignalRule',
    path: '/signal-rules',
    summary: 'Adds a rule, or a new version of the one of that id',
    params: z.strictObject({}),
    body: ruleBody,
    data: z.object({ id: z.string(), version: z.number() }),
    async act({ body, actor }) {
      const rule = completeRule(body);
      return { id: rule.id, version: await saveSignalRule(sql, rule, { actor, at: at() }) };
    },
  });
  mountWrite(app, cache, {
    method: 'delete',
    name: 'removeSignalRule',
    path: '/signal-rules/{id}',
    summary: 'Removes a rule; signals it raised stay',
    params,
    body: z.strictObject({}),
    data: z.object({ id: z.string() }),
    async act({ params: { id }, actor }) {
      await removeSignalRule(sql, id, { actor, at: at() });
      return { id };
    },
  });
  mountWrite(app, cache, {
    name: 'redeliverSignal',
    path: '/signal-deliveries/{id}/redeliver',
    summary: 'Sends a delivery again, dead or delivered, under the same message id',
    params: z.strictObject({ id: bigintId }),
    body: z.strictObject({}),
    data: z.object({ id: z.string(), state: z.string() }),
    async act({ params: { id }, actor }) {
      await redeliver(sql, id, { actor, at: at() });
      await enqueue('deliver-signals', {}, { dedupeKey: 'deliver-signals' });
      return { id, state: 'pending' };
    },
  });
}
