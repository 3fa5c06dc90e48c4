const READABLE =
  /^(text\/|application\/(json|xml|xhtml\+xml|javascript|x-javascript|ndjson|x-ndjson|octet-stream)|[\w.+-]+\/[\w.+-]+\+(json|xml))/i;
/** Types under which a packed sitemap or feed is served. */
const PACKED = /^($|application\/(x-)?g(un)?zip|application\/octet-stream|(text|application)\/xml)/i;

/** First bytes of what is no text, whatever it is called: PDF, PNG, JPEG, GIF, zip, ELF, OLE, fonts, wasm, MP4. */
const BINARY_STARTS = [
  '%PDF-',
  '\x89PNG',
  '\xff\xd8\xff',
  'GIF8',
  'PK\x03\x04',
  '\x7fELF',
  '\xd0\xcf\x11\xe0',
  'wOFF',
  'wOF2',
  '\0asm',
  '\0\0\0',
  'Rar!',
  '7z\xbc\xaf',
];
const LOOKED_AT_BYTES = 1_024;
/** A stray NUL or two is a fault of a page, not a sign of another kind of file. */
const STRAY_NULS = 3;

/** A body is read when its type is text, or unknown, and its first bytes are those of text (or of a packed list). */
export function isReadable(contentType: string | undefined, body: Uint8Array): boolean {
  const type = (contentType ?? '').trim();
  const head = Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, LOOKED_AT_BYTES));
  if (head[0] === 0x1f && head[1] === 0x8b) return PACKED.test(type);
  if (type !== '' && !READABLE.test(type) && /^[\w.+-]+\/[\w.+-]+/.test(type)) return false;
  const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  if (utf16) return true;
  const start = head.toString('latin1', 0, 5);
  if (BINARY_STARTS.some((magic) => start.startsWith(magic))) return false;
  let nuls = 0;
  for (const byte of head) if (byte === 0) nuls += 1;
  return nuls <= STRAY_NULS;
}

/**
 * Retry-After in seconds or as an HTTP date (RFC 9110 section 10.2.3), ms from now; null when absent or unclear.
 * A date is held against the answer's own Date header, so a server's wrong clock does no harm; without one, against ours.
 */
export function retryAfterMs(
  value: string | undefined,
  serverDate: string | undefined,
  now: Date,
): number | null {
  if (value === undefined || value.length > LONGEST_DATE) return null;
  if (/^\s*\d+\s*$/.test(value)) return Math.min(Number(value) * 1000, LONGEST_REST_MS);
  if (!/[a-z]{3}.*\d:\d\d/i.test(value)) return null;
  const theirs = Date.parse(serverDate ?? '');
  const ms = Date.parse(value) - (Number.isNaN(theirs) ? now.getTime() : theirs);
  return Number.isNaN(ms) ? null : Math.min(Math.max(0, ms), LONGEST_REST_MS);
}

const RESETS = ['x-ratelimit-reset', 'ratelimit-reset', 'x-rate-limit-reset'];
/** A number this large is seconds since 1970; a smaller one is seconds from now. */
const EPOCH_SECONDS = 1_000_000_000;

/**
 * When a public API lifts its limit, ms from now; null when it does not say. Seconds left (Reddit and the IETF's draft
 * of RateLimit header fields), seconds since 1970 (Bluesky), or an ISO date (Mastodon).
 */
export function rateResetMs(headers: Record<string, string | undefined>, now: Date): number | null {
  const value = RESETS.map((name) => headers[name])
    .find((given) => given !== undefined)
    ?.trim();
  if (value === undefined || value === '' || value.length > LONGEST_DATE) return null;
  const number = Number(value);
  const at = Number.isFinite(number)
    ? number * 1_000 + (number >= EPOCH_SECONDS ? 0 : now.getTime())
    : Date.parse(value);
  return Number.isNaN(at) ? null : Math.min(Math.max(0, at - now.getTime()), LONGEST_REST_MS);
}

/** An HTTP date has 29 characters, the obsolete forms 33. */
const LONGEST_DATE = 64;

/** A host that asks for more than a month means: never; it is asked again after a month. */
const LONGEST_REST_MS = 30 * 86_400_000;
