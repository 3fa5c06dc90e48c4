import type { z } from 'zod';
import type { ItemReader } from '../../core/item-reader.ts';
import type { ApiContext } from '../context.ts';
import type { Item } from './read-items.ts';
import type { TrendsOfCell } from './trend-table.ts';

/** A question with a body: it changes nothing. */
export interface Ask<Body extends z.ZodObject, Data extends z.ZodType> {
  name: string;
  path: string;
  summary: string;
  body: Body;
  data: Data;
  answer(body: z.output<Body>, tools: Tools): Promise<z.input<Data>>;
}

/** What answers are made with. */
export interface Tools {
  readonly context: ApiContext;
  readonly reader: ItemReader;
  readonly trends: (cell: { sector: string; market: string }) => Promise<TrendsOfCell>;
  /** Concepts an item names, each once. */
  readonly conceptsOf: (item: Omit<Item, 'id'>) => string[];
}

export function defineAsk<Body extends z.ZodObject, Data extends z.ZodType>(
  made: Ask<Body, Data>,
): Ask<Body, Data> {
  return made;
}

/** Most items in one question. */
export const MOST_ITEMS = 1_000;
