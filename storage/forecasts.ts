import { sha256Hex } from '../core/hash.ts';
import { storableJson, type AnySql, type Sql } from './sql.ts';

/** A forecast and stage call as published: what the ledger keeps of it, unchangeable. */
export interface LedgerEntry {
  conceptId: string;
  sector: string;
  market: string;
  madeAt: Date;
  cutoffWeek: string;
  horizon: number;
  model: string;
  mean: number[];
  lower80: number[];
  upper80: number[];
  lower95: number[];
  upper95: number[];
  backtest: unknown;
  stage: string;
  stageProbability: number;
  flags: string[];
  reasons: unknown;
  notes: string[];
  inputHash: string;
  /** Made afterwards from what was known at the cut-off, to see how it would have done; never shown as a lived one. */
  replayed: boolean;
}

/** JSON with keys in order, so that the same row gives the same hash on every machine. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner) || inner instanceof Date)
      return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  });
}

/**
 * A row's place in the chain: SHA-256 over its canonical JSON and the hash of the row before it. A replay's mark is in
 * it, so that none can be passed off as lived; a lived row has no such key, as before there were replays.
 */
export function ledgerHash(entry: LedgerEntry, previousHash: string | null): string {
  const { replayed, ...rest } = entry;
  const marked = replayed ? { ...rest, replayed } : rest;
  return sha256Hex(canonicalJson({ ...marked, madeAt: entry.madeAt.toISOString(), previousHash }));
}

export interface PublishedForecast {
  id: string;
  /** concept|sector|market */
  key: string;
  inputHash: string;
  mean: number[];
}

/** The newest forecasts of a cut-off week, by series: those that were lived, or those replayed. */
export async function publishedForecasts(
  sql: AnySql,
  cutoffWeek: string,
  replayed = false,
): Promise<Map<string, PublishedForecast>> {
  const rows = await sql<PublishedForecast[]>`
    select distinct on (concept_id, sector, market) id::text as id,
      concept_id || '|' || sector || '|' || market as key, input_hash as "inputHash", mean
    from forecasts where cutoff_week = ${cutoffWeek} and replayed = ${replayed}
    order by concept_id, sector, market, forecasts.id desc`;
  return new Map(rows.map((row) => [row.key, row]));
}

/**
 * Appends to the ledger, each row chained to the one before it. One writer at a time (advisory lock); a forecast
 * from the same input is there already and is left out. Returns how many were new.
 */
export async function appendForecasts(sql: Sql, entries: readonly LedgerEntry[]): Promise<number> {
  if (entries.length === 0) return 0;
  return sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext('hemline:ledger'))`;
    const known = await knownInputs(tx, entries);
    const [last] = await tx<{ hash: string }[]>`select hash from forecasts order by id desc limit 1`;
    let previousHash = last?.hash ?? null;
    const rows: (LedgerEntry & { previousHash: string | null; hash: string })[] = [];
    for (const entry of entries) {
      const key = inputKey(entry);
      if (known.has(key)) continue;
      known.add(key);
      const hash = ledgerHash(entry, previousHash);
      rows.push({ ...entry, previousHash, hash });
      previousHash = hash;
    }
    await insertRows(tx, rows);
    return rows.length;
  });
}

type InputKey = Pick<
  LedgerEntry,
  'conceptId' | 'sector' | 'market' | 'cutoffWeek' | 'inputHash' | 'replayed'
>;

function inputKey(entry: InputKey): string {
  const { conceptId, sector, market, cutoffWeek, inputHash, replayed } = entry;
  return [conceptId, sector, market, cutoffWeek, inputHash, replayed].join('|');
}

async function knownInputs(tx: AnySql, entries: readonly LedgerEntry[]): Promise<Set<string>> {
  const rows = await tx<InputKey[]>`
    select concept_id as "conceptId", sector, market, cutoff_week::text as "cutoffWeek", input_hash as "inputHash",
      replayed
    from forecasts
    where cutoff_week = any(${[...new Set(entries.map((e) => e.cutoffWeek))]}::date[])
      and concept_id = any(${[...new Set(entries.map((e) => e.conceptId))]}::text[])`;
  return new Set(rows.map(inputKey));
}

async function insertRows(tx: AnySql, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  const numbered = rows.map((row, place) => ({ ...row, place }));
  await tx`
    insert into forecasts (concept_id, sector, market, made_at, cutoff_week, horizon, model, mean, lower80, upper80,
      lower95, upper95, backtest, stage, stage_probability, flags, reasons, notes, input_hash, replayed, previous_hash,
      hash)
    select "conceptId", sector, market, "madeAt", "cutoffWeek", horizon, model, mean, lower80, upper80,
      lower95, upper95, backtest, stage, "stageProbability", flags, reasons, notes, "inputHash", replayed, "previousHash", hash
    from jsonb_to_recordset(${storableJson(numbered)}::text::jsonb) as given (
      place integer, "conceptId" text, sector text, market text, "madeAt" timestamptz, "cutoffWeek" date,
      horizon integer, model text, mean float8[], lower80 float8[], upper80 float8[], lower95 float8[],
      upper95 float8[], backtest jsonb, stage text, "stageProbability" float8, flags text[], reasons jsonb,
      notes jsonb, "inputHash" text, replayed boolean, "previousHash" text, hash text)
    order by place`;
}

/** Walks the chain from its start; the id of the first row that does not fit, or null where all do. */
export async function verifyLedger(sql: AnySql): Promise<string | null> {
  let previousHash: string | null = null;
  const cursor = sql<(LedgerEntry & { id: string; previousHash: string | null; hash: string })[]>`
    select id::text as id, concept_id as "conceptId", sector, market, made_at as "madeAt",
      cutoff_week::text as "cutoffWeek", horizon, model, mean, lower80, upper80, lower95, upper95, backtest, stage,
      stage_probability as "stageProbability", flags, reasons, notes, input_hash as "inputHash",
      replayed, previous_hash as "previousHash", hash
    from forecasts order by forecasts.id`.cursor(500);
  for await (const rows of cursor) {
    for (const { id, hash, previousHash: stored, ...entry } of rows) {
      if (stored !== previousHash || ledgerHash(entry, previousHash) !== hash) return id;
      previousHash = hash;
    }
  }
  return null;
}
