import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** Content codings (RFC 9110 section 8.4.1; RFC 7932), the smaller first. */
const CODINGS = ['br', 'gzip'] as const;
export type Coding = (typeof CODINGS)[number];

/** Less is sent as it is. */
const FROM_BYTES = 1024;
/** What is sent again and again is worth more work than what is sent once. */
const LEVELS = { kept: { br: 5, gzip: 6 }, once: { br: 1, gzip: 1 } } as const;

/** The coding a client likes best (RFC 9110 section 12.5.3), null for none; of those it likes alike the smaller. */
export function codingFor(accepted: string | undefined, bytes: number): Coding | null {
  if (accepted === undefined || bytes < FROM_BYTES) return null;
  const weights = new Map<string, number>();
  for (const part of accepted.slice(0, 500).toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((word) => word.trim());
    const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    weights.set(name, q === undefined ? 1 : Number(q) || 0);
  }
  const weightOf = (coding: Coding): number => weights.get(coding) ?? weights.get('*') ?? 0;
  const best = CODINGS.reduce((a, b) => (weightOf(b) > weightOf(a) ? b : a));
  return weightOf(best) > 0 ? best : null;
}

export function pack(plain: Buffer, coding: Coding, use: keyof typeof LEVELS): Buffer {
  const level = LEVELS[use][coding];
  if (coding === 'gzip') return gzipSync(plain, { level });
  return brotliCompressSync(plain, {
    params: { [constants.BROTLI_PARAM_QUALITY]: level, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
  });
}
