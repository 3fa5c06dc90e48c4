import { createHash, createHmac } from 'node:crypto';

/** SHA-256 of a UTF-8 text, lower-case hex. */
export function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * A stable 63-bit id for a key (a canonical URL, say), as a decimal string that fits a PostgreSQL bigint.
 * The same key gives the same id on every machine, so runs in one process and on many workers agree.
 */
export function stableId(key: string): string {
  const digest = createHash('sha256').update(key).digest();
  return (digest.readBigUInt64BE(0) >> 1n).toString();
}

/** A keyed hash for personal identifiers (handles, reviewers' names): 16 hex digits, not reversible without the key. */
export function keyedHash(key: string, value: string): string {
  return createHmac('sha256', key).update(value).digest('hex').slice(0, 16);
}
