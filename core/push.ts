import { createHmac, hkdfSync } from 'node:crypto';

/** Pushed rows are signed as Standard Webhooks 1.0 has it: HMAC-SHA256 over `id.timestamp.body`, in base64. */
const SECRET_BYTES = 32;

/** A delivery whose signature was found good. */
export interface PushDelivery {
  source: string;
  id: string;
  body: Uint8Array;
  format: 'json' | 'jsonl';
}

/** What became of it. */
export interface PushOutcome {
  rows: number;
  added: number;
  changed: number;
  products: number;
  observations: number;
  /** Dropped rows by named reason. */
  dropped: Record<string, number>;
  /** The first of them, by row from 1. */
  problems: { row: number; reason: string; message: string }[];
}

/** Who takes pushed rows in, and knows what they are signed with. */
export interface PushDoor {
  secret(source: string): Promise<Uint8Array>;
  receive(delivery: PushDelivery): Promise<PushOutcome>;
}

/**
 * The secret of one source (RFC 5869, HKDF): derived from the installation's key and therefore kept nowhere. Another
 * generation is another secret.
 */
export function pushSecret(key: string, source: string, generation: number): Uint8Array {
  const info = `hemline push ${source} ${generation}`;
  return new Uint8Array(hkdfSync('sha256', key, new Uint8Array(), info, SECRET_BYTES));
}

/** The secret as people carry it. */
export const writtenSecret = (secret: Uint8Array): string =>
  `whsec_${Buffer.from(secret).toString('base64')}`;

export function signPush(
  secret: Uint8Array,
  delivery: { id: string; timestamp: string; body: Uint8Array },
): Uint8Array {
  return createHmac('sha256', secret)
    .update(`${delivery.id}.${delivery.timestamp}.`)
    .update(delivery.body)
    .digest();
}
