import type { AnySql, Sql, Transaction } from './sql.ts';
import { analysedText } from '../core/content.ts';
import type { Reading } from '../core/reading.ts';
import type { Language } from '../core/words.ts';
import { markDocumentsDirty } from './dirty-cells.ts';

/** A document to be read. */
export interface UnreadDocument {
  id: string;
  contentHash: string;
  language: Language;
  /** Title and text as spans count them. */
  text: string;
}

export interface ReadBatch {
  documents: number;
  mentions: number;
  opinions: number;
  /** Documents whose reading threw, with the reason; stored as read with nothing found. */
  unreadable: number;
  /** Where the next batch starts, or null at the end of the table. */
  next: string | null;
}

/**
 * Copies are not read: what they say is counted at the document they point at. A copy whose original goes
 * is a document of its own again and is then read.
 */
function unreadCondition(sql: AnySql, version: number) {
  return sql`
    d.duplicate_of is null and not exists (
      select 1 from readings r
      where r.document_id = d.id and r.taxonomy_version = ${version} and r.content_hash = d.content_hash)`;
}

export async function countUnread(sql: AnySql, version: number): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::integer as count from documents d where ${unreadCondition(sql, version)}`;
  return row?.count ?? 0;
}

/**
 * Reads one batch in one transaction: rows are taken with SKIP LOCKED, so any number of workers share the
 * table, and a killed worker's rows are free again as soon as its connection goes.
 */
export async function readBatch(
  sql: Sql,
  options: { version: number; limit: number; after: string | null },
  read: (document: UnreadDocument) => Reading | null,
): Promise<ReadBatch> {
  return sql.begin(async (tx) => {
    const taken = await tx<{ id: string }[]>`
      select d.id::text as id from documents d
      where ${options.after === null ? tx`true` : tx`d.id > ${options.after}::bigint`}
        and ${unreadCondition(tx, options.version)}
      order by d.id limit ${options.limit} for no key update of d skip locked`;
    // Another worker may have read and let go of a row between this statement's snapshot and its lock.
    const rows = await tx<DocumentRow[]>`
      select d.id::text as id, d.content_hash, d.language, d.title, d.text from documents d
      where d.id = any(${taken.map(({ id }) => id)}::bigint[]) and ${unreadCondition(tx, options.version)}
      order by d.id`;
    const readings: ReadDocument[] = rows.map((row) => ({
      id: row.id,
      contentHash: row.content_hash,
      language: row.language,
      reading: read({
        id: row.id,
        contentHash: row.content_hash,
        language: row.language,
        text: analysedText(row),
      }),
    }));
    await saveReadings(tx, options.version, readings);
    return {
      documents: rows.length,
      mentions: sum(readings, (d) => d.reading?.mentions.length ?? 0),
      opinions: sum(readings, (d) => d.reading?.opinions.length ?? 0),
      unreadable: readings.filter((d) => d.reading === null).length,
      next: taken.at(-1)?.id ?? null,
    };
  });
}

interface DocumentRow {
  id: string;
  content_hash: string;
  language: Language;
  title: string | null;
  text: string;
}

interface ReadDocument {
  id: string;
  contentHash: string;
  language: Language;
  reading: Reading | null;
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

async function saveReadings(tx: Transaction, version: number, read: readonly ReadDocument[]): Promise<void> {
  if (read.length === 0) return;
  const ids = read.map((d) => d.id);
  // A text that changed since is read anew: its former spans no longer fit it.
  await tx`delete from mentions where document_id = any(${ids}::bigint[]) and taxonomy_version = ${version}`;
  await tx`delete from opinions where document_id = any(${ids}::bigint[]) and taxonomy_version = ${version}`;
  await tx`
    insert into readings (document_id, taxonomy_version, content_hash, language, sentiment, score, p_positive)
    select id, ${version}, hash, language, sentiment, score, p
    from unnest(
      ${ids}::bigint[], ${read.map((d) => d.contentHash)}::text[],
      ${read.map((d) => d.reading?.language ?? d.language)}::text[],
      ${read.map((d) => d.reading?.sentiment.label ?? 'neutral')}::text[],
      ${read.map((d) => d.reading?.sentiment.score ?? 0)}::real[],
      ${read.map((d) => d.reading?.sentiment.pPositive ?? 0.5)}::real[]
    ) as given (id, hash, language, sentiment, score, p)
    on conflict (document_id, taxonomy_version) do update set
      content_hash = excluded.content_hash, language = excluded.language, sentiment = excluded.sentiment,
      score = excluded.score, p_positive = excluded.p_positive`;
  await insertMentions(tx, version, read);
  await insertOpinions(tx, version, read);
  await markDocumentsDirty(tx, ids);
}

async function insertMentions(
  tx: Transaction,
  version: number,
  read: readonly ReadDocument[],
): Promise<void> {
  const rows = read.flatMap((d) => (d.reading?.mentions ?? []).map((mention) => ({ id: d.id, ...mention })));
  if (rows.length === 0) return;
  await tx`
    insert into mentions
      (document_id, taxonomy_version, concept_id, start_offset, end_offset, surface, negated, sentiment)
    select id, ${version}, concept, start_offset, end_offset, surface, negated = 1, sentiment
    from unnest(
      ${rows.map((r) => r.id)}::bigint[], ${rows.map((r) => r.concept)}::text[],
      ${rows.map((r) => r.start)}::integer[], ${rows.map((r) => r.end)}::integer[],
      ${rows.map((r) => r.surface)}::text[], ${rows.map((r) => (r.negated ? 1 : 0))}::integer[],
      ${rows.map((r) => r.sentiment)}::real[]
    ) as given (id, concept, start_offset, end_offset, surface, negated, sentiment)
    on conflict do nothing`;
}

async function insertOpinions(
  tx: Transaction,
  version: number,
  read: readonly ReadDocument[],
): Promise<void> {
  const rows = read.flatMap((d) => (d.reading?.opinions ?? []).map((opinion) => ({ id: d.id, ...opinion })));
  if (rows.length === 0) return;
  await tx`
    insert into opinions (document_id, taxonomy_version, aspect, polarity, start_offset, end_offset, surface,
      target_start, target_end, target_surface)
    select id, ${version}, aspect, polarity, start_offset, end_offset, surface, t_start, t_end, t_surface
    from unnest(
      ${rows.map((r) => r.id)}::bigint[], ${rows.map((r) => r.aspect)}::text[],
      ${rows.map((r) => r.polarity)}::text[],
      ${rows.map((r) => r.start)}::integer[], ${rows.map((r) => r.end)}::integer[],
      ${rows.map((r) => r.surface)}::text[],
      ${rows.map((r) => r.target?.start ?? null)}::integer[], ${rows.map((r) => r.target?.end ?? null)}::integer[],
      ${rows.map((r) => r.target?.surface ?? null)}::text[]
    ) as given (id, aspect, polarity, start_offset, end_offset, surface, t_start, t_end, t_surface)
    on conflict do nothing`;
}

/** Drops the readings of taxonomy versions no longer current: they can be made again from the documents. */
export async function dropFormerReadings(sql: Sql, version: number): Promise<number> {
  return sql.begin(async (tx) => {
    await tx`delete from mentions where taxonomy_version <> ${version}`;
    await tx`delete from opinions where taxonomy_version <> ${version}`;
    const gone = await tx`delete from readings where taxonomy_version <> ${version}`;
    return gone.count;
  });
}
