import { AppError } from '../core/errors.ts';
import type { ForecastOptions } from '../core/trend.ts';
import type { ForecastModel } from './contract.ts';
import { isMethod, METHODS, type Method } from './combine.ts';
import { BASELINES, CANDIDATES, membersFor, MODEL_BY_NAME } from './models/index.ts';

/** Longest horizon answered. */
export const MAX_HORIZON = 2_000;
export const MAX_SEASON = 10_000;

export interface Plan {
  /** Every model to be fitted, baselines included, none twice. */
  fitted: readonly ForecastModel[];
  /** Names that may enter the answer. */
  allowed: ReadonlySet<string>;
  /** Names that enter only where the back-test improves with them. */
  candidates: readonly string[];
  /** How they are joined; null where one model answers alone. */
  method: Method | null;
}

export function planModels(options: ForecastOptions): Plan {
  checkOptions(options);
  const { model } = options;
  const method = model === undefined ? 'combination' : isMethod(model) ? model : null;
  const chosen = method === null ? [askedModel(model ?? '')] : membersFor(options.season);
  const candidates = method === null ? [] : CANDIDATES;
  const fitted = [...new Set([...chosen, ...candidates, ...BASELINES])];
  return {
    fitted,
    allowed: new Set(chosen.map((m) => m.name)),
    candidates: candidates.map((m) => m.name),
    method,
  };
}

function askedModel(name: string): ForecastModel {
  const asked = MODEL_BY_NAME.get(name);
  if (asked) return asked;
  const known = [...METHODS, ...MODEL_BY_NAME.keys()].join(', ');
  throw new AppError('BAD_INPUT', `model ${name} is not known; known are ${known}`);
}

function checkOptions({ horizon, season, levels }: ForecastOptions): void {
  if (!Number.isInteger(horizon) || horizon < 1 || horizon > MAX_HORIZON) {
    throw new AppError(
      'BAD_INPUT',
      `horizon must be a whole number from 1 to ${MAX_HORIZON}, not ${horizon}`,
    );
  }
  if (!Number.isInteger(season) || season < 1 || season > MAX_SEASON) {
    throw new AppError('BAD_INPUT', `season must be a whole number from 1 to ${MAX_SEASON}, not ${season}`);
  }
  const wrong = levels.find((level) => !(level > 0 && level < 100));
  if (wrong !== undefined) throw new AppError('BAD_INPUT', `levels must lie between 0 and 100, not ${wrong}`);
}
