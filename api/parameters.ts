import { z } from 'zod';
import { addDays, weekOf } from '../core/dates.ts';
import { FACETS, LANGUAGES, SECTORS, STAGE_FLAGS, STAGES } from '../core/words.ts';

export { conceptId } from '../core/inbox-decision.ts';

/** Parameters that many routes share; one spelling and one check each. */
export const sectorOrAll = z
  .enum(['all', ...SECTORS])
  .default('all')
  .describe('kind of voice; `all` weighs the sectors together');

export const marketOrAll = z
  .string()
  .regex(/^[a-z]{2,12}$/, 'must be a market such as cn, us or all')
  .default('all')
  .describe('ISO 3166-1 alpha-2 in lower case, or `all`');

export const sector = z.enum(SECTORS).optional();
export const facet = z.enum(FACETS).optional();
export const language = z.enum(LANGUAGES).optional();
export const flag = z.enum(STAGE_FLAGS).optional();
export const stages = z
  .string()
  .max(120)
  .transform((value) => value.split(','))
  .pipe(z.array(z.enum(STAGES)))
  .optional()
  .describe(`one or more of ${STAGES.join(', ')}, separated by commas`);

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day such as 2026-11-09')
  .refine((value) => isDay(value), 'is not a day of the calendar');

/** Any day; the Monday of its week is what is used. */
export const week = day
  .transform((value) => weekOf(value))
  .describe('a day; its week (Monday first) is used');

/** The ledger's forecasts are asked for as they were lived, or as replayed; never both at once. */
export const forecastKind = z
  .enum(['lived', 'replayed'])
  .default('lived')
  .describe('made in their own week, or afterwards by `hemline backcast` from what was known then');

export const search = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .optional()
  .describe('searches labels and aliases in both languages');
export const cursor = z.string().max(400).optional().describe('`next` of the answer before');

export const limit = (usual: number, most: number) =>
  z.coerce.number().int().min(1).max(most).default(usual).describe(`rows in one answer, at most ${most}`);

export const bigintId = z.string().regex(/^\d{1,18}$/, 'must be a number');

function isDay(value: string): boolean {
  const at = new Date(`${value}T00:00:00.000Z`);
  return !Number.isNaN(at.getTime()) && addDays(value, 0) === value && at.getUTCFullYear() >= 1900;
}
