import { sha256Hex } from '../../core/hash.ts';
import type { Forecast } from '../../core/trend.ts';
import {
  callStage,
  forecastAll,
  testLeads,
  type LeadTests,
  type StageVerdict,
} from '../../forecasting/index.ts';
import { canonicalJson } from '../../storage/forecasts.ts';

/** Weeks ahead, points in a season, and the intervals of every published forecast. */
export const HORIZON = 26;
export const SEASON = 52;
export const LEVELS = [80, 95];
/** Raised when models or settings change what the same input gives: the ledger then takes a new entry. */
const METHOD = 3;

/** A series that may lead another, in the weeks of that one. */
export interface Covariate {
  name: string;
  values: (number | null)[];
}

/** A series as it is judged: complete weeks up to the cut-off, gaps null. */
export interface Frame {
  key: string;
  values: (number | null)[];
  documents: number[];
  exposure: number[];
  /** The first week. */
  start: string;
  covariates?: Covariate[];
}

export interface Judged {
  key: string;
  /** null where none was asked for or none could be made; `failure` then says why. */
  forecast: Forecast | null;
  failure: string | null;
  verdict: StageVerdict;
}

/** Work that is done in worker threads: pure, and plain data in and out. */
export type Work =
  | { kind: 'forecast'; frames: Frame[] }
  | { kind: 'stage'; frames: Frame[]; means: (number[] | null)[] }
  | { kind: 'leads'; groups: { id: string; series: { key: string; values: (number | null)[] }[] }[] };

export interface WorkResult {
  forecast: Judged[];
  stage: Judged[];
  leads: { id: string; tests: LeadTests }[];
}

export function doWork<K extends Work['kind']>(work: Extract<Work, { kind: K }>): WorkResult[K];
export function doWork(work: Work): WorkResult[Work['kind']] {
  if (work.kind === 'leads') {
    return work.groups.map(({ id, series }) => ({ id, tests: testLeads(series, { season: SEASON }) }));
  }
  if (work.kind === 'stage') {
    return work.frames.map((frame, at) => judge(frame, null, null, work.means[at] ?? null));
  }
  const options = { horizon: HORIZON, season: SEASON, levels: LEVELS, nonnegative: true };
  const answers = forecastAll(
    work.frames.map(({ key, values, start, covariates = [] }) => ({ id: key, values, start, covariates })),
    options,
    // Called below with the documents and the forecast, which say more.
    () => 'unknown',
  );
  return work.frames.map((frame, at) => {
    const answer = answers[at];
    if (!answer || 'error' in answer) return judge(frame, null, answer?.error.message ?? 'no answer', null);
    const judged = judge(frame, null, null, answer.mean);
    return { ...judged, forecast: { ...answer, stage: judged.verdict.stage } };
  });
}

function judge(
  frame: Frame,
  forecast: Forecast | null,
  failure: string | null,
  mean: number[] | null,
): Judged {
  const { values, documents, exposure } = frame;
  const ahead = mean === null ? {} : { forecast: { mean } };
  const verdict = callStage({ values, documents, exposure, season: SEASON, ...ahead });
  return { key: frame.key, forecast, failure, verdict };
}

/**
 * What a forecast was made from: its own series, the series it was pooled with, and the method. The same
 * fingerprint gives the same forecast, so it need not be made again.
 */
export function inputHashes(frames: readonly Frame[]): Map<string, string> {
  const own = frames.map(({ key, values, start, covariates }) =>
    sha256Hex(canonicalJson({ key, values, start, covariates })),
  );
  const pool = sha256Hex(canonicalJson({ own, METHOD, HORIZON, SEASON, LEVELS }));
  return new Map(frames.map(({ key }, at) => [key, sha256Hex(`${own[at]} ${pool}`)]));
}
