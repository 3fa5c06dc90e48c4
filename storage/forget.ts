import { sha256Hex } from '../core/hash.ts';
import { recordAudit } from './audit.ts';
import { markDocumentsDirty } from './dirty-cells.ts';
import { documentIdOf } from './document-rows.ts';
import { dropDocuments } from './drop-documents.ts';
import { pauseSource } from './sources.ts';
import { inTransaction, storableText, type AnySql, type Sql } from './sql.ts';

/** Who had something erased, and why; for the audit log, which does not name who was forgotten. */
export interface Erasure {
  by: string;
  reason: string;
  at: Date;
}

const BATCH = 1_000;

/** Erases a person's documents: by the author as stored (a byline or a keyed hash). They do not come back. */
export async function forgetAuthors(sql: Sql, stored: readonly string[], erasure: Erasure): Promise<number> {
  const keys = stored.map((author) => sha256Hex(`author ${author}`));
  return inTransaction(sql, async (tx) => {
    await remember(tx, keys, erasure);
    const deleted = await dropWhere(
      tx,
      (from) => tx`d.author = any(${[...stored]}::text[]) and d.id > ${from}::bigint`,
    );
    await audit(tx, erasure, 'forget.author', keys[0] ?? '', deleted);
    return deleted;
  });
}

/** Erases the document of an address, the address from the ledger and the pages, and keeps it from coming back. */
export async function forgetUrls(sql: Sql, urls: readonly string[], erasure: Erasure): Promise<number> {
  const ids = urls.map((url) => documentIdOf(url));
  const keys = ids.map((id) => sha256Hex(`document ${id}`));
  return inTransaction(sql, async (tx) => {
    await remember(tx, keys, erasure);
    const deleted = await dropWhere(
      tx,
      (from) => tx`d.id = any(${ids}::bigint[]) and d.id > ${from}::bigint`,
    );
    const stored = urls.map((url) => storableText(url));
    await tx`delete from fetch_ledger where url = any(${stored}::text[])`;
    await tx`update pages set url = '' where url = any(${stored}::text[])`;
    await audit(tx, erasure, 'forget.url', keys[0] ?? '', deleted);
    return deleted;
  });
}

/** Erases all a source brought, its counts included, and pauses it: it would bring everything again. */
export async function forgetSource(sql: Sql, id: string, erasure: Erasure): Promise<number> {
  return inTransaction(sql, async (tx) => {
    await pauseSource(tx, { id, by: erasure.by, reason: `forgotten: ${erasure.reason}`, at: erasure.at });
    const deleted = await dropWhere(tx, (from) => tx`d.source_id = ${id} and d.id > ${from}::bigint`);
    await tx`delete from products where source_id = ${id}`;
    await tx`delete from fetch_ledger where source_id = ${id}`;
    await tx`delete from pages where source_id = ${id}`;
    await tx`delete from source_runs where source_id = ${id}`; // Their frontier goes with them.
    await tx`delete from frozen_cells where source_id = ${id}`;
    await tx`
      insert into dirty_cells (source_id, week) select distinct source_id, week from source_weeks
      where source_id = ${id} order by 1, 2 on conflict do nothing`;
    await tx`update sources set cursor = null, last_run_at = null where id = ${id}`;
    await audit(tx, erasure, 'forget.source', id, deleted);
    return deleted;
  });
}

async function remember(tx: AnySql, keys: readonly string[], { at }: Erasure): Promise<void> {
  await tx`
    insert into erasures (key, at) select key, ${at} from unnest(${[...keys]}::text[]) as k (key)
    on conflict do nothing`;
}

async function dropWhere(tx: AnySql, which: (from: string) => ReturnType<AnySql>): Promise<number> {
  for (let [deleted, from] = [0, '-9223372036854775808']; ;) {
    const rows = await tx<{ id: string }[]>`
      select d.id from documents d where ${which(from)} order by d.id limit ${BATCH} for update`;
    const ids = rows.map((row) => row.id);
    await markDocumentsDirty(tx, ids);
    await dropDocuments(tx, ids);
    deleted += ids.length;
    from = ids.at(-1) ?? from;
    if (ids.length < BATCH) return deleted;
  }
}

function audit(
  tx: AnySql,
  { at, by, reason }: Erasure,
  action: string,
  subject: string,
  documents: number,
): Promise<void> {
  return recordAudit(tx, { at, actor: by, action, subject, details: { reason, documents } });
}
