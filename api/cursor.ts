import type { z } from 'zod';
import { AppError } from '../core/errors.ts';

/** Where a page ended: opaque to callers, checked when it comes back. */
export function encodeCursor(position: unknown): string {
  return Buffer.from(JSON.stringify(position), 'utf8').toString('base64url');
}

export function decodeCursor<T>(cursor: string | undefined, shape: z.ZodType<T>): T | undefined {
  if (cursor === undefined) return undefined;
  const parsed = shape.safeParse(parse(cursor));
  if (!parsed.success) {
    throw new AppError(
      'BAD_INPUT',
      'cursor: is not one of ours. Start again without it, or use the `next` of an answer to the same question.',
    );
  }
  return parsed.data;
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    // Not JSON: the shape check that follows says so to the caller.
    return undefined;
  }
}

/** Cuts the one row too many that a query was asked for, and names where the next page begins. */
export function cutPage<Row>(
  rows: Row[],
  limit: number,
  position: (last: Row) => unknown,
): { rows: Row[]; next: string | null } {
  if (rows.length <= limit) return { rows, next: null };
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, next: last === undefined ? null : encodeCursor(position(last)) };
}
