import { AppError } from '../core/errors.ts';
import type { CataloguedSource } from '../core/source.ts';
import type { Language, PlatformName, Sector, SourceHealth } from '../core/words.ts';
import { recordAudit } from './audit.ts';
import { inTransaction, storableJson, storableText, type AnySql } from './sql.ts';

export interface StoredSource {
  id: string;
  name: string;
  sector: Sector;
  platform: PlatformName;
  market: string;
  language: Language;
  weight: number;
  origin: CataloguedSource['origin'];
  enabled: boolean;
  health: SourceHealth;
  healthReason: string;
  healthSince: Date | null;
  lastRunAt: Date | null;
  nextDueAt: Date | null;
  /** How often it is asked, as its own changes have it, and why; null before its first run has ended. */
  cadenceHours: number | null;
  cadenceReason: string | null;
  /** The whole definition as it was catalogued. */
  definition: CataloguedSource;
}

function columns(sql: AnySql) {
  return sql`id, name, sector, platform, market, language, weight, origin, enabled, health,
    health_reason as "healthReason", health_since as "healthSince", last_run_at as "lastRunAt",
    next_due_at as "nextDueAt", cadence_hours as "cadenceHours", cadence_reason as "cadenceReason", definition`;
}

/** A made-up source beside a real one would put made-up figures among real ones. */
async function refuseMixture(sql: AnySql, catalogue: readonly CataloguedSource[]): Promise<void> {
  const kinds = new Set(catalogue.map((source) => source.origin === 'demo'));
  const rows = await sql<{ demo: boolean }[]>`select distinct origin = 'demo' as demo from sources`;
  for (const row of rows) kinds.add(row.demo);
  if (kinds.size < 2) return;
  throw new AppError(
    'CONFLICT',
    'Made-up demo sources and real ones cannot share a database: use another database for one of them.',
  );
}

/** Whether what is stored here was made up. */
export async function holdsDemo(sql: AnySql): Promise<boolean> {
  const rows = await sql`select 1 from sources where origin = 'demo' limit 1`;
  return rows.length > 0;
}

export interface CatalogueChange {
  added: number;
  updated: number;
  /** No longer in the catalogue: kept with their documents, crawled no more. */
  disabled: number;
}

/** Makes the stored sources those of the catalogue. Health, cursor and due time stay as they are. */
export async function upsertSources(
  sql: AnySql,
  catalogue: readonly CataloguedSource[],
): Promise<CatalogueChange> {
  return inTransaction(sql, async (tx) => {
    await tx`lock table sources in share row exclusive mode`;
    await refuseMixture(tx, catalogue);
    const rows = await tx<{ added: boolean }[]>`
      insert into sources (id, name, sector, platform, market, language, weight, origin, enabled, definition)
      select id, name, sector, platform, market, language, weight, origin, enabled, to_jsonb(definition)
      from (
        select r.*, d.definition
        from json_array_elements(${storableJson(catalogue)}::text::json) as d (definition),
          json_to_record(d.definition) as r (id text, name text, sector text, platform text, market text,
            language text, weight double precision, origin text, enabled boolean)
      ) given
      on conflict (id) do update set name = excluded.name, sector = excluded.sector, platform = excluded.platform,
        market = excluded.market, language = excluded.language, weight = excluded.weight, origin = excluded.origin,
        enabled = excluded.enabled, definition = excluded.definition
      where (sources.definition, sources.enabled, sources.origin)
        is distinct from (excluded.definition, excluded.enabled, excluded.origin)
      returning xmax = 0 as added`;
    const gone = await tx`
      update sources set enabled = false
      where enabled and not (id = any(${catalogue.map((source) => source.id)}::text[]))`;
    const added = rows.filter((row) => row.added).length;
    return { added, updated: rows.length - added, disabled: gone.count };
  });
}

export async function listSources(sql: AnySql): Promise<StoredSource[]> {
  return sql<StoredSource[]>`select ${columns(sql)} from sources order by sector, id`;
}

export async function findSource(sql: AnySql, id: string): Promise<StoredSource> {
  const source = await sourceOrNull(sql, id);
  if (source === null) throw new AppError('NOT_FOUND', `There is no source ${id}.`);
  return source;
}

