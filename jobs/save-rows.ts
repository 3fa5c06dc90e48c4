import { watchRows, type ImportedRow } from '../crawlers/index.ts';
import { saveDocuments } from '../storage/documents.ts';
import { saveObservations, saveProducts } from '../storage/products.ts';
import { isPaused, type StoredSource } from '../storage/sources.ts';
import type { AnySql } from '../storage/sql.ts';
import { fingerprint } from './fingerprint.ts';
import { pauseForViolations } from './pause-for-violations.ts';

export type GoodRow = Exclude<ImportedRow, { dropped: string }>;

export interface SavedRows {
  added: number;
  changed: number;
  products: number;
  observations: number;
  dropped: Record<string, number>;
}

/** Stores rows of one source, however they came here. Products come before what speaks of them. */
export async function saveRows(
  sql: AnySql,
  source: StoredSource,
  rows: readonly GoodRow[],
  at: Date,
): Promise<SavedRows> {
  if (await isPaused(sql, source.id)) return nothing({ 'source-paused': rows.length });
  const save = { fingerprint, at };
  const products = rows.flatMap((row) => (row.type === 'product' ? [row.product] : []));
  const { documents, withheld, findings } = watchRows(
    source.definition,
    rows.flatMap((row) => (row.type === 'document' ? [row] : [])),
  );
  const observations = rows.flatMap((row) => (row.type === 'observation' ? [row.observation] : []));
  const shelf = await saveProducts(sql, source, products, save);
  const texts = await saveDocuments(sql, source, documents, save);
  const seen = await saveObservations(sql, source, observations, save);
  const dropped: Record<string, number> = {};
  await pauseForViolations(sql, { source: source.id, violations: findings }, { now: () => at });
  for (const part of [withheld, shelf.dropped, texts.dropped, seen.dropped])
    for (const [reason, count] of Object.entries(part)) dropped[reason] = (dropped[reason] ?? 0) + count;
  return {
    products: shelf.products,
    added: texts.added,
    changed: texts.changed,
    observations: seen.observations,
    dropped,
  };
}

const nothing = (dropped: Record<string, number>): SavedRows => ({
  added: 0,
  changed: 0,
  products: 0,
  observations: 0,
  dropped,
});
