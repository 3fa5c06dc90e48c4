import { z } from 'zod';
import { AppError } from './errors.ts';
import { FACETS } from './words.ts';

const label = z.string().trim().min(1).max(80);

export const conceptId = z
  .string()
  .regex(/^[a-z]+:[\p{L}\p{N}][\p{L}\p{N}_.-]{0,120}$/u, 'must be a concept id such as color:butter-yellow');

/** What a person says of a candidate; what is left out is taken from its suggestion. One check for API and command line. */
export const acceptBody = z.strictObject({
  facet: z.enum(FACETS).optional(),
  labelEn: label.optional(),
  labelZh: label.optional(),
  parent: conceptId.optional(),
  hex: z
    .string()
    .regex(/^#[0-9a-f]{6}$/, 'must be a colour such as #f7e7a1')
    .optional()
    .describe('colours only'),
});
export type AcceptBody = z.output<typeof acceptBody>;

export const mergeBody = z.strictObject({ concept: conceptId });

export const rejectBody = z.strictObject({
  reason: z.string().trim().min(1).max(200).optional().describe('why, for the audit log'),
});

/** Letters and digits of any script, words joined by hyphens. */
export function slugOf(text: string): string {
  const slug = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  if (slug === '') throw new AppError('BAD_INPUT', 'labelEn: needs letters or digits to make an id from.');
  return slug.slice(0, 100);
}
