import type { Clock } from '../core/clock.ts';
import type { PageResult } from '../core/crawl-store.ts';
import { saveDocuments, type Fingerprint } from './documents.ts';
import { addItems, hashOf, lockRun, settleItems } from './frontier.ts';
import { writeLedger } from './ledger.ts';
import { saveObservations, saveProducts, type ShelfSource } from './products.ts';
import { storableJson, type AnySql } from './sql.ts';

export interface CommitOptions {
  source: ShelfSource;
  runId: string;
  clock: Clock;
  fingerprint: Fingerprint;
}

type Dropped = Record<string, number>;

export function addDropped(to: Dropped, more: Dropped): void {
  for (const [reason, by] of Object.entries(more)) to[reason] = (to[reason] ?? 0) + by;
}

/**
 * Stores what pages of one run brought, as if one after the other, in the transaction given. Answers what of it could
 * not be stored, by reason.
 */
export async function commitPages(
  tx: AnySql,
  options: CommitOptions,
  results: PageResult[],
): Promise<Dropped> {
  const dropped: Dropped = {};
  const lock = Promise.all([commitLazily(tx), lockRun(tx, options.runId)]);
  for (const part of partsApart(results)) {
    const [settled] = await Promise.all([settleItems(tx, options.runId, part), lock]);
    const fresh = part.filter(({ item }) => settled.has(hashOf(item.url)));
    if (fresh.length > 0) addDropped(dropped, await storePart(tx, options, fresh));
  }
  return dropped;
}

/**
 * The answer to a commit does not wait for the disk: a server that crashes within its next second forgets pages whole,
 * with their frontier rows, and the run fetches them again. The end of a run waits, for itself and all before it.
 */
async function commitLazily(tx: AnySql): Promise<void> {
  await tx`set local synchronous_commit = off`;
}

/** Pages of one part touch no row in common, so that saving them together is the same as one by one. */
function partsApart(results: readonly PageResult[]): PageResult[][] {
  const parts: PageResult[][] = [];
  let touched = new Set<string>();
  for (const result of results) {
    const rows = rowsOf(result);
    if (parts.length === 0 || rows.some((row) => touched.has(row))) {
      parts.push([]);
      touched = new Set();
    }
    parts.at(-1)?.push(result);
    for (const row of rows) touched.add(row);
  }
  return parts;
}

/** What a page writes: its own item, its documents, its products, by names that cannot meet. */
function rowsOf({ item, documents, products, observations }: PageResult): string[] {
  return [
    `item ${item.url}`,
    ...documents.flatMap(({ canonicalUrl, productKey }) => [
      `document ${canonicalUrl}`,
      ...(productKey === null ? [] : [`product ${productKey}`]),
    ]),
    ...products.flatMap(({ key, url }) => [`product ${key}`, `document ${url}`]),
    ...observations.map(({ productKey }) => `product ${productKey}`),
  ];
}

/** The statements of bookkeeping follow each other without waiting for answers; the connection keeps their order. */
async function storePart(tx: AnySql, options: CommitOptions, part: PageResult[]): Promise<Dropped> {
  const { source, runId } = options;
  const cursor = part.findLast((result) => result.cursor !== null)?.cursor ?? null;
  const bookkeeping = [
    writeLedger(
      tx,
      source.id,
      runId,
      part.flatMap(({ ledger, leftOut }) => [ledger, ...(leftOut ?? [])]),
    ),
    keepPages(tx, source.id, part),
    addItems(
      tx,
      runId,
      part.flatMap(({ discovered }) => discovered),
    ),
    keepCursor(tx, source.id, cursor),
  ];
  const [dropped] = await Promise.all([saveContent(tx, options, part), ...bookkeeping]);
  return dropped;
}

async function saveContent(tx: AnySql, options: CommitOptions, part: PageResult[]): Promise<Dropped> {
  const { source, clock, fingerprint } = options;
  const save = { fingerprint, at: clock.now() };
  const products = part.flatMap((result) => result.products);
  const observations = part.flatMap((result) => result.observations);
  const documents = part.flatMap((result) => result.documents);
  const dropped: Dropped = {};
  if (products.length > 0) addDropped(dropped, (await saveProducts(tx, source, products, save)).dropped);
  if (observations.length > 0)
    addDropped(dropped, (await saveObservations(tx, source, observations, save)).dropped);
  if (documents.length > 0) addDropped(dropped, (await saveDocuments(tx, source, documents, save)).dropped);
  return dropped;
}

async function keepCursor(
  tx: AnySql,
  sourceId: string,
  cursor: Record<string, unknown> | null,
): Promise<void> {
  if (cursor === null) return;
  await tx`update sources set cursor = ${storableJson(cursor)}::text::jsonb where id = ${sourceId}`;
}

/** What later runs need of pages that were fetched; one that was not modified keeps the validators it does not name. */
async function keepPages(tx: AnySql, sourceId: string, part: readonly PageResult[]): Promise<void> {
  const rows = part
    .filter(({ ledger: { outcome }, validators }) =>
      outcome === 'fetched' ? validators !== null : outcome === 'not_modified',
    )
    .map(({ item, ledger, validators }) => ({
      url: item.url,
      hash: hashOf(item.url),
      etag: validators?.etag ?? null,
      modified: validators?.lastModified ?? null,
      at: ledger.at,
      unchanged: ledger.outcome === 'not_modified',
    }));
  if (rows.length === 0) return;
  await tx`
    with given as (
      select * from json_to_recordset(${storableJson(rows)}::text::json)
        as r (url text, hash bigint, etag text, modified text, at timestamptz, unchanged boolean)
    )
    insert into pages as p (source_id, url_hash, url, etag, last_modified, fetched_at)
    select ${sourceId}, g.hash, g.url,
      case when g.unchanged then coalesce(g.etag, old.etag) else g.etag end,
      case when g.unchanged then coalesce(g.modified, old.last_modified) else g.modified end, g.at
    from given g left join pages old on old.source_id = ${sourceId} and old.url_hash = g.hash
    on conflict (source_id, url_hash) do update set fetched_at = excluded.fetched_at, etag = excluded.etag,
      last_modified = excluded.last_modified`;
}
