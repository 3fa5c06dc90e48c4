import type { DocumentDraft, Engagement, ObservationDraft, ProductDraft } from '../core/content.ts';
import type { Field } from '../core/governance.ts';
import type { CataloguedSource } from '../core/source.ts';
import {
  AVAILABILITIES,
  DOCUMENT_KINDS,
  LANGUAGES,
  type Availability,
  type DocumentKind,
  type Language,
} from '../core/words.ts';
import { canonicalUrl } from './canonical-url.ts';
import { isDayFirstCountry } from './extract/day-first.ts';
import { parseDate, toInstant } from './extract/parse-date.ts';
import { parseAmount } from './extract/parse-price.ts';
import { parseAvailability } from './extract/product-thing.ts';
import { admitDocument, admitObservation, admitProduct } from './governance-gate.ts';
import { languageOf } from './make-document.ts';
import { SECTOR_RULES } from './minimise.ts';
import { fitsIndex, storableCount, storableObservation } from './storable-bounds.ts';

/** `beyond` names what a row holds although its source declares that it collects less. */
export type ImportedRow =
  | { type: 'document'; source: string; line: number; document: DocumentDraft; beyond?: Field[] }
  | { type: 'product'; source: string; line: number; product: ProductDraft }
  | { type: 'observation'; source: string; line: number; observation: ObservationDraft }
  | { dropped: string; line: number; message: string };

export type ImportDraft =
  | { type: 'document'; document: DocumentDraft; beyond?: Field[] }
  | { type: 'product'; product: ProductDraft }
  | { type: 'observation'; observation: ObservationDraft };

export type Row = Record<string, unknown>;

export interface RowContext {
  hashKey: string;
  now: Date;
}

/** What a row lacks or holds wrongly: the reason it is counted under, and the sentence that says more. */
export class RowProblem extends Error {
  readonly reason: string;
  constructor(reason: string, message: string) {
    super(message);
    this.reason = reason;
  }
}

const MAX_TEXT = 60_000;

