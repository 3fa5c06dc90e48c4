import { fileURLToPath } from 'node:url';
import { AppError } from '../../core/errors.ts';
import type { Sentiment } from '../../core/reading.ts';
import type { Language } from '../../core/words.ts';
import type { Segmenter } from '../segment/segmenter.ts';
import { calibrated, type Calibration } from './calibration.ts';
import { evidenceOf, type Evidence } from './evidence.ts';
import { createFeatureCollector, type FeatureCollector } from './features.ts';
import { headMargin } from './heads.ts';
import { judgeClause } from './judge-clause.ts';
import { readSentimentModel } from './model-file.ts';
import type { TrainedSentiment } from './train.ts';

/** Judges whole texts by a trained model and single clauses by our own lexicon. */
export interface SentimentModel {
  judge(text: string, language: Language): Sentiment;
  /** Polarity of one clause, -1 to 1; 0 when it holds no opinion word. */
  judgeClause(clause: string, language: Language): number;
}

export interface SentimentOptions {
  segmenter: Segmenter;
  /** A model written by `writeSentimentModel`; it replaces the shipped one of its language. */
  modelFile?: string;
}

/** Between these the model does not know: neutral. */
const UNSURE_FROM = 0.35;
const UNSURE_TO = 0.65;

/**
 * The models were trained on reviews, so p says "if this is a review". A verdict besides needs evidence: opinion words
 * of the lexicon, dense enough, and in a short text not all against it. Without them a text is neutral.
 */
function labelOf(p: number, { opinionated, unanimous }: Evidence): Sentiment['label'] {
  if (!opinionated || (p > UNSURE_FROM && p < UNSURE_TO)) return 'neutral';
  const side = p >= 0.5 ? 1 : -1;
  if (unanimous === -side) return 'neutral';
  return side > 0 ? 'positive' : 'negative';
}

/** The calibrated probability of praise: the model's log-odds and what the opinions of a short text add to them. */
export function pPositiveOf(margin: number, calibration: Calibration, evidence: Evidence): number {
  return calibrated(margin, { ...calibration, intercept: calibration.intercept + evidence.logOdds });
}

function judgeText(
  text: string,
  language: Language,
  model: TrainedSentiment,
  collector: FeatureCollector,
): Sentiment {
  const count = collector.collect(text, language);
  if (count === 0) return { label: 'neutral', score: 0, pPositive: 0.5 };
  const evidence = evidenceOf(text, language);
  const p = pPositiveOf(headMargin(model.heads, collector.ids, count), model.calibration, evidence);
  const label = labelOf(p, evidence);
  const score = label === 'neutral' ? 0 : 2 * p - 1;
  return { label, score: round(score), pPositive: round(p) };
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

function shippedFile(language: Language): string {
  return fileURLToPath(new URL(`../models/sentiment-${language}.json.gz`, import.meta.url));
}

/**
 * Document sentiment by two-headed logistic regression over hashed n-grams (heads.ts), Platt-calibrated, with the
 * opinions of short texts added (evidence.ts) and a neutral by evidence; clause sentiment by lexicon. A language's model is read when first needed.
 */
export function createSentiment(options: SentimentOptions): SentimentModel {
  const models = new Map<Language, TrainedSentiment>();
  if (options.modelFile !== undefined) {
    const given = readSentimentModel(options.modelFile);
    models.set(given.language, given);
  }
  const collector = createFeatureCollector();
  const modelOf = (language: Language): TrainedSentiment => {
    const model = models.get(language) ?? readSentimentModel(shippedFile(language));
    if (model.language !== language) {
      throw new AppError(
        'BAD_INPUT',
        `The sentiment model for ${language} was trained on ${model.language}.`,
      );
    }
    models.set(language, model);
    return model;
  };
  return {
    judge: (text, language) => judgeText(text, language, modelOf(language), collector),
    judgeClause,
  };
}
