import { fitLogistic, sigmoid } from './logistic.ts';

/** p = sigmoid(slope * margin + intercept). */
export interface Calibration {
  slope: number;
  intercept: number;
}

export interface Judged {
  margin: number;
  positive: boolean;
}

/** Platt scaling (Platt 1999) with its smoothed targets, on margins of texts the model did not see. */
export function fitCalibration(judged: Judged[]): Calibration {
  const positives = judged.filter((row) => row.positive).length;
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (judged.length - positives + 2);
  const fitted = fitLogistic(
    {
      starts: Int32Array.from({ length: judged.length + 1 }, (_, index) => index),
      ids: new Int32Array(judged.length),
      values: Float64Array.from(judged, (row) => row.margin),
      size: 1,
    },
    Float64Array.from(judged, (row) => (row.positive ? high : low)),
    { l2: 1e-6, iterations: 100 },
  );
  return { slope: fitted.weights[0]!, intercept: fitted.bias };
}

export function calibrated(margin: number, calibration: Calibration): number {
  return sigmoid(calibration.slope * margin + calibration.intercept);
}

export interface SentimentFigures {
  rows: number;
  accuracy: number;
  macroF1: number;
  brier: number;
  /** Expected calibration error over ten equal bins. */
  ece: number;
}

function f1(truePositives: number, falsePositives: number, falseNegatives: number): number {
  const all = 2 * truePositives + falsePositives + falseNegatives;
  return all === 0 ? 0 : (2 * truePositives) / all;
}

/** The usual figures of calibrated answers; meant for out-of-fold ones. */
export function measure(answers: { p: number; positive: boolean }[]): SentimentFigures {
  const bins = Array.from({ length: 10 }, () => ({ p: 0, positive: 0 }));
  const table = { rightPositive: 0, rightNegative: 0, wrongPositive: 0, wrongNegative: 0 };
  let brier = 0;
  for (const { p, positive } of answers) {
    brier += (p - Number(positive)) ** 2;
    const bin = bins[Math.min(9, Math.floor(p * 10))]!;
    bin.p += p;
    bin.positive += Number(positive);
    if (p >= 0.5) table[positive ? 'rightPositive' : 'wrongPositive'] += 1;
    else table[positive ? 'wrongNegative' : 'rightNegative'] += 1;
  }
  const rows = Math.max(1, answers.length);
  const { rightPositive, rightNegative, wrongPositive, wrongNegative } = table;
  return {
    rows: answers.length,
    accuracy: (rightPositive + rightNegative) / rows,
    macroF1:
      (f1(rightPositive, wrongPositive, wrongNegative) + f1(rightNegative, wrongNegative, wrongPositive)) / 2,
    brier: brier / rows,
    ece: bins.reduce((sum, bin) => sum + Math.abs(bin.p - bin.positive), 0) / rows,
  };
}