function text(row: Row, key: string): string | null {
  const value = row[key];
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim();
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

function needed(row: Row, key: string): string {
  const value = text(row, key);
  if (value === null)
    throw new RowProblem(
      `no-${key.replaceAll(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`,
      `the row has no ${key}`,
    );
  return value;
}

function number(row: Row, key: string): number | null {
  const value = row[key];
  if (value === undefined || value === null || value === '') return null;
  const amount = parseAmount(value);
  if (amount === null)
    throw new RowProblem(
      `bad-${key.toLowerCase()}`,
      `${key} is not a number: ${JSON.stringify(value).slice(0, 40)}`,
    );
  return amount;
}

const ISO_INSTANT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** Clocks and time zones differ; a day beyond has not been, and would be stored as today. */
const FUTURE_MS = 48 * 3_600_000;

function instant(row: Row, key: string, market: string, now: Date): Date {
  const value = needed(row, key);
  const at = ISO_INSTANT.test(value)
    ? new Date(value)
    : toInstant(parseDate(value, { dayFirst: isDayFirstCountry(market) }));
  if (at === null || Number.isNaN(at.getTime()))
    throw new RowProblem('bad-date', `${key} is not a date: ${value.slice(0, 40)}`);
  if (at.getTime() > now.getTime() + FUTURE_MS)
    throw new RowProblem('future-date', `${key} is still to come: ${value.slice(0, 40)}`);
  return at;
}

function oneOf<T extends string>(words: readonly T[], value: string | null, fallback: T): T {
  return words.find((word) => word === value) ?? fallback;
}

/** The row's word for it, or what its words are in: a shop's reviews come in more than its own language. */
function language(row: Row, source: CataloguedSource, words: string): Language {
  const given = text(row, 'language');
  const read = given === null ? languageOf(words, source) : given.slice(0, 2).toLowerCase();
  const found = LANGUAGES.find((word) => word === read);
  if (found) return found;
  const what = given === null ? 'this text is in another language' : `not ${given.slice(0, 20)}`;
  throw new RowProblem('other-language', `only zh and en are read: ${what}`);
}

function engagement(row: Row, allowed: readonly (keyof Engagement)[]): Engagement {
  const nested = row['engagement'];
  const from: Row = typeof nested === 'object' && nested !== null ? (nested as Row) : row;
  const kept: Engagement = {};
  for (const key of allowed) {
    const value = number(from, key);
    const count = storableCount(value === null ? null : Math.round(value));
    if (count !== null) kept[key] = count;
  }
  return kept;
}

const KIND_OF_SECTOR: Record<CataloguedSource['sector'], DocumentKind> = {
  runway: 'article',
  editorial: 'article',
  commerce: 'product',
  social: 'post',
  review: 'review',
};

function documentOf(row: Row, source: CataloguedSource, { hashKey, now }: RowContext): DocumentDraft {
  const rule = SECTOR_RULES[source.sector];
  const url = canonicalUrl(text(row, 'canonicalUrl') ?? needed(row, 'url'));
  if (url === null) throw new RowProblem('bad-url', 'url is not an http or https address');
  if (!fitsIndex(url)) throw new RowProblem('url-too-long', 'url is longer than any index takes');
  const title = text(row, 'title');
  const body = text(row, 'text') ?? (title === null ? needed(row, 'text') : '');
  const rating = number(row, 'rating');
  const market = text(row, 'market') ?? source.market;
  const draft: DocumentDraft = {
    canonicalUrl: url,
    kind: oneOf(DOCUMENT_KINDS, text(row, 'kind'), KIND_OF_SECTOR[source.sector]),
    sector: source.sector,
    market,
    language: language(row, source, `${title ?? ''}\n${body.slice(0, MAX_TEXT)}`),
    title,
    text: body.slice(0, MAX_TEXT),
    author: text(row, 'author'),
    publishedAt: instant(row, 'publishedAt', market, now),
    publishedAtKnown: row['publishedAtKnown'] !== false,
    engagement: engagement(row, rule.engagement),
    rating: rating !== null && rating >= 1 && rating <= 5 ? rating : null,
    productKey: text(row, 'productKey'),
  };
  return admitDocument(draft, source, hashKey);
}

function listOf(row: Row, key: string): string[] {
  const value = row[key];
  if (Array.isArray(value)) return (value as unknown[]).filter((item) => typeof item === 'string');
  return (text(row, key) ?? '').split(/\s*[|,;]\s*/).filter((part) => part !== '');
}

function productOf(row: Row, source: CataloguedSource): ProductDraft {
  const url = text(row, 'url');
  const key = text(row, 'key') ?? text(row, 'productKey') ?? url ?? needed(row, 'key');
  if (!fitsIndex(key)) throw new RowProblem('url-too-long', 'key is longer than any index takes');
  return {
    key,
    url: url ?? key,
    name: needed(row, 'name'),
    brand: text(row, 'brand'),
    category: text(row, 'category'),
    color: text(row, 'color'),
    sizes: listOf(row, 'sizes'),
    image: text(row, 'image'),
    gtin: text(row, 'gtin'),
    language: text(row, 'language') === null ? source.language : language(row, source, ''),
    market: text(row, 'market') ?? source.market,
  };
}

function availability(value: string | null): Availability {
  return AVAILABILITIES.find((word) => word === value) ?? parseAvailability(value);
}

function observationOf(row: Row, source: CataloguedSource, now: Date): ObservationDraft {
  const rank = number(row, 'rank');
  const count = number(row, 'reviewCount');
  return storableObservation({
    productKey: needed(row, 'productKey'),
    observedAt: instant(row, 'observedAt', source.market, now),
    list: text(row, 'list') ?? '',
    rank: rank === null ? null : Math.round(rank),
    price: number(row, 'price'),
    listPrice: number(row, 'listPrice'),
    currency: text(row, 'currency'),
    availability: availability(text(row, 'availability')),
    rating: number(row, 'rating'),
    reviewCount: count === null ? null : Math.round(count),
  });
}

const COLUMNS: [Field, string[]][] = [
  ['title', ['title']],
  ['text', ['text']],
  ['author', ['author']],
  ['rating', ['rating']],
  ['engagement', ['engagement', 'likes', 'comments', 'shares', 'views']],
];

/** Only a declaration of its own binds a sender: columns a sector never keeps are merely not read. */
function beyondDeclared(row: Row, source: CataloguedSource): { beyond?: Field[] } {
  const { collects } = source;
  if (collects === undefined) return {};
  const sent = COLUMNS.filter(([, names]) => names.some((name) => (row[name] ?? '') !== ''));
  const beyond = sent.map(([field]) => field).filter((field) => !collects.includes(field));
  return beyond.length > 0 ? { beyond } : {};
}

function collected<T>(admitted: T | null, type: string): T {
  if (admitted === null) throw new RowProblem('not-collected', `the source collects no ${type}s`);
  return admitted;
}

/** A row as a draft. Its `type`, or what it holds, says which. Throws RowProblem. */
export function draftOfRow(row: Row, source: CataloguedSource, context: RowContext): ImportDraft {
  const type = text(row, 'type') ?? guessedType(row);
  if (type === 'document')
    return { type, document: documentOf(row, source, context), ...beyondDeclared(row, source) };
  if (type === 'product')
    return { type, product: collected(admitProduct(productOf(row, source), source, context.hashKey), type) };
  if (type === 'observation')
    return {
      type,
      observation: collected(admitObservation(observationOf(row, source, context.now), source), type),
    };
  throw new RowProblem(
    'bad-type',
    `type is ${type.slice(0, 40)}; it can be document, product or observation`,
  );
}

function guessedType(row: Row): string {
  if (row['observedAt'] !== undefined) return 'observation';
  return row['text'] !== undefined || row['publishedAt'] !== undefined ? 'document' : 'product';
}
