import { z } from 'zod';
import { AppError } from '../core/errors.ts';

/** Names of fields, separated by commas: what is not named is left out of each row. */
export const fieldsParameter = z
  .string()
  .max(600)
  .regex(/^[A-Za-z0-9]+(?:,[A-Za-z0-9]+)*$/, 'must be names of fields separated by commas')
  .optional()
  .describe('only these fields of the data (of each row, where it is a list)');

/** Leaves the fields named; a name that no answer of this shape has is refused. */
export function pickFields(data: unknown, shape: z.ZodType, fields: string | undefined): unknown {
  if (fields === undefined) return data;
  const names = new Set(fields.split(','));
  const known = fieldsOf(shape);
  for (const name of names)
    if (!known.includes(name))
      throw new AppError(
        'BAD_INPUT',
        `fields: there is no ${name} here; there are ${known.join(', ') || 'none'}.`,
      );
  return Array.isArray(data) ? data.map((row) => pick(row, names)) : pick(data, names);
}

function pick(row: unknown, names: ReadonlySet<string>): unknown {
  if (typeof row !== 'object' || row === null) return row;
  return Object.fromEntries(Object.entries(row).filter(([name]) => names.has(name)));
}

/** Keys of an object, of the rows of a list, of what may also be null. */
function fieldsOf(shape: z.ZodType): string[] {
  if (shape instanceof z.ZodArray) return fieldsOf(shape.element as z.ZodType);
  if (shape instanceof z.ZodNullable) return fieldsOf(shape.unwrap() as z.ZodType);
  return shape instanceof z.ZodObject ? Object.keys(shape.shape) : [];
}
