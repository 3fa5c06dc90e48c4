import { AppError, type ErrorCode } from '../../core/errors.ts';

/** An AppError whose `details.reason` is the word the ledger keeps (list in docs/sources.md). */
export function fetchError(
  code: ErrorCode,
  reason: string,
  message: string,
  extra: { cause?: unknown; retryAfterMs?: number; status?: number } = {},
): AppError {
  return new AppError(code, message, {
    cause: extra.cause,
    retryAfterMs: extra.retryAfterMs,
    details: extra.status === undefined ? { reason } : { reason, status: extra.status },
  });
}

export function reasonOf(error: AppError): string {
  const reason = error.details['reason'];
  return typeof reason === 'string' ? reason : error.code.toLowerCase().replaceAll('_', '-');
}

/** Codes of undici and of the socket, and the reasons they become. */
const NETWORK_REASONS: Record<string, string> = {
  UND_ERR_HEADERS_OVERFLOW: 'headers-too-large',
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_SOCKET: 'connection-lost',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'connection-lost',
  ECONNRESET: 'connection-lost',
  EPIPE: 'connection-lost',
  ECONNREFUSED: 'connection-refused',
  ENOTFOUND: 'no-such-host',
  EAI_AGAIN: 'no-such-host',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
};

function codeOf(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return '';
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  return code === '' && 'cause' in thrown ? codeOf(thrown.cause) : code;
}

/** What the network threw, as an AppError with a reason; ours pass through, also from inside a connector. */
export function networkError(url: string, thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof Error && thrown.cause instanceof AppError) return thrown.cause;
  const name = thrown instanceof Error ? thrown.name : '';
  const code = codeOf(thrown);
  if (name === 'TimeoutError')
    return fetchError('TIMEOUT', 'timeout', `${url} took too long`, { cause: thrown });
  if ((code.startsWith('HPE_') || name === 'HTTPParserError') && !(code in NETWORK_REASONS))
    return fetchError('FETCH_FAILED', 'bad-http', `${url} did not answer in valid HTTP`, { cause: thrown });
  if (code.startsWith('ERR_TLS') || code.includes('CERT') || code.includes('SIGNED') || code.includes('SSL'))
    return fetchError('FETCH_REFUSED', 'insecure', `${url} has no valid certificate`, { cause: thrown });
  const reason = NETWORK_REASONS[code] ?? 'network';
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return fetchError('FETCH_FAILED', reason, `${url} could not be fetched: ${text}`, { cause: thrown });
}
