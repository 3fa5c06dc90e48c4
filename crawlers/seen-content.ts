import type { RawPage } from '../core/content.ts';
import type { FrontierItem } from '../core/crawl-store.ts';
import { isHtml } from './fetch/robots-directives.ts';
import type { PageReading } from './platforms/platform.ts';
import { shapeOf } from './trap-shapes.ts';

/** What a run has seen so far, as hashes: whether a page brought anything new is asked of it. */
export class SeenContent {
  readonly #seen = new Set<number>();

  /** True: documents, products or links of another making that are new. False: nothing new. null: cannot be said. */
  add(page: RawPage, url: string, isList: boolean, reading: PageReading): boolean | null {
    const found = this.#addAll(contentOf(reading));
    const own = url.length > 2_000 ? '' : shapeOf(url).template;
    const alike: string[] = [];
    const others: string[] = [];
    for (const item of reading.discovered)
      if (shapeOf(item.url).template !== own) others.push(`link ${item.url}`);
      else if (!isListLink(item)) alike.push(`link ${item.url}`);
    const like = this.#addAll(alike);
    const other = this.#addAll(others);
    if (found.fresh > 0 || other.fresh > 0) return true;
    // More of its own making is a promise: what they bring will tell.
    if (like.fresh > 0) return null;
    if (found.known + other.known + like.known > 0) return false;
    const sameBytes = this.#addAll([`bytes ${bytesOf(page)}`]).known > 0;
    if (sameBytes) return false;
    // Entries that were left out one by one (another language, a boost) say that the list goes on.
    const leftOut = Object.entries(reading.dropped).filter(([reason]) => !reason.startsWith('trap-'));
    return isList && leftOut.reduce((sum, [, by]) => sum + by, 0) <= 1 && isHtml(page) ? false : null;
  }

  #addAll(texts: string[]): { fresh: number; known: number } {
    let fresh = 0;
    for (const text of texts) {
      const hash = hashOf(text);
      if (this.#seen.has(hash)) continue;
      this.#seen.add(hash);
      fresh += 1;
    }
    return { fresh, known: texts.length - fresh };
  }
}

/** A link to more of the same list is a promise, not a find. */
const isListLink = ({ kind, hint }: FrontierItem): boolean =>
  kind === 'list' || hint['list'] === true || hint['sitemap'] === true;

/** Documents by what they say and products by what they are, without their addresses. */
function contentOf(reading: PageReading): string[] {
  const prices = new Map(reading.observations.map((seen) => [seen.productKey, `${seen.price} ${seen.rank}`]));
  return [
    ...reading.documents.map(({ title, text, author }) => `document ${title}\n${text}\n${author}`),
    ...reading.products.map(
      ({ key, name, brand, color, image, gtin, category }) =>
        `product ${[name, brand, color, image, gtin, category, prices.get(key)].join('\n')}`,
    ),
  ];
}

/** A mark of the bytes as they came: length and a sample of 4,096 places. */
function bytesOf({ body }: RawPage): string {
  const step = Math.max(1, Math.floor(body.length / 4_096));
  let sample = '';
  for (let at = 0; at < body.length; at += step) sample += String.fromCharCode(body[at]!);
  return `${body.length} ${hashOf(sample)}`;
}

/** 53 bits of two FNV-1a lanes (Fowler, Noll and Vo): enough to tell a run's pages apart. */
function hashOf(text: string): number {
  let low = 0x811c9dc5;
  let high = 0xc9dc5118;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ (unit + at), 0x01000193);
  }
  return (high & 0x1fffff) * 4_294_967_296 + (low >>> 0);
}
