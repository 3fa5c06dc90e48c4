import { z } from 'zod';
import { FIELDS } from '../core/governance.ts';
import { LANGUAGES, PLATFORMS, SECTORS } from '../core/words.ts';

const CADENCE_HOURS: Record<string, number> = { hourly: 1, daily: 24, weekly: 168 };

/** `6h`, `2d`, or a word. */
const cadence = z.union([z.string(), z.number()]).transform((value, context) => {
  const text = String(value);
  const form = /^(\d+(?:\.\d+)?)\s*(h|d)?$/.exec(text);
  const hours = CADENCE_HOURS[text] ?? (form ? Number(form[1]) * (form[2] === 'd' ? 24 : 1) : 0);
  if (hours >= 0.25 && hours <= 24 * 90) return hours;
  context.addIssue('must be hourly, daily, weekly, or a time from 15 minutes to 90 days such as 6h or 2d');
  return z.NEVER;
});

const hour = z.number().int().min(0).max(24);

const politeness = z
  .strictObject({
    delay_ms: z.number().int().min(0).max(600_000).default(2_000),
    max_pages_per_run: z.number().int().min(1).max(1_000_000).default(400),
    max_minutes_per_run: z.number().int().min(1).max(1_440).default(120),
    quiet_hours_utc: z.tuple([hour, hour]).optional(),
    honour_tdm_reservation: z.boolean().default(true),
    honour_noindex: z.boolean().default(true),
    honour_nofollow: z.boolean().default(true),
  })
  .prefault({});

const checked = z
  .strictObject({ at: z.iso.date().nullable().default(null), how: z.string().min(1) })
  .default({ at: null, how: 'not checked from here' });

const text = (what: string) =>
  z
    .string({ error: `must say ${what}` })
    .trim()
    .min(2, `must say ${what}`);

/** A source file's keys. What each means: docs/sources.md. */
export const sourceFileSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,62}$/, 'must be kebab-case: small letters, digits and hyphens'),
  name: text('what the source is called'),
  sector: z.enum(SECTORS),
  platform: z.enum(PLATFORMS),
  url: z.string().min(1).optional(),
  urls: z.array(z.string().min(1)).min(1).optional(),
  market: z
    .string()
    .regex(/^([a-z]{2}|global)$/, "must be a two-letter country code in small letters, or 'global'"),
  language: z.enum(LANGUAGES),
  cadence: cadence.default(24),
  adaptive: z.boolean().default(true),
  politeness,
  purpose: text('why this is collected'),
  legal_basis: text('on what legal basis this is collected'),
  collects: z.array(z.enum(FIELDS)).min(1).optional(),
  retention_days: z.number().int().min(1).max(3_660),
  weight: z.number().positive().max(100).default(1),
  enabled: z.boolean().default(true),
  browser: z.boolean().default(false),
  options: z.record(z.string(), z.unknown()).default({}),
  checked,
});

export type SourceFile = z.infer<typeof sourceFileSchema>;

export const SOURCE_KEYS: readonly string[] = Object.keys(sourceFileSchema.shape);
export const POLITENESS_KEYS: readonly string[] = [
  'delay_ms',
  'max_pages_per_run',
  'max_minutes_per_run',
  'quiet_hours_utc',
  'honour_tdm_reservation',
  'honour_noindex',
  'honour_nofollow',
];
