import { z } from 'zod';
import type { ApiContext } from './context.ts';

/** A question and its answer: path, parameters and shape are data, so that OpenAPI, clients and tests derive from them. */
export interface Read<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Data extends z.ZodType = z.ZodType,
> {
  name: string;
  path: string;
  tag: string;
  summary: string;
  params: Params;
  query: Query;
  data: Data;
  /** True where the answer changes without a new data version (crawl state): never cached. */
  live: boolean;
  answer(
    context: ApiContext,
    input: { params: z.output<Params>; query: z.output<Query> },
  ): Promise<Answer<z.input<Data>>>;
}

export interface Answer<Data> {
  data: Data;
  /** Cursor of the next page; left out where there are no pages. */
  next?: string | null;
  /** In words, where there is too little data to say more: `7 of 30 documents`. */
  insufficient?: string | null;
}

const nothing = z.strictObject({});
type Nothing = typeof nothing;

export function defineRead<
  Data extends z.ZodType,
  Query extends z.ZodObject = Nothing,
  Params extends z.ZodObject = Nothing,
>(read: {
  name: string;
  path: string;
  tag: string;
  summary: string;
  params?: Params;
  query?: Query;
  data: Data;
  live?: boolean;
  answer: Read<Params, Query, Data>['answer'];
}): Read<Params, Query, Data> {
  return {
    ...read,
    params: read.params ?? (nothing as unknown as Params),
    query: read.query ?? (nothing as unknown as Query),
    live: read.live ?? false,
  };
}
