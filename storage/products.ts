import type { DocumentDraft, ObservationDraft, ProductDraft } from '../core/content.ts';
import { dayOf, weekOf } from '../core/dates.ts';
import type { Language, Sector } from '../core/words.ts';
import { markDirty } from './dirty-cells.ts';
import { contentHashOf, documentIdOf, EARLIEST_MS, FUTURE_MS, productIdOf } from './document-rows.ts';
import { saveDocuments, type SaveOptions } from './documents.ts';
import { inChunks, inTransaction, storableJson, type AnySql } from './sql.ts';

const CHUNK = 1_000;
const LONGEST_KEY_BYTES = 1_000;

/** Products belong to a source; their documents speak in its sector. */
export interface ShelfSource {
  id: string;
  sector: Sector;
}

export interface SavedProducts {
  products: number;
  /** Drafts that cannot be stored, by reason. */
  dropped: Record<string, number>;
}

interface ProductRow {
  id: string;
  key: string;
  url: string;
  name: string;
  brand: string | null;
  category: string | null;
  color: string | null;
  sizes: string[];
  language: Language;
  market: string;
  first_seen_at: Date;
}

/**
 * Stores products, and for each the document that concepts are read from, unless its page gave a fuller one.
 * What a later page leaves out stays known.
 */
export async function saveProducts(
  sql: AnySql,
  source: ShelfSource,
  drafts: readonly ProductDraft[],
  options: SaveOptions,
): Promise<SavedProducts> {
  const byId = new Map<string, ProductDraft>();
  const dropped: Record<string, number> = {};
  for (const draft of drafts) {
    const reason =
      draft.key === '' ? 'no-key' : Buffer.byteLength(draft.key) > LONGEST_KEY_BYTES ? 'key-too-long' : null;
    if (reason === null) byId.set(productIdOf(source.id, draft.key), draft);
    else dropped[reason] = (dropped[reason] ?? 0) + 1;
  }
  const rows = [...byId].map(([id, draft]) => ({ ...draft, id }));
  rows.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  for (const chunk of inChunks(rows, CHUNK)) {
    await inTransaction(sql, async (tx) => {
      const before = await lockProducts(
        tx,
        chunk.map((row) => row.id),
      );
      const stored = await upsertProducts(tx, source.id, chunk, options.at);
      const drafts = await undescribed(tx, source, before, stored);
      const documents = await saveDocuments(tx, source, drafts, options);
      for (const [reason, count] of Object.entries(documents.dropped)) {
        dropped[reason] = (dropped[reason] ?? 0) + count;
      }
    });
  }
  return { products: rows.length, dropped };
}

function productColumns(tx: AnySql) {
  return tx`id, key, url, name, brand, category, color, sizes, language, market, first_seen_at`;
}

async function lockProducts(tx: AnySql, ids: string[]): Promise<ProductRow[]> {
  return tx<ProductRow[]>`
    select ${productColumns(tx)} from products where id = any(${ids}::bigint[]) order by id for update`;
}

/** Documents of products whose own page has not given a fuller text than the facts make. */
async function undescribed(
  tx: AnySql,
  source: ShelfSource,
  before: ProductRow[],
  stored: ProductRow[],
): Promise<DocumentDraft[]> {
  const made = new Set(before.map((row) => contentHashOf(documentOf(source, row))));
  const ids = stored.map((row) => documentIdOf(row.url));
  const known = await tx<{ id: string; content_hash: string }[]>`
    select id, content_hash from documents where id = any(${ids}::bigint[])`;
  const fuller = new Set(known.filter((row) => !made.has(row.content_hash)).map((row) => row.id));
  return stored.filter((row) => !fuller.has(documentIdOf(row.url))).map((row) => documentOf(source, row));
}

/** A name that a list page cut short ("Wide-leg trous…") does not replace the whole one. */
async function upsertProducts(
  tx: AnySql,
  sourceId: string,
  rows: (ProductDraft & { id: string })[],
  at: Date,
): Promise<ProductRow[]> {
  return tx<ProductRow[]>`
    insert into products as p (id, source_id, key, url, name, brand, category, color, sizes, image, gtin, language,
      market, first_seen_at, last_seen_at)
    select id, ${sourceId}, key, url, name, brand, category, color,
      array(select json_array_elements_text(sizes)), image, gtin, language, market, ${at}, ${at}
    from json_to_recordset(${storableJson(rows)}::text::json) as r (id bigint, key text, url text, name text,
      brand text, category text, color text, sizes json, image text, gtin text, language text, market text)
    on conflict (id) do update set
      url = excluded.url,
      name = case when excluded.name ~ '(…|\\.\\.\\.)$'
          and starts_with(p.name, regexp_replace(excluded.name, '\\s*(…|\\.\\.\\.)$', ''))
        then p.name else excluded.name end,
      brand = coalesce(excluded.brand, p.brand), category = coalesce(excluded.category, p.category),
      color = coalesce(excluded.color, p.color),
      sizes = case when excluded.sizes = '{}' then p.sizes else excluded.sizes end,
      image = coalesce(excluded.image, p.image), gtin = coalesce(excluded.gtin, p.gtin),
      language = excluded.language, market = excluded.market,
      first_seen_at = least(p.first_seen_at, excluded.first_seen_at),
      last_seen_at = greatest(p.last_seen_at, excluded.last_seen_at)
    returning ${productColumns(tx)}`;
}

