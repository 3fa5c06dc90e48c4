import { AppError } from '../core/errors.ts';

/** The code of a driver's or server's error: a SQLSTATE or a Node code such as ECONNREFUSED. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const own = (error as { code?: unknown }).code;
  if (typeof own === 'string') return own;
  const inner = (error as { errors?: unknown }).errors; // AggregateError: every address of the host refused.
  return Array.isArray(inner) ? codeOf(inner[0]) : '';
}

const ADVICE: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there: start the server, or mend host and port in DATABASE_URL',
  ENOENT: 'there is no socket there: start the server, or mend the socket folder in DATABASE_URL',
  EACCES: 'this account may not use its socket',
  ENOTFOUND: 'the host name is not known: mend it in DATABASE_URL',
  EAI_AGAIN: 'the host name could not be looked up: check the network, or mend it in DATABASE_URL',
  CONNECT_TIMEOUT: 'it did not answer in time: check host, port and firewall',
  ETIMEDOUT: 'it did not answer in time: check host, port and firewall',
  '28P01': 'the password is wrong: mend it in DATABASE_URL',
  '28000': 'the server does not let this user in: check user, database and pg_hba.conf',
  '42501': 'this user may not make databases: have it made, or grant CREATEDB',
  '53300': 'it has no connection left: raise max_connections or close other programs',
  '57P03': 'it is starting up or shutting down: try again in a moment',
  '3D000': 'the database does not exist and could not be made',
  SASL_SIGNATURE_MISMATCH: 'the password is wrong: mend it in DATABASE_URL',
};

/** Anything that kept us from the database, with what to do about it. */
export function asUnavailable(error: unknown, database: string): AppError {
  if (error instanceof AppError) return error;
  const code = codeOf(error);
  const said = error instanceof Error ? error.message : String(error);
  const advice = ADVICE[code] ?? 'check DATABASE_URL and the server';
  return new AppError(
    'DATABASE_UNAVAILABLE',
    `The database ${database} cannot be opened: ${advice}. (${said})`,
    {
      cause: error,
      details: { code },
    },
  );
}
