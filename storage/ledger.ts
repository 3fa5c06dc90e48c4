import type { LedgerEntry } from '../core/crawl-store.ts';
import { storableJson, type AnySql } from './sql.ts';

export interface LedgerRecord extends LedgerEntry {
  id: string;
  runId: string;
}

export async function writeLedger(
  sql: AnySql,
  sourceId: string,
  runId: string,
  entries: readonly LedgerEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  await sql`
    insert into fetch_ledger (source_id, run_id, url, outcome, reason, status, bytes, duration_ms, at)
    select ${sourceId}, ${runId}, url, outcome, reason, status, bytes, round("durationMs")::int, at
    from json_to_recordset(${storableJson(entries)}::text::json) as r (url text, outcome text, reason text,
      status int, bytes bigint, "durationMs" double precision, at timestamptz)`;
}

/** The latest lines of a source, newest first. */
export async function listLedger(
  sql: AnySql,
  sourceId: string,
  options: { runId?: string; limit?: number } = {},
): Promise<LedgerRecord[]> {
  const runId = options.runId ?? null;
  return sql<LedgerRecord[]>`
    select id, run_id as "runId", url, outcome, reason, status, bytes::double precision as bytes,
      duration_ms as "durationMs", at
    from fetch_ledger
    where source_id = ${sourceId} and (${runId}::bigint is null or run_id = ${runId})
    order by id desc limit ${options.limit ?? 100}`;
}

export interface LedgerCount {
  outcome: LedgerEntry['outcome'];
  reason: string;
  count: number;
  bytes: number;
}

/** Why URLs of a run were fetched, skipped or refused, in numbers. */
export async function countLedger(sql: AnySql, runId: string): Promise<LedgerCount[]> {
  return sql<LedgerCount[]>`
    select outcome, reason, count(*)::int as count, sum(bytes)::double precision as bytes
    from fetch_ledger f
    where run_id = ${runId} and source_id = (select source_id from source_runs where id = ${runId})
    group by outcome, reason order by outcome, reason`;
}

const BATCH = 10_000;

/** Deletes lines older than `before`, in batches; answers how many. */
export async function cutLedger(sql: AnySql, before: Date): Promise<number> {
  for (let deleted = 0; ;) {
    const batch = await sql`
      delete from fetch_ledger where id in (select id from fetch_ledger where at < ${before} order by at limit ${BATCH})`;
    deleted += batch.count;
    if (batch.count < BATCH) return deleted;
  }
}
