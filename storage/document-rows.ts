import { analysedText, type DocumentDraft, type Engagement } from '../core/content.ts';
import { sha256Hex, stableId } from '../core/hash.ts';
import { storableText } from './sql.ts';

/** The values copies of a text are found by, one a band; given by the caller. */
export type Fingerprint = (text: string) => number[];

/** A draft made ready for its row: ids and hashes computed, hostile characters gone. */
export interface DocumentRow {
  id: string;
  canonical_url: string;
  content_hash: string;
  bands: number[];
  kind: DocumentDraft['kind'];
  sector: string;
  market: string;
  language: string;
  title: string | null;
  text: string;
  author: string | null;
  published_at: string;
  published_at_known: boolean;
  engagement: Engagement;
  rating: number | null;
  product_id: string | null;
}

/** An index entry of PostgreSQL holds 2,704 bytes; longer URLs are made by traps. */
const LONGEST_URL_BYTES = 2_000;
/** Before the web nothing was published on it; an earlier date is a misreading and would stretch every series. */
export const EARLIEST_MS = Date.UTC(1990, 0, 1);
/** Clocks and time zones differ; a date beyond is none. */
export const FUTURE_MS = 48 * 3_600_000;
const LONGEST_TITLE = 2_000;
/** Text beyond this is no article: two novels. */
const LONGEST_TEXT = 1_000_000;
/**
 * Latin letters, a Chinese character being two: below, equal texts say nothing about copying. A headline is one
 * desk's work, while two people may well review a dress in the same sentence.
 */
const ENOUGH_TO_TELL = { article: 30, post: 40, review: 80, comment: 80 };
const WIDE = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/g;

function canTellCopies(kind: DocumentDraft['kind'], text: string): boolean {
  if (kind === 'product') return false;
  const enough = ENOUGH_TO_TELL[kind];
  if (text.length >= enough) return true;
  return text.length + (text.match(WIDE)?.length ?? 0) >= enough;
}

export function productIdOf(sourceId: string, key: string): string {
  return stableId(`${sourceId} ${key}`);
}

export function documentIdOf(canonicalUrl: string): string {
  return stableId(storableText(canonicalUrl));
}

/** SHA-256 of title and text as they are stored. */
export function contentHashOf(document: { title: string | null; text: string }): string {
  return sha256Hex(analysedText(storable(document)));
}

function storable({ title, text }: { title: string | null; text: string }) {
  return {
    title: title === null ? null : storableText(title).slice(0, LONGEST_TITLE),
    text: storableText(text).slice(0, LONGEST_TEXT),
  };
}

/** Why a draft cannot be stored, or null. */
function whyNot(draft: DocumentDraft): string | null {
  if (draft.canonicalUrl === '') return 'no-url';
  if (Buffer.byteLength(draft.canonicalUrl) > LONGEST_URL_BYTES) return 'url-too-long';
  return draft.publishedAt.getTime() >= EARLIEST_MS ? null : 'date-out-of-range';
}

function rowOf(sourceId: string, draft: DocumentDraft, at: Date): DocumentRow {
  const inFuture = draft.publishedAt.getTime() > at.getTime() + FUTURE_MS;
  const { title, text } = storable(draft);
  const url = storableText(draft.canonicalUrl);
  return {
    id: documentIdOf(draft.canonicalUrl),
    canonical_url: url,
    content_hash: contentHashOf(draft),
    bands: [],
    kind: draft.kind,
    sector: draft.sector,
    market: draft.market,
    language: draft.language,
    title,
    text,
    author: draft.author,
    published_at: (inFuture ? at : draft.publishedAt).toISOString(),
    published_at_known: draft.publishedAtKnown && !inFuture,
    engagement: draft.engagement,
    rating: draft.rating,
    product_id: draft.productKey === null ? null : productIdOf(sourceId, draft.productKey),
  };
}

/** Sets the bands: dear, so only for rows whose text is new. */
export function fingerprintRows(rows: readonly DocumentRow[], fingerprint: Fingerprint): void {
  for (const row of rows) {
    const analysed = analysedText(row);
    row.bands = canTellCopies(row.kind, analysed) ? fingerprint(analysed) : [];
  }
}

/** Rows in the order of their ids, one a URL (the last draft wins), and what was dropped by reason. */
export function documentRows(
  sourceId: string,
  drafts: readonly DocumentDraft[],
  at: Date,
): { rows: DocumentRow[]; dropped: Record<string, number> } {
  const byUrl = new Map<string, DocumentDraft>();
  const dropped: Record<string, number> = {};
  for (const draft of drafts) {
    const reason = whyNot(draft);
    if (reason === null) byUrl.set(draft.canonicalUrl, draft);
    else dropped[reason] = (dropped[reason] ?? 0) + 1;
  }
  const rows = [...byUrl.values()].map((draft) => rowOf(sourceId, draft, at));
  rows.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  return { rows, dropped };
}
