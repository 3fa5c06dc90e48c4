import type { CrawlCounts, CrawlOutcome } from '../core/crawl-store.ts';
import { AppError } from '../core/errors.ts';
import { pausedError, setSourceHealth } from './sources.ts';
import { inTransaction, storableJson, storableText, type AnySql } from './sql.ts';

export interface SourceRun {
  id: string;
  sourceId: string;
  startedAt: Date;
  finishedAt: Date | null;
  health: CrawlOutcome['health'] | null;
  reason: string | null;
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

/** Ends a run: health, reason and counts are kept, the source becomes due again, the frontier goes. Once only. */
export async function finishRun(sql: AnySql, run: FinishedRun): Promise<void> {
  const { outcome, at, runId } = run;
  await inTransaction(sql, async (tx) => {
    const [ended] = await tx<{ sourceId: string }[]>`
      update source_runs set finished_at = ${at}, health = ${outcome.health},
        reason = ${storableText(outcome.reason)}, counts = ${storableJson(outcome.counts)}::text::jsonb
      where id = ${runId} and finished_at is null
      returning source_id as "sourceId"`;
    if (ended === undefined) return;
    await setSourceHealth(tx, { id: ended.sourceId, health: outcome.health, reason: outcome.reason, at });
    await tx`
      update sources set last_run_at = ${at}, next_due_at = coalesce(${run.nextDueAt ?? null}::timestamptz,
        ${at}::timestamptz + coalesce((definition ->> 'cadenceHours')::double precision, 24) * interval '1 hour')
      where id = ${ended.sourceId}`;
    await tx`delete from frontier where run_id = ${runId}`;
  });
}

/** The latest runs, newest first. */
export async function listRuns(sql: AnySql, sourceId: string, limit = 20): Promise<SourceRun[]> {
  return sql<SourceRun[]>`
    select id, source_id as "sourceId", started_at as "startedAt", finished_at as "finishedAt", health, reason, counts
    from source_runs where source_id = ${sourceId}
    order by id desc limit ${limit}`;
}
