const READABLE =
  /^(text\/|application\/(json|xml|xhtml\+xml|javascript|x-javascript|ndjson|x-ndjson|octet-stream)|[\w.+-]+\/[\w.+-]+\+(json|xml))/i;

/** A body is read when its type is text, or unknown, and its first bytes hold no NUL (UTF-16 aside). */
export function isReadable(contentType: string | undefined, body: Uint8Array): boolean {
  const type = (contentType ?? '').trim();
  if (type !== '' && !READABLE.test(type) && /^[\w.+-]+\/[\w.+-]+/.test(type)) return false;
  const utf16 = (body[0] === 0xff && body[1] === 0xfe) || (body[0] === 0xfe && body[1] === 0xff);
  return utf16 || !body.subarray(0, 1024).includes(0);
}

/**
 * Retry-After in seconds or as an HTTP date (RFC 9110 section 10.2.3), ms from now; null when absent or unclear.
 * A date is held against the answer's own Date header, so a server's wrong clock does no harm.
 */
export function retryAfterMs(value: string | undefined, serverDate: string | undefined): number | null {
  if (value === undefined) return null;
  if (/^\s*\d+\s*$/.test(value)) return Number(value) * 1000;
  const ms = Date.parse(value) - Date.parse(serverDate ?? '');
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}
