import type { CrawlCounts, CrawlOutcome } from '../core/crawl-store.ts';
import { AppError } from '../core/errors.ts';
import { adaptCadence, broughtNew } from './cadence.ts';
import { pausedError, setSourceHealth } from './sources.ts';
import { inTransaction, storableJson, storableText, type AnySql } from './sql.ts';

export interface SourceRun {
  id: string;
  sourceId: string;
  startedAt: Date;
  finishedAt: Date | null;
  health: CrawlOutcome['health'] | null;
  reason: string | null;
  /** Since when the source has had this health. */
  healthSince: Date | null;
  /** Whether it brought anything that was not there before; null for what never began. */
  broughtNew: boolean | null;
  counts: Partial<CrawlCounts>;
}

/** Opens a run of a source, or takes up the open one that a killed process left. Refuses a paused source. */
export async function openRun(
  sql: AnySql,
  run: { sourceId: string; at: Date },
): Promise<{ runId: string; resumed: boolean }> {
  return inTransaction(sql, async (tx) => {
    const [source] = await tx<{ health: string; reason: string }[]>`
      select health, health_reason as reason from sources where id = ${run.sourceId} for update`;
    if (source === undefined) throw new AppError('NOT_FOUND', `There is no source ${run.sourceId}.`);
    if (source.health === 'paused') {
      throw pausedError(run.sourceId, source.reason);
    }
    const [open] = await tx<{ id: string }[]>`
      select id from source_runs where source_id = ${run.sourceId} and finished_at is null`;
    if (open !== undefined) return { runId: open.id, resumed: true };
    const [made] = await tx<{ id: string }[]>`
      insert into source_runs (source_id, started_at) values (${run.sourceId}, ${run.at}) returning id`;
    if (made === undefined) throw new AppError('INTERNAL', `No run of ${run.sourceId} could be opened.`);
    return { runId: made.id, resumed: false };
  });
}

export interface FinishedRun {
  runId: string;
  outcome: CrawlOutcome;
  at: Date;
  /** By default the source's cadence after `at`. */
  nextDueAt?: Date;
}

/**
 * Ends a run: health, reason and counts are kept, the source's cadence is judged anew, and the frontier goes; what waited
 * in it gets its line in the ledger. Once only.
 */
export async function finishRun(sql: AnySql, run: FinishedRun): Promise<void> {
  const { outcome, at, runId } = run;
  await inTransaction(sql, async (tx) => {
    const [open] = await tx<{ sourceId: string; startedAt: Date }[]>`
      select source_id as "sourceId", started_at as "startedAt" from source_runs
      where id = ${runId} and finished_at is null for update`;
    if (open === undefined) return;
    const { sourceId, startedAt } = open;
    const counts = await countUnasked(tx, { runId, sourceId }, run);
    const fresh = outcome.health === 'skipped' ? null : await broughtNew(tx, sourceId, startedAt);
    await setSourceHealth(tx, { id: sourceId, health: outcome.health, reason: outcome.reason, at });
    await tx`
      update source_runs set finished_at = ${at}, health = ${outcome.health}, brought_new = ${fresh},
        reason = ${storableText(outcome.reason)}, counts = ${storableJson(counts)}::text::jsonb,
        health_since = (select health_since from sources where id = ${sourceId})
      where id = ${runId}`;
    const { hours } = await adaptCadence(tx, sourceId);
    const nextDueAt = run.nextDueAt ?? new Date(at.getTime() + hours * 3_600_000);
    await tx`update sources set last_run_at = ${at}, next_due_at = ${nextDueAt} where id = ${sourceId}`;
    await tx`delete from frontier where run_id = ${runId}`;
  });
}

/** A line in the ledger for each address that still waited, by what ended the run; answers the counts with them. */
async function countUnasked(
  tx: AnySql,
  open: { runId: string; sourceId: string },
  { outcome, at }: FinishedRun,
): Promise<CrawlCounts> {
  const reason = outcome.stoppedBy ?? 'not-reached';
  const { count } = await tx`
    insert into fetch_ledger (source_id, run_id, url, outcome, reason, bytes, duration_ms, at)
    select ${open.sourceId}, run_id, url, 'skipped', ${reason}, 0, 0, ${at}
    from frontier where run_id = ${open.runId} and state <> 'done' order by position`;
  if (count === 0) return outcome.counts;
  const { dropped } = outcome.counts;
  return { ...outcome.counts, dropped: { ...dropped, [reason]: (dropped[reason] ?? 0) + count } };
}

/** The latest runs, newest first. */
export async function listRuns(sql: AnySql, sourceId: string, limit = 20): Promise<SourceRun[]> {
  return sql<SourceRun[]>`
    select id, source_id as "sourceId", started_at as "startedAt", finished_at as "finishedAt", health, reason,
      health_since as "healthSince", brought_new as "broughtNew", counts
    from source_runs where source_id = ${sourceId}
    order by id desc limit ${limit}`;
}
