import type { RawPage } from '../../core/content.ts';

const NO_AI = /\b(noai|noimageai|notrain|noml)\b/i;

/** Whether a page reserves text and data mining: TDM-Reservation (W3C TDMRep), or `noai` in robots directives. */
export function reservesMining(page: RawPage): boolean {
  if (page.headers['tdm-reservation']?.trim() === '1') return true;
  if (NO_AI.test(page.headers['x-robots-tag'] ?? '')) return true;
  const head = Buffer.from(
    page.body.buffer,
    page.body.byteOffset,
    Math.min(page.body.byteLength, 40_000),
  ).toString('latin1');
  for (const [tag] of head.matchAll(/<meta\b[^>]{0,400}>/gi)) {
    if (/name\s*=\s*["']?tdm-reservation/i.test(tag) && /content\s*=\s*["']?1/i.test(tag)) return true;
    if (/name\s*=\s*["']?robots/i.test(tag) && NO_AI.test(tag)) return true;
  }
  return false;
}
