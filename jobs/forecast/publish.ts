import type { Forecast } from '../../core/trend.ts';
import {
  appendForecasts,
  publishedForecasts,
  type LedgerEntry,
  type PublishedForecast,
} from '../../storage/forecasts.ts';
import type { JobContext } from '../context.ts';
import { createCovariates, type CovariatesOf } from './covariates.ts';
import { isForecast, type Cell, type NamedFrame } from './frames.ts';
import { HORIZON, inputHashes, type Judged } from './work.ts';
import type { WorkPool } from './work-pool.ts';

/** Series of one cell that are pooled in one call; more are split, so that a call stays within seconds. */
const POOLED = 200;

export interface Publishing {
  context: JobContext;
  pool: WorkPool;
  cutoffWeek: string;
  /** Of a cut-off long past: into the ledger only, marked, and without the stages that no forecast goes with. */
  replayed: boolean;
  /** Called with the number of series judged. */
  onJudged: (count: number) => void;
}

export interface Published {
  judged: Map<string, Judged>;
  appended: number;
  /** Series with documents enough whose forecast failed, by reason; kept in the counts. */
  failed: number;
}

/** Forecasts and stages of every cell. What the ledger has from the very same input is not made again. */
export async function publishCells(publishing: Publishing, cells: readonly Cell[]): Promise<Published> {
  const { context, cutoffWeek, replayed } = publishing;
  const known = await publishedForecasts(context.sql, cutoffWeek, replayed);
  const covariatesOf = createCovariates(cells);
  const out: Published = { judged: new Map(), appended: 0, failed: 0 };
  // All are started at once, the long ones first so that no thread is left with one at the end; the ledger takes
  // them in the order of the cells.
  const chunks = cells.flatMap((cell) =>
    chunksOf(cell)
      .filter(({ forecast }) => forecast || !replayed)
      .map((chunk) => ({ cell, chunk })),
  );
  const started = new Map<Chunk, ReturnType<typeof judgeChunk>>();
  for (const { cell, chunk } of chunks.toSorted((a, b) => costOf(b.chunk) - costOf(a.chunk))) {
    const judging = judgeChunk(publishing, { known, covariatesOf }, cell, chunk);
    judging.catch(() => {});
    started.set(chunk, judging);
  }
  for (const judging of chunks.map(({ chunk }) => started.get(chunk)!)) {
    const { judged, entries } = await judging;
    for (const one of judged) out.judged.set(one.key, one);
    out.appended += await appendForecasts(context.sql, entries);
    out.failed += judged.filter((one) => one.failure !== null).length;
  }
  return out;
}

interface Chunk {
  frames: NamedFrame[];
  forecast: boolean;
}

/** A forecast takes about five times as long as a stage alone. */
function costOf({ frames, forecast }: Chunk): number {
  return frames.length * (forecast ? 5 : 1);
}

function chunksOf(cell: Cell): Chunk[] {
  const cut = (frames: NamedFrame[], forecast: boolean): Chunk[] =>
    Array.from({ length: Math.ceil(frames.length / POOLED) }, (_, i) => ({
      frames: frames.slice(i * POOLED, (i + 1) * POOLED),
      forecast,
    }));
  return [
    ...cut(
      cell.frames.filter((frame) => isForecast(cell, frame)),
      true,
    ),
    ...cut(
      cell.frames.filter((frame) => !isForecast(cell, frame)),
      false,
    ),
  ];
}

async function judgeChunk(
  publishing: Publishing,
  { known, covariatesOf }: { known: Map<string, PublishedForecast>; covariatesOf: CovariatesOf },
  cell: Cell,
  { frames, forecast }: Chunk,
): Promise<{ judged: Judged[]; entries: LedgerEntry[] }> {
  const { pool, onJudged, replayed } = publishing;
  const plain = frames.map((frame) => {
    const { key, values, documents, exposure, start } = frame;
    return {
      key,
      values,
      documents,
      exposure,
      start,
      ...(forecast ? { covariates: covariatesOf(cell, frame) } : {}),
    };
  });
  const hashes = inputHashes(plain);
  const there = frames
    .map(({ key }) => known.get(key))
    .filter((one, at) => one?.inputHash === hashes.get(frames[at]!.key));
  const again = forecast && there.length < frames.length;
  if (replayed && !again) {
    onJudged(frames.length);
    return { judged: [], entries: [] };
  }
  const judged = again
    ? await pool.do<'forecast'>({ kind: 'forecast', frames: plain })
    : await pool.do<'stage'>({
        kind: 'stage',
        frames: plain,
        means: frames.map(({ key }) => (forecast ? (known.get(key)?.mean ?? null) : null)),
      });
  onJudged(frames.length);
  if (!again) return { judged, entries: [] };
  const byKey = new Map(frames.map((frame) => [frame.key, frame]));
  return {
    judged,
    entries: judged.flatMap((one) => {
      const frame = byKey.get(one.key);
      return frame && one.forecast
        ? [entryOf(publishing, cell, frame, one, one.forecast, hashes.get(one.key) ?? '')]
        : [];
    }),
  };
}

function entryOf(
  publishing: Publishing,
  cell: Cell,
  frame: NamedFrame,
  { verdict }: Judged,
  forecast: Forecast,
  inputHash: string,
): LedgerEntry {
  return {
    conceptId: frame.concept,
    sector: cell.sector,
    market: cell.market,
    madeAt: publishing.context.clock.now(),
    cutoffWeek: publishing.cutoffWeek,
    horizon: HORIZON,
    model: forecast.model,
    mean: forecast.mean,
    lower80: forecast.lower['80'] ?? [],
    upper80: forecast.upper['80'] ?? [],
    lower95: forecast.lower['95'] ?? [],
    upper95: forecast.upper['95'] ?? [],
    backtest: forecast.backtest,
    stage: verdict.stage,
    stageProbability: verdict.probability,
    flags: verdict.flags,
    reasons: verdict.reasons,
    notes: forecast.notes,
    inputHash,
    replayed: publishing.replayed,
  };
}
