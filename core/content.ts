import type { Availability, DocumentKind, Language, Sector } from './words.ts';

/** The bytes and headers that came back. */
export interface RawPage {
  /** The URL asked for. */
  url: string;
  /** The URL that answered, after redirects. */
  finalUrl: string;
  status: number;
  /** Header names in lower case. */
  headers: Record<string, string>;
  body: Uint8Array;
  fetchedAt: Date;
}

export interface ProductFacts {
  name: string | null;
  brand: string | null;
  /** What a customer pays now. */
  price: number | null;
  /** ISO 4217. */
  currency: string | null;
  listPrice: number | null;
  availability: Availability;
  sku: string | null;
  gtin: string | null;
  mpn: string | null;
  color: string | null;
  sizes: string[];
  category: string | null;
  rating: number | null;
  reviewCount: number | null;
  url: string | null;
  image: string | null;
  /** A printed or declared rank, or the place on a page that presents itself as a ranking. */
  rank: number | null;
}

export interface ReviewFacts {
  author: string | null;
  rating: number | null;
  title: string | null;
  text: string;
  publishedAt: string | null;
}

export interface FeedEntry {
  title: string | null;
  url: string | null;
  publishedAt: string | null;
  author: string | null;
  summary: string | null;
}

/** What `hemline extract` answers for a page (CONTRACTS: extract). Unknown is null or an empty list. */
export interface ExtractedPage {
  kind: 'article' | 'product' | 'listing' | 'feed' | 'other';
  charset: string;
  language: string | null;
  canonicalUrl: string | null;
  title: string | null;
  author: string | null;
  publishedAt: string | null;
  text: string | null;
  siteName: string | null;
  image: string | null;
  products: ProductFacts[];
  reviews: ReviewFacts[];
  entries: FeedEntry[];
  links: { next: string | null; canonical: string | null; feeds: string[] };
}

/** Reactions the platform counts; absent is unknown, not zero. */
export interface Engagement {
  likes?: number;
  comments?: number;
  shares?: number;
  views?: number;
}

/** A document as a crawler or import hands it over: already minimised, personal names keyed-hashed. */
export interface DocumentDraft {
  canonicalUrl: string;
  kind: DocumentKind;
  sector: Sector;
  market: string;
  language: Language;
  title: string | null;
  text: string;
  /** Public byline of an article, or the keyed hash of a poster or reviewer. */
  author: string | null;
  publishedAt: Date;
  /** False when the page gave no date and the fetch time stands in. */
  publishedAtKnown: boolean;
  engagement: Engagement;
  /** Stars of a review, 1 to 5. */
  rating: number | null;
  /** The product a review or product document speaks of: the key given in its ProductDraft. */
  productKey: string | null;
}

/** A garment on a shelf. `key` is unique within the source (canonical URL or SKU). */
export interface ProductDraft {
  key: string;
  url: string;
  name: string;
  brand: string | null;
  category: string | null;
  color: string | null;
  sizes: string[];
  image: string | null;
  gtin: string | null;
  language: Language;
  market: string;
}

/** What was seen of a product at one time, on one list. */
export interface ObservationDraft {
  productKey: string;
  observedAt: Date;
  /** Name of the ranked list; '' when the product was seen outside a ranking. */
  list: string;
  rank: number | null;
  price: number | null;
  listPrice: number | null;
  currency: string | null;
  availability: Availability;
  rating: number | null;
  reviewCount: number | null;
}

/** The text that is read: title, a line feed, then the text. All spans are UTF-16 offsets into this. */
export function analysedText(document: { title: string | null; text: string }): string {
  return document.title ? `${document.title}\n${document.text}` : document.text;
}
