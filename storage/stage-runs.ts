import type { Clock } from '../core/clock.ts';
import type { AppError } from '../core/errors.ts';
import { storableJson, type AnySql } from './sql.ts';

/** Opens the record of a stage's run; its id. */
export async function openStageRun(sql: AnySql, stage: string, clock: Clock): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    insert into stage_runs (stage, started_at, state) values (${stage}, ${clock.now()}, 'running')
    returning id::text as id`;
  return row!.id;
}

/** Ends the record of a run, and counts it by its outcome: `done` or the code of the error. */
export async function closeStageRun(
  sql: AnySql,
  id: string,
  end: { counts: Record<string, number> } | { error: AppError },
  clock: Clock,
): Promise<void> {
  const counts = storableJson('counts' in end ? end.counts : {});
  const error =
    'error' in end
      ? storableJson({ code: end.error.code, message: end.error.message, details: end.error.details })
      : null;
  await sql`
    with closed as (
      update stage_runs set finished_at = ${clock.now()}, state = ${'error' in end ? 'failed' : 'done'},
        counts = ${counts}::text::jsonb, error = ${error}::text::jsonb
      where id = ${id}::bigint
      returning stage, extract(epoch from finished_at - started_at)::float8 as seconds
    )
    insert into job_totals as t (job, outcome, runs, seconds)
    select stage, ${'error' in end ? end.error.code : 'done'}, 1, seconds from closed
    on conflict (job, outcome) do update set runs = t.runs + 1, seconds = t.seconds + excluded.seconds`;
}

/** Keeps the newest runs of each stage, and failed ones longer. */
export async function trimStageRuns(sql: AnySql, keep = 200): Promise<number> {
  const gone = await sql`
    delete from stage_runs where id in (
      select id from (
        select id, state, row_number() over (partition by stage, state order by id desc) as place from stage_runs
      ) ranked
      where place > case when state = 'failed' then ${keep * 5}::integer else ${keep}::integer end)`;
  return gone.count;
}

/** Says that what the API shows has changed: its answers' ETags follow this number. */
export async function bumpDataVersion(sql: AnySql): Promise<void> {
  await sql`
    insert into settings (key, value) values ('data_version', to_jsonb(1::bigint))
    on conflict (key) do update set value = case jsonb_typeof(settings.value)
      when 'number' then to_jsonb((settings.value #>> '{}')::numeric + 1) else to_jsonb(1::bigint) end`;
}
