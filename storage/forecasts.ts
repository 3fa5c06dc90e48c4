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
}

/** JSON with keys in order, so that the same row gives the same hash on every machine. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner) || inner instanceof Date)
      return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  });
}

/** A row's place in the chain: SHA-256 over its canonical JSON and the hash of the row before it. */
export function ledgerHash(entry: LedgerEntry, previousHash: string | null): string {
  return sha256Hex(canonicalJson({ ...entry, madeAt: entry.madeAt.toISOString(), previousHash }));
}

export interface PublishedForecast {
  id: string;
  /** concept|sector|market */
  key: string;
  inputHash: string;
  mean: number[];
}

/** The newest published forecasts of a cut-off week, by series. */
export async function publishedForecasts(
  sql: AnySql,
  cutoffWeek: string,
): Promise<Map<string, PublishedForecast>> {
  const rows = await sql<PublishedForecast[]>`
    select distinct on (concept_id, sector, market) id::text as id,
      concept_id || '|' || sector || '|' || market as key, input_hash as "inputHash", mean
    from forecasts where cutoff_week = ${cutoffWeek}
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

function inputKey(entry: {
  conceptId: string;
  sector: string;
  market: string;
  cutoffWeek: string;
  inputHash: string;
}) {
  return [entry.conceptId, entry.sector, entry.market, entry.cutoffWeek, entry.inputHash].join('|');
}

async function knownInputs(tx: AnySql, entries: readonly LedgerEntry[]): Promise<Set<string>> {
  const rows = await tx<
    { conceptId: string; sector: string; market: string; cutoffWeek: string; inputHash: string }[]
  >`
    select concept_id as "conceptId", sector, market, cutoff_week::text as "cutoffWeek", input_hash as "inputHash"
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
      lower95, upper95, backtest, stage, stage_probability, flags, reasons, notes, input_hash, previous_hash, hash)
    select "conceptId", sector, market, "madeAt", "cutoffWeek", horizon, model, mean, lower80, upper80,
      lower95, upper95, backtest, stage, "stageProbability", flags, reasons, notes, "inputHash", "previousHash", hash
    from jsonb_to_recordset(${storableJson(numbered)}::text::jsonb) as given (
      place integer, "conceptId" text, sector text, market text, "madeAt" timestamptz, "cutoffWeek" date,
      horizon integer, model text, mean float8[], lower80 float8[], upper80 float8[], lower95 float8[],
      upper95 float8[], backtest jsonb, stage text, "stageProbability" float8, flags text[], reasons jsonb,
      notes jsonb, "inputHash" text, "previousHash" text, hash text)
    order by place`;
}

/** Walks the chain from its start; the id of the first row that does not fit, or null where all do. */
export async function verifyLedger(sql: AnySql): Promise<string | null> {
  let previousHash: string | null = null;
  const cursor = sql<(LedgerEntry & { id: string; previousHash: string | null; hash: string })[]>`
    select id::text as id, concept_id as "conceptId", sector, market, made_at as "madeAt",
      cutoff_week::text as "cutoffWeek", horizon, model, mean, lower80, upper80, lower95, upper95, backtest, stage,
      stage_probability as "stageProbability", flags, reasons, notes, input_hash as "inputHash",
      previous_hash as "previousHash", hash
    from forecasts order by forecasts.id`.cursor(500);
  for await (const rows of cursor) {
    for (const { id, hash, previousHash: stored, ...entry } of rows) {
      if (stored !== previousHash || ledgerHash(entry, previousHash) !== hash) return id;
      previousHash = hash;
    }
  }
  return null;
}

/**
 * Scores every published forecast for the weeks that have come since, against the share that was counted and
 * against seasonal naive (the share 52 weeks before the week, as known at the cut-off; else the last known one).
 */
export async function scoreForecasts(sql: AnySql, until: string): Promise<number> {
  const scored = await sql`
    insert into forecast_scores
      (forecast_id, week, step, actual, absolute_error, naive_error, inside80, inside95)
    select f.id, p.week, s.step, p.share, abs(p.share - f.mean[s.step]), abs(p.share - naive.share),
      p.share between f.lower80[s.step] and f.upper80[s.step],
      p.share between f.lower95[s.step] and f.upper95[s.step]
    from forecasts f
    cross join lateral generate_series(1, f.horizon) s (step)
    join series_points p on p.concept_id = f.concept_id and p.sector = f.sector and p.market = f.market
      and p.week = f.cutoff_week + s.step * 7
    cross join lateral (
      select n.share from series_points n
      where n.concept_id = f.concept_id and n.sector = f.sector and n.market = f.market
        and n.share is not null and n.week <= f.cutoff_week
      order by (n.week = p.week - 364) desc, n.week desc limit 1) naive
    where p.share is not null and p.week < ${until}
      and not exists (select 1 from forecast_scores x where x.forecast_id = f.id and x.week = p.week)
    on conflict do nothing`;
  return scored.count;
}
