import { z } from 'zod';
import { conceptId, slugOf } from './inbox-decision.ts';
import { SIGNAL_METRIC_NAMES, SIGNAL_METRICS } from './signal-metrics.ts';
import { FACETS, SECTORS, STAGES } from './words.ts';

export const SEVERITIES = ['info', 'notice', 'warning'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** One watched concept, all of a facet, or all there are. */
const subject = z.union([z.literal('*'), z.enum(FACETS), conceptId], {
  error: 'must be a concept id, a facet, or *',
});

export const ruleId = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}-]{0,99}$/u, 'must be letters and digits joined by hyphens');

const fields = z.strictObject({
  id: ruleId.optional().describe('by default made of the name'),
  name: z.string().trim().min(1).max(120),
  metric: z.enum(SIGNAL_METRIC_NAMES),
  stage: z.enum(STAGES).optional().describe('which stage it becomes; with the metric stage only'),
  subject: subject.default('*'),
  sector: z.enum(['all', ...SECTORS]).default('all'),
  market: z.string().min(1).max(12).default('all'),
  direction: z.enum(['above', 'below', 'rises', 'falls']),
  overWeeks: z
    .number()
    .int()
    .min(1)
    .max(52)
    .default(4)
    .describe('rises and falls: against how many weeks before'),
  change: z
    .enum(['points', 'ratio'])
    .default('points')
    .describe('rises and falls: as a difference, or against the value before (0.5 is half as much again)'),
  enter: z.number().describe('fires when it is reached'),
  leave: z.number().optional().describe('armed again when this is passed on the way back; by default enter'),
  coolDownWeeks: z.number().int().min(0).max(52).default(4).describe('weeks of silence after a firing'),
  minDocuments: z.number().int().min(0).max(1_000_000).default(30),
  severity: z.enum(SEVERITIES).default('notice'),
});

/** A rule as data: what a person writes, the API takes and the database keeps. */
export const ruleBody = fields.superRefine((rule, context) => {
  const wrong = (path: string, message: string): void =>
    context.addIssue({ code: 'custom', path: [path], message });
  const { direction, enter, leave = enter } = rule;
  if (direction === 'below' ? leave < enter : leave > enter)
    wrong(
      'leave',
      `lies beyond enter: with ${direction} it is ${direction === 'below' ? 'at least' : 'at most'} that`,
    );
  if (direction === 'rises' && enter <= 0) wrong('enter', 'a rise is above 0');
  if (direction === 'falls' && enter <= 0) wrong('enter', 'a fall is written as a number above 0');
  if ((rule.metric === 'stage') !== (rule.stage !== undefined))
    wrong('stage', 'goes with the metric stage, and only with that');
  if (rule.metric === 'stage' && direction !== 'above')
    wrong('direction', 'of a stage its probability is watched: above');
  if (SIGNAL_METRICS[rule.metric].of !== 'concept' && rule.sector !== 'all')
    wrong('sector', `${rule.metric} is not counted by sector: leave it out`);
});

export type SignalRule = Omit<z.output<typeof fields>, 'id' | 'leave'> & { id: string; leave: number };

/** A checked rule with all it left out filled in. */
export function completeRule(rule: z.output<typeof ruleBody>): SignalRule {
  return { ...rule, id: rule.id ?? slugOf(rule.name), leave: rule.leave ?? rule.enter };
}

/** The name a user's rule has among the signals; built-in rules have no colon. */
export const ruleName = (id: string): string => `rule:${id}`;
