import type { DocumentDraft, Engagement } from '../core/content.ts';
import { markDocumentsDirty } from './dirty-cells.ts';
import { documentRows, fingerprintRows, type DocumentRow, type Fingerprint } from './document-rows.ts';
import { inChunks, inTransaction, storableJson, type AnySql } from './sql.ts';
import { unfoldWith } from './unfold.ts';

export type { Fingerprint } from './document-rows.ts';

const CHUNK = 1_000;

export interface SaveOptions {
  fingerprint: Fingerprint;
  /** When it was seen: `first_seen_at` of new rows. */
  at: Date;
}

export interface SavedDocuments {
  added: number;
  /** Text changed: unread again, its old mentions gone. */
  changed: number;
  /** Same text, with new engagement, a date that became known, or its product. */
  refreshed: number;
  unchanged: number;
  /** Drafts that cannot be stored, by reason. */
  dropped: Record<string, number>;
}

/**
 * Stores documents, one row per canonical URL. Marks the cells whose counts this changes, before and after.
 * A URL that another source brought first stays that source's.
 */
export async function saveDocuments(
  sql: AnySql,
  source: { id: string },
  drafts: readonly DocumentDraft[],
  options: SaveOptions,
): Promise<SavedDocuments> {
  const { rows, dropped } = documentRows(source.id, drafts, options.at);
  const saved: SavedDocuments = { added: 0, changed: 0, refreshed: 0, unchanged: 0, dropped };
  for (const chunk of inChunks(rows, CHUNK)) {
    const part = await inTransaction(sql, (tx) => saveChunk(tx, source.id, chunk, options));
    saved.added += part.added;
    saved.changed += part.changed;
    saved.refreshed += part.refreshed;
    saved.unchanged += chunk.length - part.added - part.changed - part.refreshed - part.erased;
    if (part.erased > 0) dropped['erased'] = (dropped['erased'] ?? 0) + part.erased;
  }
  return saved;
}

interface Existing {
  id: string;
  content_hash: string;
  published_at: Date;
  published_at_known: boolean;
  engagement: Engagement;
  rating: number | null;
  product_id: string | null;
}

async function saveChunk(tx: AnySql, sourceId: string, rows: DocumentRow[], options: SaveOptions) {
  const ids = rows.map((row) => row.id);
  const existing = await tx<Existing[]>`
    select id, content_hash, published_at, published_at_known, engagement, rating, product_id
    from documents where id = any(${ids}::bigint[]) order by id for update`;
  const byId = new Map(existing.map((row) => [row.id, row]));
  const fresh = rows.filter((row) => !byId.has(row.id));
  const changed: DocumentRow[] = [];
  const moved: DocumentRow[] = [];
  const refreshed: DocumentRow[] = [];
  for (const row of rows) {
    const old = byId.get(row.id);
    if (old === undefined) continue;
    settle(row, old);
    if (row.content_hash !== old.content_hash) changed.push(row);
    else if (hasMoved(row, old)) moved.push(row);
    else if (differs(row, old)) refreshed.push(row);
  }
  fingerprintRows([...fresh, ...changed], options.fingerprint);
  const added = await insertRows(tx, sourceId, fresh, options.at);
  await updateRows(tx, [...changed, ...moved, ...refreshed]);
  await forgetReadings(tx, changed);
  await unfoldWith(
    tx,
    [...changed, ...moved].map((row) => row.id),
  );
  const erased = added < fresh.length ? await countErased(tx, fresh) : 0;
  return { added, changed: changed.length, refreshed: moved.length + refreshed.length, erased };
}

/** New rows that are not there after their insert: who they are of, or their address, asked to be forgotten. */
async function countErased(tx: AnySql, fresh: readonly DocumentRow[]): Promise<number> {
  const stored = await tx`select 1 from documents where id = any(${fresh.map((row) => row.id)}::bigint[])`;
  return fresh.length - stored.length;
}

