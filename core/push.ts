import { createHmac, hkdfSync } from 'node:crypto';

/** Pushed rows, and signals sent to webhooks, are signed as Standard Webhooks 1.0 has it: HMAC-SHA256 over `id.timestamp.body`, in base64. */
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

/** A key for one use (RFC 5869, HKDF): derived from the installation's and therefore kept nowhere. */
export function derivedKey(key: string, use: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, new Uint8Array(), use, SECRET_BYTES));
}

/** The secret of one source. Another generation is another secret. */
export function pushSecret(key: string, source: string, generation: number): Uint8Array {
  return derivedKey(key, `hemline push ${source} ${generation}`);
}

/** The secret that deliveries to one webhook channel are signed with. */
export function channelSecret(key: string, channel: string, generation: number): Uint8Array {
  return derivedKey(key, `hemline signal channel ${channel} ${generation}`);
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
