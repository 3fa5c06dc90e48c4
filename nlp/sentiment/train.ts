import { AppError } from '../../core/errors.ts';
import { seededRandom } from '../../core/random.ts';
import type { Language } from '../../core/words.ts';
import {
  calibrated,
  fitCalibration,
  measure,
  type Calibration,
  type Judged,
  type SentimentFigures,
} from './calibration.ts';
import { createFeatureCollector } from './features.ts';
import { fitHeads, headMargin, type Heads, type LabelledFeatures } from './heads.ts';

export interface LabelledText {
  text: string;
  positive: boolean;
}

export interface TrainOptions {
  language: Language;
  /** Decides the folds and nothing else. */
  seed: number;
  folds?: number;
  /** Called after each of `folds + 1` fits. */
  onFit?: (done: number, of: number) => void;
}

export interface TrainedSentiment {
  language: Language;
  heads: Heads;
  calibration: Calibration;
  /** Out of fold, with the calibration fitted on the other folds. */
  figures: SentimentFigures;
}

/** Below this a model would only repeat its examples. */
const MIN_ROWS_A_CLASS = 20;

function assignFolds(count: number, folds: number, seed: number): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => Math.floor(random() * folds));
}

function outOfFoldFigures(judged: (Judged & { fold: number })[], folds: number): SentimentFigures {
  const answers: { p: number; positive: boolean }[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const calibration = fitCalibration(judged.filter((row) => row.fold !== fold));
    for (const row of judged) {
      if (row.fold === fold) answers.push({ p: calibrated(row.margin, calibration), positive: row.positive });
    }
  }
  return measure(answers);
}

function collectRows(rows: LabelledText[], language: Language): LabelledFeatures[] {
  const collector = createFeatureCollector();
  return rows.map((row) => {
    const count = collector.collect(row.text, language);
    return { features: collector.ids.slice(0, count), positive: row.positive };
  });
}

function checkRows(rows: LabelledText[]): void {
  const positives = rows.filter((row) => row.positive).length;
  const fewer = Math.min(positives, rows.length - positives);
  if (fewer < MIN_ROWS_A_CLASS) {
    throw new AppError(
      'BAD_INPUT',
      `Training needs at least ${MIN_ROWS_A_CLASS} positive and ${MIN_ROWS_A_CLASS} negative texts; got ${positives} and ${rows.length - positives}.`,
    );
  }
}

/**
 * Trains the document sentiment of one language: hashed n-grams, two L2-penalised logistic heads
 * (see heads.ts), Platt calibration on out-of-fold margins. Same rows and seed, same model.
 */
export function trainSentiment(rows: LabelledText[], options: TrainOptions): TrainedSentiment {
  checkRows(rows);
  const folds = options.folds ?? 5;
  const examples = collectRows(rows, options.language);
  const foldOf = assignFolds(rows.length, folds, options.seed);
  const judged: (Judged & { fold: number })[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const heads = fitHeads(examples.filter((_, index) => foldOf[index] !== fold));
    examples.forEach((example, index) => {
      if (foldOf[index] !== fold) return;
      const margin = headMargin(heads, example.features, example.features.length);
      judged.push({ fold, margin, positive: example.positive });
    });
    options.onFit?.(fold + 1, folds + 1);
  }
  const heads = fitHeads(examples);
  options.onFit?.(folds + 1, folds + 1);
  return {
    language: options.language,
    heads,
    calibration: fitCalibration(judged),
    figures: outOfFoldFigures(judged, folds),
  };
}
