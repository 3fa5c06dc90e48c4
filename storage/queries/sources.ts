import type { Sql } from '../sql.ts';

export interface SourceRow {
  id: string;
  name: string;
  sector: string;
  platform: string;
  market: string;
  language: string;
  weight: number;
  origin: string;
  enabled: boolean;
  health: string;
  healthReason: string;
  healthSince: Date | null;
  lastRunAt: Date | null;
  nextDueAt: Date | null;
  cadenceHours: number | null;
  cadenceReason: string | null;
  documents: number;
  purpose: string | null;
  legalBasis: string | null;
  retentionDays: number | null;
}

const sourceColumns = (sql: Sql) => sql`
  s.id, s.name, s.sector, s.platform, s.market, s.language, s.weight, s.origin, s.enabled, s.health,
  s.health_reason as "healthReason", s.health_since as "healthSince", s.last_run_at as "lastRunAt",
  s.next_due_at as "nextDueAt", s.cadence_hours as "cadenceHours", s.cadence_reason as "cadenceReason",
  (select coalesce(sum(w.documents), 0)::int from source_weeks w where w.source_id = s.id) as documents,
  s.definition ->> 'purpose' as purpose, s.definition ->> 'legalBasis' as "legalBasis",
  (s.definition ->> 'retentionDays')::float8 as "retentionDays"`;

export async function listSources(
  sql: Sql,
  filter: { sector?: string | undefined; health?: string | undefined; market?: string | undefined },
): Promise<SourceRow[]> {
  return sql<SourceRow[]>`
    select ${sourceColumns(sql)} from sources s
    where ${filter.sector === undefined ? sql`true` : sql`s.sector = ${filter.sector}`}
      and ${filter.health === undefined ? sql`true` : sql`s.health = ${filter.health}`}
      and ${filter.market === undefined ? sql`true` : sql`s.market = ${filter.market}`}
    order by s.sector, s.id`;
}

export async function findSource(sql: Sql, id: string): Promise<SourceRow | null> {
  const rows = await sql<SourceRow[]>`select ${sourceColumns(sql)} from sources s where s.id = ${id}`;
  return rows[0] ?? null;
}

interface SourceRunRow {
  id: string;
  startedAt: Date;
  finishedAt: Date | null;
  health: string | null;
  reason: string | null;
  counts: Record<string, unknown>;
}

export async function listSourceRuns(sql: Sql, sourceId: string, limit: number): Promise<SourceRunRow[]> {
  return sql<SourceRunRow[]>`
    select id::text, started_at as "startedAt", finished_at as "finishedAt", health, reason, counts
    from source_runs where source_id = ${sourceId} order by started_at desc limit ${limit}`;
}

/** Documents a week of one source: what its silence looks like. */
export async function listSourceWeeks(
  sql: Sql,
  sourceId: string,
): Promise<{ week: string; documents: number }[]> {
  return sql<{ week: string; documents: number }[]>`
    select to_char(week, 'YYYY-MM-DD') as week, documents from source_weeks
    where source_id = ${sourceId} order by week`;
}

interface LedgerRow {
  id: string;
  sourceId: string;
  url: string;
  outcome: string;
  reason: string;
  status: number | null;
  bytes: number;
  durationMs: number;
  at: Date;
}

export async function listLedger(
  sql: Sql,
  filter: {
    source?: string | undefined;
    outcome?: string | undefined;
    reason?: string | undefined;
    before?: string | undefined;
    limit: number;
  },
): Promise<LedgerRow[]> {
  return sql<LedgerRow[]>`
    select id::text, source_id as "sourceId", url, outcome, reason, status, bytes::float8 as bytes,
      duration_ms as "durationMs", at
    from fetch_ledger
    where ${filter.source === undefined ? sql`true` : sql`source_id = ${filter.source}`}
      and ${filter.outcome === undefined ? sql`true` : sql`outcome = ${filter.outcome}`}
      and ${filter.reason === undefined ? sql`true` : sql`reason = ${filter.reason}`}
      and ${filter.before === undefined ? sql`true` : sql`id < ${filter.before}::bigint`}
    order by id desc limit ${filter.limit}`;
}

interface StageRunRow {
  id: string;
  stage: string;
  startedAt: Date;
  finishedAt: Date | null;
  state: string;
  counts: Record<string, unknown>;
  error: unknown;
}

export async function listStageRuns(sql: Sql, limit: number): Promise<StageRunRow[]> {
  return sql<StageRunRow[]>`
    select id::text, stage, started_at as "startedAt", finished_at as "finishedAt", state, counts, error
    from stage_runs order by id desc limit ${limit}`;
}
