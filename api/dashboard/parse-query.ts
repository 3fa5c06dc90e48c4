import type { z } from 'zod';
import { badParameters } from '../problem.ts';
import type { View } from './view.ts';

/** A page's own parameters, checked by the same schema as the API's; `lang` and unknown ones are left aside. */
export function parseQuery<Schema extends z.ZodObject>(schema: Schema, view: View): z.output<Schema> {
  const known = Object.entries(view.query).filter(
    ([name, value]) => value !== '' && Object.hasOwn(schema.shape, name),
  );
  const parsed = schema.safeParse(Object.fromEntries(known));
  if (!parsed.success) throw badParameters(parsed.error);
  return parsed.data;
}