/** What is known already and better stays: a known date before a guessed one, counts the page no longer shows. */
function settle(row: DocumentRow, old: Existing): void {
  if (!row.published_at_known) {
    row.published_at = old.published_at.toISOString();
    row.published_at_known = old.published_at_known;
  }
  row.engagement = { ...old.engagement, ...row.engagement };
  row.rating ??= old.rating;
  row.product_id ??= old.product_id;
}

function sameEngagement(a: Engagement, b: Engagement): boolean {
  return a.likes === b.likes && a.comments === b.comments && a.shares === b.shares && a.views === b.views;
}

/** What folding goes by: the earliest counts, and a short review's product is part of what makes it a copy. */
function hasMoved(row: DocumentRow, old: Existing): boolean {
  return row.published_at !== old.published_at.toISOString() || row.product_id !== old.product_id;
}

function differs(row: DocumentRow, old: Existing): boolean {
  return (
    row.published_at_known !== old.published_at_known ||
    row.rating !== old.rating ||
    !sameEngagement(row.engagement, old.engagement)
  );
}

/** Rows as a table in SQL. A product that is not stored (yet) is left out of the row, not an error. */
function given(tx: AnySql, rows: DocumentRow[]) {
  return tx`
    select r.*, p.id as known_product
    from json_to_recordset(${storableJson(rows)}::text::json) as r (id bigint, canonical_url text, content_hash text,
      kind text, sector text, market text, language text, title text, text text, author text,
      published_at timestamptz, published_at_known boolean, engagement jsonb, rating double precision,
      product_id bigint)
    left join products p on p.id = r.product_id`;
}

async function insertRows(tx: AnySql, sourceId: string, rows: DocumentRow[], at: Date): Promise<number> {
  if (rows.length === 0) return 0;
  const inserted = await tx<{ id: string }[]>`
    insert into documents (id, source_id, canonical_url, content_hash, kind, sector, market, language, title,
      text, author, published_at, published_at_known, first_seen_at, engagement, rating, product_id)
    select id, ${sourceId}, canonical_url, content_hash, kind, sector, market, language, title,
      text, author, published_at, published_at_known, ${at}, engagement, rating, known_product
    from (${given(tx, rows)}) g order by id
    on conflict do nothing
    returning id`;
  const ids = new Set(inserted.map((row) => row.id));
  const fresh = rows.filter((row) => ids.has(row.id));
  await Promise.all([insertBands(tx, fresh), markDocumentsDirty(tx, [...ids])]);
  return ids.size;
}

async function insertBands(tx: AnySql, rows: DocumentRow[]): Promise<void> {
  const bands = rows.flatMap((row) => row.bands.map((value, band) => ({ id: row.id, band, value })));
  if (bands.length === 0) return;
  await tx`
    insert into document_bands (document_id, band, value)
    select * from unnest(${bands.map((b) => b.id)}::bigint[], ${bands.map((b) => b.band)}::smallint[],
      ${bands.map((b) => b.value)}::int[])
    on conflict do nothing`;
}

async function updateRows(tx: AnySql, rows: DocumentRow[]): Promise<void> {
  if (rows.length === 0) return;
  const ids = rows.map((row) => row.id);
  await markDocumentsDirty(tx, ids); // The cells they leave.
  await tx`
    update documents d set content_hash = g.content_hash,
      language = g.language, title = g.title,
      text = g.text, author = coalesce(g.author, d.author), published_at = g.published_at,
      published_at_known = g.published_at_known, engagement = g.engagement, rating = g.rating,
      product_id = g.known_product
    from (${given(tx, rows)}) g where d.id = g.id`;
  await markDocumentsDirty(tx, ids); // And those they come to.
}

/** Spans into the old text mean nothing in the new one. */
async function forgetReadings(tx: AnySql, changed: DocumentRow[]): Promise<void> {
  if (changed.length === 0) return;
  const ids = changed.map((row) => row.id);
  await tx`delete from readings where document_id = any(${ids}::bigint[])`;
  await tx`delete from mentions where document_id = any(${ids}::bigint[])`;
  await tx`delete from opinions where document_id = any(${ids}::bigint[])`;
  await tx`delete from document_bands where document_id = any(${ids}::bigint[])`;
  await insertBands(tx, changed);
}