export async function sourceOrNull(sql: AnySql, id: string): Promise<StoredSource | null> {
  const [source] = await sql<StoredSource[]>`select ${columns(sql)} from sources where id = ${id}`;
  return source ?? null;
}

/** Enabled sources whose time has come, the longest waiting first. Paused ones wait for a person. */
export async function dueSources(sql: AnySql, now: Date): Promise<StoredSource[]> {
  return sql<StoredSource[]>`
    select ${columns(sql)} from sources
    where enabled and health <> 'paused' and platform <> 'push' and (next_due_at is null or next_due_at <= ${now})
    order by next_due_at nulls first, id`;
}

export interface HealthChange {
  id: string;
  health: SourceHealth;
  reason: string;
  at: Date;
}

/** `health_since` moves only when the health itself changes. A paused source stays paused. */
export async function setSourceHealth(sql: AnySql, change: HealthChange): Promise<void> {
  await sql`
    update sources set
      health_since = case when health = ${change.health} then coalesce(health_since, ${change.at}) else ${change.at} end,
      health = ${change.health}, health_reason = ${storableText(change.reason)}
    where id = ${change.id} and health <> 'paused'`;
}

export interface SourceDecision {
  id: string;
  /** Who decides: a person's name, or 'hemline' for a rule in code. */
  by: string;
  reason: string;
  at: Date;
}

/** What everybody hears who asks a paused source to be crawled or to take rows in. */
export function pausedError(id: string, reason: string): AppError {
  const way = `Only a person lets it go on: hemline sources resume ${id} --by NAME`;
  return new AppError('SOURCE_PAUSED', `The source ${id} is paused: ${reason}. ${way}`, {
    details: { source: id },
  });
}

export async function isPaused(sql: AnySql, id: string): Promise<boolean> {
  const rows = await sql`select 1 from sources where id = ${id} and health = 'paused'`;
  return rows.length > 0;
}

/** Throws for the first of these sources that is paused. */
export async function refusePaused(sql: AnySql, ids: readonly string[]): Promise<void> {
  const [paused] = await sql<{ id: string; reason: string }[]>`
    select id, health_reason as reason from sources
    where id = any(${[...ids]}::text[]) and health = 'paused' order by id limit 1`;
  if (paused !== undefined) throw pausedError(paused.id, paused.reason);
}

/** Stops a source until a person resumes it. Pausing twice changes nothing. */
export async function pauseSource(sql: AnySql, decision: SourceDecision): Promise<void> {
  await inTransaction(sql, async (tx) => {
    const source = await lockSource(tx, decision.id);
    if (source.health === 'paused') return;
    await tx`
      update sources set health = 'paused', health_reason = ${storableText(decision.reason)}, health_since = ${decision.at}
      where id = ${decision.id}`;
    const details = { reason: decision.reason, healthBefore: source.health };
    await recordAudit(tx, {
      at: decision.at,
      actor: decision.by,
      action: 'source.pause',
      subject: decision.id,
      details,
    });
  });
}

/** Lets a paused source be crawled again, at once. Only a person may: the name goes into the audit log. */
export async function resumeSource(sql: AnySql, decision: SourceDecision): Promise<void> {
  const by = decision.by.trim();
  if (by === '' || by === 'hemline') {
    throw new AppError('BAD_INPUT', 'Only a person resumes a source: give the name of who decides.');
  }
  await inTransaction(sql, async (tx) => {
    const source = await lockSource(tx, decision.id);
    if (source.health !== 'paused')
      throw new AppError('CONFLICT', `The source ${decision.id} is not paused.`);
    await tx`
      update sources set health = 'new', health_reason = ${storableText(`resumed by ${by}: ${decision.reason}`)},
        health_since = ${decision.at}, next_due_at = ${decision.at}
      where id = ${decision.id}`;
    const details = { reason: decision.reason, pausedFor: source.reason };
    await recordAudit(tx, {
      at: decision.at,
      actor: by,
      action: 'source.resume',
      subject: decision.id,
      details,
    });
  });
}

async function lockSource(sql: AnySql, id: string): Promise<{ health: SourceHealth; reason: string }> {
  const [row] = await sql<{ health: SourceHealth; reason: string }[]>`
    select health, health_reason as reason from sources where id = ${id} for update`;
  if (row === undefined) throw new AppError('NOT_FOUND', `There is no source ${id}.`);
  return row;
}
