import type { ExtractedPage, ProductFacts } from '../../core/content.ts';

/** An answer with nothing in it: what is not known is null or an empty list. */
export function emptyPage(charset: string): ExtractedPage {
  return {
    kind: 'other',
    charset,
    language: null,
    canonicalUrl: null,
    title: null,
    author: null,
    publishedAt: null,
    text: null,
    siteName: null,
    image: null,
    products: [],
    reviews: [],
    entries: [],
    links: { next: null, canonical: null, feeds: [] },
  };
}

export function emptyProduct(): ProductFacts {
  return {
    name: null,
    brand: null,
    price: null,
    currency: null,
    listPrice: null,
    availability: 'unknown',
    sku: null,
    gtin: null,
    mpn: null,
    color: null,
    sizes: [],
    category: null,
    rating: null,
    reviewCount: null,
    url: null,
    image: null,
    rank: null,
  };
}
