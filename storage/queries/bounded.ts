import { AppError } from '../../core/errors.ts';
import type { Sql, Transaction } from '../sql.ts';

const QUERY_CANCELED = '57014';
const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  '57P01',
  '57P03',
]);

/**
 * Runs reads in one read-only snapshot, so that all figures of an answer agree with each other, and under a
 * time limit, so that no filter can make a query that holds a connection.
 */
export async function readBounded<T>(sql: Sql, limitMs: number, read: (sql: Sql) => Promise<T>): Promise<T> {
  const limit = Math.max(1, Math.trunc(limitMs));
  try {
    const result = await sql.begin('isolation level repeatable read read only', async (transaction) => {
      // A query of postgres.js starts when it is awaited; this one must be on the wire before any other. It is not
      // waited for: PostgreSQL runs them in order on the one connection.
      const limited = transaction.unsafe(`set local statement_timeout = ${limit}`).execute();
      const [, answer] = await Promise.all([limited, read(asSql(transaction))]);
      return { answer };
    });
    return (result as { answer: T }).answer;
  } catch (thrown) {
    throw asAppError(thrown, limit);
  }
}

/** A transaction answers to the same tagged-template calls as the pool. */
export function asSql(transaction: Transaction): Sql {
  return transaction as unknown as Sql;
}

function asAppError(thrown: unknown, limitMs: number): unknown {
  const code = (thrown as { code?: unknown } | null)?.code;
  if (code === QUERY_CANCELED) {
    return new AppError('TIMEOUT', `The query took longer than ${limitMs} ms. Narrow the filter.`, {
      cause: thrown,
    });
  }
  if (typeof code === 'string' && CONNECTION_CODES.has(code)) {
    return new AppError('DATABASE_UNAVAILABLE', 'The database cannot be reached right now.', {
      cause: thrown,
    });
  }
  return thrown;
}
