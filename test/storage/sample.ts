import type { DocumentDraft, ObservationDraft, ProductDraft } from '../../core/content.ts';
import type { CataloguedSource } from '../../core/source.ts';
import { copySketch, tokenText } from '../../crawlers/near-copies.ts';
import type { Fingerprint } from '../../storage/documents.ts';

export const fingerprint: Fingerprint = (text) => copySketch(tokenText(text));

export const NOW = new Date('2026-03-04T10:00:00.000Z');

export function sampleSource(id: string, more: Partial<CataloguedSource> = {}): CataloguedSource {
  return {
    id,
    name: `Source ${id}`,
    sector: 'editorial',
    platform: 'feed',
    urls: [`https://${id}.example/feed`],
    market: 'gb',
    language: 'en',
    cadenceHours: 6,
    politeness: { delayMs: 0, maxPagesPerRun: 100, honourTdmReservation: true },
    purpose: 'a test',
    legalBasis: 'a test',
    retentionDays: 400,
    weight: 1,
    enabled: true,
    browser: false,
    options: {},
    checked: { at: null, how: 'not checked from here' },
    origin: 'user',
    file: `${id}.yaml`,
    ...more,
  };
}

export function sampleDocument(url: string, text: string, more: Partial<DocumentDraft> = {}): DocumentDraft {
  return {
    canonicalUrl: url,
    kind: 'article',
    sector: 'editorial',
    market: 'gb',
    language: 'en',
    title: null,
    text,
    author: null,
    publishedAt: new Date('2026-03-03T08:00:00.000Z'),
    publishedAtKnown: true,
    engagement: {},
    rating: null,
    productKey: null,
    ...more,
  };
}

export function sampleProduct(key: string, more: Partial<ProductDraft> = {}): ProductDraft {
  return {
    key,
    url: `https://shop.example/${key}`,
    name: `Wide-leg trousers ${key}`,
    brand: 'Example',
    category: 'trousers',
    color: 'butter yellow',
    sizes: ['S', 'M'],
    image: null,
    gtin: null,
    language: 'en',
    market: 'gb',
    ...more,
  };
}

export function sampleObservation(
  productKey: string,
  more: Partial<ObservationDraft> = {},
): ObservationDraft {
  return {
    productKey,
    observedAt: NOW,
    list: '',
    rank: null,
    price: 49.9,
    listPrice: null,
    currency: 'GBP',
    availability: 'in_stock',
    rating: null,
    reviewCount: null,
    ...more,
  };
}

export const LONG_TEXT =
  'The wide-leg trouser has become the quiet hero of the season, worn with ballet flats and a boxy jacket by ' +
  'editors in Paris and Milan, and in butter yellow it is everywhere from the runway to the shop floor this spring.';
