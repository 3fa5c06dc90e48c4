import { nelderMead } from '../nelder-mead.ts';
import { mean } from '../statistics.ts';
import { boundedCoefficients, expandSeasonal } from './arma-polynomials.ts';
import { aicc } from './exponential.ts';

export interface ArmaOrder {
  p: number;
  q: number;
  /** Seasonal orders, 0 or 1. */
  seasonalP: number;
  seasonalQ: number;
  constant: boolean;
}

export interface ArmaFit {
  order: ArmaOrder;
  ar: number[];
  ma: number[];
  centre: number;
  residuals: number[];
  aicc: number;
}

interface Lags {
  lag: number[];
  weight: number[];
}

function sparse(coefficients: readonly number[]): Lags {
  const lag: number[] = [];
  const weight: number[] = [];
  for (let i = 0; i < coefficients.length; i++) {
    const c = coefficients[i] as number;
    if (c === 0) continue;
    lag.push(i + 1);
    weight.push(c);
  }
  return { lag, weight };
}

/** Conditional errors of an ARMA process with zeros before the start; returns their sum of squares. */
function errorsOf(values: readonly number[], ar: Lags, ma: Lags, errors: Float64Array): number {
  const [arCount, maCount] = [ar.lag.length, ma.lag.length];
  let sse = 0;
  for (let t = 0; t < values.length; t++) {
    let expected = 0;
    for (let k = 0; k < arCount; k++) {
      const at = t - (ar.lag[k] as number);
      if (at >= 0) expected += (ar.weight[k] as number) * (values[at] as number);
    }
    for (let k = 0; k < maCount; k++) {
      const at = t - (ma.lag[k] as number);
      if (at >= 0) expected += (ma.weight[k] as number) * (errors[at] as number);
    }
    const error = (values[t] as number) - expected;
    errors[t] = error;
    sse += error * error;
  }
  return sse;
}

function unpack(at: readonly number[], order: ArmaOrder, season: number): { ar: number[]; ma: number[] } {
  const { p, q, seasonalP, seasonalQ } = order;
  const plainAr = boundedCoefficients(at.slice(0, p));
  const plainMa = boundedCoefficients(at.slice(p, p + q)).map((c) => -c);
  if (!seasonalP && !seasonalQ) return { ar: plainAr, ma: plainMa };
  const sar = seasonalP ? 0.98 * Math.tanh(at[p + q] ?? 0) : 0;
  const sma = seasonalQ ? 0.98 * Math.tanh(at[p + q + seasonalP] ?? 0) : 0;
  return {
    ar: expandSeasonal(plainAr, sar, season),
    // (1 + θB)(1 + ΘB^m) has the same expansion with signs turned.
    ma: expandSeasonal(
      plainMa.map((c) => -c),
      -sma,
      season,
    ).map((c) => -c),
  };
}

/** Conditional sum of squares fit (Box and Jenkins 1970) by simplex search; coefficients stay stationary. */
export function fitArma(values: readonly number[], order: ArmaOrder, season: number): ArmaFit {
  const centre = order.constant ? mean(values) : 0;
  const centred = values.map((value) => value - centre);
  const count = order.p + order.q + order.seasonalP + order.seasonalQ;
  const errors = new Float64Array(values.length);
  const cost = (at: readonly number[]): number => {
    const { ar, ma } = unpack(at, order, season);
    return errorsOf(centred, sparse(ar), sparse(ma), errors);
  };
  const start = Array.from({ length: count }, (_, i) => (i < order.p ? 0.2 : 0.1));
  const best =
    count === 0
      ? { at: [], cost: 0 }
      : nelderMead(cost, start, {
          step: start.map(() => 0.4),
          maxEvaluations: 25 + 30 * count,
          tolerance: 1e-5,
        });
  const { ar, ma } = unpack(best.at, order, season);
  const sse = errorsOf(centred, sparse(ar), sparse(ma), errors);
  const parameters = count + (order.constant ? 1 : 0);
  return { order, ar, ma, centre, residuals: [...errors], aicc: aicc(sse, values.length, parameters) };
}

export function continueArma(fit: ArmaFit, values: readonly number[], horizon: number): number[] {
  const all = values.map((value) => value - fit.centre);
  const errors = [...fit.residuals];
  const out: number[] = [];
  for (let h = 0; h < horizon; h++) {
    const t = all.length;
    let expected = 0;
    fit.ar.forEach((c, i) => (expected += c * (all[t - 1 - i] ?? 0)));
    fit.ma.forEach((c, i) => (expected += c * (errors[t - 1 - i] ?? 0)));
    all.push(expected);
    errors.push(0);
    out.push(expected + fit.centre);
  }
  return out;
}
