import { cadenceOf, type Cadence } from '../core/change-rate.ts';
import type { SourceHealth } from '../core/words.ts';
import type { AnySql } from './sql.ts';

/** Runs an estimate looks back on. */
const LOOKED_BACK = 20;

/**
 * Whether a run brought what was not there before: a document, a product, or another price, rank or availability than the
 * day before had it.
 */
export async function broughtNew(sql: AnySql, sourceId: string, startedAt: Date): Promise<boolean> {
  const [row] = await sql<{ fresh: boolean }[]>`
    select exists (select 1 from documents where source_id = ${sourceId} and first_seen_at >= ${startedAt})
      or exists (select 1 from products where source_id = ${sourceId} and first_seen_at >= ${startedAt})
      or exists (
        select 1 from products p join observations o on o.product_id = p.id
        cross join lateral (
          select b.price, b.list_price, b.rank, b.availability from observations b
          where b.product_id = o.product_id and b.list = o.list and b.observed_on < o.observed_on
          order by b.observed_on desc limit 1) before
        where p.source_id = ${sourceId} and p.last_seen_at >= ${startedAt} and o.observed_at >= ${startedAt}
          and (o.price, o.list_price, o.rank, o.availability)
            is distinct from (before.price, before.list_price, before.rank, before.availability)) as fresh`;
  return row?.fresh ?? false;
}

interface RunRow {
  startedAt: Date;
  health: SourceHealth;
  broughtNew: boolean | null;
}

/** Judges anew how often a source is asked, from its last runs, and keeps the answer with its reason. */
export async function adaptCadence(sql: AnySql, sourceId: string): Promise<Cadence> {
  const [source] = await sql<{ declaredHours: number; adaptive: boolean }[]>`
    select coalesce((definition ->> 'cadenceHours')::double precision, 24) as "declaredHours",
      coalesce((definition ->> 'adaptive')::boolean, true) as adaptive
    from sources where id = ${sourceId}`;
  const rows = await sql<RunRow[]>`
    select started_at as "startedAt", health, brought_new as "broughtNew" from source_runs
    where source_id = ${sourceId} and finished_at is not null and health <> 'skipped'
    order by id desc limit ${LOOKED_BACK + 1}`;
  const told = rows.filter(({ health }) => health !== 'blocked');
  const visits = told.slice(0, -1).flatMap((run, at) => {
    const before = told[at + 1]!;
    const hours = (run.startedAt.getTime() - before.startedAt.getTime()) / 3_600_000;
    return run.broughtNew === null ? [] : [{ hours, changed: run.broughtNew }];
  });
  const firstOther = rows.findIndex(({ health }) => health !== 'blocked');
  const cadence = cadenceOf({
    declaredHours: source?.declaredHours ?? 24,
    adaptive: source?.adaptive ?? true,
    visits,
    blockedInARow: firstOther < 0 ? rows.length : firstOther,
  });
  await sql`
    update sources set cadence_hours = ${cadence.hours}, cadence_reason = ${cadence.reason} where id = ${sourceId}`;
  return cadence;
}
