import type { RawPage } from '../../core/content.ts';
import { canonicalUrl } from '../canonical-url.ts';
import { decodeBytes } from './decode-bytes.ts';
import { attribute, byName, parseHtml } from './dom.ts';
import { absoluteUrl } from './page-url.ts';

const PRODUCT_PATH = /\/(products?|items?|p|pd|dp|shop|goods|review|reviews)\/[^/?#]+/i;
const MAX_LINKS = 1_000;

/** Addresses on the page that lead to products: those that hold the given text, else those of a common form. */
export function productLinks(page: RawPage, holds: string | undefined): string[] {
  const { text } = decodeBytes(page.body, page.headers['content-type']);
  const host = new URL(page.finalUrl).host;
  const found = new Set<string>();
  for (const link of byName(parseHtml(text), 'a')) {
    const url = canonicalUrl(absoluteUrl(attribute(link, 'href'), page.finalUrl) ?? '');
    if (url === null || new URL(url).host !== host || found.size >= MAX_LINKS) continue;
    const { pathname, search } = new URL(url);
    if (holds === undefined ? PRODUCT_PATH.test(pathname) && search === '' : url.includes(holds))
      found.add(url);
  }
  return [...found];
}