function documentOf(source: ShelfSource, row: ProductRow): DocumentDraft {
  const facts = [row.brand, row.category, row.color, row.sizes.join(' ')];
  return {
    canonicalUrl: row.url,
    kind: 'product',
    sector: source.sector,
    market: row.market,
    language: row.language,
    title: row.name,
    text: facts.filter((fact) => fact !== null && fact !== '').join(row.language === 'zh' ? '，' : ', '),
    author: null,
    publishedAt: row.first_seen_at,
    publishedAtKnown: true,
    engagement: {},
    rating: null,
    productKey: row.key,
  };
}

export interface SavedObservations {
  observations: number;
  dropped: Record<string, number>;
}

interface ObservationRow extends Omit<ObservationDraft, 'observedAt'> {
  productId: string;
  observedAt: string;
  observedOn: string;
}

/** One row a product, day (UTC) and list: the latest of the day counts. Earlier sightings move a product's first day. */
export async function saveObservations(
  sql: AnySql,
  source: ShelfSource,
  drafts: readonly ObservationDraft[],
  options: { at: Date },
): Promise<SavedObservations> {
  const byKey = new Map<string, ObservationRow>();
  const saved: SavedObservations = { observations: 0, dropped: {} };
  const latest = options.at.getTime() + FUTURE_MS;
  for (const draft of drafts) {
    const time = draft.observedAt.getTime();
    if (!(time >= EARLIEST_MS && time <= latest)) {
      saved.dropped['date-out-of-range'] = (saved.dropped['date-out-of-range'] ?? 0) + 1;
      continue;
    }
    const productId = productIdOf(source.id, draft.productKey);
    const observedOn = dayOf(draft.observedAt);
    const key = `${productId} ${observedOn} ${draft.list}`;
    const observedAt = draft.observedAt.toISOString();
    const other = byKey.get(key);
    if (other === undefined || other.observedAt <= observedAt) {
      byKey.set(key, { ...draft, productId, observedAt, observedOn });
    }
  }
  // Oldest first: then a product's first day, and with it its document, moves once and not with each chunk.
  const rows = [...byKey.values()].sort((a, b) => (a.observedAt < b.observedAt ? -1 : 1));
  for (const chunk of inChunks(rows, CHUNK)) {
    const unknown = await inTransaction(sql, (tx) => saveObservationChunk(tx, source, chunk));
    saved.observations += chunk.length - unknown;
    if (unknown > 0) saved.dropped['unknown-product'] = (saved.dropped['unknown-product'] ?? 0) + unknown;
  }
  return saved;
}

async function saveObservationChunk(
  tx: AnySql,
  source: ShelfSource,
  rows: ObservationRow[],
): Promise<number> {
  const ids = [...new Set(rows.map((row) => row.productId))];
  const products = await tx<{ id: string }[]>`
    select id from products where id = any(${ids}::bigint[]) order by id for update`;
  const known = new Set(products.map((row) => row.id));
  const storable = rows.filter((row) => known.has(row.productId));
  const written = await upsertObservations(tx, storable);
  const weeks = new Set(written.map((row) => weekOf(row.observed_on)));
  await markDirty(
    tx,
    [...weeks].map((week) => ({ sourceId: source.id, week })),
  );
  await widenSightings(tx, storable);
  return rows.length - storable.length;
}

async function upsertObservations(tx: AnySql, rows: ObservationRow[]): Promise<{ observed_on: string }[]> {
  return tx<{ observed_on: string }[]>`
    insert into observations as o (product_id, observed_on, list, observed_at, rank, price, list_price, currency,
      availability, rating, review_count)
    select "productId", "observedOn", list, "observedAt", rank, price, "listPrice", currency, availability, rating,
      "reviewCount"
    from json_to_recordset(${storableJson(rows)}::text::json) as r ("productId" bigint, "observedOn" date, list text,
      "observedAt" timestamptz, rank int, price double precision, "listPrice" double precision, currency text,
      availability text, rating double precision, "reviewCount" int)
    on conflict (product_id, observed_on, list) do update set observed_at = excluded.observed_at, rank = excluded.rank,
      price = excluded.price, list_price = excluded.list_price, currency = excluded.currency,
      availability = excluded.availability, rating = excluded.rating, review_count = excluded.review_count
    where o.observed_at <= excluded.observed_at
      and (o.observed_at, o.rank, o.price, o.list_price, o.currency, o.availability, o.rating, o.review_count)
        is distinct from (excluded.observed_at, excluded.rank, excluded.price, excluded.list_price, excluded.currency,
          excluded.availability, excluded.rating, excluded.review_count)
    returning observed_on`;
}

/** A product seen before its document's date was there before: the document's date goes back to that day. */
async function widenSightings(tx: AnySql, rows: ObservationRow[]): Promise<void> {
  const ids = rows.map((row) => row.productId);
  await tx`
    update products p set first_seen_at = least(p.first_seen_at, s.first_at),
      last_seen_at = greatest(p.last_seen_at, s.last_at)
    from (
      select id, min(at) as first_at, max(at) as last_at
      from unnest(${ids}::bigint[], ${rows.map((row) => row.observedAt)}::text[]::timestamptz[]) as o (id, at)
      group by id
    ) s
    where p.id = s.id and (s.first_at < p.first_seen_at or s.last_at > p.last_seen_at)`;
  await tx`
    update documents d set published_at = p.first_seen_at from products p
    where p.id = any(${ids}::bigint[]) and d.product_id = p.id and d.kind = 'product'
      and d.published_at > p.first_seen_at`;
}
