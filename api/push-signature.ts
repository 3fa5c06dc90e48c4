import { timingSafeEqual } from 'node:crypto';
import { AppError } from '../core/errors.ts';
import { signPush } from '../core/push.ts';

const WINDOW_S = 300;

export interface SignedHeaders {
  id: string;
  timestamp: string;
  signatures: string;
}

const refused = (what: string): AppError => new AppError('UNAUTHORIZED', what);

/** The three headers of a delivery, or why it is refused before anything is computed. */
export function signedHeaders(header: (name: string) => string | undefined, now: Date): SignedHeaders {
  const id = header('webhook-id') ?? '';
  const timestamp = header('webhook-timestamp') ?? '';
  const signatures = header('webhook-signature') ?? '';
  if (id === '' || timestamp === '' || signatures === '')
    throw refused('Sign the delivery: webhook-id, webhook-timestamp and webhook-signature are needed.');
  if (!/^[\w-]{1,100}$/.test(id)) throw refused('webhook-id: letters, digits, _ and -, at most 100.');
  const sentAt = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : Number.NaN;
  if (!(Math.abs(now.getTime() / 1000 - sentAt) <= WINDOW_S))
    throw refused(`webhook-timestamp: seconds since 1970, not further than ${WINDOW_S} s from now.`);
  return { id, timestamp, signatures };
}

/** Throws unless one of the signatures given is ours (a sender that changes its secret sends two). */
export function checkSignature(secret: Uint8Array, headers: SignedHeaders, body: Uint8Array): void {
  const ours = signPush(secret, { ...headers, body });
  const good = headers.signatures
    .slice(0, 2_000)
    .split(' ')
    .filter((part) => part.startsWith('v1,'))
    .map((part) => Buffer.from(part.slice(3), 'base64'))
    .filter((given) => given.length === ours.length && timingSafeEqual(given, ours));
  if (good.length === 0)
    throw refused('webhook-signature: no signature fits this source, id, time and body.');
}
