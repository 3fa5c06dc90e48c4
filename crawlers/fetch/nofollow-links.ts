import type { RawPage } from '../../core/content.ts';
import { canonicalUrl } from '../canonical-url.ts';
import { isHtml } from './robots-directives.ts';

/** A tag ends where the next begins: one that never ends would be searched to its limit from every `<a`. */
const ANCHOR = /<a\s[^<>]{1,4000}>/gi;
const HREF = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i;
const REL = /\srel\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i;

const valueOf = (found: RegExpExecArray | null): string => found?.[1] ?? found?.[2] ?? found?.[3] ?? '';

/** Addresses a page leads to by `rel=nofollow` only. A page without the word costs one search for it. */
export function nofollowLinks(page: RawPage): Set<string> {
  const shy = new Set<string>();
  const body = Buffer.from(page.body.buffer, page.body.byteOffset, page.body.byteLength);
  // Most pages are done with the search of bytes; only those with some "follow" are looked at as text.
  if (!isHtml(page) || !(body.includes('ollow') || body.includes('OLLOW'))) return shy;
  if (!/nofollow/i.test(body.toString('latin1'))) return shy;
  const plain = new Set<string>();
  const html = body.toString('utf8');
  const base = /<base\s[^<>]{1,2000}>/i.exec(html);
  const from = canonicalUrl(base ? valueOf(HREF.exec(base[0])) : '', page.finalUrl) ?? page.finalUrl;
  for (const [tag] of html.matchAll(ANCHOR)) {
    const url = canonicalUrl(valueOf(HREF.exec(tag)).replaceAll('&amp;', '&'), from);
    if (url === null) continue;
    const rel = valueOf(REL.exec(tag)).toLowerCase().split(/\s+/);
    (rel.includes('nofollow') ? shy : plain).add(url);
  }
  for (const url of plain) shy.delete(url);
  return shy;
}
